"""Which booking a text stands for: our codes, typed codes, and booking numbers of other systems."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lobby.contract.answers import Reason
from lobby.contract.bookings import Booking
from lobby.contract.catalogue import Catalogue
from lobby.contract.codes import (
    BookingClaim,
    BookingReference,
    CodeFault,
    Keyring,
    NumberedBookings,
    SignedCodes,
    TypedCode,
    TypedCodes,
    Unreadable,
    booking_of,
    read_with,
)
from lobby.queueing.line import Line
from lobby.queueing.rules import Rules

Named = TypedCode | BookingReference
"""Names a booking of the day's list and proves nothing: whoever tries long enough finds one."""


@dataclass(frozen=True)
class _AnySystem:
    """The numbers of all systems at once: two of them may have the same shape."""

    systems: Sequence[NumberedBookings]

    def read(self, text: str, now: datetime) -> BookingReference | Unreadable:
        readings = [one.read(text, now) for one in self.systems]
        found = [one for one in readings if isinstance(one, BookingReference)]
        if not found:
            return Unreadable(CodeFault.FOREIGN)
        return BookingReference(tuple(booking for one in found for booking in one.bookings))


class Finder:
    """Reads texts for one centre under its present rules."""

    def __init__(self, rules: Rules, catalogue: Catalogue, systems: Sequence[NumberedBookings] = ()) -> None:
        site = catalogue.centre[rules.centre].number
        self._catalogue = catalogue
        self._numbers = _AnySystem(systems)
        self._readers = (SignedCodes(Keyring.of(rules.config.keys), site), TypedCodes(), self._numbers)

    def read(self, text: str, now: datetime) -> BookingClaim | Named | Unreadable:
        """What the text is, by its form."""
        return read_with(self._readers, text, now)

    def claimed(self, claim: BookingClaim) -> Booking | None:
        """The booking of a valid code; None where centre or service are not known here."""
        return booking_of(claim, self._catalogue)

    def named(self, line: Line, reading: Named, text: str, now: datetime) -> Booking | Reason:
        """The booking of the day's list that is meant; else why there is none.

        Eight digits have the form of a typed code, and may be a number all the same.
        """
        numbers: BookingReference | Unreadable = self._numbers.read(text, now)
        known: list[str] = []
        if isinstance(reading, TypedCode) and reading.symbols in line.typed:
            known.append(line.typed[reading.symbols])
        if isinstance(numbers, BookingReference):
            known += numbers.bookings
        visits = (line.visit_of(one) for one in known)
        booking = next((visit.booking for visit in visits if visit is not None and visit.booking), None)
        if booking is not None:
            return booking
        is_number = isinstance(numbers, BookingReference)
        return Reason.UNKNOWN_NUMBER if is_number else Reason.UNKNOWN_TYPED_CODE
