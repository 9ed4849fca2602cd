"""Phrases that several pages share: times, waits, names of services, numbers."""

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
    if span.high_minutes is None:
        return wording.text("wait.over", low=span.low_minutes)
    if span.low_minutes == 0:
        return wording.text("wait.up-to", high=span.high_minutes)
    return wording.text("wait.range", low=span.low_minutes, high=span.high_minutes)


def service(wording: Catalogue, house: House | None, name: str) -> tuple[str, str | None]:
    """A service in the visitor's language, and its German name where that is another one: staff can then help."""
    known = service_of(house, name)
    if known is None:
        return wording.text("service.unnamed"), None
    if wording.language in (Language.DE, Language.DE_PLAIN):
        return known.name_de, None
    if wording.language is Language.EN:
        return known.name_en, known.name_de
    key = f"service.{name}"
    return (wording.text(key), known.name_de) if wording.has(key) else (known.name_de, None)


def persons(wording: Catalogue, count: int) -> str:
    """How many came."""
    return wording.text("persons.count", n=count)


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
