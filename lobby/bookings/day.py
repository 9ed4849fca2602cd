"""A day of bookings with their codes, as a file: what visitors hold to the terminal, and what the centre knows."""

from enum import StrEnum

import msgspec

from lobby.contract.bookings import Booking
from lobby.contract.fields import Instant, Name


class Case(StrEnum):
    """What an entry is there to show. How it stands at the terminal changes as the day goes on."""

    ORDINARY = "ordinary"
    ON_TIME = "on-time"
    EARLY = "early"
    LATE = "late"
    TOO_LATE = "too-late"
    FAMILY = "family"
    OTHER_DAY = "other-day"
    OTHER_SITE = "other-site"
    """Booked elsewhere, and every centre does it."""
    HOME_DISTRICT = "home-district"
    """Booked elsewhere, and only that centre may do it."""
    CANCELLED = "cancelled"
    OLD_CODE = "old-code"
    """The code from before it was rebooked."""
    REBOOKED = "rebooked"
    NOT_SYNCED = "not-synced"
    """Booked after the centre's list was made."""
    FORGED = "forged"
    UNKNOWN_KEY = "unknown-key"
    CUT = "cut"
    NEWER_VERSION = "newer-version"
    FOREIGN_URL = "foreign-url"
    FOREIGN_PAYMENT = "foreign-payment"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One code and the booking behind it, if any. `known`: the booking is in the centre's list as it stands here."""

    case: Case
    code: str
    typed: str | None = None
    booking: Booking | None = None
    known: bool = False


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """All codes of a day at one centre, those with a `case` of their own first, then by slot."""

    centre: Name
    made: Instant
    seed: int
    entries: tuple[Entry, ...]

    @property
    def bookings(self) -> tuple[Booking, ...]:
        """What the centre is told: every known booking once."""
        return tuple(entry.booking for entry in self.entries if entry.known and entry.booking is not None)
