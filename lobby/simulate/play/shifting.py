"""A day that happens at another time: all of it is moved by as much. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

import msgspec

from lobby.contract.bookings import Booking
from lobby.queueing.rules import LOCAL
from lobby.simulate.clerks import Between, Clerk
from lobby.simulate.days.file import CounterCloses, StaffLate
from lobby.simulate.play.people import Person
from lobby.simulate.play.plan import Plan, Trouble


def moved(plan: Plan, by: timedelta) -> Plan:
    """The same day, so much later; on the date on which it begins then."""
    return replace(
        plan,
        day=(plan.begins + by).astimezone(LOCAL).date(),
        people=tuple(_person(one, by) for one in plan.people),
        bookings=tuple(_booking(one, by) for one in plan.bookings),
        clerks=tuple(_clerk(one, by) for one in plan.clerks),
        troubles=tuple(_trouble(one, by) for one in plan.troubles),
        begins=plan.begins + by,
        opens=plan.opens + by,
        closes=plan.closes + by,
    )


def from_now(plan: Plan, now: datetime) -> Plan:
    """What is left of it: who came before is left out, with their bookings."""
    people = tuple(one for one in plan.people if one.at >= now)
    late = {one.booking.booking for one in people if one.booking is not None}
    return replace(
        plan,
        people=people,
        bookings=tuple(one for one in plan.bookings if one.slot >= now or one.booking in late),
        troubles=tuple(one for one in plan.troubles if one.at >= now),
        begins=max(plan.begins, now),
    )


def machine_faults(plan: Plan) -> tuple[str, ...]:
    """The kinds of faults that are no clerk's doing."""
    faults = (one.fault for one in plan.troubles if not isinstance(one.fault, CounterCloses | StaffLate))
    return tuple(str(one.__struct_config__.tag) for one in faults)


def _booking(booking: Booking, by: timedelta) -> Booking:
    return msgspec.structs.replace(booking, slot=booking.slot + by)


def _person(person: Person, by: timedelta) -> Person:
    booking = None if person.booking is None else _booking(person.booking, by)
    return replace(person, at=person.at + by, booking=booking)


def _clerk(clerk: Clerk, by: timedelta) -> Clerk:
    return replace(clerk, works=_spans(clerk.works, by), breaks=_spans(clerk.breaks, by))


def _spans(spans: tuple[Between, ...], by: timedelta) -> tuple[Between, ...]:
    return tuple((first + by, last + by) for first, last in spans)


def _trouble(trouble: Trouble, by: timedelta) -> Trouble:
    until = None if trouble.until is None else trouble.until + by
    return replace(trouble, at=trouble.at + by, until=until)
