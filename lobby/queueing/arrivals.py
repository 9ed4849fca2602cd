"""Visitors who come: with a booking, without one, for the second time."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from msgspec import structs

from lobby.contract import slot
from lobby.contract.answers import BookingView, Reason
from lobby.contract.bookings import Booking
from lobby.contract.events import Arrived, PersonsChanged
from lobby.contract.fields import Name, Number, Persons, VisitId
from lobby.contract.requests import CheckInByHand, WalkIn, WalkInByHand
from lobby.contract.state import Standing
from lobby.queueing.blocks import FIRST_NUMBER, highest_own
from lobby.queueing.contingents import is_used_up
from lobby.queueing.decision import Decided, Decision, Declined
from lobby.queueing.guests import NO_ROOM, Outlook, belongs_elsewhere, has_room, is_guest
from lobby.queueing.last_walk_in import UNKNOWN, LastWalkIns, is_over
from lobby.queueing.line import Line, Visit, VisitState
from lobby.queueing.opening import opening
from lobby.queueing.rules import LOCAL, Rules, half_day

_SERVED = frozenset({VisitState.FINISHED, VisitState.UNSERVED})
_HAS_NUMBER = frozenset({VisitState.PRESENT, VisitState.CALLED, VisitState.SERVING, VisitState.PARKED})
_NOT_ANY_MORE = {VisitState.CANCELLED: Reason.CANCELLED, VisitState.ELSEWHERE: Reason.USED_ELSEWHERE}
_MAY_COME = frozenset({VisitState.BOOKED, VisitState.MISSED, VisitState.WITHDRAWN})


@dataclass(frozen=True)
class Presented:
    """A booking somebody shows: as its code claims it, or as the day's list has it where the code was typed."""

    booking: Booking
    persons: Persons | None = None
    language: Name | None = None
    in_person: bool = False
    with_visit: VisitId | None = None
    outlook: Outlook | None = None
    """None: whether there is room for a guest was judged where the visitor stood."""


@dataclass(frozen=True)
class AtTerminal:
    """Somebody without a booking at a terminal, and until when the line lets such visitors come."""

    command: WalkIn
    last: LastWalkIns = field(default_factory=lambda: UNKNOWN)


@dataclass(frozen=True)
class Recognised:
    """May check in, with this standing. `visit` is set when it has a number already."""

    booking: Booking
    standing: Standing
    callable_from: datetime | None = None
    visit: VisitId | None = None


def view(booking: Booking) -> BookingView:
    """What a terminal may show of it."""
    return BookingView(
        service=booking.service, slot=booking.slot, persons=booking.persons, centre=booking.centre
    )


def recognise(line: Line, presented: Presented, rules: Rules, now: datetime) -> Recognised | Declined:
    """How a booking stands, here and now. Changes nothing."""
    claimed = presented.booking
    known = line.visit_of(claimed.booking)
    listed = known.booking if known is not None and known.booking is not None else None
    if known is not None and known.state in _HAS_NUMBER:
        return Recognised(listed or claimed, known.standing, known.callable_from, known.id)
    if listed is not None and claimed.revision < listed.revision:
        return Declined(Reason.REBOOKED, booking=view(listed))
    is_newer = listed is None or claimed.revision > listed.revision
    booking = claimed if is_newer or listed is None else listed
    reason = _objection(known, booking, rules, now)
    if reason is not None:
        return Declined(reason, booking=view(booking))
    if known is not None and known.state is VisitState.ELSEWHERE:
        there = structs.replace(view(booking), centre=known.elsewhere or booking.centre)
        return Declined(Reason.USED_ELSEWHERE, booking=there)
    if is_guest(booking, rules):
        return _guest(line, replace(presented, booking=booking), rules, now)
    standing, callable_from = standing_of(booking, rules, now)
    return Recognised(booking, Standing.PROVISIONAL if is_newer else standing, callable_from)


def _guest(line: Line, presented: Presented, rules: Rules, now: datetime) -> Recognised | Declined:
    """Waits as without a booking: this house has kept no slot, and its own visitors are to wait no longer for it."""
    booking, outlook = presented.booking, presented.outlook
    was_here = line.visit_of(booking.booking) is not None
    if outlook is None or was_here or has_room(line, rules, booking.service, outlook, now):
        return Recognised(booking, Standing.WALK_IN)
    return Declined(Reason.OTHER_SITE, NO_ROOM, view(booking))


def check_in(line: Line, presented: Presented, rules: Rules, now: datetime) -> Decision:
    """The booked visitor is here: a number, or the same number again, for more of them."""
    found = recognise(line, presented, rules, now)
    if isinstance(found, Declined):
        return found
    if found.visit is not None:
        return _come_along(line.visits[found.visit], found.booking, presented.persons, now)
    return _arrive(line, found, presented, rules, now)


def check_in_by_hand(line: Line, command: CheckInByHand, rules: Rules, now: datetime) -> Decision:
    """The reception lets a booked visitor of today in: also late, also while the house is closed to others."""
    known = line.visits.get(command.visit)
    if known is None or known.booking is None:
        return Declined(Reason.NOT_PRESENT)
    booking = known.booking
    if known.state in _HAS_NUMBER:
        return _come_along(known, booking, command.persons, now)
    if known.state not in _MAY_COME:
        reason = _NOT_ANY_MORE.get(known.state, Reason.ALREADY_SERVED)
        return Declined(reason, booking=view(booking))
    if booking.slot.astimezone(LOCAL).date() != now.astimezone(LOCAL).date():
        return Declined(Reason.OTHER_DAY, booking=view(booking))
    if booking.service not in rules.services:
        return Declined(Reason.NOT_OFFERED, booking=view(booking))
    standing, callable_from = standing_of(booking, rules, now)
    found = Recognised(booking, standing, callable_from)
    presented = Presented(booking, command.persons, command.language, command.in_person)
    return _arrive(line, found, presented, rules, now)


