"""What is said of a forecast: an honest range, rounded outward to steps of five minutes."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from math import ceil, floor, isinf

from lobby.contract.fields import ServiceId
from lobby.contract.state import WaitRange
from lobby.queueing.estimate_forecast import Forecast
from lobby.queueing.line import Visit, VisitState

STEP_MINUTES = 5
OVER_MINUTES = 60
_MINUTE = timedelta(minutes=1)
LOW_SHARE, HIGH_SHARE = 0.15, 0.85
"""The ends, before they are rounded, leave out so much of the expected waits below and above."""


def wait_for(found: Forecast, service: ServiceId) -> WaitRange | None:
    """The range for a newcomer without a booking; None when no open counter takes the service, or input is stale."""
    minutes = found.newcomers.get(service)
    return None if minutes is None else range_of(minutes)


def wait_of(found: Forecast, visit: Visit) -> WaitRange | None:
    """The range for a visitor without a booking who waits; one who came after the forecast is a newcomer to it.

    None for a booked visitor, who is told the slot, and for one who is called already.
    """
    if visit.slot is not None or visit.state is not VisitState.PRESENT:
        return None
    minutes = found.visit(visit.id) or found.newcomers.get(visit.service)
    return None if minutes is None else range_of(minutes)


def delay_of(found: Forecast, visit: Visit) -> WaitRange | None:
    """How much later than expected a booked visitor will be called, from the slot or the check-in, whichever is later.

    None without a slot, once called, when the delay is none worth telling (less than a step) and when most paths say
    nothing of this visitor.
    """
    if visit.slot is None or visit.checked_in is None or visit.state is not VisitState.PRESENT:
        return None
    calls = found.calls(visit.id)
    if calls is None or 2 * len(calls) < len(found.outcomes):
        return None
    due = (max(visit.slot, visit.checked_in) - found.at) / _MINUTE
    delay = range_of([max(0.0, call - due) for call in calls])
    return delay if delay.low_minutes >= STEP_MINUTES else None


def longest_of(ranges: Iterable[WaitRange]) -> WaitRange | None:
    """The range that promises least: what is said of "without booking" as a whole."""
    return max(ranges, key=_promise, default=None)


def range_of(minutes: Sequence[float]) -> WaitRange:
    """From the waits on all paths, in rising order; no upper end when it is beyond what was looked at."""
    last = len(minutes) - 1
    low, high = minutes[floor(LOW_SHARE * last)], minutes[ceil(HIGH_SHARE * last)]
    shown = OVER_MINUTES if low >= OVER_MINUTES else floor(low / STEP_MINUTES) * STEP_MINUTES
    if shown == OVER_MINUTES or isinf(high):
        return WaitRange(low_minutes=shown)
    return WaitRange(
        low_minutes=shown, high_minutes=max(shown + STEP_MINUTES, ceil(high / STEP_MINUTES) * STEP_MINUTES)
    )


def _promise(one: WaitRange) -> tuple[int, float]:
    return one.low_minutes, one.high_minutes if one.high_minutes is not None else float("inf")
