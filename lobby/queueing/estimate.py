"""How long a newcomer waits: people who go first, counters that take them, usual service times; as an honest range.

The plain form of the estimate: it knows the queue and the counters, not yet the bookings to come nor the day's own
service times.
"""

from collections.abc import Iterable
from math import ceil, floor

from lobby.contract.fields import ServiceId
from lobby.contract.state import PlaceStatus, WaitRange
from lobby.queueing.line import Counter, Line, Visit
from lobby.queueing.rules import Rules

STEP_MINUTES = 5
OVER_MINUTES = 60
BELOW, ABOVE = 0.75, 1.25


def wait_for(line: Line, service: ServiceId, rules: Rules) -> WaitRange | None:
    """The range for a walk-in of this service now; None when no open counter takes it."""
    return _behind(line.present.values(), line, service, rules)


def wait_of(line: Line, visit: Visit, rules: Rules) -> WaitRange | None:
    """The range for a walk-in who is here: behind those who came before, and behind all with a booking.

    None for a booked visitor, who is told the slot, and for one who is called already.
    """
    if visit.slot is not None or visit.id not in line.present:
        return None
    ahead = (
        other
        for other in line.present.values()
        if other is not visit and (other.slot is not None or other.credit_from <= visit.credit_from)
    )
    return _behind(ahead, line, visit.service, rules)


def _behind(ahead: Iterable[Visit], line: Line, service: ServiceId, rules: Rules) -> WaitRange | None:
    counters = [one for one in _open(line) if service in one.services]
    if not counters:
        return None
    together = frozenset(one for counter in counters for one in counter.services)
    minutes = sum(_minutes(visit.service, rules) for visit in ahead if visit.service in together)
    busy = all(counter.status is not PlaceStatus.FREE for counter in counters)
    minutes += _minutes(service, rules) / 2 if busy else 0
    return _range(minutes / len(counters))


def longest_of(ranges: Iterable[WaitRange]) -> WaitRange | None:
    """The range that promises least: what is said of "without booking" as a whole."""
    return max(ranges, key=lambda found: found.low_minutes, default=None)


def _open(line: Line) -> list[Counter]:
    return [counter for counter in line.counters.values() if counter.status is not PlaceStatus.CLOSED]


def _minutes(service: ServiceId, rules: Rules) -> float:
    known = rules.services.get(service)
    return known.length.total_seconds() / 60 if known else 15.0


def _range(minutes: float) -> WaitRange:
    low = floor(minutes * BELOW / STEP_MINUTES) * STEP_MINUTES
    high = ceil((minutes * ABOVE + 1) / STEP_MINUTES) * STEP_MINUTES
    if low >= OVER_MINUTES:
        return WaitRange(low_minutes=OVER_MINUTES)
    return WaitRange(low_minutes=low, high_minutes=high)
