"""A year of a busy centre, made by chance from a seed: a journal as the queue service would have written it.

The line is the plainest there is, first come first served at twelve counters; what matters here is that every visit has
the facts of a real one, in the order in which they are written.
"""

import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from math import ceil

from lobby.contract.bookings import Booking
from lobby.contract.events import (
    AnyEvent,
    Arrived,
    Booked,
    BookingCancelled,
    Called,
    DayStarted,
    Finished,
    Missed,
    NotAnswered,
    PlaceClosed,
    PlaceOpened,
    ServingStarted,
)
from lobby.contract.state import Standing, WaitRange
from lobby.queueing.rules import LOCAL

FIRST = date(2026, 1, 1)
COUNTERS = tuple(str(number) for number in range(1, 13))
SERVICES = (
    "id-card", "passport", "residence-register", "good-conduct", "pickup", "eid-pin", "id-card-address",
    "driving-licence", "certified-copy", "residence-certificate", "child-passport", "vehicle-address",
)  # fmt: skip
BOOKED_PART, NO_SHOW, CANCELLED, RECALLED, IN_VAIN, GONE = 0.75, 0.12, 0.08, 0.15, 0.05, 0.4
LEAD_DAYS = 30
SLOT_MINUTES = 5
_OPENS, _CLOSES = 7, 18


@dataclass(frozen=True)
class Centre:
    """How busy it is."""

    visits_a_day: int
    days: int
    seed: int = 1


@dataclass
class _Year:
    """What is known while the year is made."""

    centre: Centre
    chance: random.Random
    booked: dict[date, list[Booking]] = field(default_factory=dict)


def year(centre: Centre) -> Iterator[list[AnyEvent]]:
    """The facts of one open day after another, beginning with 1 January 2026; weekends are closed."""
    made = _Year(centre, random.Random(centre.seed))  # noqa: S311 - chance from a seed is what is wanted
    open_days = [day for day in (FIRST + timedelta(n) for n in range(2 * centre.days)) if day.weekday() < 5]  # noqa: PLR2004
    for number, day in enumerate(open_days[: centre.days]):
        yield list(_day(made, day, open_days[number : number + LEAD_DAYS]))


def _day(made: _Year, day: date, ahead: list[date]) -> Iterator[AnyEvent]:
    yield DayStarted(at=_at(day, 0), day=day.isoformat())
    if not made.booked:
        for other in ahead[:-1]:
            yield from _import(made, day, other)
    yield from _import(made, day, ahead[-1])
    for place in COUNTERS:
        yield PlaceOpened(at=_at(day, 6.9), place=place, services=SERVICES)
    facts = [*_visits(made, day)]
    facts.sort(key=lambda fact: fact.at)
    yield from facts
    end = max(_at(day, _CLOSES + 1), facts[-1].at if facts else _at(day, 0))
    for place in COUNTERS:
        yield PlaceClosed(at=end, place=place)


def _import(made: _Year, today: date, day: date) -> Iterator[AnyEvent]:
    """The bookings for a day become known; a few are cancelled at once."""
    chance, count = (
        made.chance,
        ceil(made.centre.visits_a_day * BOOKED_PART / (1 - NO_SHOW) / (1 - CANCELLED)),
    )
    for _ in range(count):
        minutes = chance.randrange(0, (_CLOSES - _OPENS) * 60, SLOT_MINUTES)
        booking = Booking(
            booking=f"{chance.getrandbits(64):016x}", centre="altona", service=chance.choice(SERVICES),
            slot=_at(day, _OPENS) + timedelta(minutes=minutes), length_minutes=15,
        )  # fmt: skip
        yield Booked(at=_at(today, 1) + timedelta(microseconds=chance.randrange(10**9)), booking=booking)
        if chance.random() < CANCELLED:
            yield BookingCancelled(at=_at(today, 2), visit=booking.booking)
        else:
            made.booked.setdefault(day, []).append(booking)


def _visits(made: _Year, day: date) -> Iterator[AnyEvent]:
    chance = made.chance
    arrivals = [
        arrival for booking in made.booked.pop(day, []) if chance.random() > NO_SHOW
        for arrival in [_with_booking(chance, booking)]
    ]  # fmt: skip
    arrivals += [_walk_in(chance, day) for _ in range(round(made.centre.visits_a_day * (1 - BOOKED_PART)))]
    arrivals.sort(key=lambda arrived: arrived.at)
    free = [(_at(day, _OPENS), place) for place in COUNTERS]
    heapq.heapify(free)
    for number, arrived in enumerate(arrivals):
        numbered = f"{'AFJLRX'[number % 6]}{101 + number // 6}"
        yield Arrived(
            at=arrived.at, visit=arrived.visit, number=numbered, service=arrived.service, persons=1,
            standing=arrived.standing, slot=arrived.slot, language=arrived.language, wait=arrived.wait,
        )  # fmt: skip
        since, place = heapq.heappop(free)
        facts = list(_served(chance, arrived.visit, numbered, (max(since, arrived.at), place)))
        heapq.heappush(free, (facts[-1].at + timedelta(seconds=20), place))
        yield from facts


def _with_booking(chance: random.Random, booking: Booking) -> Arrived:
    at = booking.slot + timedelta(seconds=chance.gauss(-420, 400), microseconds=chance.randrange(10**6))
    standing = Standing.ON_TIME if at < booking.slot else Standing.LATE
    return Arrived(
        at=at, visit=booking.booking, number="A101", service=booking.service, persons=1, standing=standing,
        slot=booking.slot, language="de",
    )  # fmt: skip


def _walk_in(chance: random.Random, day: date) -> Arrived:
    at = _at(day, _OPENS + chance.betavariate(2, 3) * (_CLOSES - _OPENS)) + timedelta(
        microseconds=chance.randrange(10**6)
    )
    low = 5 * chance.randrange(8)
    return Arrived(
        at=at, visit=f"{chance.getrandbits(128):032x}", number="A101", service=chance.choice(SERVICES), persons=1,
        standing=Standing.WALK_IN, wait=WaitRange(low_minutes=low, high_minutes=low + 15),
    )  # fmt: skip


def _served(
    chance: random.Random, visit: str, number: str, counter: tuple[datetime, str]
) -> Iterator[AnyEvent]:
    at, place = counter
    yield Called(at=at, visit=visit, number=number, place=place, attempt=1)
    attempt = 1
    while chance.random() < (RECALLED if attempt == 1 else IN_VAIN):
        at += timedelta(seconds=30)
        attempt += 1
        yield Called(at=at, visit=visit, number=number, place=place, attempt=attempt)
    if chance.random() < IN_VAIN:
        at += timedelta(seconds=60)
        if chance.random() < GONE:
            yield Missed(at=at, visit=visit, number=number, place=place)
            return
        yield NotAnswered(at=at, visit=visit, number=number, place=place)
        at += timedelta(minutes=5)
        yield Called(at=at, visit=visit, number=number, place=place, attempt=attempt + 1)
    at += timedelta(seconds=10 + chance.expovariate(1 / 40), microseconds=chance.randrange(10**6))
    yield ServingStarted(at=at, visit=visit, place=place)
    at += timedelta(seconds=60 + chance.gammavariate(4, 140), microseconds=chance.randrange(10**6))
    yield Finished(at=at, visit=visit, place=place)


def _at(day: date, hour: float) -> datetime:
    midnight = datetime.combine(day, time(), LOCAL)
    return (midnight + timedelta(hours=hour)).astimezone(UTC)
