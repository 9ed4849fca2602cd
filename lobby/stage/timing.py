"""How a booking of the day stands by now: what was on time this morning is far too late at noon. Pure."""

from datetime import datetime, timedelta

from lobby.bookings.day import Case, Entry
from lobby.contract.config import CentreConfig
from lobby.web.moments import TIME_ZONE

_USUAL = CentreConfig()
EARLY = timedelta(minutes=_USUAL.early_minutes)
GRACE = timedelta(minutes=_USUAL.grace_minutes)
_MINUTE = timedelta(minutes=1)

BY_THE_CLOCK = frozenset({Case.ORDINARY, Case.ON_TIME, Case.EARLY, Case.LATE, Case.TOO_LATE})
"""Show nothing but their time."""
UNTIL_TOO_LATE = frozenset({Case.FAMILY, Case.REBOOKED, Case.NOT_SYNCED, Case.OTHER_SITE})
"""Show something of their own as long as they are not too late."""


def case_now(entry: Entry, now: datetime) -> Case:
    """What the entry shows by now, under the usual rules of a centre."""
    if entry.booking is None or entry.case not in BY_THE_CLOCK | UNTIL_TOO_LATE:
        return entry.case
    if entry.booking.cancelled:
        return Case.CANCELLED
    standing = _standing(entry.booking.slot, now)
    refused = standing in {Case.TOO_LATE, Case.OTHER_DAY}
    return standing if refused or entry.case in BY_THE_CLOCK else entry.case


def _standing(slot: datetime, now: datetime) -> Case:
    if slot.astimezone(TIME_ZONE).date() != now.astimezone(TIME_ZONE).date():
        return Case.OTHER_DAY
    if now < slot - EARLY:
        return Case.EARLY
    if now < slot + _MINUTE:
        return Case.ON_TIME
    return Case.LATE if now <= slot + GRACE else Case.TOO_LATE
