"""Reading codes of several systems: ours, and booking numbers of other systems through an adapter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from lobby.contract.codes.booking_code import read
from lobby.contract.codes.claim import BookingClaim
from lobby.contract.codes.faults import CodeFault, Unreadable
from lobby.contract.codes.keyring import LOCAL, Keyring
from lobby.contract.codes.numbers import ForeignNumbers, typed_number
from lobby.contract.codes.typed import TypedCode, parse_typed

_LOOKS_TYPED = re.compile(r"(?:[^\W_][\s\-‐‑–—_./·]*){1,10}")  # up to two symbols too many
_UNKNOWN = (CodeFault.FOREIGN, CodeFault.EMPTY)


@dataclass(frozen=True)
class BookingReference:
    """Names bookings and proves nothing about them: the first that the day's list has counts."""

    bookings: tuple[str, ...]


Reading = BookingClaim | TypedCode | BookingReference | Unreadable


class CodeReader(Protocol):
    """One system's codes. FOREIGN means "none of mine", so that the next reader is asked."""

    def read(self, text: str, now: datetime) -> Reading:
        """What this text stands for."""
        ...


@dataclass(frozen=True)
class SignedCodes:
    """Our own booking codes, read at one site."""

    keyring: Keyring
    site: int

    def read(self, text: str, now: datetime) -> BookingClaim | Unreadable:
        """The claim of a valid code."""
        return read(text, self.keyring, now, self.site)


@dataclass(frozen=True)
class TypedCodes:
    """Typed codes: short, of letters and digits, with separators or without."""

    def read(self, text: str, now: datetime) -> TypedCode | Unreadable:  # noqa: ARG002 - holds at any time
        """The typed code; FOREIGN for what nobody would have typed as one."""
        looks_typed = _LOOKS_TYPED.fullmatch(text.strip()[:64])
        return parse_typed(text) if looks_typed else Unreadable(CodeFault.FOREIGN)


@dataclass(frozen=True)
class NumberedBookings:
    """Booking numbers of another system: so many digits, four to eleven, with letters before them or not."""

    numbers: ForeignNumbers
    least: int = 4
    most: int = 11

    def read(self, text: str, now: datetime) -> BookingReference | Unreadable:
        """Today's booking with this number, or the one that has it for good."""
        number = typed_number(text)
        digits = 0 if number is None else sum(one.isdecimal() for one in number)
        if number is None or not self.least <= digits <= self.most:
            return Unreadable(CodeFault.FOREIGN)
        today = now.astimezone(LOCAL).date()
        return BookingReference((self.numbers.booking_on(today, number), self.numbers.booking(number)))


def read_with(readers: Sequence[CodeReader], text: str, now: datetime) -> Reading:
    """What the first reader makes of it that knows the text as one of its own.

    When none does, the most telling reason: "a web address" rather than "unknown".
    """
    reasons: list[Unreadable] = []
    for reader in readers:
        reading = reader.read(text, now)
        if not isinstance(reading, Unreadable):
            return reading
        reasons.append(reading)
    return next(
        (one for one in reasons if one.reason not in _UNKNOWN),
        reasons[0] if reasons else Unreadable(CodeFault.FOREIGN),
    )
