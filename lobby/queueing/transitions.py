"""The one table of a visit's states, and the step along it."""

from collections.abc import Mapping

from lobby.contract.events import (
    AnyEvent,
    Arrived,
    Booked,
    BookingCancelled,
    Called,
    CallWithdrawn,
    Finished,
    HandedOver,
    Missed,
    NotAnswered,
    Parked,
    ServiceAdded,
    ServingStarted,
    TakenElsewhere,
    Transferred,
    Unparked,
    Unserved,
    Withdrawn,
)
from lobby.queueing.line import Line, Visit
from lobby.queueing.line import VisitState as V

TRANSITIONS: Mapping[tuple[V, type], V] = {
    (V.BOOKED, Booked): V.BOOKED,  # changed
    (V.CANCELLED, Booked): V.BOOKED,  # booked again under the same id
    (V.BOOKED, TakenElsewhere): V.ELSEWHERE,
    (V.ELSEWHERE, TakenElsewhere): V.ELSEWHERE,  # at yet another centre
    (V.ELSEWHERE, Booked): V.BOOKED,  # withdrawn there
    (V.BOOKED, BookingCancelled): V.CANCELLED,
    (V.BOOKED, Arrived): V.PRESENT,
    (V.MISSED, Arrived): V.PRESENT,  # came back to the terminal
    (V.WITHDRAWN, Arrived): V.PRESENT,  # came back after all
    (V.PRESENT, Called): V.CALLED,
    (V.CALLED, Called): V.CALLED,  # recall
    (V.MISSED, Called): V.CALLED,  # taken up again
    (V.PARKED, Called): V.CALLED,
    (V.CALLED, NotAnswered): V.PRESENT,
    (V.CALLED, CallWithdrawn): V.PRESENT,
    (V.CALLED, Missed): V.MISSED,
    (V.CALLED, ServingStarted): V.SERVING,
    (V.CALLED, Finished): V.FINISHED,
    (V.CALLED, Parked): V.PARKED,
    (V.CALLED, Transferred): V.PRESENT,
    (V.SERVING, Finished): V.FINISHED,
    (V.SERVING, Parked): V.PARKED,
    (V.SERVING, Transferred): V.PRESENT,
    (V.SERVING, HandedOver): V.SERVING,
    (V.SERVING, ServiceAdded): V.SERVING,
    (V.PARKED, Unparked): V.PRESENT,
    (V.PRESENT, Withdrawn): V.WITHDRAWN,
    (V.PARKED, Withdrawn): V.WITHDRAWN,
    (V.MISSED, Withdrawn): V.WITHDRAWN,
    (V.PRESENT, Unserved): V.UNSERVED,
    (V.CALLED, Unserved): V.UNSERVED,
    (V.SERVING, Unserved): V.UNSERVED,
    (V.PARKED, Unserved): V.UNSERVED,
}


AT_COUNTER = frozenset({V.CALLED, V.SERVING})


class ImpossibleError(RuntimeError):
    """A fact that cannot have happened in this line."""


def move(line: Line, visit: Visit, event: AnyEvent) -> None:
    """Take the visit along the table.

    Raises:
        ImpossibleError: the table has no such step.
    """
    state = TRANSITIONS.get((visit.state, type(event)))
    if state is None:
        raise ImpossibleError(f"{type(event).__name__} for a visit that is {visit.state}")
    set_state(line, visit, state)
    visit.changed = line.seq + 1
    visit.since = event.at
    line.to_come.discard(visit.id)


def set_state(line: Line, visit: Visit, state: V) -> None:
    """Change the state, and with it the indexes, and whether another visit of the same person is held."""
    for index, of_state in ((line.present, V.PRESENT), (line.missed, V.MISSED), (line.parked, V.PARKED)):
        if state is of_state:
            index[visit.id] = visit
        elif visit.state is of_state:
            index.pop(visit.id, None)
    visit.state = state
    other = None if visit.with_visit is None else line.visits.get(visit.with_visit)
    if other is not None:
        other.held = state in AT_COUNTER
