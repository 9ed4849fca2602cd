"""Bookings: whose visitor did not come, and how long before the slot they were made."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from lobby.figures.facts import Facts
from lobby.figures.hours import Floats, Hours, Ints, Span, Truths, midnight
from lobby.figures.visits import Visits

LEAD_DAYS = 60
"""The Senate's definition of "Vorlaufzeit" looks at the bookings made in so many days."""
DUE_SECONDS = 3600.0
"""On the day itself nobody is missing before an hour has passed since the slot."""
_DAY_SECONDS = 86_400.0


@dataclass(frozen=True)
class Due:
    """One row a booking that stood at the end of its slot's day, or that a visitor showed; `came` if one did."""

    service: Ints
    slot: Floats
    came: Truths


@dataclass(frozen=True)
class Leads:
    """One row a slot that was booked; from booking to slot, in days."""

    service: Ints
    days: Floats


def due(facts: Facts, visits: Visits, hours: Hours, as_of: float) -> Due:
    """The bookings whose time has come, by `as_of`."""
    visit, service, slot, stood = _standing(facts, hours)
    with_slot = ~visits.is_walk_in
    came = np.isin(_by_day(visit, slot, hours), _by_day(visits.visit, visits.checked_in, hours)[with_slot])
    listed = np.isin(_by_day(visits.visit, visits.checked_in, hours), _by_day(visit, slot, hours)[stood])
    shown = with_slot & ~listed  # a code newer than the day's list
    is_due = stood & (came | (np.minimum(slot + DUE_SECONDS, hours.day_ends(slot)) <= as_of))
    return Due(
        service=np.r_[service[is_due], visits.service[shown]],
        slot=np.r_[slot[is_due], visits.slot[shown]],
        came=np.r_[came[is_due], np.ones(int(shown.sum()), dtype=np.bool_)],
    )


def leads(facts: Facts, span: Span) -> Leads:
    """The slots booked in the sixty days up to the end of the span."""
    order, visit, slot = _in_order(facts)
    is_same = np.r_[False, (visit[1:] == visit[:-1]) & (slot[1:] == slot[:-1])] if len(visit) else order
    made = facts.at[facts.bookings.row[order]]
    end = midnight(span.last + timedelta(days=1))
    begin = midnight(span.last + timedelta(days=1 - LEAD_DAYS))
    chosen = ~np.isnan(slot) & ~is_same.astype(np.bool_) & (made >= begin) & (made < end)
    return Leads(
        service=facts.bookings.service[order][chosen],
        days=(slot[chosen] - made[chosen]) / _DAY_SECONDS,
    )


def _in_order(facts: Facts) -> tuple[Ints, Ints, Floats]:
    """Facts of one booking after another: their order, the booking, the slot (NaN: cancelled)."""
    order = np.argsort(facts.bookings.visit, kind="stable")
    return order, facts.bookings.visit[order], facts.bookings.slot[order]


def _standing(facts: Facts, hours: Hours) -> tuple[Ints, Ints, Floats, Truths]:
    """Booking, service and slot of each fact, and whether it still said so when the day of the slot ended."""
    order, visit, slot = _in_order(facts)
    made = facts.at[facts.bookings.row[order]]
    until = np.r_[np.where(visit[1:] == visit[:-1], made[1:], np.inf), np.inf] if len(visit) else made
    end = hours.day_ends(slot)
    stood = ~np.isnan(slot) & (made < end) & (until >= end)
    return visit, facts.bookings.service[order], slot, stood


def _by_day(visit: Ints, moment: Floats, hours: Hours) -> Ints:
    """One number for a visit and a local day."""
    index = hours.at(moment)
    day = np.where(index < 0, -1, hours.days[index])
    return visit * (int(hours.days[-1]) + 2) + day + 1
