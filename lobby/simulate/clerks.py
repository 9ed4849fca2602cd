"""What a clerk does next. Pure: the same counter at the same moment is always worked the same way.

A clerk remembers nothing. How long a case lasts, or whether the visitor comes at all, is drawn from the seed and the
visit, so that a simulation that is started again goes on where it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from lobby.contract.fields import Place, ServiceId
from lobby.contract.requests import (
    AnyRequest,
    CallNext,
    ClosePlace,
    Finish,
    NotHere,
    OpenPlace,
    Recall,
    Start,
)
from lobby.contract.state import House, Line, PlaceState, PlaceStatus, Waiting
from lobby.simulate.chance import drawn_for, log_normal

SERVICE_CV = 0.6
NOT_HERE_SHARE = 0.1
WAY = timedelta(seconds=20)
PATIENCE = timedelta(seconds=45)
BETWEEN_CASES = timedelta(seconds=15)
USUAL_MINUTES = 15.0
RECALLS = 2

PROFILES: Final = ("AJFLX", "AJF", "AL", "AJFLRX", "RL", "AJFL", "JF", "AJFLX", "AJ", "AJFL")
"""Which families of services a clerk takes, one clerk after the other."""


@dataclass(frozen=True)
class Clerk:
    """One clerk at one counter."""

    place: Place
    services: tuple[ServiceId, ...]
    minutes: Mapping[ServiceId, float]
    seed: int = 1
    speed: float = 1.0


@dataclass(frozen=True)
class Moment:
    """Now, whether the house takes visitors, and an id for the command that may follow."""

    now: datetime
    is_open: bool
    fresh_id: str


@dataclass(frozen=True)
class Staff:
    """How many clerks work, how, and how fast."""

    count: int
    seed: int = 1
    speed: float = 1.0


def staff(house: House, places: Sequence[Place], wanted: Staff) -> tuple[Clerk, ...]:
    """Clerks for the last counters; at least half of all counters stay free for people."""
    count = min(wanted.count, len(places) // 2)
    minutes = {one.service: float(one.minutes) for one in house.services}
    clerks = []
    for index, place in enumerate(list(places)[len(places) - count :]):
        families = PROFILES[index % len(PROFILES)]
        services = tuple(one.service for one in house.services if one.family in families)
        clerks.append(Clerk(place, services or tuple(minutes), minutes, wanted.seed, wanted.speed))
    return tuple(clerks)


def act(clerk: Clerk, place: PlaceState, line: Line, moment: Moment) -> AnyRequest | None:
    """The clerk's next command, None while there is nothing to do or somebody else works here."""
    if place.status is PlaceStatus.CLOSED:
        if not moment.is_open:
            return None
        return OpenPlace(id=moment.fresh_id, place=place.place, services=clerk.services)
    if place.services != clerk.services or place.since is None:
        return None
    so_far = (moment.now - place.since) * clerk.speed
    if place.visit is None:
        return _free(place, line, moment, so_far)
    if place.status is PlaceStatus.SERVING:
        done = so_far >= service_time(clerk, place.visit)
        return Finish(id=moment.fresh_id, place=place.place) if done else None
    return _called(clerk, place.visit, moment, so_far)


def service_time(clerk: Clerk, visit: Waiting) -> timedelta:
    """How long this visit takes at the counter, before `speed`: log-normal about the catalogue's minutes."""
    mean = clerk.minutes.get(visit.service, USUAL_MINUTES)
    return timedelta(minutes=log_normal(drawn_for(clerk.seed, visit.visit, "service"), mean, SERVICE_CV))


def comes(clerk: Clerk, visit: Waiting) -> bool:
    """Whether the visitor answers the calls."""
    return drawn_for(clerk.seed, visit.visit, "comes").random() >= NOT_HERE_SHARE


def _free(place: PlaceState, line: Line, moment: Moment, so_far: timedelta) -> AnyRequest | None:
    if so_far < BETWEEN_CASES:
        return None
    if any(_may_be_called(visit, place, moment.now) for visit in line.waiting):
        return CallNext(id=moment.fresh_id, place=place.place)
    if not moment.is_open and not any(visit.service in place.services for visit in line.waiting):
        return ClosePlace(id=moment.fresh_id, place=place.place)
    return None


def _may_be_called(visit: Waiting, place: PlaceState, now: datetime) -> bool:
    is_callable = visit.callable_from is None or visit.callable_from <= now
    return is_callable and visit.service in place.services


def _called(clerk: Clerk, visit: Waiting, moment: Moment, so_far: timedelta) -> AnyRequest | None:
    if comes(clerk, visit):
        way = WAY * log_normal(drawn_for(clerk.seed, visit.visit, "way"), 1.0, SERVICE_CV)
        return Start(id=moment.fresh_id, place=clerk.place) if so_far >= way else None
    if so_far < PATIENCE:
        return None
    kind = Recall if visit.attempts < RECALLS else NotHere
    return kind(id=moment.fresh_id, place=clerk.place)
