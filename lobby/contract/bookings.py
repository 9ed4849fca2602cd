"""A booking as a booking system hands it over, and what became of it: no name, a random id."""

from enum import StrEnum
from typing import Annotated

import msgspec

from lobby.contract.fields import BookingId, Count, Instant, Message, Name, Number, Persons, Place, ServiceId


class Booking(Message, frozen=True, kw_only=True):
    """One appointment of one centre. The revision grows when it is rebooked; the code of an older one is void.

    `version` grows with every change in the booking system, such as the second it was made: of one revision the higher
    version holds, whichever comes last. 0 where the system does not say: then what comes last holds.
    """

    booking: BookingId
    revision: Annotated[int, msgspec.Meta(ge=0, le=15)] = 0
    centre: Name
    service: ServiceId
    slot: Instant
    length_minutes: Annotated[int, msgspec.Meta(ge=1, le=255)]
    persons: Persons = 1
    cancelled: bool = False
    version: Count = 0
    source: Name | None = None
    """The booking system it comes from."""
    number: Number | None = None
    """The ticket of the visitor, who was here before the booking: it joins that visit and makes no other."""


class BookingStatus(StrEnum):
    """What a booking system is told of a booking."""

    EXPECTED = "expected"
    ABSENT = "absent"
    """Nobody came, and it is too late to come now."""
    CANCELLED = "cancelled"
    ELSEWHERE = "elsewhere"
    """Used at another centre."""
    ARRIVED = "arrived"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    FINISHED = "finished"
    MISSED = "missed"
    """Was here, and did not come when called for the last time."""
    WITHDRAWN = "withdrawn"
    """Was here, and left without being served."""
    UNSERVED = "unserved"
    """Was here when the day ended."""


class BookingState(Message, frozen=True, kw_only=True):
    """How a booking of a day stands. `since` is when its visit moved last."""

    booking: BookingId
    status: BookingStatus
    slot: Instant
    service: ServiceId
    persons: Persons
    revision: Count = 0
    number: Number | None = None
    arrived: Instant | None = None
    since: Instant | None = None
    place: Place | None = None
    calls: Count = 0
