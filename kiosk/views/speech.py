"""Phrases that several pages share: times, waits, names of services, numbers."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.offers import service_of
from lobby.contract.config import Language
from lobby.contract.state import House, WaitRange
from lobby.look.catalogue import Catalogue

LOCAL = ZoneInfo("Europe/Berlin")


def clock(wording: Catalogue, moment: datetime) -> str:
    """The local time inside a sentence."""
    return wording.oclock(moment.astimezone(LOCAL))


def day(wording: Catalogue, moment: datetime) -> str:
    """The local day, such as "Dienstag, 24. November"."""
    return wording.day(moment.astimezone(LOCAL).date())


def wait(wording: Catalogue, span: WaitRange | None) -> str | None:
    """An honest range of minutes; None when it is not known: then nothing is said."""
    if span is None:
        return None
    low, high = span.low_minutes, span.high_minutes
    if high is None:
        return wording.text("wait.over", n=low, low=low)
    if low == 0:
        return wording.text("wait.up-to", n=high, high=high)
    return wording.text("wait.range", n=high, low=low, high=high)


@dataclass(frozen=True)
class ServiceName:
    """A service as this visitor reads and hears it."""

    text: str
    language: Language
    """Of the text: German where the city has no name in the visitor's language."""
    german: str | None = None
    """The German name, where `text` is another one: staff can then help."""


def service(wording: Catalogue, house: House | None, name: str) -> ServiceName:
    """The name in the visitor's language."""
    known = service_of(house, name)
    if known is None:
        return ServiceName(wording.text("service.unnamed"), wording.language)
    own = {"en": known.name_en}.get(wording.language.value) or known.names.get(wording.language.value)
    if wording.language is Language.DE or not own:
        return ServiceName(known.name_de, Language.DE)
    is_same = own.replace("-", "").casefold() == known.name_de.replace("-", "").casefold()
    return ServiceName(own, wording.language, None if is_same else known.name_de)


def persons(wording: Catalogue, count: int) -> str:
    """How many came."""
    return wording.text("persons.count", n=count)


def persons_of(wording: Catalogue, here: int, booked: int) -> str:
    """How many came, of how many where it is not all of them."""
    return wording.text("persons.part", here=here, booked=booked) if here < booked else persons(wording, here)


def spaced(number: str) -> str:
    """A ticket number as it is read: letter, a gap, three digits."""
    return f"{number[:1]}\u00a0{number[1:]}"


def walk_in(wording: Catalogue, key: str, waits: WaitRange | None, last: datetime | None) -> str | None:
    """How long it takes without a booking, by `key`, and until when one may come where that is near."""
    waiting = wait(wording, waits)
    if last is None:
        return wording.text(key, wait=waiting) if waiting else None
    if waiting is None:
        return wording.text("walk-in.until", time=clock(wording, last))
    return wording.text("walk-in.wait-until", wait=waiting, time=clock(wording, last))
