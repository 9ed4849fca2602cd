"""How the bookings of a day stand, for the system that made them."""

from collections.abc import Mapping
from datetime import date, datetime

from lobby.contract.bookings import BookingState, BookingStatus
from lobby.queueing.line import Line, Visit, VisitState
from lobby.queueing.rules import LOCAL, Rules

_STATUS: Mapping[VisitState, BookingStatus] = {
    VisitState.BOOKED: BookingStatus.EXPECTED,
    VisitState.CANCELLED: BookingStatus.CANCELLED,
    VisitState.ELSEWHERE: BookingStatus.ELSEWHERE,
    VisitState.PRESENT: BookingStatus.ARRIVED,
    VisitState.CALLED: BookingStatus.CALLED,
    VisitState.SERVING: BookingStatus.SERVING,
    VisitState.PARKED: BookingStatus.PARKED,
    VisitState.FINISHED: BookingStatus.FINISHED,
    VisitState.MISSED: BookingStatus.MISSED,
    VisitState.WITHDRAWN: BookingStatus.WITHDRAWN,
    VisitState.UNSERVED: BookingStatus.UNSERVED,
}


def booking_states(line: Line, day: date, rules: Rules, now: datetime) -> tuple[BookingState, ...]:
    """Every booking with a slot on this day, by slot; also one that only its code told of."""
    found = [
        _state(visit, slot, rules, now)
        for visit in line.visits.values()
        if (slot := _slot(visit)) is not None and slot.astimezone(LOCAL).date() == day
    ]
    return tuple(sorted(found, key=lambda one: (one.slot, one.booking)))


def _slot(visit: Visit) -> datetime | None:
    return visit.slot if visit.booking is None else visit.booking.slot


def _state(visit: Visit, slot: datetime, rules: Rules, now: datetime) -> BookingState:
    booking = visit.booking
    status = _STATUS[visit.state]
    if status is BookingStatus.EXPECTED and now > slot + rules.grace:
        status = BookingStatus.ABSENT
    return BookingState(
        booking=visit.id if booking is None else booking.booking,
        status=status,
        slot=slot,
        service=visit.service if booking is None else booking.service,
        persons=visit.persons,
        revision=0 if booking is None else booking.revision,
        number=visit.number,
        arrived=visit.checked_in,
        since=visit.since,
        place=visit.place,
        calls=visit.attempts,
    )
