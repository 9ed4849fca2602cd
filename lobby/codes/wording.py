"""Booking codes in words: why one is refused, for operators, and the card that a visitor gets."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from babel.dates import format_date, format_time

from lobby.codes.image import Card
from lobby.contract.catalogue import TRAINING_SITE, Catalogue
from lobby.contract.codes import BookingClaim, CodeFault, TypedFault, typed_code
from lobby.contract.codes.keyring import LOCAL

REASONS: Mapping[CodeFault | TypedFault, str] = {
    CodeFault.EMPTY: "there is nothing in it",
    CodeFault.TOO_LONG: "it is far longer than any code",
    CodeFault.CUT: "a part of the code is missing",
    CodeFault.DOUBLED: "two scans have run together",
    CodeFault.MALFORMED: "it begins like a code and has symbols that no code has, or too many of them",
    CodeFault.FOREIGN: "it is no booking code of ours",
    CodeFault.FOREIGN_URL: "it is a web address",
    CodeFault.FOREIGN_PAYMENT: "it is for a payment",
    CodeFault.FOREIGN_WALLET: "it is of an identity wallet, a certificate or a pass",
    CodeFault.FOREIGN_CONTACT: "it is a contact, a telephone number or a mail address",
    CodeFault.FOREIGN_WIFI: "it is for a wireless network",
    CodeFault.FOREIGN_CALENDAR: "it is a calendar entry",
    CodeFault.NEWER_VERSION: "it is of a newer form than this program knows; update this program",
    CodeFault.FORGED: "the signature is not of the key it names: somebody has made or changed it",
    CodeFault.UNKNOWN_KEY: "it names a key that is not in the keyring; is the keyring up to date?",
    CodeFault.KEY_REVOKED: "its key is revoked",
    CodeFault.KEY_NOT_YET: "its key is not valid yet, or not for a slot so early",
    CodeFault.KEY_EXPIRED: "its slot is after the last day of its key",
    CodeFault.KEY_OUT_OF_SCOPE: "its key may not sign for that centre",
    CodeFault.TRAINING: "it is for training, and this is a centre that serves the public",
    CodeFault.BAD_FIELDS: "it is signed well and says what no booking can say",
    TypedFault.TOO_SHORT: "it has fewer than eight symbols",
    TypedFault.TOO_LONG: "it has more than eight symbols",
    TypedFault.BAD_SYMBOL: "it has a symbol that no code has",
    TypedFault.CHECK_FAILED: "its check symbol does not fit: a symbol is wrong, or two are swapped",
}


class CardLanguage(StrEnum):
    """Languages of cards."""

    DE = "de"
    EN = "en"


_CARD: Mapping[CardLanguage, tuple[str, str, str]] = {
    CardLanguage.DE: (
        "Ihr Termin",
        "{date}, {time} Uhr",
        "Halten Sie den Code an das Terminal im Eingang. Wenn das nicht geht: Tippen Sie die acht Zeichen ein.",
    ),
    CardLanguage.EN: (
        "Your appointment",
        "{date}, {time}",
        "Hold the code to the terminal at the entrance. If that does not work, type the eight characters.",
    ),
}
_PERSONS = {CardLanguage.DE: "{count} Personen", CardLanguage.EN: "{count} persons"}


def booking_card(claim: BookingClaim, code: str, catalogue: Catalogue, language: CardLanguage) -> Card:
    """What a visitor gets by mail or on paper; no name."""
    heading, moment, hint = _CARD[language]
    slot = claim.slot.astimezone(LOCAL)
    when = moment.format(
        date=format_date(slot, "full", locale=language), time=format_time(slot, "short", locale=language)
    )
    facts = [when, _service(claim, catalogue, language), _centre(claim, catalogue)]
    if claim.persons > 1:
        facts.append(_PERSONS[language].format(count=claim.persons))
    return Card(code, str(typed_code(claim.booking)), heading, facts, hint)


def facts(claim: BookingClaim, catalogue: Catalogue) -> dict[str, str]:
    """Everything a code says, for operators."""
    return {
        "booking": claim.booking,
        "typed code": str(typed_code(claim.booking)),
        "centre": f"{_centre(claim, catalogue)} ({claim.site})",
        "service": f"{_service(claim, catalogue, CardLanguage.EN)} ({claim.service})",
        "slot": f"{_local(claim.slot)}, {claim.length.total_seconds() / 60:g} min",
        "persons": str(claim.persons),
        "revision": str(claim.revision),
        "key": str(claim.key_id),
    }


def _local(at: datetime) -> str:
    return at.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M %Z")


def _centre(claim: BookingClaim, catalogue: Catalogue) -> str:
    if claim.site == TRAINING_SITE:
        return "Training"
    centre = catalogue.site.get(claim.site)
    return centre.name if centre else f"? {claim.site}"


def _service(claim: BookingClaim, catalogue: Catalogue, language: CardLanguage) -> str:
    service = catalogue.service_number.get(claim.service)
    if service is None:
        return f"? {claim.service}"
    return service.name_de if language is CardLanguage.DE else service.name_en
