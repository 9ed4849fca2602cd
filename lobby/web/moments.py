"""Moments as people read them: local wall time of the centre."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

TIME_ZONE = ZoneInfo("Europe/Berlin")

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The system's clock, aware."""
    return datetime.now(UTC)


def hour_minute(moment: datetime) -> str:
    """Like 10:31."""
    return moment.astimezone(TIME_ZONE).strftime("%H:%M")


def hour_minute_second(moment: datetime) -> str:
    """Like 10:31:04."""
    return moment.astimezone(TIME_ZONE).strftime("%H:%M:%S")


def day_hour_minute(moment: datetime) -> str:
    """Like 23.11.2026 10:31."""
    return moment.astimezone(TIME_ZONE).strftime("%d.%m.%Y %H:%M")


def day_month(moment: datetime) -> str:
    """23.11."""
    return f"{moment.astimezone(TIME_ZONE):%d.%m.}"


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes, never negative."""
    return max(0, int((end - start).total_seconds() // 60))
