"""What the days before have measured, as the fact of a new day carries it: no visit, no person."""

from typing import Annotated

import msgspec

from lobby.contract.fields import Message, ServiceId

Weight = Annotated[float, msgspec.Meta(ge=0, description="observations; those of older days count less")]
Hour = Annotated[int, msgspec.Meta(ge=0, le=23, description="of the day, local")]


class Sums(Message, frozen=True):
    """Weighted observations in minutes: how many, their sum, the sum of their squares."""

    weight: Weight = 0.0
    minutes: float = 0.0
    squares: float = 0.0


class CasesOfHour(Message, frozen=True, kw_only=True):
    """Times at the counter of one service, of cases that began within one hour of the day."""

    service: ServiceId
    hour: Hour
    sums: Sums


class Measured(Message, frozen=True, kw_only=True):
    """How long things take at this centre, and how its booked visitors come."""

    cases: tuple[CasesOfHour, ...] = ()
    between: Sums = Sums()
    """From a free counter and somebody to call until the call."""
    way: Sums = Sums()
    """From the call until the visitor stands at the counter."""
    in_vain: Sums = Sums()
    """From a call until nobody came."""
    breaks: Sums = Sums()
    """From the begin of a break at a counter until its end."""
    missed: Weight = 0.0
    """Visits that were given up after their calls in vain."""
    due: Weight = 0.0
    """Bookings whose time came and that were not cancelled."""
    absent: Weight = 0.0
    """Those of them whose visitor did not come."""
    punctuality: tuple[float, ...] = ()
    """Check-in minus slot, counted in classes of five minutes; the first is from an hour before."""
