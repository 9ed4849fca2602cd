"""The fields of a booking, read from text or from what a document holds. No error quotes what it read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lobby.bookings.moments import MomentError, moment
from lobby.contract.catalogue import Catalogue
from lobby.contract.codes.claim import FIRST_SLOT, LAST_SLOT, MAX_PERSONS

_HEX_ID = re.compile(r"[0-9a-f]{16}")
_REFERENCE = re.compile(r"[!-~]{1,200}")
_FORMULA = "=+-@"
_TICKET = re.compile(r"[AFJLRX][1-9][0-9]{2}")
_TRUE = frozenset({"true", "yes", "ja", "1", "x", "wahr", "cancelled", "canceled", "storniert", "abgesagt"})
_FALSE = frozenset({"false", "no", "nein", "0", "", "falsch", "confirmed", "bestätigt", "gebucht"})
_MOST_DIGITS = 18
_MOST_VERSION = 2**53 - 1
_MOST_MINUTES = 255
_MOST_REVISION = 15


class FieldError(ValueError):
    """A field cannot be used. `kind` is a key of the wording, `field` another one than the field that was asked for."""

    def __init__(self, kind: str, field: str | None = None, **values: object) -> None:
        super().__init__(kind)
        self.kind, self.field, self.values = kind, field, values


@dataclass(frozen=True)
class Given:
    """The values of one record, and what they are read against."""

    values: Mapping[str, object]
    catalogue: Catalogue
    centre: str
    services: Mapping[str, str]

    def text(self, name: str) -> str:
        """The value as text without blanks around it; empty where nothing is given."""
        value = self.values.get(name)
        if value is None:
            return ""
        is_huge = isinstance(value, int) and abs(value) > _MOST_VERSION
        if isinstance(value, bool) or not isinstance(value, str | int | float) or is_huge:
            raise FieldError("not-text")
        return str(value).strip()

    def whole(self, name: str, least: int, most: int) -> int | None:
        """A whole number in a range."""
        text = self.text(name)
        if not text:
            return None
        digits = text.removesuffix(".0")
        fits = digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS
        if not fits or not least <= int(digits) <= most:
            raise FieldError("not-whole", least=least, most=most)
        return int(digits)


def _booking(given: Given) -> str | None:
    text = given.text("booking").lower()
    if text and not _HEX_ID.fullmatch(text):
        raise FieldError("not-an-id")
    return text or None


def _reference(given: Given) -> str | None:
    text = given.text("reference")
    if text and (not _REFERENCE.fullmatch(text) or text[0] in _FORMULA):
        raise FieldError("not-a-reference")
    if text and given.text("booking"):
        raise FieldError("two-ids")
    return text or None


def _centre(given: Given) -> str:
    text = given.text("centre")
    known = given.catalogue.centre[given.centre]
    if text.casefold() not in {"", known.id, known.name.casefold(), str(known.number)}:
        raise FieldError("other-centre", centre=known.id)
    return known.id


def _service(given: Given) -> str:
    text = given.text("service")
    if not text:
        raise FieldError("missing")
    found = given.services.get(text, text)
    if found in given.catalogue.service:
        return found
    for one in given.catalogue.services:
        if found == one.leika_key or found.casefold() in {one.name_de.casefold(), one.name_en.casefold()}:
            return one.id
    raise FieldError("no-such-service")


def _slot(given: Given) -> datetime:
    value = given.values.get("slot")
    name = "slot"
    if isinstance(value, datetime):
        found = value
    else:
        day, time = given.text("date"), given.text("time")
        text = given.text("slot") or (f"{day} {time}" if day and time else "")
        if not text:
            raise FieldError("missing", "time" if day else "date" if time else "slot")
        name = "slot" if given.text("slot") else "date"
        found = _moment(text, name)
    if found.second or found.microsecond:
        raise FieldError("not-a-minute", name)
    if not FIRST_SLOT <= found <= LAST_SLOT:
        raise FieldError("slot-range", name, first=FIRST_SLOT.year, last=LAST_SLOT.year)
    return found


def _moment(text: str, name: str) -> datetime:
    try:
        return moment(text)
    except MomentError as error:
        raise FieldError(error.kind, name) from error


def _length(given: Given) -> int:
    length = given.whole("length_minutes", 1, _MOST_MINUTES)
    if length is not None:
        return length
    try:
        service = given.catalogue.service[_service(given)]
    except FieldError:
        return 1  # the record is not used: its service is said to be wrong
    return service.length // timedelta(minutes=1)


def _persons(given: Given) -> int | None:
    return given.whole("persons", 1, MAX_PERSONS)


def _revision(given: Given) -> int | None:
    return given.whole("revision", 0, _MOST_REVISION)


def _cancelled(given: Given) -> bool:
    value = given.values.get("cancelled")
    if isinstance(value, bool):
        return value
    text = given.text("cancelled").casefold()
    if text not in _TRUE | _FALSE:
        raise FieldError("not-a-truth")
    return text in _TRUE


def _version(given: Given) -> int | None:
    value = given.values.get("changed")
    if value is None or value == "":
        return given.whole("version", 0, _MOST_VERSION)
    at = value if isinstance(value, datetime) else _moment(given.text("changed"), "changed")
    return max(0, int(at.astimezone(UTC).timestamp()))


def _number(given: Given) -> str | None:
    text = given.text("number").upper()
    if text and not _TICKET.fullmatch(text):
        raise FieldError("not-a-ticket")
    return text or None


READERS: Mapping[str, Callable[[Given], object]] = {
    "booking": _booking,
    "reference": _reference,
    "centre": _centre,
    "service": _service,
    "slot": _slot,
    "length_minutes": _length,
    "persons": _persons,
    "revision": _revision,
    "cancelled": _cancelled,
    "version": _version,
    "number": _number,
}
"""How each field is read; None: take the default."""

FIELDS = (*READERS, "date", "time", "changed")
"""All names a record may have."""
