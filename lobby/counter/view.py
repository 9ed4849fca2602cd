"""The waiting line and the services as a clerk sees them, made of the state by pure functions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lobby.contract.state import House, Line, OfferedService, PlaceState, PlaceStatus, Waiting
from lobby.counter.rows import Names, Reading, Row, is_callable, row_of, spaced
from lobby.web.wording import Speaker

MOST_FAMILIES = 2


@dataclass(frozen=True)
class Lists:
    """The waiting line from one place: what it takes, what others take, who is parked, who was missed."""

    mine: tuple[Row, ...]
    others: tuple[Row, ...]
    parked: tuple[Row, ...]
    missed: tuple[Row, ...]
    finished_today: int
    booked_to_come: int
    last_walk_in: datetime | None


def lists_of(line: Line, place: PlaceState, reading: Reading) -> Lists:
    """The four lists, in calling order."""
    return Lists(
        mine=tuple(row_of(one, reading) for one in line.waiting if takes(place, one)),
        others=tuple(row_of(one, reading) for one in line.waiting if not takes(place, one)),
        parked=tuple(row_of(one, reading) for one in line.parked),
        missed=tuple(row_of(one, reading) for one in line.missed),
        finished_today=line.finished_today,
        booked_to_come=line.booked_to_come,
        last_walk_in=line.last_walk_in,
    )


def takes(place: PlaceState, one: Waiting) -> bool:
    """Whether this place may call somebody in turn: who was sent to one place is taken there, and there alone."""
    return one.service in place.services if one.only_place is None else one.only_place == place.place


def next_of(line: Line, place: PlaceState, reading: Reading) -> Waiting | None:
    """Who is first in the line of this place, as far as the line alone says."""
    return next((one for one in line.waiting if takes(place, one) and is_callable(one, reading.now)), None)


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
        return say(f"spoken-{'paused' if place.paused else place.status}")
    key = "spoken-called" if place.status is PlaceStatus.CALLED else "spoken-serving"
    return say(key, number=spaced(place.visit.number), count=max(1, place.visit.attempts))
