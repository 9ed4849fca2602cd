"""Commands to the queue service. Each carries an id: the same id gets the same answer, for at least a day."""

from typing import Annotated

import msgspec

from lobby.contract.bookings import Booking
from lobby.contract.fields import (
    BookingId,
    CommandId,
    Count,
    Instant,
    Message,
    Name,
    Note,
    Number,
    Persons,
    Place,
    ServiceId,
    ShortText,
    VisitId,
)
from lobby.contract.state import EmergencyKind, HalfDay, Outcome

CodeText = Annotated[
    str, msgspec.Meta(min_length=1, max_length=512, description="as scanned, or the typed code")
]


class Request(Message, tag_field="op", frozen=True, kw_only=True):
    """Base of all requests; the op stands in the topic as well."""

    id: CommandId


class Identify(Request, tag="identify", frozen=True, kw_only=True):
    """What does this code stand for, here and now? Changes nothing."""

    code: CodeText


class CheckIn(Request, tag="check-in", frozen=True, kw_only=True):
    """The visitor of this booking is here. `persons` where it is not as many as were booked.

    Again with more of them: the same number, for so many. `with_visit` is another booking's visit of the same person:
    the two are not called at the same time.
    """

    code: CodeText
    persons: Persons | None = None
    language: Name | None = None
    in_person: bool = False
    with_visit: VisitId | None = None


class WalkIn(Request, tag="walk-in", frozen=True, kw_only=True):
    """Somebody without a booking is here for this service."""

    service: ServiceId
    persons: Persons = 1
    language: Name | None = None
    in_person: bool = False


class WalkInByHand(WalkIn, tag="walk-in-by-hand", frozen=True, kw_only=True):
    """The reception gives out the number: also while the terminal is locked for it."""


class ExpectedAt(Request, tag="expected-at", frozen=True, kw_only=True):
    """Somebody says that a counter expects them: told to come back, or invited. A number that it alone may call."""

    place: Place
    persons: Persons = 1
    language: Name | None = None
    in_person: bool = False


class OpenPlace(Request, tag="open-place", frozen=True, kw_only=True):
    """This counter takes these services from now on; also changes the services of an open one."""

    place: Place
    services: Annotated[tuple[ServiceId, ...], msgspec.Meta(min_length=1, max_length=200)]


class ClosePlace(Request, tag="close-place", frozen=True, kw_only=True):
    """This counter takes nobody more. Refused while it has a case."""

    place: Place


class CallNext(Request, tag="call-next", frozen=True, kw_only=True):
    """Call whoever is next for this counter; `finish_current` closes its open case first, in one step."""

    place: Place
    finish_current: bool = False
    outcome: Outcome = Outcome.DONE
    services_done: tuple[ServiceId, ...] = ()


class CallOne(Request, tag="call-one", frozen=True, kw_only=True):
    """Call this visit, waiting, parked or missed, to this counter."""

    place: Place
    visit: VisitId


class Recall(Request, tag="recall", frozen=True, kw_only=True):
    """Call the same number to the same counter again."""

    place: Place


class NotHere(Request, tag="not-here", frozen=True, kw_only=True):
    """Nobody came. Back into the line and skipped for a while; missed after the third call in vain."""

    place: Place


class Start(Request, tag="start", frozen=True, kw_only=True):
    """The called visitor stands at the counter."""

    place: Place


class Finish(Request, tag="finish", frozen=True, kw_only=True):
    """The case is done, the number retired. No services done: those of the visit."""

    place: Place
    outcome: Outcome = Outcome.DONE
    services_done: Annotated[tuple[ServiceId, ...], msgspec.Meta(max_length=20)] = ()


class Park(Request, tag="park", frozen=True, kw_only=True):
    """The visitor goes for papers, to the photo station or to the cash desk, and comes back; the counter is free."""

    place: Place
    where: ShortText
    until: Instant | None = None


