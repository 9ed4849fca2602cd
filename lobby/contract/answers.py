"""Answers of the queue service, one per request, repeated word for word when the request is."""

from enum import StrEnum

from lobby.contract.bookings import BookingState
from lobby.contract.fields import (
    BookingId,
    CommandId,
    Count,
    Instant,
    Message,
    Name,
    Number,
    Persons,
    Place,
    ServiceId,
    Text,
    VisitId,
)
from lobby.contract.state import PlaceState, Standing, Waiting, WaitRange


class Reason(StrEnum):
    """Why a request is refused. Each has its own sentence in the catalogue."""

    # the code itself: CodeFault or TypedFault of lobby.contract.codes goes into `detail`
    BAD_CODE = "bad-code"
    UNKNOWN_TYPED_CODE = "unknown-typed-code"
    UNKNOWN_NUMBER = "unknown-number"
    TYPING_PAUSED = "typing-paused"
    # the booking
    CANCELLED = "cancelled"
    REBOOKED = "rebooked"
    TOO_LATE = "too-late"
    OTHER_DAY = "other-day"
    OTHER_SITE = "other-site"
    ALREADY_SERVED = "already-served"
    USED_ELSEWHERE = "used-elsewhere"
    NOT_OFFERED = "not-offered"
    # the house
    CLOSED = "closed"
    NO_WALK_IN = "no-walk-in"
    WALK_IN_LOCKED = "walk-in-locked"
    CONTINGENT_USED_UP = "contingent-used-up"
    AFTER_LAST_WALK_IN = "after-last-walk-in"
    NUMBERS_USED_UP = "numbers-used-up"
    # the counter
    UNKNOWN_PLACE = "unknown-place"
    PLACE_CLOSED = "place-closed"
    PLACE_BUSY = "place-busy"
    NOBODY_WAITING = "nobody-waiting"
    NOT_PRESENT = "not-present"
    NOBODY_CALLED = "nobody-called"
    NOBODY_SERVED = "nobody-served"
    PLACE_PAUSED = "place-paused"
    PLACE_NOT_FREE = "place-not-free"
    PLACE_FULL = "place-full"
    NOTHING_TO_UNDO = "nothing-to-undo"
    CHANGED_SINCE = "changed-since"
    NO_EMERGENCY = "no-emergency"
    # the message
    MALFORMED = "malformed"
    NOT_ALLOWED = "not-allowed"
    EXPIRED = "expired"


class Ticket(Message, frozen=True, kw_only=True):
    """What a checked-in visitor is told."""

    visit: VisitId
    number: Number
    service: ServiceId
    persons: Persons
    standing: Standing
    checked_in: Instant
    area: Text
    slot: Instant | None = None
    callable_from: Instant | None = None
    wait: WaitRange | None = None
    delay: WaitRange | None = None
    """With a booking: so much later than the slot (or than the check-in, when that is later); None: nothing to tell."""
    to_come: Count = 0
    """Persons of the booking who are not here yet."""
    only_place: Place | None = None
    """The counter that expects them, as they said, and alone calls this number."""
    place: Place | None = None
    """Set when the number is called already: where to go."""
    provisional: bool = False
    """Given by the terminal alone: the queue service has not heard of it yet."""
    phone: str | None = None
    """The link to the page on which the visitor follows the number on the phone; whoever has it sees that page."""


class BookingView(Message, frozen=True, kw_only=True):
    """A booking as shown to the person at the terminal: no name."""

    service: ServiceId
    slot: Instant
    persons: Persons
    centre: Name
    centre_name: Text = ""
    centre_address: Text = ""


class Answer(Message, tag_field="kind", frozen=True, kw_only=True):
    """Base of all answers: the request's id, and when it was decided."""

    id: CommandId
    at: Instant


class Identified(Answer, tag="identified", frozen=True, kw_only=True):
    """A valid code that may check in; `ticket` is there when it already did (same code, same number)."""

    standing: Standing
    booking: BookingView
    callable_from: Instant | None = None
    ticket: Ticket | None = None
    guest: bool = False
    """The booking is another centre's; there is room here, without its slot."""
    wait: WaitRange | None = None
    """Of a guest, as far as it is known."""


class CheckedIn(Answer, tag="checked-in", frozen=True, kw_only=True):
    """Present, with this number. `again` when the visit was present before."""

    ticket: Ticket
    again: bool = False


class PlaceChanged(Answer, tag="place", frozen=True, kw_only=True):
    """The counter after the command."""

    place: PlaceState


class VisitChanged(Answer, tag="visit", frozen=True, kw_only=True):
    """The visit after the command."""

    visit: Waiting


class Done(Answer, tag="done", frozen=True, kw_only=True):
    """It holds now."""


class Ranked(Message, frozen=True, kw_only=True):
    """How somebody stands in the line of one counter."""

    visit: Waiting
    waited_minutes: Count
    """Since the slot or the check-in, whichever is later."""
    credit: float
    """Minutes of waiting times the rate of the class."""
    rule: Name
    """What decided: `credit`, `cap` (waited longer than the cap), `not-yet` (may not be called yet)."""
    why_de: Text
    why_en: Text


class Explained(Answer, tag="explained", frozen=True, kw_only=True):
    """Who would be called at this counter now, and the three behind; empty when nobody waits for it."""

    place: Place
    ranked: tuple[Ranked, ...]


class ImportRemark(StrEnum):
    """What became of a booking that was not simply taken."""

    OLDER = "older"
    """A newer version is known; ignored."""
    BEGUN = "begun"
    """Its visit has begun; ignored, it is not moved or cancelled any more."""
    JOINED = "joined"
    """The visitor was here first, under `number`: one visit."""
    PERHAPS_HERE = "perhaps-here"
    """Taken; but `number` came without a booking, for the same service and about that time."""
    VANISHED = "vanished"
    """The complete list of its day does not have it any more; cancelled."""
    NO_SUCH_NUMBER = "no-such-number"
    """Taken as expected; nobody without a booking has the number it names."""


class ImportNote(Message, frozen=True, kw_only=True):
    """A remark on one booking of an import."""

    booking: BookingId
    remark: ImportRemark
    number: Number | None = None


class Imported(Answer, tag="imported", frozen=True, kw_only=True):
    """What an import changed; bookings with a remark that they were ignored count as unchanged."""

    added: Count
    changed: Count
    cancelled: Count
    unchanged: Count
    notes: tuple[ImportNote, ...] = ()


class BookingStates(Answer, tag="booking-states", frozen=True, kw_only=True):
    """How the bookings of a day stand, by slot."""

    centre: Name
    states: tuple[BookingState, ...]


class Refused(Answer, tag="refused", frozen=True, kw_only=True):
    """Nothing changed. `detail` narrows the reason for programs; the booking or ticket help to say what to do next."""

    reason: Reason
    detail: str | None = None
    booking: BookingView | None = None
    ticket: Ticket | None = None
    again_from: Instant | None = None
    """When it is worth trying again."""


AnyAnswer = (
    Identified | CheckedIn | PlaceChanged | VisitChanged | Done | Explained | Imported | BookingStates | Refused
)  # fmt: skip
