"""The local day a moment belongs to, with the hour that is missing or doubled when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The moment the local day begins, in UTC."""
    return datetime.combine(day, time(0), zone).astimezone(UTC)


def moments(day: date, wall: time, zone: ZoneInfo) -> set[datetime]:
    """The moments at which clocks show this wall time, in UTC: two in the doubled hour, none in the missing one."""
    naive = datetime.combine(day, wall)
    both = {naive.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return {each for each in both if each.astimezone(zone).replace(tzinfo=None, fold=0) == naive}


def clock_change(day: date, zone: ZoneInfo) -> datetime | None:
    """The moment of this day at which its clocks are changed, in UTC, to the second."""
    early, late = midnight(day, zone), midnight(day + timedelta(days=1), zone)
    before = early.astimezone(zone).utcoffset()
    if late.astimezone(zone).utcoffset() == before:
        return None
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == before:
            early = middle
        else:
            late = middle
    return late
