"""Facts of the journal. Immutable, in the past tense, with a contiguous `seq`."""

from typing import Annotated

import msgspec

from lobby.contract.bookings import Booking
from lobby.contract.fields import (
    Epoch,
    Instant,
    Message,
    Name,
    Number,
    Persons,
    Place,
    Rev,
    ServiceId,
    VisitId,
)
from lobby.contract.measured import Measured
from lobby.contract.state import Standing, WaitRange


class Event(Message, tag_field="event", frozen=True, kw_only=True):
    """Base of all facts."""

    at: Instant


class Booked(Event, tag="booked", frozen=True, kw_only=True):
    """A booking became known, or changed; its visit id is the booking id."""

    booking: Booking


class BookingCancelled(Event, tag="booking-cancelled", frozen=True, kw_only=True):
    """The booking is off."""

    visit: VisitId


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
    wait: WaitRange | None = None
    """What the visitor was told at this moment; the day is scored by it."""


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
    """The case is done."""

    visit: VisitId
    place: Place


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
    Booked | BookingCancelled | Arrived | Called | NotAnswered | Missed | ServingStarted | Finished
    | PlaceOpened | PlaceClosed | DayStarted
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
