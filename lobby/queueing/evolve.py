"""What a fact makes of the line. A fact that no transition allows is a bug of whoever wrote it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date
from typing import Any

from lobby.contract.codes import typed_code
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
from lobby.contract.measured import Measured
from lobby.contract.state import PlaceStatus, ShownCall
from lobby.queueing.durations import Durations
from lobby.queueing.estimate_learning import learn
from lobby.queueing.line import Counter, Line, Totals, Visit, VisitState
from lobby.queueing.rules import LOCAL

BOOKED, PRESENT, CALLED = VisitState.BOOKED, VisitState.PRESENT, VisitState.CALLED
SERVING, FINISHED, MISSED, CANCELLED = (
    VisitState.SERVING,
    VisitState.FINISHED,
    VisitState.MISSED,
    VisitState.CANCELLED,
)

TRANSITIONS: Mapping[tuple[VisitState, type], VisitState] = {
    (BOOKED, Booked): BOOKED,  # changed
    (CANCELLED, Booked): BOOKED,  # booked again under the same id
    (BOOKED, BookingCancelled): CANCELLED,
    (BOOKED, Arrived): PRESENT,
    (MISSED, Arrived): PRESENT,  # came back to the terminal
    (PRESENT, Called): CALLED,
    (CALLED, Called): CALLED,  # recall
    (MISSED, Called): CALLED,  # taken up again
    (CALLED, NotAnswered): PRESENT,
    (CALLED, Missed): MISSED,
    (CALLED, ServingStarted): SERVING,
    (CALLED, Finished): FINISHED,
    (SERVING, Finished): FINISHED,
}


class ImpossibleError(RuntimeError):
    """A fact that cannot have happened in this line."""


def evolve(line: Line, event: AnyEvent) -> Line:
    """The line after this fact; the given line is changed and returned.

    Raises:
        ImpossibleError: no transition allows it.
    """
    learn(line, event)
    _APPLY[type(event)](line, event)
    line.seq += 1
    return line


def replay(facts: Iterable[tuple[int, AnyEvent]]) -> Line:
    """The fold over numbered facts, oldest first; numbers may be left out.

    Raises:
        ImpossibleError: naming the number of the fact that no transition allows.
    """
    line = Line()
    for seq, event in facts:
        line.seq = seq - 1
        try:
            evolve(line, event)
        except ImpossibleError as error:
            raise ImpossibleError(f"fact {seq}: {error}") from error
    return line


def _move(line: Line, visit: Visit, event: AnyEvent) -> None:
    state = TRANSITIONS.get((visit.state, type(event)))
    if state is None:
        raise ImpossibleError(f"{type(event).__name__} for a visit that is {visit.state}")
    for index, of_state in ((line.present, PRESENT), (line.missed, MISSED)):
        if state is of_state:
            index[visit.id] = visit
        elif visit.state is of_state:
            index.pop(visit.id, None)
    visit.state = state
    line.to_come.discard(visit.id)


def _is_due_today(line: Line, visit: Visit) -> bool:
    booked_today = visit.slot is not None and visit.slot.astimezone(LOCAL).date() == line.day
    return visit.state is BOOKED and booked_today


def _known(line: Line, visit: str) -> Visit:
    found = line.visits.get(visit)
    if found is None:
        raise ImpossibleError("a fact about a visit that nobody heard of")
    return found


def _booked(line: Line, event: Booked) -> None:
    booking = event.booking
    visit = line.visits.get(booking.booking)
    if visit is None:
        visit = line.visits[booking.booking] = Visit(booking.booking, BOOKED)
        line.typed[typed_code(booking.booking).symbols] = visit.id
    _move(line, visit, event)
    visit.booking, visit.service, visit.persons, visit.slot = (
        booking,
        booking.service,
        booking.persons,
        booking.slot,
    )
    if booking.cancelled:
        visit.state = CANCELLED
    if _is_due_today(line, visit):
        line.to_come.add(visit.id)


def _cancelled(line: Line, event: BookingCancelled) -> None:
    _move(line, _known(line, event.visit), event)


def _arrived(line: Line, event: Arrived) -> None:
    visit = line.visits.get(event.visit)
    if visit is None:
        visit = line.visits[event.visit] = Visit(event.visit, BOOKED)
    _move(line, visit, event)
    letter, digits = event.number[0], int(event.number[1:])
    line.last_number[letter] = max(digits, line.last_number.get(letter, 0))
    line.totals.arrived += visit.number is None
    visit.number, visit.service, visit.persons = event.number, event.service, event.persons
    visit.standing, visit.slot, visit.checked_in = event.standing, event.slot, event.at
    visit.callable_from, visit.language = event.callable_from, event.language
    visit.more_persons, visit.in_vain_at = event.more_persons, None


def _called(line: Line, event: Called) -> None:
    visit = _known(line, event.visit)
    counter = _open(line, event.place)
    if counter.visit not in {None, visit.id} or visit.place not in {None, event.place}:
        raise ImpossibleError("two visits at one counter, or one visit at two")
    _move(line, visit, event)
    visit.attempts, visit.place = event.attempt, event.place
    counter.visit, counter.status, counter.since = visit.id, PlaceStatus.CALLED, event.at
    line.totals.called += 1
    line.calls.pop(visit.id, None)
    line.calls[visit.id] = ShownCall(
        id=f"{event.at.astimezone(UTC):%Y%m%dT%H%M%S}-{line.totals.called}",
        number=event.number,
        place=event.place,
        at=event.at,
        attempt=event.attempt,
    )


def _not_answered(line: Line, event: NotAnswered) -> None:
    visit = _known(line, event.visit)
    _move(line, visit, event)
    visit.in_vain_at = event.at
    _leave(line, visit, event)


def _missed(line: Line, event: Missed) -> None:
    visit = _known(line, event.visit)
    _move(line, visit, event)
    line.totals.missed += 1
    visit.attempts = 0
    _leave(line, visit, event)


def _serving(line: Line, event: ServingStarted) -> None:
    visit = _known(line, event.visit)
    _move(line, visit, event)
    counter = _open(line, event.place)
    counter.status, counter.since = PlaceStatus.SERVING, event.at


def _finished(line: Line, event: Finished) -> None:
    visit = _known(line, event.visit)
    _move(line, visit, event)
    line.totals.finished += 1
    _leave(line, visit, event)


def _leave(line: Line, visit: Visit, event: NotAnswered | Missed | Finished) -> None:
    counter = _open(line, event.place)
    counter.visit, counter.status, counter.since = None, PlaceStatus.FREE, event.at
    visit.place = None
    line.calls.pop(visit.id, None)


def _open(line: Line, place: str) -> Counter:
    counter = line.counters.get(place)
    if counter is None or counter.status is PlaceStatus.CLOSED:
        raise ImpossibleError(f"counter {place} is closed")
    return counter


def _place_opened(line: Line, event: PlaceOpened) -> None:
    counter = line.counters.setdefault(event.place, Counter(event.place))
    counter.services = event.services
    if counter.status is PlaceStatus.CLOSED:
        counter.status, counter.since = PlaceStatus.FREE, event.at


def _place_closed(line: Line, event: PlaceClosed) -> None:
    if _open(line, event.place).visit is not None:
        raise ImpossibleError(f"counter {event.place} has a case")
    line.counters[event.place] = Counter(event.place, since=event.at)


def _day_started(line: Line, event: DayStarted) -> None:
    day = date.fromisoformat(event.day)
    coming = {
        visit.id: visit
        for visit in line.visits.values()
        if visit.booking is not None
        and visit.booking.slot.astimezone(LOCAL).date() >= day
        and visit.number is None
    }
    line.day, line.visits = day, coming
    line.typed = {symbols: visit for symbols, visit in line.typed.items() if visit in coming}
    line.present, line.missed, line.counters = {}, {}, {}
    line.last_number, line.calls, line.totals = {}, {}, Totals()
    line.durations = Durations(before=event.measured or Measured())
    line.to_come = {visit.id for visit in coming.values() if _is_due_today(line, visit)}


_APPLY: Mapping[type, Callable[[Line, Any], None]] = {
    Booked: _booked,
    BookingCancelled: _cancelled,
    Arrived: _arrived,
    Called: _called,
    NotAnswered: _not_answered,
    Missed: _missed,
    ServingStarted: _serving,
    Finished: _finished,
    PlaceOpened: _place_opened,
    PlaceClosed: _place_closed,
    DayStarted: _day_started,
}
