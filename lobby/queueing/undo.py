"""The last step at each counter, and how to take it back.

A step is kept before its fact changes the line, so that a replay keeps the same. It can be taken back while nothing
that happened later touches the visit or the counter, within `UNDO`; taking back is a fact of its own.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from lobby.contract.events import (
    AnyEvent,
    Called,
    CallWithdrawn,
    Finished,
    Missed,
    NotAnswered,
    Parked,
    ServingStarted,
    Transferred,
    Undone,
)
from lobby.queueing.line import Line, Step
from lobby.queueing.transitions import AT_COUNTER, ImpossibleError, set_state

UNDO = timedelta(seconds=30)
STEPS = (Called, NotAnswered, Missed, ServingStarted, Finished, Parked, Transferred, CallWithdrawn)


def keep_step(line: Line, event: AnyEvent) -> None:
    """Remember how visit and counter stand before this fact."""
    if not isinstance(event, STEPS):
        return
    visit, counter = line.visits.get(event.visit), line.counters.get(event.place)
    if visit is None or counter is None:
        return
    tag = str(event.__struct_config__.tag)
    line.steps[event.place] = Step(
        line.seq + 1, tag, event.at, replace(visit), replace(counter), line.calls.get(visit.id)
    )


def step_to_undo(line: Line, place: str, now: datetime) -> Step | None:
    """The step that may be taken back at this counter now."""
    step = line.steps.get(place)
    if step is None or now - step.at > UNDO:
        return None
    return step if is_untouched(line, step) else None


def is_untouched(line: Line, step: Step) -> bool:
    """Whether nothing has moved the visit or the counter since."""
    visit, counter = line.visits.get(step.visit.id), line.counters.get(step.counter.place)
    if visit is None or counter is None:
        return False
    if visit.held and step.visit.state in AT_COUNTER:
        return False  # nobody is at two counters
    return visit.changed == step.seq and counter.changed == step.seq


def take_back(line: Line, event: Undone) -> None:
    """Visit, counter and the call on the displays stand as before the step.

    Raises:
        ImpossibleError: it is not the last step at this counter.
    """
    step = line.steps.pop(event.place, None)
    if step is None or step.seq != event.of or not is_untouched(line, step):
        raise ImpossibleError(f"fact {event.of} is not the last step at counter {event.place}")
    visit, before = line.visits[step.visit.id], step.visit
    set_state(line, visit, before.state)
    for name in (
        "attempts",
        "since",
        "place",
        "in_vain_at",
        "service",
        "services",
        "only_place",
        "announced",
        "parked_where",
        "parked_until",
    ):
        setattr(visit, name, getattr(before, name))
    counter = line.counters[event.place]
    counter.visit, counter.status, counter.since = step.counter.visit, step.counter.status, step.counter.since
    visit.changed = counter.changed = line.seq + 1
    line.calls.pop(visit.id, None)
    if step.call is not None:
        line.calls[visit.id] = step.call
    line.totals.finished -= step.tag == "finished"
    line.totals.missed -= step.tag == "missed"
