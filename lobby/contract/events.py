"""Facts of the journal. Immutable, in the past tense, with a contiguous `seq`."""

from typing import Annotated

import msgspec

from lobby.contract.bookings import Booking
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
    VisitId,
)
from lobby.contract.measured import Measured
from lobby.contract.state import EmergencyKind, HalfDay, Outcome, Standing, WaitRange

Minutes = Annotated[float, msgspec.Meta(ge=0)]


class Event(Message, tag_field="event", frozen=True, kw_only=True):
    """Base of all facts."""

    at: Instant


class Booked(Event, tag="booked", frozen=True, kw_only=True):
    """A booking became known, or changed. Its visit id is the booking id, or `visit`, who was here before it."""

    booking: Booking
    visit: VisitId | None = None


class BookingCancelled(Event, tag="booking-cancelled", frozen=True, kw_only=True):
    """The booking is off, since this version of it."""

    visit: VisitId
    revision: Count = 0
    version: Count = 0


class TakenElsewhere(Event, tag="taken-elsewhere", frozen=True, kw_only=True):
    """The booking is used at another centre; booked again when that one says so no more."""

    visit: VisitId
    centre: Name


class Arrived(Event, tag="arrived", frozen=True, kw_only=True):
    """A visitor is present and has a number."""

    visit: VisitId
    number: Number
    service: ServiceId
    persons: Persons
    standing: Standing
    slot: Instant | None = None
    callable_from: Instant | None = None
    language: Name | None = None
    more_persons: bool = False
    in_person: bool = False
    booked: Persons | None = None
    """How many the booking is for."""
    with_visit: VisitId | None = None
    """Another visit of the same person: not called at the same time."""
    only_place: Place | None = None
    """The counter that expects them, as they say; it alone may call."""
    guest_of: Name | None = None
    """The other centre, where the visitor comes with a booking of it."""
    wait: WaitRange | None = None
    """What the visitor was told at this moment; the day is scored by it."""
    expected_minutes: Minutes | None = None
    """The wait expected at this moment, of which the range was made."""
    came: Instant | None = None
    """When that was, where a terminal gave the number while nobody heard it; None: `at`."""
    device: Name | None = None
    """That terminal."""


class PersonsChanged(Event, tag="persons-changed", frozen=True, kw_only=True):
    """More of a visit's people are here now; number and place in the line stay."""

    visit: VisitId
    persons: Persons
    more_persons: bool = False


class Called(Event, tag="called", frozen=True, kw_only=True):
    """A number was called to a counter, for the first time or again."""

    visit: VisitId
    number: Number
    place: Place
    attempt: Annotated[int, msgspec.Meta(ge=1)]


class NotAnswered(Event, tag="not-answered", frozen=True, kw_only=True):
    """Nobody came; back into the line."""

    visit: VisitId
    number: Number
    place: Place


class Missed(Event, tag="missed", frozen=True, kw_only=True):
    """Nobody came for the last time; can be taken up again by calling the number."""

    visit: VisitId
    number: Number
    place: Place


class ServingStarted(Event, tag="serving-started", frozen=True, kw_only=True):
    """The visitor is at the counter."""

    visit: VisitId
    place: Place


class Finished(Event, tag="finished", frozen=True, kw_only=True):
    """The case is done. `services` are those that were done; none said: those of the visit."""

    visit: VisitId
    place: Place
    outcome: Outcome = Outcome.DONE
    services: tuple[ServiceId, ...] = ()


class Parked(Event, tag="parked", frozen=True, kw_only=True):
    """The visitor left the counter for a while; serving is interrupted."""

    visit: VisitId
    place: Place
    where: ShortText
    until: Instant | None = None


class Unparked(Event, tag="unparked", frozen=True, kw_only=True):
    """A parked visitor waits again."""

    visit: VisitId


class Transferred(Event, tag="transferred", frozen=True, kw_only=True):
    """From this counter back into the line, for this service; `only_place`: one counter alone may call."""

    visit: VisitId
    place: Place
    service: ServiceId
    only_place: Place | None = None


class HandedOver(Event, tag="handed-over", frozen=True, kw_only=True):
    """The case goes on at another counter."""

    visit: VisitId
    place: Place
    to: Place


class ServiceAdded(Event, tag="service-added", frozen=True, kw_only=True):
    """A second service in the same visit."""

    visit: VisitId
    place: Place
    service: ServiceId


class CallWithdrawn(Event, tag="call-withdrawn", frozen=True, kw_only=True):
    """The call was a mistake."""

    visit: VisitId
    place: Place


class Withdrawn(Event, tag="withdrawn", frozen=True, kw_only=True):
    """The visitor left without being served."""

    visit: VisitId


class Unserved(Event, tag="unserved", frozen=True, kw_only=True):
    """The day ended before the case did."""

    visit: VisitId


class Undone(Event, tag="undone", frozen=True, kw_only=True):
    """The last step at this counter, fact `of`, was taken back: the visit stands where it stood before."""

    visit: VisitId
    place: Place
    of: Rev


class PlacePaused(Event, tag="place-paused", frozen=True, kw_only=True):
    """A break begins or ends."""

    place: Place
    paused: bool


