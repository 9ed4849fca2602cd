"""What the clerk sees, made of the state by pure functions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from lobby.contract.state import House, Line, OfferedService, PlaceState, PlaceStatus, Standing, Waiting
from lobby.web.moments import hour_minute, minutes_between
from lobby.web.wording import Speaker

AUTONYMS: Mapping[str, str] = {
    "de-plain": "Leichte Sprache",
    "en": "English",
    "tr": "Türkçe",
    "uk": "Українська",
    "ar": "العربية",
    "fa": "فارسی",
    "pl": "Polski",
    "ru": "Русский",
}
"""The visitors' languages in their own names; German needs no mention."""
MOST_FAMILIES = 2
NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True)
class Mark:
    """A short word with a colour and an icon; the word alone says it all."""

    tone: str
    text: str
    matters_at_place: bool = True


@dataclass(frozen=True)
class Row:
    """One visitor in a list, or at the place."""

    visit: str
    number: str
    service: str
    slot: str
    here_since: str
    waited: str
    marks: tuple[Mark, ...]
    language: str
    is_next: bool = False

    @property
    def notes(self) -> list[str]:
        """What matters once the visitor stands at the counter."""
        return [mark.text for mark in self.marks if mark.matters_at_place]


@dataclass(frozen=True)
class Lists:
    """The waiting line from one place: what it takes, what others take, who was missed."""

    mine: tuple[Row, ...]
    others: tuple[Row, ...]
    missed: tuple[Row, ...]
    finished_today: int
    booked_to_come: int

    @property
    def next_row(self) -> Row | None:
        """Who will probably be called next from here."""
        return next((row for row in self.mine if row.is_next), None)


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


def lists_of(line: Line, place: PlaceState, reading: Reading) -> Lists:
    """The three lists, in calling order."""
    takes = set(place.services)
    mine = [one for one in line.waiting if one.service in takes]
    first = next((one.visit for one in mine if is_callable(one, reading.now)), None)
    return Lists(
        mine=tuple(row_of(one, reading, is_next=one.visit == first) for one in mine),
        others=tuple(row_of(one, reading) for one in line.waiting if one.service not in takes),
        missed=tuple(row_of(one, reading) for one in line.missed),
        finished_today=line.finished_today,
        booked_to_come=line.booked_to_come,
    )


def is_callable(one: Waiting, now: datetime) -> bool:
    """Whether its time has come; early guests wait until shortly before their slot."""
    return one.callable_from is None or one.callable_from <= now


def row_of(one: Waiting, reading: Reading, *, is_next: bool = False) -> Row:
    """One visitor as a line of text."""
    say = reading.say
    persons = say("persons", count=one.persons) if one.persons > 1 else ""
    name = reading.names.of(one.service)
    return Row(
        visit=one.visit,
        number=spaced(one.number),
        service=f"{name}, {persons}" if persons else name,
        slot=hour_minute(one.slot) if one.slot else say("no-slot"),
        here_since=hour_minute(one.checked_in),
        waited=_waited(one, reading),
        marks=tuple(_marks(one, reading)),
        language=AUTONYMS.get(one.language or "", ""),
        is_next=is_next,
    )


def spaced(number: str) -> str:
    """A104 as it is read: letter, then digits."""
    return f"{number[:1]}{NO_BREAK_SPACE}{number[1:]}"


def wait_minutes(one: Waiting, now: datetime) -> int | None:
    """Minutes waited as the figures count them: booked from the slot on; None before it."""
    start = one.checked_in if one.slot is None else max(one.slot, one.checked_in)
    return minutes_between(start, now) if start <= now else None


def _waited(one: Waiting, reading: Reading) -> str:
    minutes = wait_minutes(one, reading.now)
    return "–" if minutes is None else reading.say("minutes", count=minutes)


def _marks(one: Waiting, reading: Reading) -> Iterable[Mark]:
    say = reading.say
    if not is_callable(one, reading.now) and one.callable_from is not None:
        yield Mark("info", say("mark-from", time=hour_minute(one.callable_from)))
    elif one.standing is Standing.EARLY:
        yield Mark("success", say("mark-early"))
    if one.standing is Standing.LATE:
        yield Mark("warning", say("mark-late"))
    if one.standing is Standing.PROVISIONAL:
        yield Mark("warning", say("mark-provisional"))
    if one.more_persons:
        yield Mark("info", say("mark-more-persons"))
    if one.attempts:
        yield Mark("warning", say("mark-attempts", count=one.attempts), matters_at_place=False)
    if language := AUTONYMS.get(one.language or ""):
        yield Mark("plain", language, matters_at_place=False)


@dataclass(frozen=True)
class Family:
    """Services that belong together, for choosing."""

    letter: str
    title: str
    services: tuple[tuple[str, str], ...]
    """Id and name."""


def families_of(house: House | None, say: Speaker) -> tuple[Family, ...]:
    """All services, by family, in the order of the house."""
    services = house.services if house else ()
    letters = dict.fromkeys(one.family for one in services)
    return tuple(
        Family(letter, say(f"family-{letter}"), tuple(_choices(services, letter, say.language)))
        for letter in letters
    )


def _choices(services: Iterable[OfferedService], letter: str, language: str) -> Iterable[tuple[str, str]]:
    for one in services:
        if one.family == letter:
            yield one.service, one.name_en if language == "en" else one.name_de


def taken_summary(services: Iterable[str], names: Names, say: Speaker) -> str:
    """Which services a place takes, such as “Ausweise und Pässe · Meldewesen”; letters of more than two."""
    taken = set(services)
    if taken and taken >= set(names.names):
        return say("services-everything")
    letters = dict.fromkeys(names.families[one] for one in names.names if one in taken)
    if len(letters) > MOST_FAMILIES:
        return " · ".join(letters)
    return " · ".join(say(f"family-{letter}") for letter in letters)


def spoken(place: PlaceState, say: Speaker) -> str:
    """What a screen reader says when something happens at the place."""
    if place.visit is None:
        return say(f"spoken-{place.status}")
    key = "spoken-called" if place.status is PlaceStatus.CALLED else "spoken-serving"
    return say(key, number=spaced(place.visit.number), count=max(1, place.visit.attempts))