class Unpark(Request, tag="unpark", frozen=True, kw_only=True):
    """A parked visitor waits again, with the credit of before."""

    visit: VisitId


class Transfer(Request, tag="transfer", frozen=True, kw_only=True):
    """Back into the line for another service, or for one counter only; number and credit stay."""

    place: Place
    service: ServiceId | None = None
    to: Place | None = None


class HandOver(Request, tag="hand-over", frozen=True, kw_only=True):
    """The open case goes on at another counter, that is open and free."""

    place: Place
    to: Place


class AddService(Request, tag="add-service", frozen=True, kw_only=True):
    """A second service in the same visit; it is what is served from now on."""

    place: Place
    service: ServiceId


class WithdrawCall(Request, tag="withdraw-call", frozen=True, kw_only=True):
    """The call was a mistake: the visitor waits as before, nothing counts as a call in vain."""

    place: Place


class Undo(Request, tag="undo", frozen=True, kw_only=True):
    """Take back the last step at this counter, within 30 seconds."""

    place: Place


class PausePlace(Request, tag="pause-place", frozen=True, kw_only=True):
    """A break: the counter stays open and calls nobody; or the end of it."""

    place: Place
    paused: bool = True


class Explain(Request, tag="explain", frozen=True, kw_only=True):
    """Who would be next at this counter, and why? Changes nothing."""

    place: Place


class Withdraw(Request, tag="withdraw", frozen=True, kw_only=True):
    """The visitor does not want to wait any more."""

    visit: VisitId


class WriteNote(Request, tag="note", frozen=True, kw_only=True):
    """A note to this visit for whoever serves it; empty takes it away. Deleted with the personal references."""

    visit: VisitId
    text: Note


class Flag(Request, tag="flag", frozen=True, kw_only=True):
    """This visitor does not see or hear calls and is fetched in person; or not any more."""

    visit: VisitId
    in_person: bool


class RaiseEmergency(Request, tag="raise-emergency", frozen=True, kw_only=True):
    """Somebody at this counter needs help at once."""

    place: Place
    kind: EmergencyKind = EmergencyKind.HELP


class AnswerEmergency(Request, tag="answer-emergency", frozen=True, kw_only=True):
    """Somebody goes there; `by` is a counter, or None for the reception."""

    place: Place
    by: Place | None = None


class EndEmergency(Request, tag="end-emergency", frozen=True, kw_only=True):
    """It is over."""

    place: Place


class CheckInByHand(Request, tag="check-in-by-hand", frozen=True, kw_only=True):
    """The reception lets a booked visitor of today in, late or without a code."""

    visit: VisitId
    persons: Persons | None = None
    language: Name | None = None
    in_person: bool = False


class LockWalkIn(Request, tag="lock-walk-in", frozen=True, kw_only=True):
    """Nobody without a booking at the terminal for the rest of the day, and why; or again."""

    locked: bool
    reason: ShortText = ""


class SetContingent(Request, tag="set-contingent", frozen=True, kw_only=True):
    """How many without a booking today for this service in this half of the day; None: as configured."""

    service: ServiceId
    half: HalfDay
    count: Count | None = None


class CallHelp(Request, tag="call-help", frozen=True, kw_only=True):
    """Somebody at this terminal wants a person."""


class AnswerHelp(Request, tag="answer-help", frozen=True, kw_only=True):
    """Somebody goes to that terminal."""

    device: Name


class LeaseNumbers(Request, tag="lease-numbers", frozen=True, kw_only=True):
    """This terminal wants a block of numbers of its own, for when nobody hears it; or wants to keep it."""


class ReportArrival(Request, tag="report-arrival", frozen=True, kw_only=True):
    """A visitor to whom this terminal gave a number of its block while nobody heard it.

    With a code the booking's visitor, without one somebody for this service. `instead_of` is the command that was not
    answered when the terminal went on alone: should it have been heard after all, it is the same visitor.
    """

    number: Number
    came: Instant
    service: ServiceId
    code: CodeText | None = None
    persons: Persons = 1
    language: Name | None = None
    in_person: bool = False
    instead_of: CommandId | None = None