class Noted(Event, tag="noted", frozen=True, kw_only=True):
    """A note to a visit; empty when it was taken away."""

    visit: VisitId
    text: Note


class Flagged(Event, tag="flagged", frozen=True, kw_only=True):
    """Fetched in person, or not any more."""

    visit: VisitId
    in_person: bool


class EmergencyRaised(Event, tag="emergency-raised", frozen=True, kw_only=True):
    """Help is wanted at a counter."""

    place: Place
    kind: EmergencyKind = EmergencyKind.HELP


class EmergencyAnswered(Event, tag="emergency-answered", frozen=True, kw_only=True):
    """Somebody goes there: from a counter, or from the reception."""

    place: Place
    by: Place | None = None


class EmergencyEnded(Event, tag="emergency-ended", frozen=True, kw_only=True):
    """It is over."""

    place: Place


class WalkInLocked(Event, tag="walk-in-locked", frozen=True, kw_only=True):
    """The reception locks walk-in for the rest of the day, or opens it again."""

    locked: bool
    reason: ShortText = ""


class ContingentSet(Event, tag="contingent-set", frozen=True, kw_only=True):
    """Another contingent for today; None: as configured."""

    service: ServiceId
    half: HalfDay
    count: Annotated[int, msgspec.Meta(ge=0)] | None = None


class HelpCalled(Event, tag="help-called", frozen=True, kw_only=True):
    """Somebody at a terminal wants a person."""

    device: Name


class HelpAnswered(Event, tag="help-answered", frozen=True, kw_only=True):
    """Somebody goes there."""

    device: Name


class CheckInFailed(Event, tag="check-in-failed", frozen=True, kw_only=True):
    """Somebody could not check in at a terminal."""

    device: Name
    reason: Name
    detail: ShortText = ""


class CodeUnknown(Event, tag="code-unknown", frozen=True, kw_only=True):
    """A code or number was typed at this device that no booking has: an error, or a guess."""

    device: Name


class DeviceChanged(Event, tag="device-changed", frozen=True, kw_only=True):
    """A terminal, a display or the queue service itself does what it is there for from now on, or does not.

    Said again of all at the beginning of each day. A terminal works while somebody can check in at it, a display while
    it draws fresh state.
    """

    device: Name
    kind: Name
    works: bool


class BlockLeased(Event, tag="block-leased", frozen=True, kw_only=True):
    """A terminal alone gives out the numbers `first` to `last` of every family, until this day inclusive.

    Said again of each block that still holds at the beginning of each day.
    """

    device: Name
    first: Annotated[int, msgspec.Meta(ge=101, le=999)]
    last: Annotated[int, msgspec.Meta(ge=101, le=999)]
    until: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class NumberDisputed(Event, tag="number-disputed", frozen=True, kw_only=True):
    """A terminal gave this number on its own, and the line cannot simply take it. `visit` is of the dispute."""

    visit: VisitId
    number: Number
    device: Name
    came: Instant
    reason: Name
    service: ServiceId | None = None
    persons: Persons = 1
    language: Name | None = None
    in_person: bool = False
    other: Number | None = None


class DisputeSettled(Event, tag="dispute-settled", frozen=True, kw_only=True):
    """The reception has looked after it."""

    visit: VisitId


class ArrivalUnheard(Event, tag="arrival-unheard", frozen=True, kw_only=True):
    """A terminal gave a number on its own, on a day that was over when this was heard."""

    device: Name
    came: Instant
    service: ServiceId


class PlaceOpened(Event, tag="place-opened", frozen=True, kw_only=True):
    """A counter takes these services."""

    place: Place
    services: tuple[ServiceId, ...]


class PlaceClosed(Event, tag="place-closed", frozen=True, kw_only=True):
    """A counter takes nobody more."""

    place: Place


class DayStarted(Event, tag="day-started", frozen=True, kw_only=True):
    """Local midnight: numbers start over, the line is empty, counters are closed. `day` is an ISO date."""

    day: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    measured: Measured | None = None
    """What the days before taught; a restart folds only the newest day."""


AnyEvent = (
    Booked | BookingCancelled | TakenElsewhere
    | Arrived | PersonsChanged | Called | NotAnswered | Missed | ServingStarted | Finished
    | Parked | Unparked | Transferred | HandedOver | ServiceAdded | CallWithdrawn | Withdrawn | Unserved | Undone
    | Noted | Flagged | PlaceOpened | PlaceClosed | PlacePaused | EmergencyRaised | EmergencyAnswered | EmergencyEnded
    | WalkInLocked | ContingentSet | HelpCalled | HelpAnswered | CheckInFailed | CodeUnknown | DeviceChanged
    | BlockLeased | NumberDisputed | DisputeSettled | ArrivalUnheard | DayStarted
)  # fmt: skip


class PublicEvent(Message, frozen=True, kw_only=True):
    """An event as the city may see it: what happened, when; no visit, no booking."""

    seq: Rev
    at: Instant
    event: str
    service: ServiceId | None = None
    place: Place | None = None


class EventBatch(Message, frozen=True, kw_only=True):
    """The facts of one commit, in order, without gaps between batches of one epoch."""

    epoch: Epoch
    events: tuple[PublicEvent, ...]
