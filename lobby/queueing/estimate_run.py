"""One run of the queue into the future, by the discipline itself. Times are minutes from now.

Who is next is found as `discipline` does it: within a class the one who waits longest is first, so that a counter only
compares the heads of the queues it takes. A newcomer without a booking takes no place in the run: up to the moment when
a counter would rather have called the newcomer, everything goes as it would have gone with them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf
from typing import NamedTuple


class Entry(NamedTuple):
    """Somebody in a queue: since when waiting counts, the number to order equals by, service and visit by index."""

    since: float
    number: str
    service: int
    visit: int


class Coming(NamedTuple):
    """Somebody who may be called from a moment on, and the queue they join."""

    callable_at: float
    queue: int
    entry: Entry


@dataclass(frozen=True)
class Class:
    """How a class of visitors earns credit: its rate, and after how long it goes first."""

    rate: float
    cap: float = inf


@dataclass(frozen=True)
class Setting:
    """What is the same in all runs.

    `queues` are those who may be called now, each in order, `classes` their classes; `takes` the queues of each
    counter; `newcomers` has for each counter the keys of the newcomers it would take, by class: those of other services
    or another class are told apart by their key. `minutes` are the means of each service by hours from `hour_begins`
    on, which is at most one hour ago.
    """

    queues: Sequence[Sequence[Entry]]
    classes: Sequence[Class]
    takes: Sequence[Sequence[int]]
    newcomers: Sequence[Sequence[tuple[Class, frozenset[int]]]]
    minutes: Sequence[Sequence[float]]
    hour_begins: float
    before_case: float
    in_vain: float


@dataclass(frozen=True)
class Path:
    """What chance brings in one run: when each counter is free, who comes, how long the cases take.

    `factors` are shares of the mean, times `pace`: for each service a row, taken in the order of the starts, as are the
    starts in vain of `missing`.
    """

    free_at: Sequence[float]
    coming: Iterator[Coming]
    factors: Sequence[Sequence[float]]
    pace: float
    missing: Sequence[bool]


@dataclass(frozen=True)
class Outcome:
    """When each newcomer by key, and each visit by index, is first called; what is not there is beyond the horizon."""

    newcomers: dict[int, float]
    visits: dict[int, float]


def run(setting: Setting, path: Path, horizon: float) -> Outcome:
    """Let counters call until every newcomer has been called, or to the horizon."""
    queues = [list(queue) for queue in setting.queues]
    lines = [
        [(queues[index], setting.classes[index].rate, setting.classes[index].cap) for index in taken]
        for taken in setting.takes
    ]
    free = sorted((at, counter) for counter, at in enumerate(path.free_at))
    joining = [[(one.rate, one.cap, keys) for one, keys in kinds] for kinds in setting.newcomers]
    waiting = {key for kinds in joining for _, _, keys in kinds for key in keys}
    outcome = Outcome({}, {})
    following = next(path.coming, None)
    starts, most = 0, len(path.missing)
    hours, last_hour = setting.minutes, len(setting.minutes) - 1
    while free and waiting:
        now, counter = heappop(free)
        if now > horizon:
            break
        while following is not None and following.callable_at <= now:
            heappush(queues[following.queue], following.entry)
            following = next(path.coming, None)
        best, credit = _next(lines[counter], now)
        for rate, cap, keys in joining[counter]:
            own = inf if now > cap else now * rate
            if best is None or own > credit or (own == credit and best[0].since > 0):
                for key in keys & waiting:
                    outcome.newcomers[key] = now
                    waiting.discard(key)
        if best is None:
            if following is not None:
                heappush(free, (following.callable_at, counter))
            continue
        entry = heappop(best)
        outcome.visits.setdefault(entry.visit, now)
        if path.missing[starts % most]:
            lasts = setting.in_vain
        else:
            mean = hours[min(int((now - setting.hour_begins) / 60), last_hour)][entry.service]
            lasts = setting.before_case + mean * path.pace * path.factors[entry.service][starts % most]
        starts += 1
        heappush(free, (now + lasts, counter))
    return outcome


def _next(lines: Sequence[tuple[list[Entry], float, float]], now: float) -> tuple[list[Entry] | None, float]:
    """The queue whose head is called, and the head's credit."""
    best: list[Entry] | None = None
    most = -inf
    for queue, rate, cap in lines:
        if queue:
            waited = now - queue[0][0]
            if waited <= 0:
                credit = waited
            elif waited > cap:
                credit = inf
            else:
                credit = waited * rate
            if credit > most or (credit == most and (best is None or queue[0] < best[0])):
                best, most = queue, credit
    return best, most
