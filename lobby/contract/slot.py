"""How somebody stands to the slot of a booking: the same at the queue service and at a terminal that is alone."""

from datetime import datetime, timedelta

from lobby.contract.state import Standing

_MINUTE = timedelta(minutes=1)


def standing(slot: datetime, early: timedelta, now: datetime) -> tuple[Standing, datetime | None]:
    """The standing now, and for who is early from when on they may be called."""
    callable_from = slot - early
    if now < callable_from:
        return Standing.EARLY, callable_from
    in_its_minute = now < slot + _MINUTE  # clocks on walls and phones show no seconds
    return (Standing.ON_TIME if in_its_minute else Standing.LATE), None


def is_over(slot: datetime, grace: timedelta, now: datetime) -> bool:
    """Whether it is too late to come to it."""
    return now > slot + grace
