"""The 18 bytes that a booking code carries: what was booked, and nothing of who booked it.

======  =====================================================
bytes   field, most significant byte first
======  =====================================================
1       version (upper four bits, 1), revision (lower four)
1       key id
1       site number
8       booking id, random
3       slot, minutes since 2024-01-01 00:00 UTC
1       length, minutes
2       service number
1       persons
======  =====================================================
"""

import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

VERSION = 1
BODY_BYTES = 18
FIRST_SLOT = datetime(2024, 1, 1, tzinfo=UTC)
LAST_SLOT = FIRST_SLOT + timedelta(minutes=(1 << 24) - 1)
MAX_PERSONS = 20

_LAYOUT = struct.Struct(">BBB8s3sBHB")
_MINUTE = timedelta(minutes=1)


class ClaimError(ValueError):
    """A field is outside what a code can say."""


@dataclass(frozen=True)
class BookingClaim:
    """What a booking code claims. `booking` is 16 hex digits; `site` and `service` are numbers of the catalogue."""

    booking: str
    revision: int
    key_id: int
    site: int
    slot: datetime
    length: timedelta
    service: int
    persons: int

    def problem(self) -> str | None:
        """The first field that is outside its range, in a sentence; None when all are fine."""
        ranges = (
            ("revision", self.revision, 0, 15),
            ("key id", self.key_id, 0, 255),
            ("site", self.site, 1, 255),
            ("service", self.service, 1, 65_535),
            ("persons", self.persons, 1, MAX_PERSONS),
            ("length in minutes", self.length / _MINUTE, 1, 255),
        )
        for name, value, least, most in ranges:
            if value != int(value) or not least <= value <= most:
                return f"{name} is {value:g}, not a whole number from {least} to {most}"
        if self.slot.tzinfo is None or not FIRST_SLOT <= self.slot <= LAST_SLOT or self.slot.timestamp() % 60:
            return (
                f"slot {self.slot} is no whole minute from {FIRST_SLOT:%Y} to {LAST_SLOT:%Y} with a time zone"
            )
        return None


def packed(claim: BookingClaim) -> bytes:
    """The body of a code.

    Raises:
        ClaimError: a field is outside its range.
    """
    problem = claim.problem()
    if problem:
        raise ClaimError(problem)
    try:
        booking = bytes.fromhex(claim.booking)
    except ValueError as error:
        raise ClaimError("the booking id is not hexadecimal") from error
    if len(booking) * 2 != len(claim.booking) or len(booking) != 8:  # noqa: PLR2004 - eight bytes, see the table
        raise ClaimError("the booking id is not of 16 hexadecimal digits")
    return _LAYOUT.pack(
        VERSION << 4 | claim.revision,
        claim.key_id,
        claim.site,
        booking,
        ((claim.slot - FIRST_SLOT) // _MINUTE).to_bytes(3),
        claim.length // _MINUTE,
        claim.service,
        claim.persons,
    )


def unpacked(body: bytes) -> tuple[int, BookingClaim]:
    """Version and claim of 18 bytes, whatever they say: ask `problem` before trusting the claim."""
    version, key_id, site, booking, slot, length, service, persons = _LAYOUT.unpack(body)
    return version >> 4, BookingClaim(
        booking=booking.hex(),
        revision=version & 15,
        key_id=key_id,
        site=site,
        slot=FIRST_SLOT + timedelta(minutes=int.from_bytes(slot)),
        length=timedelta(minutes=length),
        service=service,
        persons=persons,
    )
