"""One visitor as a line of text, made of the state by pure functions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from lobby.contract.state import House, Standing, Waiting
from lobby.web.moments import hour_minute, minutes_between
from lobby.web.wording import Speaker

AUTONYMS: Mapping[str, str] = {
    "de-simple": "Leichte Sprache",
    "en": "English",
    "tr": "Türkçe",
    "uk": "Українська",
    "ar": "العربية",
    "fa": "فارسی",
    "pl": "Polski",
    "ru": "Русский",
}
"""The visitors' languages in their own names; German needs no mention."""
NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True)
class Mark:
    """A short word with a colour and an icon; the word alone says it all."""

    tone: str
    text: str
    matters_at_place: bool = True


@dataclass(frozen=True)
class Since:
    """A time that goes on: minutes as drawn, and from when the page counts on (seconds since 1970)."""

    minutes: int
    start: int


@dataclass(frozen=True)
class Row:
    """One visitor in a list, or at the place."""

    visit: str
    number: str
    service: str
    slot: str
    here_since: str
    waited: Since | None
    marks: tuple[Mark, ...]
    language: str
    note: str = ""
    in_person: bool = False
    where: str = ""
    until: str = ""
    """Where and until when somebody is parked."""
    away: Since | None = None
    """Since when somebody is parked or missed."""
    has_slot: bool = False

    @property
    def notes(self) -> list[str]:
        """What matters once the visitor stands at the counter."""
        return [mark.text for mark in self.marks if mark.matters_at_place]


@dataclass(frozen=True)
class Names:
    """Services in one language."""

    names: Mapping[str, str]
    families: Mapping[str, str]

    def of(self, service: str) -> str:
        """The name of a service; its id where the house does not know it any more."""
        return self.names.get(service, service)


def names_of(house: House | None, language: str) -> Names:
    """Names and families of all services of the house."""
    services = house.services if house else ()
    return Names(
        {one.service: one.name_en if language == "en" else one.name_de for one in services},
        {one.service: one.family for one in services},
    )


@dataclass(frozen=True)
class Reading:
    """Through whose eyes the state is read, and when."""

    names: Names
    say: Speaker
    now: datetime


def row_of(one: Waiting, reading: Reading) -> Row:
    """One visitor as a line of text."""
    say = reading.say
    return Row(
        visit=one.visit,
        number=spaced(one.number),
        service=_services(one, reading),
        slot=hour_minute(one.slot) if one.slot else say("no-slot"),
        here_since=hour_minute(one.checked_in),
        waited=wait_of(one, reading.now),
        marks=tuple(_marks(one, reading)),
        language=AUTONYMS.get(one.language or "", ""),
        note=one.note,
        in_person=one.in_person,
        where=one.parked_where,
        until=hour_minute(one.parked_until) if one.parked_until else "",
        away=None if one.away_since is None else since(one.away_since, reading.now),
        has_slot=one.slot is not None,
    )


def _services(one: Waiting, reading: Reading) -> str:
    names = [reading.names.of(service) for service in one.services or (one.service,)]
    persons = [reading.say("persons", count=one.persons)] if one.persons > 1 else []
    return ", ".join([" + ".join(names), *persons])


def spaced(number: str) -> str:
    """A104 as it is read: letter, then digits."""
    return f"{number[:1]}{NO_BREAK_SPACE}{number[1:]}"


def since(start: datetime, now: datetime) -> Since:
    """Whole minutes from then on."""
    return Since(minutes_between(start, now), int(start.timestamp()))


def wait_of(one: Waiting, now: datetime) -> Since | None:
    """Time waited as the figures count it: booked from the slot on; None before it."""
    start = one.checked_in if one.slot is None else max(one.slot, one.checked_in)
    return since(start, now) if start <= now else None


def is_callable(one: Waiting, now: datetime) -> bool:
    """Whether its time has come; early guests wait until shortly before their slot, nobody is at two counters."""
    return not one.held and (one.callable_from is None or one.callable_from <= now)


def _marks(one: Waiting, reading: Reading) -> Iterable[Mark]:
    say = reading.say
    if one.in_person:
        yield Mark("info", say("mark-in-person"), matters_at_place=False)
    if one.announced:
        yield Mark("info", say("mark-announced", place=one.only_place or ""))
    elif one.only_place:
        yield Mark("info", say("mark-only-place", place=one.only_place), matters_at_place=False)
    if one.held:
        yield Mark("info", say("mark-held"))
    yield from _timeliness(one, reading)
    if one.standing is Standing.PROVISIONAL:
        yield Mark("warning", say("mark-provisional"))
    if one.more_persons:
        yield Mark("info", say("mark-more-persons"))
    if one.to_come:
        yield Mark("info", say("mark-to-come", count=one.to_come))
    if one.attempts:
        yield Mark("warning", say("mark-attempts", count=one.attempts), matters_at_place=False)
    if language := AUTONYMS.get(one.language or ""):
        yield Mark("plain", language, matters_at_place=False)


def _timeliness(one: Waiting, reading: Reading) -> Iterable[Mark]:
    say = reading.say
    if not is_callable(one, reading.now) and one.callable_from is not None:
        yield Mark("info", say("mark-from", time=hour_minute(one.callable_from)))
    elif one.standing is Standing.EARLY:
        yield Mark("success", say("mark-early"))
    if one.standing is Standing.LATE:
        yield Mark("warning", say("mark-late"))
    if one.parked_until is not None and one.parked_until < reading.now:
        yield Mark("warning", say("mark-overdue"))
