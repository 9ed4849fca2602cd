"""Bookings that a booking system hands over: new, changed, cancelled; all of a delivery or none."""

from dataclasses import dataclass
from datetime import datetime

from lobby.contract.answers import Reason
from lobby.contract.bookings import Booking
from lobby.contract.events import Booked, BookingCancelled
from lobby.contract.requests import ImportBookings
from lobby.queueing.decision import Declined
from lobby.queueing.line import Line, VisitState
from lobby.queueing.rules import Rules


@dataclass(frozen=True)
class Delivery:
    """What a delivery changes."""

    events: tuple[Booked | BookingCancelled, ...]
    added: int
    changed: int
    cancelled: int
    unchanged: int


def import_bookings(line: Line, command: ImportBookings, rules: Rules, now: datetime) -> Delivery | Declined:
    """Compare a delivery with what is known. A visit that has begun is not changed by its booking any more."""
    for row, booking in enumerate(command.bookings, 1):
        if booking.centre != rules.centre:
            return Declined(Reason.OTHER_SITE, detail=f"booking {row}: centre {booking.centre}")
        if booking.service not in rules.services:
            return Declined(Reason.NOT_OFFERED, detail=f"booking {row}: service {booking.service}")
    latest: dict[str, Booking] = {}
    for booking in command.bookings:
        earlier = latest.get(booking.booking)
        if earlier is None or booking.revision >= earlier.revision:
            latest[booking.booking] = booking
    events: list[Booked | BookingCancelled] = []
    counts = {"added": 0, "changed": 0, "cancelled": 0, "unchanged": len(command.bookings) - len(latest)}
    for booking in latest.values():
        kind = _kind(line, booking)
        counts[kind] += 1
        if kind != "unchanged":
            known = booking.booking in line.visits
            cancels = kind == "cancelled" and known
            events.append(
                BookingCancelled(at=now, visit=booking.booking)
                if cancels
                else Booked(at=now, booking=booking)
            )
    return Delivery(tuple(events), **counts)


def _kind(line: Line, booking: Booking) -> str:
    visit = line.visits.get(booking.booking)
    if visit is None:
        return "cancelled" if booking.cancelled else "added"
    known = visit.booking
    begun = visit.state not in {VisitState.BOOKED, VisitState.CANCELLED}
    if begun or (known is not None and booking.revision < known.revision):
        return "unchanged"
    if booking.cancelled:
        return "unchanged" if visit.state is VisitState.CANCELLED else "cancelled"
    if visit.state is VisitState.BOOKED and booking == known:
        return "unchanged"
    return "changed"
