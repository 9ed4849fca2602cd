"""What a terminal keeps so that it can give numbers while nobody hears it: the day list.

The queue service says it to its terminals, retained and signed; each keeps the newest one on its disk. It holds no
booking id and no typed code, only keyed digests of them: a list that was stolen checks nobody in by scanning, since the
code itself is signed. A typed code is short, and its digest undone by who tries them all; it opens a booking of today
and says nothing of a person.
"""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lobby.contract.config import PublicKey
from lobby.contract.fields import Count, Instant, Message, Name, Number, Persons, ServiceId
from lobby.contract.state import State

LEASE_DAYS = 7
"""So long after it was last heard of may a terminal give numbers of its block."""
DAYS_AHEAD = 2
"""Bookings of so many days after today are in the list."""
TWO_NUMBERS, NOT_LEASED = "two-numbers", "not-leased"
"""Why a number is disputed, beside the reasons of a refusal."""
SIGNED_AS = b"lobby day list v1\0"
"""Goes before the text when it is signed, so that no other signature of the same key can pass for a list."""
_BOOKING, _TYPED = b"lobby day list booking v1\0", b"lobby day list typed v1\0"
_DIGEST_BYTES = 10

Digest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{20}$", description="SHA-256, the first ten bytes")]
IsoDay = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]


def booking_digest(booking: str) -> str:
    """The digest of a booking id of 16 hex digits."""
    return hashlib.sha256(_BOOKING + bytes.fromhex(booking)).digest()[:_DIGEST_BYTES].hex()


def typed_digest(symbols: str) -> str:
    """The digest of a typed code of eight symbols without separators."""
    return hashlib.sha256(_TYPED + symbols.encode()).digest()[:_DIGEST_BYTES].hex()


class KnownBooking(Message, frozen=True, kw_only=True, array_like=True):
    """One booking of the list."""

    booking: Digest
    typed: Digest
    slot: Instant
    service: ServiceId
    persons: Persons
    revision: Count = 0
    cancelled: bool = False
    served: bool = False
    number: Number | None = None
    """The ticket of a visitor who is here."""


class NumberBlock(Message, frozen=True, kw_only=True):
    """Numbers that one terminal alone gives out: `first` to `last` of every family, each day until `until`."""

    device: Name
    first: Annotated[int, msgspec.Meta(ge=101, le=999)]
    last: Annotated[int, msgspec.Meta(ge=101, le=999)]
    until: IsoDay

    def holds(self, number: str) -> bool:
        """Whether a number is of this block."""
        return self.first <= int(number[1:]) <= self.last


class OpenSpan(Message, frozen=True, kw_only=True, array_like=True):
    """The centre takes visitors from `opens` until before `closes`."""

    opens: Instant
    closes: Instant


class ListedService(Message, frozen=True, kw_only=True, array_like=True):
    """A service that the centre offers, by the number that booking codes name it with."""

    number: Annotated[int, msgspec.Meta(ge=1, le=65_535)]
    service: ServiceId
    family: Annotated[str, msgspec.Meta(pattern="^[AFJLRX]$")]
    city_wide: bool = False


class DayList(State, frozen=True, kw_only=True):
    """Everything a terminal needs to go on alone."""

    day: IsoDay
    bookings: tuple[KnownBooking, ...] = ()
    blocks: tuple[NumberBlock, ...] = ()
    services: tuple[ListedService, ...] = ()
    open_spans: tuple[OpenSpan, ...] = ()
    keys: tuple[PublicKey, ...] = ()
    site: Annotated[int, msgspec.Meta(ge=1, le=255)]
    early_minutes: Count
    grace_minutes: Count
    walk_in: bool = True

    def block_of(self, device: str, day: date) -> NumberBlock | None:
        """The numbers that a terminal may give on a day."""
        held = (one for one in self.blocks if one.device == device and day.isoformat() <= one.until)
        return next(held, None)

    def is_open(self, now: datetime) -> bool:
        """Whether the centre takes visitors, by its usual and special hours."""
        return any(span.opens <= now < span.closes for span in self.open_spans)


class SignedDayList(Message, frozen=True, kw_only=True):
    """A day list as JSON text, the centre's signature over that text, and the public key that made it."""

    body: Annotated[str, msgspec.Meta(max_length=900_000)]
    signature: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{128}$", description="Ed25519, hexadecimal")]
    public: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$", description="Ed25519, hexadecimal")]


def opened(signed: SignedDayList) -> DayList | None:
    """The list whose text was signed with the key it names; None when it was not, or is no list."""
    body = signed.body.encode()
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signed.public))
        key.verify(bytes.fromhex(signed.signature), SIGNED_AS + body)
        return msgspec.json.decode(body, type=DayList)
    except (InvalidSignature, msgspec.MsgspecError):
        return None


def blocks_below(blocks: Iterable[NumberBlock], most: int) -> int:
    """The highest number that the queue service itself gives out: below all blocks."""
    return min((one.first - 1 for one in blocks), default=most)
