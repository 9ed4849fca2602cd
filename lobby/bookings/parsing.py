"""Bookings from another system's export, JSON or CSV, checked line by line: all of them are good, or none is used.

JSON is a list of bookings, or a day file of `lobby bookings sample`; CSV has a header row with the same names.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from lobby.bookings.day import Day
from lobby.contract.bookings import Booking
from lobby.contract.catalogue import Catalogue
from lobby.contract.codes import ClaimError, claim_of, typed_code
from lobby.contract.codes.claim import packed

MOST_BOOKINGS = 1000
"""The queue service takes no more in one piece."""

Row = tuple[str, "Booking | str"]
"""Where a booking stands in its file, and the booking or what is wrong with it."""


@dataclass(frozen=True)
class Checked:
    """The bookings of a file, or its problems; never both."""

    bookings: tuple[Booking, ...]
    problems: tuple[str, ...]


def check_bookings(content: bytes, catalogue: Catalogue, centre: str) -> Checked:
    """The bookings in a file's content, if every one can be imported at this centre."""
    rows = list(_rows(content))
    problems = [f"{where}: {booking}" for where, booking in rows if isinstance(booking, str)]
    good = [(where, booking) for where, booking in rows if isinstance(booking, Booking)]
    problems += _objections(good, catalogue, centre)
    if len(rows) > MOST_BOOKINGS:
        problems.append(f"{len(rows)} bookings are more than {MOST_BOOKINGS}: split the file by day")
    if not rows:
        problems.append("there is no booking in it")
    return Checked((), tuple(problems)) if problems else Checked(tuple(booking for _, booking in good), ())


def _rows(content: bytes) -> Iterator[Row]:
    start = content.lstrip()[:1]
    try:
        if start == b"{":
            day = msgspec.json.decode(content, type=Day)
            yield from ((f"booking {index}", booking) for index, booking in enumerate(day.bookings, 1))
        elif start == b"[":
            yield from _json_rows(msgspec.json.decode(content, type=list[msgspec.Raw]))
        else:
            yield from _csv_rows(content.decode("utf-8-sig"))
    except msgspec.DecodeError as error:
        yield "file", f"no JSON of bookings: {error}"
    except UnicodeDecodeError:
        yield "file", "neither JSON nor CSV in UTF-8"


def _json_rows(items: list[msgspec.Raw]) -> Iterator[Row]:
    for index, item in enumerate(items, 1):
        try:
            yield f"booking {index}", msgspec.json.decode(item, type=Booking)
        except msgspec.DecodeError as error:
            yield f"booking {index}", str(error)


def _csv_rows(text: str) -> Iterator[Row]:
    reader = csv.DictReader(text.splitlines(), delimiter=";" if ";" in text.partition("\n")[0] else ",")
    fields = set(Booking.__struct_fields__)
    unknown = [name for name in reader.fieldnames or () if name not in fields]
    if unknown:
        yield (
            "line 1",
            f"unknown columns {', '.join(unknown)}; there are {', '.join(Booking.__struct_fields__)}",
        )
        return
    for row in reader:
        where = f"line {reader.line_num}"
        if None in row or None in row.values():
            yield where, "it has not as many columns as line 1"
            continue
        try:
            yield (
                where,
                msgspec.convert({name: value for name, value in row.items() if value}, Booking, strict=False),
            )
        except msgspec.ValidationError as error:
            yield where, str(error)


def _objections(rows: list[tuple[str, Booking]], catalogue: Catalogue, centre: str) -> Iterator[str]:
    """What the types cannot know."""
    first_seen: dict[str, str] = {}
    typed_seen: dict[str, str] = {}
    for where, booking in rows:
        objection = _objection(booking, catalogue, centre)
        if objection:
            yield f"{where}: {objection}"
        earlier = first_seen.setdefault(booking.booking, where)
        if earlier != where:
            yield f"{where}: the booking id stands in {earlier} already"
            continue
        typed_earlier = typed_seen.setdefault(typed_code(booking.booking).symbols, where)
        if typed_earlier != where:
            yield f"{where}: its typed code is that of {typed_earlier}; give one of them another booking id"


def _objection(booking: Booking, catalogue: Catalogue, centre: str) -> str | None:
    if booking.centre != centre:
        return f"it is for {booking.centre}, not for {centre}"
    if booking.service not in catalogue.service:
        return f"the catalogue has no service {booking.service!r}"
    try:
        packed(claim_of(booking, catalogue, key_id=0))
    except KeyError:
        return f"the catalogue has no centre {centre!r}"
    except ClaimError as error:
        return str(error)
    return None
