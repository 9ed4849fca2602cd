"""What stands in a day file. Times of the day are local; shares are from 0 to 1."""

from datetime import date
from typing import Annotated

import msgspec

from lobby.contract.fields import Name, Place, ServiceId

Clock = Annotated[str, msgspec.Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="a time like 07:30")]
Span = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$",
        description="a span of time like 07:00-19:00",
    ),
]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Minutes = Annotated[float, msgspec.Meta(gt=0, le=600)]
Amount = Annotated[float, msgspec.Meta(ge=0, le=600)]


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all tables: a field that is not known is a mistake."""


class Arrivals(Table, frozen=True, kw_only=True):
    """[arrivals], one row for each half hour."""

    booked: Annotated[int, msgspec.Meta(ge=0, le=500)] = 0
    """Appointments given in this half hour, spread over the grid."""
    walk_in: Amount = 0.0
    """People without a booking, on average; they come at random moments."""


class Bookings(Table, frozen=True, kw_only=True):
    """[bookings]: how booked visitors come."""

    grid_minutes: Annotated[int, msgspec.Meta(ge=1, le=30)] = 5
    no_show: Share = 0.12
    cancelled: Share = 0.0
    """Cancelled before the day begins; these slots stay empty."""
    early_minutes: Amount = 8.0
    """How long before the slot most come, on average."""
    spread_minutes: Amount = 6.0
    """Standard deviation of that."""
    late: Share = 0.04
    """Who comes after the slot instead."""
    late_minutes: Minutes = 10.0
    """By how much, on average (exponential)."""


class Service(Table, frozen=True, kw_only=True):
    """[services.ID]: how often it is wanted, and how long it takes."""

    weight: Annotated[float, msgspec.Meta(gt=0)] = 1.0
    walk_in_weight: Annotated[float, msgspec.Meta(ge=0)] | None = None
    """Without a booking, if it differs."""
    minutes: Minutes | None = None
    """Mean time at the counter; the catalogue's if not given."""
    spread: Annotated[float, msgspec.Meta(ge=0, le=3)] = 0.5
    """Standard deviation by mean; times are log-normal."""


class Staff(Table, frozen=True, kw_only=True):
    """[[staff]]: counters that work alike."""

    places: Annotated[tuple[Place, ...], msgspec.Meta(min_length=1)]
    open: Clock
    close: Clock
    breaks: tuple[Span, ...] = ()
    services: tuple[ServiceId, ...] = ()
    """Empty: all of the day's."""
    pace: Annotated[float, msgspec.Meta(gt=0, le=5)] = 1.0
    """Times at this counter, as a multiple."""


class Behaviour(Table, frozen=True, kw_only=True):
    """[behaviour]: what people do."""

    unheard: Share = 0.05
    """A call that its visitor does not hear."""
    comes_back: Share = 0.6
    """Who was called in vain for the last time and then asks again."""
    comes_back_minutes: Minutes = 12.0
    more_people: Share = 0.03
    """A booking whose visitors are more than it says."""
    in_person: Share = 0.0
    """Who neither sees nor hears calls and is fetched."""
    papers: Share = 0.0
    """A case that stops because papers are missing: parked, and goes on when they are there."""
    papers_minutes: Minutes = 15.0
    """How long people are away for them, on average."""
    transfer: Share = 0.0
    """A case that belongs to another service: back into the line with the same number."""
    second_service: Share = 0.0
    """A visit in which something else is done as well."""
    patience_minutes: Minutes | None = None
    """How long people wait before they go home, on average (log-normal, half of it as spread); none: for ever."""
    says_goodbye: Share = 0.3
    """Who tells somebody when going home (withdrawn); the others are called in vain."""
    takes_a_number: Share = 0.5
    """Who comes too late for the slot and stays without a booking."""


class Clerks(Table, frozen=True, kw_only=True):
    """[clerks]: how all of them work."""

    way_seconds: Amount = 25.0
    """From the call until the visitor stands at the counter, on average."""
    between_seconds: Amount = 20.0
    """From the end of a case until the next call."""
    patience_seconds: Annotated[float, msgspec.Meta(gt=0, le=600)] = 45.0
    """How long a call is waited for."""
    recalls: Annotated[int, msgspec.Meta(ge=0, le=8)] = 1
    """How often a number is called again before it is put back."""
    slips: Share = 0.0
    """A case that is ended too early by mistake, and taken back at once."""


class Fault(Table, tag_field="kind", frozen=True, kw_only=True):
    """[[faults]]: what goes wrong."""


class TimedFault(Fault, frozen=True, kw_only=True):
    """Goes wrong at a time of the day."""

    at: Clock


class BrokerAway(TimedFault, tag="broker-away", frozen=True, kw_only=True):
    """Nothing can be asked; who stands at a counter is served on."""

    minutes: Minutes


class QueueKilled(TimedFault, tag="queue-killed", frozen=True, kw_only=True):
    """The queue service ends in the middle of things and is started again."""


class CounterCloses(TimedFault, tag="counter-closes", frozen=True, kw_only=True):
    """These counters close after the case they have; for so long, or for the rest of the day."""

    places: Annotated[tuple[Place, ...], msgspec.Meta(min_length=1)]
    minutes: Minutes | None = None


class Outage(TimedFault, tag="outage", frozen=True, kw_only=True):
    """No power: nothing can be asked, and nobody is served."""

    minutes: Minutes


class TerminalOffline(TimedFault, tag="terminal-offline", frozen=True, kw_only=True):
    """The terminal is cut off: nobody gets a number; counters go on."""

    minutes: Minutes


class StaffLate(Fault, tag="staff-late", frozen=True, kw_only=True):
    """These counters open so many minutes after their shift has begun."""

    places: Annotated[tuple[Place, ...], msgspec.Meta(min_length=1)]
    minutes: Minutes


AnyFault = BrokerAway | QueueKilled | CounterCloses | Outage | TerminalOffline | StaffLate


class DayFile(Table, frozen=True, kw_only=True):
    """A whole day of one centre."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    date: date
    centre: Name = "altona"
    hours: Annotated[tuple[Span, ...], msgspec.Meta(min_length=1, max_length=3)] = ("07:00-19:00",)
    seed: int = 1
    """Used where the command line names none."""
    rules: dict[str, object] = {}
    """Fields of the centre's configuration, where they are not the product's."""
    arrivals: Annotated[dict[Clock, Arrivals], msgspec.Meta(min_length=1)]
    bookings: Bookings = Bookings()
    services: Annotated[dict[ServiceId, Service], msgspec.Meta(min_length=1)]
    staff: Annotated[tuple[Staff, ...], msgspec.Meta(min_length=1)]
    behaviour: Behaviour = Behaviour()
    clerks: Clerks = Clerks()
    faults: tuple[AnyFault, ...] = ()
