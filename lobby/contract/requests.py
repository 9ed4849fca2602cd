"""Commands to the queue service. Each carries an id: the same id gets the same answer, for at least a day."""

from typing import Annotated

import msgspec

from lobby.contract.bookings import Booking
from lobby.contract.fields import CommandId, Message, Name, Persons, Place, ServiceId, VisitId

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
    """The visitor of this booking is here. `persons` where more came than were booked."""

    code: CodeText
    persons: Persons | None = None
    language: Name | None = None


class WalkIn(Request, tag="walk-in", frozen=True, kw_only=True):
    """Somebody without a booking is here for this service."""

    service: ServiceId
    persons: Persons = 1
    language: Name | None = None


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


class CallOne(Request, tag="call-one", frozen=True, kw_only=True):
    """Call this visit, waiting or missed, to this counter."""

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
    """The case is done, the number retired."""

    place: Place


class ImportBookings(Request, tag="import-bookings", frozen=True, kw_only=True):
    """Bookings of this centre, new, changed or cancelled; whole or not at all."""

    bookings: Annotated[tuple[Booking, ...], msgspec.Meta(max_length=1000)]


AnyRequest = (
    Identify | CheckIn | WalkIn | OpenPlace | ClosePlace | CallNext | CallOne | Recall | NotHere | Start | Finish
    | ImportBookings
)  # fmt: skip

_AT_THE_TERMINAL = ("identify", "check-in", "walk-in")
_AT_THE_COUNTER = (
    "open-place", "close-place", "call-next", "call-one", "recall", "not-here", "start", "finish",
)  # fmt: skip
ROLE_OPS: dict[str, tuple[str, ...]] = {
    "kiosk": _AT_THE_TERMINAL,
    "counter": _AT_THE_COUNTER,
    "bookings": ("import-bookings",),
    "rehearsal": (*_AT_THE_TERMINAL, *_AT_THE_COUNTER, "import-bookings"),
}
"""Which ops an account of a role may send; the broker's access list holds it to that."""
