"""The other centres of the city: a cheap queue model each. A pure function of centre, seed and time."""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from math import ceil, exp, sin, tau

from lobby.contract.catalogue import Centre
from lobby.contract.city import CentreSummary
from lobby.contract.config import CentreConfig
from lobby.contract.days import Land
from lobby.contract.state import OpeningHours, WaitRange
from lobby.queueing.opening import opening
from lobby.queueing.rules import LOCAL
from lobby.simulate.chance import drawn_for, poisson

MINUTE = timedelta(minutes=1)
VISITORS_PER_COUNTER_HOUR = 2.1
MEAN_SERVICE_MINUTES = 13
STAFFED = (0.36, 0.44)
BOOKED_SHARE = 0.75
MISSED_SHARE = 0.03
LONG_LINE = 4.0  # people per counter at which nobody joins any more
TIDE_MINUTES = 140
ALWAYS = tuple(OpeningHours(weekday=day, opens=time(0), closes=time(23, 59, 59)) for day in range(7))


@dataclass(frozen=True)
class Minute:
    """A centre's counts at the end of one minute of its day."""

    arrived: int = 0
    called: int = 0
    finished: int = 0
    missed: int = 0
    waiting: int = 0
    longest_wait: int = 0


@dataclass(frozen=True)
class Course:
    """A centre's day, minute by minute from local midnight, and how many counters are open."""

    minutes: tuple[Minute, ...]
    places_open: int


def summary(centre: Centre, seed: int, now: datetime, *, always_open: bool) -> CentreSummary:
    """The centre as the city sees it now. `rev` grows within the day, which is the epoch."""
    local = now.astimezone(LOCAL)
    hours = ALWAYS if always_open else centre.hours
    day = course(centre, seed, local.date(), hours)
    midnight = datetime.combine(local.date(), time(0), LOCAL)
    state = day.minutes[min(len(day.minutes) - 1, (local - midnight) // MINUTE)]
    house = opening(CentreConfig(name=centre.name, hours=hours, land=None if always_open else Land.HH), now)
    busy = house.is_open or state.waiting > 0
    return CentreSummary(
        epoch=f"simulated-{centre.id}-{local.date():%Y%m%d}",
        rev=state.arrived + state.called + state.finished + state.missed,
        as_of=now,
        centre=centre.id,
        name=centre.name,
        district=centre.district,
        opening=house,
        waiting=state.waiting,
        waiting_booked=round(state.waiting * BOOKED_SHARE),
        places_open=day.places_open if busy else 0,
        arrived_today=state.arrived,
        called_today=state.called,
        finished_today=state.finished,
        missed_today=state.missed,
        walk_in_wait=_range(state.waiting, day.places_open) if house.is_open else None,
        longest_wait_minutes=state.longest_wait if state.waiting else None,
        simulated=True,
    )


@lru_cache(maxsize=256)
def course(centre: Centre, seed: int, day: date, hours: tuple[OpeningHours, ...]) -> Course:
    """First come, first served, minute by minute: drawn arrivals, counters that take one every few minutes."""
    rng = drawn_for(seed, centre.id, day)
    staffed = ceil(centre.counters * rng.uniform(*STAFFED))
    demand = _demand(centre, day, hours)
    line: deque[int] = deque()
    called: list[int] = []
    minutes: list[Minute] = []
    arrived, ready = 0, 0.0
    for minute, expected in enumerate(demand):
        balking = min(1.0, len(line) / (LONG_LINE * staffed))
        coming = poisson(rng, expected * (1 - balking))
        arrived += coming
        line.extend([minute] * coming)
        ready = min(ready + staffed / MEAN_SERVICE_MINUTES * rng.uniform(0.5, 1.5), staffed)
        while line and ready >= 1:
            ready -= 1
            line.popleft()
            called.append(minute)
        done = bisect_right(called, minute - MEAN_SERVICE_MINUTES)
        missed = int(done * MISSED_SHARE)
        oldest = minute - line[0] if line else 0
        minutes.append(Minute(arrived, len(called), done - missed, missed, len(line), oldest))
    return Course(tuple(minutes), staffed)


def _demand(centre: Centre, day: date, hours: tuple[OpeningHours, ...]) -> Iterator[float]:
    """Visitors expected in each minute: two peaks within an opening, and a tide of its own for every centre."""
    phase = drawn_for(centre.id, day, "tide").random()
    spans = [one for one in hours if one.weekday == day.weekday()]
    for minute in range(24 * 60):
        span = next((one for one in spans if _minute(one.opens) <= minute < _minute(one.closes)), None)
        if span is None:
            yield 0.0
            continue
        at = (minute - _minute(span.opens)) / max(1, _minute(span.closes) - _minute(span.opens))
        peaks = exp(-(((at - 0.15) / 0.08) ** 2)) + exp(-(((at - 0.75) / 0.1) ** 2))
        tide = 0.3 * sin(tau * (minute / TIDE_MINUTES + phase))
        yield centre.counters * VISITORS_PER_COUNTER_HOUR / 60 * (0.9 + 0.6 * peaks + tide)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _range(waiting: int, places: int) -> WaitRange:
    minutes = waiting * MEAN_SERVICE_MINUTES / places
    low = int(minutes * 0.75 // 5) * 5
    return WaitRange(low_minutes=low, high_minutes=int((minutes * 1.25 + 1) // 5) * 5 + 5)
