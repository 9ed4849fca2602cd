"""The waiting line of one centre on one day: visits, counters, numbers given."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from lobby.contract.bookings import Booking
from lobby.contract.day_list import NumberBlock
from lobby.contract.fields import BookingId, Name, Number, Persons, Place, ServiceId, VisitId
from lobby.contract.state import (
    Dispute,
    Emergency,
    FailedCheckIn,
    HalfDay,
    HelpCall,
    PlaceStatus,
    ShownCall,
    Standing,
    Unheard,
)
from lobby.queueing.durations import Durations


class VisitState(StrEnum):
    """Where a visit stands."""

    BOOKED = "booked"
    PRESENT = "present"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    FINISHED = "finished"
    MISSED = "missed"
    CANCELLED = "cancelled"
    ELSEWHERE = "elsewhere"
    WITHDRAWN = "withdrawn"
    UNSERVED = "unserved"


@dataclass
class Visit:
    """One visitor's way. What follows `booking` is set by check-in."""

    id: VisitId
    state: VisitState
    booking: Booking | None = None
    number: Number | None = None
    service: ServiceId = ""
    persons: Persons = 1
    standing: Standing = Standing.ON_TIME
    elsewhere: Name | None = None
    """Where the booking is used, or (of a guest) which centre has it."""
    slot: datetime | None = None
    checked_in: datetime | None = None
    callable_from: datetime | None = None
    language: Name | None = None
    more_persons: bool = False
    attempts: int = 0
    place: Place | None = None
    in_vain_at: datetime | None = None
    in_person: bool = False
    note: str = ""
    only_place: Place | None = None
    booked: Persons | None = None
    """How many the booking of a present visit is for."""
    with_visit: VisitId | None = None
    """Another visit of the same person."""
    held: bool = False
    """That other one is at a counter now."""
    announced: bool = False
    """Said at a terminal that the one counter expects them."""
    services: tuple[ServiceId, ...] = ()
    parked_where: str = ""
    parked_until: datetime | None = None
    changed: int = 0
    """The fact that moved it last."""
    since: datetime | None = None
    """When that was."""

    @property
    def to_come(self) -> int:
        """How many of the booking's persons are not here yet."""
        booked = self.booked if self.booking is None else self.booking.persons
        return 0 if self.number is None or booked is None else max(0, booked - self.persons)

    @property
    def credit_from(self) -> datetime:
        """Since when waiting counts: slot or check-in, whichever is later; coming early earns nothing."""
        came, slot = self.checked_in, self.slot
        assert came is not None  # noqa: S101 - only present visits are asked
        return came if slot is None or slot < came else slot


@dataclass
class Counter:
    """One counter and whom it has."""

    place: Place
    status: PlaceStatus = PlaceStatus.CLOSED
    services: tuple[ServiceId, ...] = ()
    visit: VisitId | None = None
    since: datetime | None = None
    paused: bool = False
    changed: int = 0
    """The fact that changed whom it has."""


@dataclass
class Step:
    """The last step at a counter, and how all stood before it."""

    seq: int
    tag: str
    at: datetime
    visit: Visit
    counter: Counter
    call: ShownCall | None


@dataclass
class Totals:
    """How often each thing happened today."""

    arrived: int = 0
    called: int = 0
    finished: int = 0
    missed: int = 0


@dataclass
class Hall:
    """What the reception looks after: locks and contingents of the day, calls for help, emergencies."""

    walk_in_locked: bool = False
    lock_reason: str = ""
    contingents: dict[tuple[ServiceId, HalfDay], int] = field(default_factory=dict)
    used: dict[tuple[ServiceId, HalfDay], int] = field(default_factory=dict)
    untouched: dict[VisitId, tuple[ServiceId, HalfDay]] = field(default_factory=dict)
    """Who has cost no counter any time yet: whose share is given back on leaving."""
    working: dict[Name, bool] = field(default_factory=dict)
    """Terminals and displays that were heard of today."""
    help_calls: dict[Name, HelpCall] = field(default_factory=dict)
    emergencies: dict[Place, Emergency] = field(default_factory=dict)
    failures: list[FailedCheckIn] = field(default_factory=list)
    unknown_codes: list[tuple[datetime, Name]] = field(default_factory=list)
    """When and where codes were typed that no booking has, in the last minutes."""
    disputes: dict[VisitId, Dispute] = field(default_factory=dict)
    told: set[VisitId] = field(default_factory=set)
    """Disputes of this day, also settled ones: nothing is disputed twice for the same reason."""
    unheard: dict[Name, Unheard] = field(default_factory=dict)
    """Of days that were over, by terminal."""


@dataclass
class Line:
    """The fold of a day's facts.

    `present`, `missed` and `parked` index visits by their state, `to_come` the bookings of the day that nobody has
    shown yet; `typed` finds visits by the typed code of their booking, `joined` by a booking that came after the
    visitor, `steps` the last step at each counter.
    """

    seq: int = 0
    day: date | None = None
    visits: dict[VisitId, Visit] = field(default_factory=dict)
    present: dict[VisitId, Visit] = field(default_factory=dict)
    missed: dict[VisitId, Visit] = field(default_factory=dict)
    parked: dict[VisitId, Visit] = field(default_factory=dict)
    to_come: set[VisitId] = field(default_factory=set)
    counters: dict[Place, Counter] = field(default_factory=dict)
    last_number: dict[str, int] = field(default_factory=dict)
    typed: dict[str, VisitId] = field(default_factory=dict)
    joined: dict[BookingId, VisitId] = field(default_factory=dict)
    calls: dict[VisitId, ShownCall] = field(default_factory=dict)
    totals: Totals = field(default_factory=Totals)
    steps: dict[Place, Step] = field(default_factory=dict)
    blocks: dict[Name, NumberBlock] = field(default_factory=dict)
    """Numbers that terminals give out alone."""
    hall: Hall = field(default_factory=Hall)
    durations: Durations = field(default_factory=Durations)

    def counter(self, place: Place) -> Counter:
        """The counter; a closed one where nothing was heard of it."""
        return self.counters.get(place) or Counter(place)

    def visit_of(self, booking: BookingId) -> Visit | None:
        """The visit of a booking."""
        return self.visits.get(self.joined.get(booking, booking))

    def visit_at(self, place: Place) -> Visit | None:
        """Whom a counter has called or serves."""
        visit = self.counter(place).visit
        return None if visit is None else self.visits[visit]
