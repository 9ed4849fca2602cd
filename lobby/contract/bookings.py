"""A booking as a booking system hands it over: no name, a random id."""

from typing import Annotated

import msgspec

from lobby.contract.fields import BookingId, Count, Instant, Message, Name, Number, Persons, ServiceId


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
