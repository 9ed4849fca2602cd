"""How long a newcomer and everybody who waits without a booking will wait: the queue run forward, as an honest range.

The line as it is now is run into the future on `PATHS` paths (see `estimate_run`): with the service times measured
here, the counters open now, the bookings still to come weighted by whether and when such visitors come, and by the same
discipline that calls. Chance is the same for every forecast, so this is a pure function of line, rules and time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import heappop, heappush
from math import inf

from lobby.contract.fields import ServiceId, VisitId
from lobby.queueing.estimate_draws import (
    BOOKED,
    BOOKINGS,
    COUNTERS,
    DOUBT,
    IN_VAIN,
    PATHS,
    RUNNING,
    STARTS,
    log_normal_slices,
    service_factors,
    uniform,
)
from lobby.queueing.estimate_run import Coming, Entry, Path, run
from lobby.queueing.estimate_situation import NOBODY, Situation, situation
from lobby.queueing.line import Line
from lobby.queueing.rules import Rules

HORIZON_MINUTES = 120.0


@dataclass(frozen=True)
class Forecast:
    """What is to be expected at a moment. Nothing where it is not known."""

    at: datetime
    newcomers: Mapping[ServiceId, Sequence[float]]
    visits: Mapping[VisitId, Sequence[float]]
    """Minutes until the first call, one for each path in rising order; infinite beyond the horizon."""


def forecast(line: Line, rules: Rules, now: datetime) -> Forecast:
    """Run the queue forward."""
    found = situation(line, rules, now)
    if found is None or not found.counters:
        return Forecast(now, {}, {})
    outcomes = [run(found.setting, path, HORIZON_MINUTES) for path in paths(found)]
    by_group = {
        group: sorted(outcome.newcomers.get(group, inf) for outcome in outcomes)
        for group in set(found.groups.values())
    }
    return Forecast(
        now,
        {service: by_group[group] for service, group in found.groups.items()},
        {
            visit: sorted(
                outcome.visits.get(index, outcome.newcomers.get(group, inf)) for outcome in outcomes
            )
            for index, (visit, group) in enumerate(found.visits)
            if group is not None
        },
    )


def paths(found: Situation) -> Iterator[Path]:
    """What chance brings, path by path."""
    spread = round(found.means.spread / 0.05) * 0.05
    doubts = log_normal_slices(round(found.means.doubt, 2))
    factors = service_factors(spread)
    gone = found.means.missed_share
    for index in range(PATHS):
        pace = doubts[int(uniform(DOUBT, 1)[index][0] * PATHS)]
        shares = uniform(RUNNING, COUNTERS)[index]
        yield Path(
            free_at=[
                counter.free_at(shares[number % COUNTERS], spread, pace)
                for number, counter in enumerate(found.counters)
            ],
            coming=_coming(found, uniform(BOOKED, BOOKINGS)[index]),
            factors=(factors[index],) * found.services,
            pace=pace,
            missing=[share < gone for share in uniform(IN_VAIN, STARTS)[index]],
        )


def _coming(found: Situation, shares: Sequence[float]) -> Iterator[Coming]:
    """Who may be called later, in order: they are here too early, or still to come."""
    heap = list(found.later)
    for number, one in enumerate(found.awaited):
        while heap and heap[0].callable_at <= one.opens:
            yield heappop(heap)
        share = shares[number % BOOKINGS]
        if share < one.chance:
            of_those = one.has_come + share / one.chance * (1 - one.has_come)
            comes = max(0.0, one.slot + found.punctuality.after(of_those))
            entry = Entry(max(one.slot, comes), one.name, one.entry_service, NOBODY)
            heappush(heap, Coming(max(one.opens, comes), one.queue, entry))
    while heap:
        yield heappop(heap)


def mean_of(minutes: Sequence[float]) -> float:
    """The expected wait; beyond the horizon a quarter more than that is taken."""
    return sum(min(one, HORIZON_MINUTES * 1.25) for one in minutes) / len(minutes)
