"""What a clerk does next, and when. Pure: the same counter at the same moment is always worked the same way.

A clerk remembers nothing: what is to be done follows from the counter as it stands and from the visitor who is there,
so that a simulation that is started again goes on where it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from lobby.contract.fields import Place, ServiceId
from lobby.contract.requests import (
    AddService,
    AnyRequest,
    CallNext,
    ClosePlace,
    Finish,
    NotHere,
    OpenPlace,
    Park,
    PausePlace,
    Recall,
    Start,
    Transfer,
)
from lobby.contract.state import PlaceState, PlaceStatus

WAY = timedelta(seconds=20)
PATIENCE = timedelta(seconds=45)
BETWEEN_CASES = timedelta(seconds=15)
RECALLS = 1
PAPERS = "Unterlagen"
"""Where a parked visitor is, as clerks write it."""

Between = tuple[datetime, datetime]


class Ending(StrEnum):
    """How a stretch at the counter ends."""

    FINISH = "finish"
    PAPERS = "papers"
    """Something is missing: the visitor comes back with it."""
    TRANSFER = "transfer"
    SECOND = "second"
    """Something else is done in the same visit."""


@dataclass(frozen=True)
class Guest:
    """What a clerk comes to know of the visitor who was called."""

    hears: bool
    """This call."""
    way: timedelta
    stays: timedelta
    """From the beginning at this counter, what was done here before included."""
    ends: Ending = Ending.FINISH
    to: ServiceId | None = None
    """The other service of a transfer or of something else that is done."""
    away: timedelta | None = None
    """How long it takes to bring the papers."""
    slips_at: timedelta | None = None
    """When the clerk ends the case by mistake, and takes it back."""


@dataclass(frozen=True)
class Manner:
    """How a clerk works."""

    between: timedelta = BETWEEN_CASES
    patience: timedelta = PATIENCE
    recalls: int = RECALLS


@dataclass(frozen=True)
class Clerk:
    """One clerk at one counter.

    `works` are the spans of the day; empty: whenever the house is open. In its `breaks` the counter stays open and
    calls nobody. `serves_out` clerks stay until nobody waits.
    """

    place: Place
    services: tuple[ServiceId, ...]
    works: tuple[Between, ...] = ()
    breaks: tuple[Between, ...] = ()
    serves_out: bool = True
    manner: Manner = field(default_factory=Manner)
    pace: float = 1.0
    """Times of cases at this counter, as a multiple."""
    speed: float = 1.0


@dataclass(frozen=True)
class Intent:
    """A command, and when it is due."""

    at: datetime
    kind: type[AnyRequest]
    fields: Mapping[str, Any]

    def request(self, command_id: str) -> AnyRequest:
        """The command under this id."""
        return self.kind(id=command_id, **self.fields)


class Room(Protocol):
    """The lobby as a clerk sees it."""

    @property
    def is_open(self) -> bool:
        """Whether the house takes visitors now."""
        ...

    def somebody_for(self, place: PlaceState) -> datetime | None:
        """From when somebody waits whom this counter may call; None when nobody does."""
        ...


def intend(clerk: Clerk, place: PlaceState, guest: Guest | None, room: Room, now: datetime) -> Intent | None:
    """The clerk's next command; None when it depends on what others do, or somebody else works here."""
    if place.status is PlaceStatus.CLOSED:
        begins = _begins(clerk, room, now)
        return None if begins is None else _intent(begins, OpenPlace, place, services=clerk.services)
    if place.services != clerk.services or place.since is None:
        return None
    if place.visit is None:
        return _at_rest(clerk, place, room, now)
    if guest is None:
        return None
    if place.status is PlaceStatus.SERVING:
        return _served(clerk, place, guest, now)
    return _called(clerk, place, guest, place.since)


def _at_rest(clerk: Clerk, place: PlaceState, room: Room, now: datetime) -> Intent | None:
    coming = next(((max(now, first), last) for first, last in clerk.breaks if now < last), None)
    if place.paused:
        ends = now if coming is None or coming[0] > now else coming[1]
        return _intent(ends, PausePlace, place, paused=False)
    works = _free(clerk, place, room, now)
    if coming is None or (works is not None and works.at < coming[0]):
        return works
    return _intent(coming[0], PausePlace, place, paused=True)


def _served(clerk: Clerk, place: PlaceState, guest: Guest, now: datetime) -> Intent:
    assert place.since is not None  # noqa: S101 - asked of open counters only
    at = place.since + guest.stays * clerk.pace / clerk.speed
    match guest.ends:
        case Ending.PAPERS:
            until = None if guest.away is None else max(at, now) + guest.away / clerk.speed
            return _intent(at, Park, place, where=PAPERS, until=until)
        case Ending.TRANSFER:
            return _intent(at, Transfer, place, service=guest.to)
        case Ending.SECOND:
            return _intent(at, AddService, place, service=guest.to)
        case Ending.FINISH:
            slip = guest.stays - (guest.slips_at or guest.stays)
            return _intent(at - slip * clerk.pace / clerk.speed, Finish, place)


def _free(clerk: Clerk, place: PlaceState, room: Room, now: datetime) -> Intent | None:
    ends = _ends(clerk, room, now)
    somebody = room.somebody_for(place)
    if somebody is None:
        return None if ends is None else _intent(max(ends, _rested(clerk, place)), ClosePlace, place)
    calls = max(_rested(clerk, place), somebody)
    serves_out = clerk.serves_out and (not clerk.works or now >= clerk.works[-1][0])
    if ends is not None and ends <= calls and not serves_out:
        return _intent(ends, ClosePlace, place)
    return _intent(calls, CallNext, place)


def _called(clerk: Clerk, place: PlaceState, guest: Guest, since: datetime) -> Intent:
    if guest.hears:
        return _intent(since + guest.way / clerk.speed, Start, place)
    attempts = 0 if place.visit is None else place.visit.attempts
    # put back after each further round, so that the calls in vain are spread over the skip times
    kind = Recall if attempts <= clerk.manner.recalls else NotHere
    return _intent(since + clerk.manner.patience / clerk.speed, kind, place)


def _rested(clerk: Clerk, place: PlaceState) -> datetime:
    assert place.since is not None  # noqa: S101 - asked of open counters only
    return place.since + clerk.manner.between / clerk.speed


def _begins(clerk: Clerk, room: Room, now: datetime) -> datetime | None:
    if not clerk.works:
        return now if room.is_open else None
    return next((max(now, first) for first, last in clerk.works if now < last), None)


def _ends(clerk: Clerk, room: Room, now: datetime) -> datetime | None:
    """When the span ends that lasts now; a moment that is over for one who is not on duty."""
    if not clerk.works:
        return None if room.is_open else now
    return next((last for first, last in clerk.works if first <= now < last), now)


def _intent(at: datetime, kind: type[AnyRequest], place: PlaceState, **more: object) -> Intent:
    return Intent(at, kind, {"place": place.place, **more})
