"""A number on paper: what a visitor takes along from the reception, in two languages."""

from dataclasses import dataclass

from lobby.contract.answers import Ticket
from lobby.contract.state import House, Waiting
from lobby.counter.rows import names_of, spaced
from lobby.web.moments import hour_minute
from lobby.web.qr import QrPath, qr_path
from lobby.web.wording import LANGUAGES, Wording


@dataclass(frozen=True)
class Line:
    """A label and its value."""

    label: str
    value: str


@dataclass(frozen=True)
class Slip:
    """What is printed; `lines` has one text in each language."""

    visit: str
    number: str
    house: str
    lines: tuple[Line, ...]
    phone: QrPath | None = None
    """Where the visitor follows the number on the phone."""
    phone_label: str = ""


def slip_of(shown: Waiting | Ticket, house: House | None, wording: Wording, phone: str | None = None) -> Slip:
    """The slip of a visit that has a number, with the link to its wait page where it is known."""
    lines = [Line(_both(wording, "service"), " / ".join(_names(shown.service, house)))]
    if shown.slot is not None:
        lines.append(Line(_both(wording, "slot"), hour_minute(shown.slot)))
    if house is not None and house.area:
        lines.append(Line(_both(wording, "slip-area"), house.area))
    lines.append(Line(_both(wording, "slip-at"), hour_minute(shown.checked_in)))
    return Slip(
        shown.visit, spaced(shown.number), house.name if house else "", tuple(lines),
        None if phone is None else qr_path(phone), _both(wording, "slip-phone"),
    )  # fmt: skip


def _both(wording: Wording, key: str) -> str:
    return " / ".join(dict.fromkeys(wording.say(language, key, {}) for language in LANGUAGES))


def _names(service: str, house: House | None) -> list[str]:
    return list(dict.fromkeys(names_of(house, language).of(service) for language in LANGUAGES))
