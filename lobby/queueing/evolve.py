"""What a fact makes of the line. A fact that no transition allows is a bug of whoever wrote it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from lobby.contract.bookings import Booking
from lobby.contract.codes import typed_code
from lobby.contract.events import (
    AnyEvent,
    Arrived,
    Booked,
    BookingCancelled,
    Called,
    CallWithdrawn,
    DayStarted,
    Finished,
    Flagged,
    HandedOver,
    Missed,
    NotAnswered,
    Noted,
    Parked,
    PersonsChanged,
    PlaceClosed,
    PlaceOpened,
    PlacePaused,
    ServiceAdded,
    ServingStarted,
    TakenElsewhere,
    Transferred,
    Undone,
    Unparked,
    Unserved,
    Withdrawn,
)
from lobby.contract.measured import Measured
from lobby.contract.state import PlaceStatus, ShownCall
from lobby.queueing.contingents import count_walk_ins
from lobby.queueing.durations import Durations
from lobby.queueing.estimate_learning import learn
from lobby.queueing.evolve_hall import HALL
from lobby.queueing.line import Counter, Hall, Line, Totals, Visit, VisitState
from lobby.queueing.rules import LOCAL
from lobby.queueing.transitions import AT_COUNTER, ImpossibleError, move
from lobby.queueing.undo import keep_step, take_back

__all__ = ["ImpossibleError", "evolve", "replay"]


def evolve(line: Line, event: AnyEvent) -> Line:
    """The line after this fact; the given line is changed and returned.

    Raises:
        ImpossibleError: no transition allows it.
    """
    learn(line, event)
    keep_step(line, event)
    _APPLY[type(event)](line, event)
    count_walk_ins(line, event)
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


def _is_due_today(line: Line, visit: Visit) -> bool:
    booked_today = visit.slot is not None and visit.slot.astimezone(LOCAL).date() == line.day
    return visit.state is VisitState.BOOKED and booked_today


def _known(line: Line, visit: str) -> Visit:
    found = line.visits.get(visit)
    if found is None:
        raise ImpossibleError("a fact about a visit that nobody heard of")
    return found


def _booked(line: Line, event: Booked) -> None:
    booking = event.booking
    if event.visit is not None:
        _join(line, booking, event.visit)
        return
    visit = line.visits.get(booking.booking)
    if visit is None:
        visit = line.visits[booking.booking] = Visit(booking.booking, VisitState.BOOKED)
        line.typed[typed_code(booking.booking).symbols] = visit.id
    move(line, visit, event)
    visit.booking, visit.service, visit.persons, visit.slot = (
        booking,
        booking.service,
        booking.persons,
        booking.slot,
    )
    if booking.cancelled:
        visit.state = VisitState.CANCELLED
    if _is_due_today(line, visit):
        line.to_come.add(visit.id)


def _join(line: Line, booking: Booking, visit_id: str) -> None:
    """The visitor keeps number, standing and credit; after the day of the visit the booking says nothing any more."""
    line.visits.pop(booking.booking, None)
    line.to_come.discard(booking.booking)
    visit = line.visits.get(visit_id)
    if visit is not None:
        visit.booking = booking
        line.joined[booking.booking] = visit.id
        line.typed[typed_code(booking.booking).symbols] = visit.id


def _cancelled(line: Line, event: BookingCancelled) -> None:
    visit = _known(line, event.visit)
    move(line, visit, event)
    if visit.booking is not None:
        known = visit.booking.revision, visit.booking.version
        revision, version = max((event.revision, event.version), known)
        visit.booking = msgspec.structs.replace(visit.booking, revision=revision, version=version)


def _taken_elsewhere(line: Line, event: TakenElsewhere) -> None:
    visit = _known(line, event.visit)
    move(line, visit, event)
    visit.elsewhere = event.centre


def _arrived(line: Line, event: Arrived) -> None:
    visit = line.visits.get(event.visit)
    if visit is None:
        visit = line.visits[event.visit] = Visit(event.visit, VisitState.BOOKED)
    move(line, visit, event)
    letter, digits = event.number[0], int(event.number[1:])
    if event.device is None:
        line.last_number[letter] = max(digits, line.last_number.get(letter, 0))
    line.totals.arrived += visit.number is None
    visit.number, visit.service, visit.persons = event.number, event.service, event.persons
    visit.standing, visit.slot, visit.checked_in = event.standing, event.slot, event.came or event.at
    visit.callable_from, visit.language = event.callable_from, event.language
    visit.more_persons, visit.in_vain_at = event.more_persons, None
    visit.in_person = event.in_person or visit.in_person
    visit.booked = event.booked
    other = None if event.with_visit is None else line.visits.get(event.with_visit)
    if other is not None and other is not visit:
        visit.with_visit, other.with_visit = other.id, visit.id
        visit.held = other.state in AT_COUNTER
    visit.elsewhere = event.guest_of
    if event.only_place is not None:
        visit.only_place, visit.announced = event.only_place, True


def _persons_changed(line: Line, event: PersonsChanged) -> None:
    visit = _known(line, event.visit)
    visit.persons, visit.more_persons = event.persons, event.more_persons


def _called(line: Line, event: Called) -> None:
    visit = _known(line, event.visit)
    counter = _open(line, event.place)
    if counter.visit not in {None, visit.id} or visit.place not in {None, event.place}:
        raise ImpossibleError("two visits at one counter, or one visit at two")
    move(line, visit, event)
    visit.attempts, visit.place = event.attempt, event.place
    visit.parked_where, visit.parked_until = "", None
    _take(line, counter, visit, PlaceStatus.CALLED, event.at)
    line.totals.called += 1
    line.calls.pop(visit.id, None)
    line.calls[visit.id] = ShownCall(
        id=f"{event.at.astimezone(UTC):%Y%m%dT%H%M%S}-{line.totals.called}",
        number=event.number,
        place=event.place,
        at=event.at,
        attempt=event.attempt,
        in_person=visit.in_person,
    )


def _not_answered(line: Line, event: NotAnswered) -> None:
    visit = _known(line, event.visit)
    move(line, visit, event)
    visit.in_vain_at = event.at
    _leave(line, visit, event)


def _missed(line: Line, event: Missed) -> None:
    visit = _known(line, event.visit)
    move(line, visit, event)
    line.totals.missed += 1
    visit.attempts = 0
    _leave(line, visit, event)


def _serving(line: Line, event: ServingStarted) -> None:
    visit = _known(line, event.visit)
    move(line, visit, event)
    _take(line, _open(line, event.place), visit, PlaceStatus.SERVING, event.at)
    shown = line.calls.get(visit.id)
    if shown is not None:
        line.calls[visit.id] = msgspec.structs.replace(shown, answered=True)


def _finished(line: Line, event: Finished) -> None:
    visit = _known(line, event.visit)
    move(line, visit, event)
    line.totals.finished += 1
    _leave(line, visit, event)


def _parked(line: Line, event: Parked) -> None:
    visit = _known(line, event.visit)
    move(line, visit, event)
    visit.parked_where, visit.parked_until, visit.attempts = event.where, event.until, 0
    _leave(line, visit, event)


def _unparked(line: Line, event: Unparked) -> None:
    visit = _known(line, event.visit)
    move(line, visit, event)
    visit.parked_where, visit.parked_until = "", None


def _transferred(line: Line, event: Transferred) -> None:
    visit = _known(line, event.visit)
    move(line, visit, event)
    _change_service(visit, event.service)
    visit.only_place, visit.announced, visit.attempts = event.only_place, False, 0
    _leave(line, visit, event)


def _handed_over(line: Line, event: HandedOver) -> None:
    visit = _known(line, event.visit)
    to = _open(line, event.to)
    if to.visit is not None:
        raise ImpossibleError(f"counter {event.to} has a case")
    move(line, visit, event)
    shown = line.calls.get(visit.id)
    _leave(line, visit, event)
    visit.place = event.to
    _take(line, to, visit, PlaceStatus.SERVING, event.at)
    if shown is not None:
        line.calls[visit.id] = msgspec.structs.replace(shown, place=event.to)


def _service_added(line: Line, event: ServiceAdded) -> None:
    visit = _known(line, event.visit)
    move(line, visit, event)
    _change_service(visit, event.service)


def _change_service(visit: Visit, service: str) -> None:
    if service != visit.service:
        visit.services = (*(visit.services or (visit.service,)), service)
        visit.service = service


def _call_withdrawn(line: Line, event: CallWithdrawn) -> None:
    visit = _known(line, event.visit)
    move(line, visit, event)
    visit.attempts = max(0, visit.attempts - 1)
    _leave(line, visit, event)


def _gone(line: Line, event: Withdrawn | Unserved) -> None:
    visit = _known(line, event.visit)
    place = visit.place
    move(line, visit, event)
    line.calls.pop(visit.id, None)
    if place is not None:
        counter = _open(line, place)
        counter.visit, counter.status, counter.since = None, PlaceStatus.FREE, event.at
        visit.place = None


def _noted(line: Line, event: Noted) -> None:
    _known(line, event.visit).note = event.text


def _flagged(line: Line, event: Flagged) -> None:
    _known(line, event.visit).in_person = event.in_person


_Left = NotAnswered | Missed | Finished | Parked | Transferred | HandedOver | CallWithdrawn


def _leave(line: Line, visit: Visit, event: _Left) -> None:
    counter = _open(line, event.place)
    counter.visit, counter.status, counter.since = None, PlaceStatus.FREE, event.at
    counter.changed = line.seq + 1
    visit.place = None
    line.calls.pop(visit.id, None)


def _take(line: Line, counter: Counter, visit: Visit, status: PlaceStatus, at: datetime) -> None:
    counter.visit, counter.status, counter.since = visit.id, status, at
    counter.changed = line.seq + 1


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


def _place_paused(line: Line, event: PlacePaused) -> None:
    _open(line, event.place).paused = event.paused


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
    line.present, line.missed, line.parked, line.counters = {}, {}, {}, {}
    line.steps, line.hall, line.joined, line.blocks = {}, Hall(), {}, {}
    line.last_number, line.calls, line.totals = {}, {}, Totals()
    line.durations = Durations(before=event.measured or Measured())
    line.to_come = {visit.id for visit in coming.values() if _is_due_today(line, visit)}


_APPLY: Mapping[type, Callable[[Line, Any], None]] = {
    Booked: _booked,
    BookingCancelled: _cancelled,
    TakenElsewhere: _taken_elsewhere,
    Arrived: _arrived,
    PersonsChanged: _persons_changed,
    Called: _called,
    NotAnswered: _not_answered,
    Missed: _missed,
    ServingStarted: _serving,
    Finished: _finished,
    Parked: _parked,
    Unparked: _unparked,
    Transferred: _transferred,
    HandedOver: _handed_over,
    ServiceAdded: _service_added,
    CallWithdrawn: _call_withdrawn,
    Withdrawn: _gone,
    Unserved: _gone,
    Undone: take_back,
    Noted: _noted,
    Flagged: _flagged,
    PlaceOpened: _place_opened,
    PlaceClosed: _place_closed,
    PlacePaused: _place_paused,
    DayStarted: _day_started,
    **HALL,
}
