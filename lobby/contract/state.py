"""Retained state: whole documents, each the picture of one journal position.

`epoch` names the journal, `rev` the position in it (the seq of the last event that the document shows), `as_of` when
that was still true. A reader drops a document of its epoch with an older rev.
"""

from datetime import time
from enum import StrEnum
from typing import Annotated

import msgspec

from lobby.contract.fields import (
    Count,
    Epoch,
    Instant,
    Message,
    Name,
    Note,
    Number,
    Persons,
    Place,
    Rev,
    ServiceId,
    ShortText,
    Text,
    VisitId,
    WebAddress,
)
from lobby.contract.ways import Way


class State(Message, frozen=True, kw_only=True):
    """What every retained document carries."""

    epoch: Epoch
    rev: Rev
    as_of: Instant


class WaitRange(Message, frozen=True, kw_only=True):
    """An honest range of waiting time, in minutes, rounded to five; no upper end means "over"."""

    low_minutes: Count
    high_minutes: Count | None = None


class Closure(StrEnum):
    """Why a centre does not take visitors now."""

    HOURS = "hours"
    HOLIDAY = "holiday"
    STAFF_MEETING = "staff-meeting"
    STAND_BY = "stand-by"
    EVACUATION = "evacuation"


class Opening(Message, frozen=True, kw_only=True):
    """Whether visitors are taken now; `opens` and `closes` are of today's or of the next opening."""

    is_open: bool
    closure: Closure | None = None
    opens: Instant | None = None
    closes: Instant | None = None


class NoticeLevel(StrEnum):
    """How much a notice wants to be seen."""

    INFO = "info"
    WARNING = "warning"


class Notice(Message, frozen=True, kw_only=True):
    """A short text of the staff for the waiting room."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
    level: NoticeLevel = NoticeLevel.INFO


class Outcome(StrEnum):
    """How a case ended."""

    DONE = "done"
    INCOMPLETE = "incomplete"
    NOT_ENTITLED = "not-entitled"
    NO_CASE = "no-case"


class EmergencyKind(StrEnum):
    """What is wanted at a counter."""

    HELP = "help"
    MEDICAL = "medical"
    THREAT = "threat"


class HalfDay(StrEnum):
    """Before or after noon, local time."""

    MORNING = "am"
    AFTERNOON = "pm"


class ShownCall(Message, frozen=True, kw_only=True):
    """One call as a display shows it. `id` is new for each call, also for a recall of the same number."""

    id: str
    number: Number
    place: Place
    at: Instant
    attempt: Annotated[int, msgspec.Meta(ge=1)]
    in_person: bool = False
    """Fetched by a person: a display says so, and not which way to go."""
    answered: bool = False
    """The visitor is at the counter: shown only while there is room."""
    area: ShortText = ""
    """The waiting area whose displays show it; empty: all."""
    way: Way | None = None


class Board(State, frozen=True, kw_only=True):
    """What call displays draw. Calls newest first, only of visits that are called or being served.

    Every call that is not answered yet, however many; answered ones as far as there are twelve of an area.
    """

    calls: tuple[ShownCall, ...]
    opening: Opening
    name: Text = ""
    """The centre's, for the head of a display."""
    notice: Notice | None = None
    walk_in_wait: WaitRange | None = None
    last_walk_in: Instant | None = None
    """Who comes later without a booking is not served today any more."""
    areas: tuple[ShortText, ...] = ()
    """The waiting areas of the centre that have counters of their own."""
    missed: tuple[Number, ...] = ()
    """Called in vain for the last time, newest first, at most twelve: to be helped at the reception."""


class Beat(State, frozen=True, kw_only=True):
    """Every two seconds: the journal still stands at `rev`. Tells a reader the age of what it shows, and of a gap."""


class Standing(StrEnum):
    """How a visit or a booking stands to its slot and to the house, as the rules see it at one moment."""

    ON_TIME = "on-time"
    EARLY = "early"
    LATE = "late"
    WALK_IN = "walk-in"
    PROVISIONAL = "provisional"


class Waiting(Message, frozen=True, kw_only=True):
    """Somebody who is here and may be called."""

    visit: VisitId
    number: Number
    service: ServiceId
    persons: Persons
    standing: Standing
    checked_in: Instant
    slot: Instant | None = None
    callable_from: Instant | None = None
    language: Name | None = None
    more_persons: bool = False
    to_come: Count = 0
    """Persons of the booking who are not here yet."""
    attempts: Count = 0
    in_person: bool = False
    note: Note = ""
    only_place: Place | None = None
    held: bool = False
    """The same person is at another counter with another number."""
    announced: bool = False
    """Says that this one counter expects them."""
    services: tuple[ServiceId, ...] = ()
    """All services of the visit so far, the present one last; empty while it has one."""
    parked_where: ShortText = ""
    parked_until: Instant | None = None
    away_since: Instant | None = None
    """Since when somebody is parked or missed."""


class PlaceStatus(StrEnum):
    """What happens at a counter."""

    CLOSED = "closed"
    FREE = "free"
    CALLED = "called"
    SERVING = "serving"


class LastStep(Message, frozen=True, kw_only=True):
    """What was done last at a counter and can be taken back until then; `step` is the tag of the fact."""

    step: Name
    number: Number
    until: Instant


