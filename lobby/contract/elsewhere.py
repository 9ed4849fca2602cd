"""Bookings that are used at another centre: what a centre says of its guests, and what the city tells the others.

Whole documents, so that one that was lost or came twice changes nothing. A booking is named by its digest.
"""

from typing import Annotated

import msgspec

from lobby.contract.city import CloudEvent
from lobby.contract.day_list import Digest, IsoDay
from lobby.contract.fields import Instant, Message, Name

TWO_CENTRES = "two-centres"
"""Why a number is disputed: the same booking has one at another centre."""
MOST_USES = 2000


class Use(Message, frozen=True, kw_only=True, array_like=True):
    """This booking has a number here; `to` is the other centre that should know."""

    booking: Digest
    to: Name


class Uses(Message, frozen=True, kw_only=True):
    """All of one centre on one day."""

    as_of: Instant
    centre: Name
    day: IsoDay
    uses: Annotated[tuple[Use, ...], msgspec.Meta(max_length=MOST_USES)] = ()


class UsesEvent(CloudEvent, frozen=True, kw_only=True):
    """type de.lobby.uses.v1."""

    data: Uses


class UsedAt(Message, frozen=True, kw_only=True):
    """What one centre says to another: these bookings and no others are used there."""

    centre: Name
    day: IsoDay
    bookings: tuple[Digest, ...] = ()


class Elsewhere(Message, frozen=True, kw_only=True):
    """What all other centres that the city has heard of say to one."""

    as_of: Instant
    used: Annotated[tuple[UsedAt, ...], msgspec.Meta(max_length=254)] = ()


class ElsewhereEvent(CloudEvent, frozen=True, kw_only=True):
    """type de.lobby.elsewhere.v1."""

    data: Elsewhere