def _come_along(visit: Visit, booking: Booking, persons: Persons | None, now: datetime) -> Decided:
    """A group comes in parts: the number stays, of people there are never fewer."""
    if persons is None or persons <= visit.persons:
        return Decided(visit=visit.id)
    changed = PersonsChanged(at=now, visit=visit.id, persons=persons, more_persons=persons > booking.persons)
    return Decided((changed,), visit.id)


def _arrive(line: Line, found: Recognised, presented: Presented, rules: Rules, now: datetime) -> Decision:
    booking = found.booking
    known = line.visit_of(booking.booking)
    visit = booking.booking if known is None else known.id
    number = known.number if known is not None and known.number else next_number(line, booking.service, rules)
    if number is None:
        return Declined(Reason.NUMBERS_USED_UP, booking=view(booking))
    fact = arrival(found, presented, visit, number, now)
    if is_guest(booking, rules):
        fact = as_guest(fact, booking)
    return Decided((fact,), visit)


def arrival(
    found: Recognised, presented: Presented, visit: VisitId, number: Number, now: datetime
) -> Arrived:
    """The fact that a booked visitor is here and has this number."""
    booking = found.booking
    persons = presented.persons or booking.persons
    return Arrived(
        at=now,
        visit=visit,
        number=number,
        service=booking.service,
        persons=persons,
        standing=found.standing,
        slot=booking.slot,
        callable_from=found.callable_from,
        language=presented.language,
        more_persons=persons > booking.persons,
        in_person=presented.in_person,
        booked=booking.persons,
        with_visit=presented.with_visit,
    )


def as_guest(fact: Arrived, booking: Booking) -> Arrived:
    """The fact without a slot, and with the centre that has it."""
    return structs.replace(fact, slot=None, callable_from=None, guest_of=booking.centre)


def walk_in(line: Line, asked: WalkIn | AtTerminal, rules: Rules, now: datetime) -> Decision:
    """Somebody without a booking; the visit gets the command's id, which is random."""
    at_terminal = asked if isinstance(asked, AtTerminal) else AtTerminal(asked)
    command = at_terminal.command
    objection = _walk_in_objection(line, at_terminal, rules, now)
    if objection is not None:
        return objection
    number = next_number(line, command.service, rules)
    if number is None:
        return Declined(Reason.NUMBERS_USED_UP)
    arrived = Arrived(
        at=now,
        visit=command.id,
        number=number,
        service=command.service,
        persons=command.persons,
        standing=Standing.WALK_IN,
        language=command.language,
        in_person=command.in_person,
    )
    return Decided((arrived,), command.id)


def _walk_in_objection(line: Line, asked: AtTerminal, rules: Rules, now: datetime) -> Declined | None:
    command = asked.command
    if not opening(rules.config, now).is_open:
        return Declined(Reason.CLOSED)
    if command.service not in rules.services:
        return Declined(Reason.NOT_OFFERED, detail=command.service)
    if not rules.config.walk_in:
        return Declined(Reason.NO_WALK_IN)
    if command.id in line.visits:
        return Declined(Reason.MALFORMED, detail="the id is that of another visit")
    # the reception sees what binds the terminal, and decides
    return None if isinstance(command, WalkInByHand) else _terminal_objection(line, asked, rules, now)


def _terminal_objection(line: Line, asked: AtTerminal, rules: Rules, now: datetime) -> Declined | None:
    service = asked.command.service
    if line.hall.walk_in_locked:
        return Declined(Reason.WALK_IN_LOCKED, detail=line.hall.lock_reason or None)
    if is_used_up(line, rules, service, half_day(now)):
        return Declined(Reason.CONTINGENT_USED_UP, detail=service)
    if is_over(asked.last.get(service), now):
        return Declined(Reason.AFTER_LAST_WALK_IN, detail=service)
    return None


def next_number(line: Line, service: str, rules: Rules) -> Number | None:
    """The service family's next number today; None when all are given."""
    letter = rules.services[service].family
    digits = line.last_number.get(letter, FIRST_NUMBER - 1) + 1
    return f"{letter}{digits}" if digits <= highest_own(line) else None


def _objection(known: Visit | None, booking: Booking, rules: Rules, now: datetime) -> Reason | None:
    today, day = now.astimezone(LOCAL).date(), booking.slot.astimezone(LOCAL).date()
    checks = (
        (known is not None and known.state in _SERVED, Reason.ALREADY_SERVED),
        (known is not None and known.state is VisitState.CANCELLED, Reason.CANCELLED),
        (belongs_elsewhere(booking, rules), Reason.OTHER_SITE),
        (day != today, Reason.OTHER_DAY),
        (booking.service not in rules.services, Reason.NOT_OFFERED),
        (not opening(rules.config, now).is_open, Reason.CLOSED),
        (_is_too_late(known, booking, rules, now), Reason.TOO_LATE),
    )
    return next((reason for applies, reason in checks if applies), None)


def _is_too_late(known: Visit | None, booking: Booking, rules: Rules, now: datetime) -> bool:
    """Beyond the grace; who was here in time and was missed may come back."""
    was_here = known is not None and known.state in {VisitState.MISSED, VisitState.WITHDRAWN}
    return slot.is_over(booking.slot, rules.grace, now) and not was_here


def standing_of(booking: Booking, rules: Rules, now: datetime) -> tuple[Standing, datetime | None]:
    """How somebody with this booking stands to its slot now, and from when early ones may be called."""
    return slot.standing(booking.slot, rules.early, now)
