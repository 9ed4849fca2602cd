"""Which call has its turn: gong, blinking, the large place. One after the other, each once.

Announcements are made from the board itself, so that nothing is lost with a single message: a call whose id is new
and that is younger than thirty seconds is announced; an older one (after a restart, a long outage) is only shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lobby.contract.state import ShownCall

EXPIRY = timedelta(seconds=30)
HOLD_SECONDS = 4.0
"""Least time from one announcement to the next: the gong has ended, the number was read."""
BLINKS = 3
BLINK_SECONDS = 2.0
"""0.5 Hz: one second turned, one second not."""
REMEMBERED = 200


@dataclass(frozen=True)
class Announcing:
    """The announcement under way, those that wait, and the ids that had their turn. `since` is when the last began."""

    current: ShownCall | None = None
    since: float | None = None
    queue: tuple[ShownCall, ...] = ()
    done: tuple[str, ...] = ()


def offered(state: Announcing, calls: Sequence[ShownCall], house_time: datetime) -> Announcing:
    """The calls on the board now: new ones are queued by the time of the call, those that left it are dropped."""
    there = {call.id for call in calls}
    known = {call.id for call in state.queue} | set(state.done)
    new = sorted((call for call in calls if call.id not in known), key=lambda call: call.at)
    fresh = [call for call in new if house_time - call.at <= EXPIRY]
    old = tuple(call.id for call in new if house_time - call.at > EXPIRY)
    current = state.current if state.current is not None and state.current.id in there else None
    queue = (*(call for call in state.queue if call.id in there), *fresh)
    return replace(state, current=current, queue=queue, done=(*state.done, *old)[-REMEMBERED:])


def stepped(state: Announcing, seconds: float) -> tuple[Announcing, ShownCall | None]:
    """The state at this moment, and the call whose announcement begins now."""
    elapsed = _elapsed(state, seconds)
    if state.current is not None and elapsed >= (HOLD_SECONDS if state.queue else BLINKS * BLINK_SECONDS):
        state = replace(state, current=None)
    if state.current is not None or not state.queue or elapsed < HOLD_SECONDS:
        return state, None
    begun, *waiting = state.queue
    done = (*state.done, begun.id)[-REMEMBERED:]
    return Announcing(current=begun, since=seconds, queue=tuple(waiting), done=done), begun


def is_turned(state: Announcing, seconds: float) -> bool:
    """Whether the number blinks at this moment: its colours are exchanged, it never vanishes."""
    return state.current is not None and _elapsed(state, seconds) % BLINK_SECONDS < BLINK_SECONDS / 2


def next_change(state: Announcing, seconds: float) -> float | None:
    """Seconds until `stepped` or `is_turned` say something else; None while nothing is announced."""
    elapsed = _elapsed(state, seconds)
    if state.current is not None:
        half = BLINK_SECONDS / 2
        until_blink = half - elapsed % half
        return min(until_blink, max(0.0, HOLD_SECONDS - elapsed)) if state.queue else until_blink
    return max(0.0, HOLD_SECONDS - elapsed) if state.queue else None


def order(state: Announcing, calls: Sequence[ShownCall]) -> tuple[ShownCall, ...]:
    """The calls as they stand on screen: the announced one in the large place, the others newest first."""
    if state.current is None:
        return tuple(calls)
    first = state.current.id
    return tuple(sorted(calls, key=lambda call: call.id != first))


def _elapsed(state: Announcing, seconds: float) -> float:
    return float("inf") if state.since is None else seconds - state.since