class SettleDispute(Request, tag="settle-dispute", frozen=True, kw_only=True):
    """The reception has looked after a disputed number; `admit` puts its visitor into the line."""

    dispute: CommandId
    admit: bool = False


class ReportFailure(Request, tag="report-failure", frozen=True, kw_only=True):
    """A check-in that failed at the terminal itself. The reason only, never the code."""

    reason: Name
    detail: ShortText = ""


class CompleteDay(Message, frozen=True, kw_only=True):
    """All bookings of a source for a day: those it does not have any more are off.

    Refused when that is more than half of them, unless somebody is `sure`: a list that was cut off looks the same.
    """

    source: Name
    day: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    sure: bool = False
    kept: Annotated[tuple[BookingId, ...], msgspec.Meta(max_length=1000)] = ()
    """In the list and not fit for import: neither changed nor cancelled."""


class ImportBookings(Request, tag="import-bookings", frozen=True, kw_only=True):
    """Bookings of this centre, new, changed or cancelled; whole or not at all."""

    bookings: Annotated[tuple[Booking, ...], msgspec.Meta(max_length=1000)]
    complete: CompleteDay | None = None


class TellBookings(Request, tag="tell-bookings", frozen=True, kw_only=True):
    """How do the bookings of this day stand? Today's and those to come; changes nothing."""

    day: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]


AnyRequest = (
    Identify | CheckIn | WalkIn | WalkInByHand | ExpectedAt | OpenPlace | ClosePlace | CallNext | CallOne | Recall
    | NotHere | Start | Finish | Park | Unpark | Transfer | HandOver | AddService | WithdrawCall | Undo | PausePlace
    | Explain | Withdraw | WriteNote | Flag | RaiseEmergency | AnswerEmergency | EndEmergency | CheckInByHand
    | LockWalkIn | SetContingent | CallHelp | AnswerHelp | ReportFailure | ImportBookings | TellBookings | LeaseNumbers
    | ReportArrival | SettleDispute
)  # fmt: skip

_AT_THE_TERMINAL = (
    "identify",
    "check-in",
    "walk-in",
    "expected-at",
    "call-help",
    "report-failure",
    "lease-numbers",
    "report-arrival",
)
_WITH_A_VISIT = ("unpark", "withdraw", "note", "flag")
_IN_AN_EMERGENCY = ("raise-emergency", "answer-emergency", "end-emergency")
_AT_THE_COUNTER = (
    "open-place", "close-place", "pause-place", "call-next", "call-one", "recall", "not-here", "start", "finish",
    "park", "transfer", "hand-over", "add-service", "withdraw-call", "undo", "explain", *_WITH_A_VISIT,
    *_IN_AN_EMERGENCY,
)  # fmt: skip
_AT_THE_RECEPTION = (
    "identify", "check-in", "walk-in-by-hand", "check-in-by-hand", "lock-walk-in", "set-contingent", "answer-help",
    "settle-dispute",
    *_WITH_A_VISIT, "answer-emergency", "end-emergency",
)  # fmt: skip
_WITH_BOOKINGS = ("import-bookings", "tell-bookings")
ROLE_OPS: dict[str, tuple[str, ...]] = {
    "kiosk": _AT_THE_TERMINAL,
    "counter": _AT_THE_COUNTER,
    "reception": _AT_THE_RECEPTION,
    "bookings": _WITH_BOOKINGS,
    "rehearsal": tuple(
        dict.fromkeys((*_AT_THE_TERMINAL, *_AT_THE_COUNTER, *_AT_THE_RECEPTION, *_WITH_BOOKINGS))
    ),
}
"""Which ops an account of a role may send; the broker's access list holds it to that."""