class Emergency(Message, frozen=True, kw_only=True):
    """Help is wanted at a counter. `answered` when somebody goes; `by` None is the reception."""

    place: Place
    kind: EmergencyKind
    at: Instant
    answered: bool = False
    by: Place | None = None


class PlaceState(Message, frozen=True, kw_only=True):
    """One counter: which services it takes, whom it has."""

    place: Place
    status: PlaceStatus
    services: tuple[ServiceId, ...] = ()
    since: Instant | None = None
    visit: Waiting | None = None
    paused: bool = False
    undo: LastStep | None = None


class Line(State, frozen=True, kw_only=True):
    """The waiting line as counters see it, in calling order; `missed` can be taken up again."""

    waiting: tuple[Waiting, ...]
    missed: tuple[Waiting, ...]
    places: tuple[PlaceState, ...]
    finished_today: Count
    booked_to_come: Count
    parked: tuple[Waiting, ...] = ()
    emergencies: tuple[Emergency, ...] = ()
    last_walk_in: Instant | None = None
    """Who comes later without a booking is not served today any more."""


class FailedCheckIn(Message, frozen=True, kw_only=True):
    """Somebody could not check in at a terminal; `reason` as in a refusal, or the terminal's own."""

    at: Instant
    device: Name
    reason: Name
    detail: ShortText = ""


class HelpCall(Message, frozen=True, kw_only=True):
    """Somebody at a terminal wants a person; `answered` when one goes."""

    device: Name
    at: Instant
    answered: bool = False


class Expected(Message, frozen=True, kw_only=True):
    """A booking of today that nobody has shown yet."""

    visit: VisitId
    slot: Instant
    service: ServiceId
    persons: Persons


class Contingent(Message, frozen=True, kw_only=True):
    """How many without a booking for a service in a half of the day, and how many came."""

    service: ServiceId
    half: HalfDay
    count: Count
    used: Count


class Dispute(Message, frozen=True, kw_only=True):
    """A number that a terminal gave on its own and the line could not simply take; the reception settles it."""

    id: VisitId
    number: Number
    device: Name
    came: Instant
    reason: Name
    """As in a refusal, or `two-numbers`, `not-leased`."""
    service: ServiceId | None = None
    persons: Persons = 1
    language: Name | None = None
    in_person: bool = False
    other: Number | None = None
    """The number that the same visitor has in the line."""


class Unheard(Message, frozen=True, kw_only=True):
    """Numbers that a terminal gave on days which were over when the queue service heard of them."""

    device: Name
    count: Count
    first: Instant
    last: Instant


class Reception(State, frozen=True, kw_only=True):
    """What the reception sees beside the line. Failures newest first, at most fifty; expected by slot."""

    failures: tuple[FailedCheckIn, ...] = ()
    help_calls: tuple[HelpCall, ...] = ()
    emergencies: tuple[Emergency, ...] = ()
    expected: tuple[Expected, ...] = ()
    walk_in_locked: bool = False
    lock_reason: ShortText = ""
    contingents: tuple[Contingent, ...] = ()
    last_walk_in: Instant | None = None
    disputes: tuple[Dispute, ...] = ()
    unheard: tuple[Unheard, ...] = ()


class OfferedService(Message, frozen=True, kw_only=True):
    """A service as the terminal offers it to somebody without a booking."""

    service: ServiceId
    name_de: Text
    name_en: Text
    names: dict[str, Text] = msgspec.field(default_factory=dict)
    """In other languages, by BCP 47 tag, as far as the city has them."""
    family: Annotated[str, msgspec.Meta(pattern="^[AFJLRX]$")]
    minutes: Count
    walk_in: bool
    online: bool = False
    online_url: WebAddress | None = None
    """Where it is done online."""
    wait: WaitRange | None = None
    used_up: bool = False
    """The numbers without a booking of this half of the day are given out."""
    again_from: Instant | None = None
    """When there are numbers again today, where they are used up now."""
    last_walk_in: Instant | None = None
    """Until when a number without a booking is given out for it, where that is near."""
    too_late: bool = False
    """Whether that is over."""


class BookingNumbers(Message, frozen=True, kw_only=True):
    """Booking numbers of another system may be typed at the terminals: so many digits."""

    least: Annotated[int, msgspec.Meta(ge=4, le=11)] = 6
    most: Annotated[int, msgspec.Meta(ge=4, le=11)] = 11
    names: dict[str, ShortText] = msgspec.field(default_factory=dict)
    """What the confirmation calls them, by BCP 47 tag."""


class House(State, frozen=True, kw_only=True):
    """What a terminal needs to know of its centre."""

    name: Text
    area: Text
    opening: Opening
    services: tuple[OfferedService, ...]
    walk_in_wait: WaitRange | None = None
    notice: Notice | None = None
    walk_in_locked: bool = False
    last_walk_in: Instant | None = None
    """Who comes later without a booking is not called today any more."""
    helped: tuple[Name, ...] = ()
    """Terminals to which somebody is on the way."""
    numbers: BookingNumbers | None = None
    places: tuple[Place, ...] = ()
    """The counters, by what stands on their signs."""


class OpeningHours(Message, frozen=True, kw_only=True):
    """One opening on one weekday (0 is Monday), local wall time."""

    weekday: Annotated[int, msgspec.Meta(ge=0, le=6)]
    opens: time
    closes: time
