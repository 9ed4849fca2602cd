"""How long a newcomer and everybody who waits without a booking will wait: the queue run forward, as an honest range.

The line as it is now is run into the future on some paths (see `estimate_run`): with the service times measured
here, the counters open now, the bookings still to come weighted by whether and when such visitors come, and by the same
discipline that calls. Chance is the same for every forecast, so this is a pure function of line, rules and time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
    RUNNING,
    STARTS,
    log_normal_slices,
    service_factors,
    share_of,
    slices,
)
from lobby.queueing.estimate_run import Coming, Entry, Outcome, Path, run
from lobby.queueing.estimate_situation import HORIZON_MINUTES, Situation, situation
from lobby.queueing.line import Line
from lobby.queueing.rules import Rules


@dataclass(frozen=True)
class Forecast:
    """What is to be expected at a moment. Nothing where it is not known.

    Waits are minutes until the first call, one for each path in rising order; infinite beyond the horizon.
    """

    at: datetime
    newcomers: Mapping[ServiceId, Sequence[float]]
    outcomes: Sequence[Outcome] = ()
    here: Mapping[VisitId, tuple[int, int]] = field(default_factory=dict)
    """Who was here then and can be served: their index and the key of a newcomer like them."""
    awaited: Mapping[VisitId, int] = field(default_factory=dict)
    """Whose booking was still to come then: their index."""
    cases: Mapping[ServiceId, float] = field(default_factory=dict)
    """How long a case of each service in `newcomers` is expected to last, with the way and the pause before it."""

    def visit(self, visit: VisitId) -> Sequence[float] | None:
        """The waits of somebody who was here; None for others and where no open counter takes them."""
        known = self.here.get(visit)
        if known is None:
            return None
        index, key = known
        return sorted(one.visits.get(index, one.newcomers.get(key, inf)) for one in self.outcomes)

    def calls(self, visit: VisitId) -> Sequence[float] | None:
        """Minutes to the first call of somebody here or booked, on the paths on which they were; None where unknown."""
        index = self.here[visit][0] if visit in self.here else self.awaited.get(visit)
        if index is None:
            return None
        return sorted(one.visits[index] for one in self.outcomes if index in one.visits)


def forecast(line: Line, rules: Rules, now: datetime) -> Forecast:
    """Run the queue forward."""
    found = situation(line, rules, now)
    if found is None or not found.counters:
        return Forecast(now, {})
    outcomes = [run(found.setting, path, HORIZON_MINUTES) for path in paths(found)]
    by_key = {
        key: sorted(outcome.newcomers.get(key, inf) for outcome in outcomes)
        for key in set(found.keys.values())
    }
    newcomers = {service: by_key[key] for service, key in found.keys.items()}
    here = {visit: (index, key) for index, (visit, key) in enumerate(found.visits) if key is not None}
    awaited = {one.name: index for index, one in enumerate(found.awaited, start=len(found.visits))}
    lasting = dict(zip(rules.services, found.setting.minutes[0], strict=True))
    cases = {service: found.setting.before_case + lasting[service] for service in newcomers}
    return Forecast(now, newcomers, outcomes, here, awaited, cases)


def paths(found: Situation) -> Iterator[Path]:
    """What chance brings, path by path."""
    spread = round(found.means.spread / 0.05) * 0.05
    count = found.paths
    doubts = log_normal_slices(round(found.means.doubt, 2), count)
    factors = service_factors(spread, count)
    is_gone = [share_of(index, count) < found.means.missed_share for index in range(count)]
    for index in range(count):
        pace = doubts[slices(DOUBT, 1, count)[index][0]]
        running = slices(RUNNING, COUNTERS, count)[index]
        yield Path(
            free_at=[
                counter.free_at(share_of(running[number % COUNTERS], count), spread, pace)
                for number, counter in enumerate(found.counters)
            ],
            coming=_coming(found, slices(BOOKED, BOOKINGS, count)[index]),
            factors=(factors[index],) * found.services,
            pace=pace,
            missing=[is_gone[one] for one in slices(IN_VAIN, STARTS, count)[index]],
        )


def _coming(found: Situation, slice_of: Sequence[int]) -> Iterator[Coming]:
    """Who may be called later, in order: they are here too early, or still to come."""
    heap = list(found.later)
    first = len(found.visits)
    for number, one in enumerate(found.awaited):
        while heap and heap[0].callable_at <= one.opens:
            yield heappop(heap)
        after = one.after[slice_of[number % BOOKINGS]]
        if after is not None:
            comes = max(0.0, one.slot + after)
            entry = Entry(max(one.slot, comes), one.name, one.entry_service, first + number)
            heappush(heap, Coming(max(one.opens, comes), one.queue, entry))
    while heap:
        yield heappop(heap)


def mean_of(minutes: Sequence[float]) -> float:
    """The expected wait; beyond the horizon a quarter more than that is taken."""
    return sum(min(one, HORIZON_MINUTES * 1.25) for one in minutes) / len(minutes)
