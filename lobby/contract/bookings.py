"""A booking as a booking system hands it over: no name, a random id."""

from typing import Annotated

import msgspec

from lobby.contract.fields import BookingId, Instant, Message, Name, Persons, ServiceId


class Booking(Message, frozen=True, kw_only=True):
    """One appointment of one centre. The revision grows when it is rebooked; the code of an older one is void."""

    booking: BookingId
    revision: Annotated[int, msgspec.Meta(ge=0, le=15)] = 0
    centre: Name
    service: ServiceId
    slot: Instant
    length_minutes: Annotated[int, msgspec.Meta(ge=1, le=255)]
    persons: Persons = 1
    cancelled: bool = False
