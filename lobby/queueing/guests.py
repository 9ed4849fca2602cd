"""Guests: residents' bookings of another centre. They are taken here when there is room, and wait as without a booking.

The slots of this house are promised to its own bookings. A guest has the minutes that are left: those that somebody
without a booking would get, by the same limits, and only while the wait is short.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lobby.contract.bookings import Booking
from lobby.contract.fields import ServiceId
from lobby.contract.state import WaitRange
from lobby.queueing.contingents import is_used_up
from lobby.queueing.last_walk_in import UNKNOWN, LastWalkIns, is_over
from lobby.queueing.line import Line
from lobby.queueing.rules import Rules, half_day

NO_ROOM = "no-room"
"""Narrows the reason `other-site`: it could be done here on another day."""


@dataclass(frozen=True)
class Outlook:
    """What is known of waiting now: how long without a booking, and until when such visitors may come."""

    waits: Mapping[ServiceId, WaitRange] = field(default_factory=dict)
    last: LastWalkIns = field(default_factory=lambda: UNKNOWN)


def is_guest(booking: Booking, rules: Rules) -> bool:
    """Whether the booking is another centre's."""
    return booking.centre != rules.centre


def belongs_elsewhere(booking: Booking, rules: Rules) -> bool:
    """Residents' affairs are done at every centre; foreigners' affairs are tied to the home district."""
    service = rules.services.get(booking.service)
    return is_guest(booking, rules) and (service is None or not service.city_wide)


def has_room(line: Line, rules: Rules, service: ServiceId, outlook: Outlook, now: datetime) -> bool:
    """Whether a guest for this service can be taken now. What is not known speaks neither for nor against."""
    config = rules.config
    if not config.walk_in or line.hall.walk_in_locked or config.guest_wait_minutes == 0:
        return False
    if is_used_up(line, rules, service, half_day(now)) or is_over(outlook.last.get(service), now):
        return False
    wait = outlook.waits.get(service)
    if wait is None:
        return True
    return wait.high_minutes is not None and wait.high_minutes <= config.guest_wait_minutes
