"""Who comes when: a seeded stream of arrivals. Pure; the time it begins at is an argument."""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Final

from lobby.bookings.day import Case, Entry
from lobby.contract.fields import ServiceId
from lobby.simulate.chance import drawn_for

NO_SHOW_SHARE = 0.1
TERMINAL_SHARE = 0.7
TYPED_SHARE = 0.1
AGAIN_SHARE = 0.04
AGAIN_AFTER = timedelta(minutes=4)
BEFORE_SLOT, SPREAD = timedelta(minutes=8), timedelta(minutes=6)
EARLIEST, LATEST = timedelta(minutes=-40), timedelta(minutes=14)
STILL_TAKEN = timedelta(minutes=13)
AT_FIRST = timedelta(seconds=90)
MISTAKES_AN_HOUR = 12.0

MISTAKES: Final = (
    Case.FORGED, Case.UNKNOWN_KEY, Case.CUT, Case.NEWER_VERSION, Case.FOREIGN_URL, Case.FOREIGN_PAYMENT,
    Case.CANCELLED, Case.OTHER_DAY, Case.TOO_LATE,
)  # fmt: skip
"""Codes that are refused and change nothing, however often they are shown."""

_USUAL: Final = {
    "id-card": 8,
    "passport": 6,
    "residence-register": 6,
    "pickup": 8,
    "registration-certificate": 4,
}


@dataclass(frozen=True, order=True)
class Arrival:
    """Somebody comes in: with a code (scanned, or typed), or for a service without one."""

    at: datetime
    name: str
    """Tells apart who comes at the same moment; not a person's name."""
    code: str | None = None
    service: ServiceId | None = None
    at_terminal: bool = False


@dataclass(frozen=True)
class Town:
    """Where visitors come from."""

    entries: Sequence[Entry]
    services: Sequence[ServiceId]
    walk_ins_an_hour: float
    seed: int = 1
    speed: float = 1.0


def arrivals(town: Town, since: datetime) -> Iterator[Arrival]:
    """Everybody who comes from now on, in order and without end.

    Bookings keep their slots at any speed. Only ordinary ones are used: the others are there for people to try.
    """
    yield from heapq.merge(booked(town, since), walk_ins(town, since), mistakes(town, since))


def booked(town: Town, since: datetime) -> list[Arrival]:
    """One or no arrival for each ordinary booking that can still come, and a second for who lost the number."""
    found: list[Arrival] = []
    for entry in town.entries:
        booking = entry.booking
        if entry.case is not Case.ORDINARY or booking is None or booking.cancelled or not entry.known:
            continue
        rng = drawn_for(town.seed, booking.booking)
        at = booking.slot + _punctuality(rng)
        shows_up = rng.random() >= NO_SHOW_SHARE
        if booking.slot < since - STILL_TAKEN or not shows_up:
            continue
        if at < since:
            at = since + AT_FIRST * rng.random()
        code = entry.typed if entry.typed and rng.random() < TYPED_SHARE else entry.code
        first = Arrival(at, booking.booking, code=code, at_terminal=rng.random() < TERMINAL_SHARE)
        found.append(first)
        if rng.random() < AGAIN_SHARE:
            found.append(Arrival(at + AGAIN_AFTER, f"{booking.booking}-again", code=code))
    return sorted(found)


def walk_ins(town: Town, since: datetime) -> Iterator[Arrival]:
    """People without a booking, at random moments."""
    rng = drawn_for(town.seed, "walk-ins", since.isoformat())
    if not town.services or town.walk_ins_an_hour <= 0:
        return
    weights = list(accumulate(_USUAL.get(service, 1) for service in town.services))
    for number, at in enumerate(_random_moments(rng, since, town.walk_ins_an_hour * town.speed)):
        service = rng.choices(town.services, cum_weights=weights)[0]
        yield Arrival(at, f"walk-in-{number}", service=service)


def mistakes(town: Town, since: datetime) -> Iterator[Arrival]:
    """Codes that cannot be used, held to the scanner now and then."""
    bad = [entry for entry in town.entries if entry.case in MISTAKES]
    rng = drawn_for(town.seed, "mistakes", since.isoformat())
    if not bad:
        return
    for number, at in enumerate(_random_moments(rng, since, MISTAKES_AN_HOUR * town.speed)):
        yield Arrival(at, f"mistake-{number}", code=rng.choice(bad).code, at_terminal=True)


def balks(waiting: int, counters: int, rng: Random) -> bool:
    """Whether somebody without a booking leaves at the sight of so many who wait."""
    return rng.random() < min(1.0, waiting / (3.0 * max(1, counters)))


def _punctuality(rng: Random) -> timedelta:
    return min(LATEST, max(EARLIEST, -BEFORE_SLOT + SPREAD * rng.gauss(0, 1)))


def _random_moments(rng: Random, since: datetime, an_hour: float) -> Iterator[datetime]:
    at = since
    while True:
        at += timedelta(hours=rng.expovariate(an_hour))
        yield at
