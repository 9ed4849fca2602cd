"""Opening hours, in local time."""

from datetime import UTC, datetime, time

import pytest

from lobby.contract.config import CentreConfig
from lobby.contract.state import Closure, OpeningHours
from lobby.queueing.opening import opening

HOURS = CentreConfig(
    hours=(
        OpeningHours(weekday=0, opens=time(8), closes=time(12)),
        OpeningHours(weekday=0, opens=time(13), closes=time(16)),
        OpeningHours(weekday=6, opens=time(1), closes=time(4)),
    )
)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-23T07:59:59+01:00", False),
        ("2026-11-23T08:00:00+01:00", True),
        ("2026-11-23T11:59:59+01:00", True),
        ("2026-11-23T12:00:00+01:00", False),
        ("2026-11-23T13:30:00+01:00", True),
        ("2026-11-24T10:00:00+01:00", False),
    ],
)
def test_split_days(moment: str, is_open: bool) -> None:  # noqa: FBT001 - a case of the table
    """Open in the hours, closed in the break and on other days."""
    found = opening(HOURS, _at(moment))
    assert found.is_open is is_open
    assert (found.closure is None) is is_open


def test_it_says_when_it_opens_next() -> None:
    """In the lunch break the afternoon, on Tuesday the coming Sunday."""
    assert opening(HOURS, _at("2026-11-23T12:10:00+01:00")).opens == _at("2026-11-23T13:00:00+01:00")
    assert opening(HOURS, _at("2026-11-24T10:00:00+01:00")).opens == _at("2026-11-29T01:00:00+01:00")


@pytest.mark.parametrize(("day", "hours"), [("2026-10-25", 4), ("2026-03-29", 2)])
def test_days_of_the_clock_change(day: str, hours: int) -> None:
    """One to four o'clock is four hours in autumn and two in spring; both ends are wall time."""
    found = opening(HOURS, _at(f"{day}T00:30:00+01:00"))
    assert found.opens is not None
    assert found.closes is not None
    span = found.closes.astimezone(UTC) - found.opens.astimezone(UTC)
    assert span.total_seconds() == hours * 3600


def test_a_closure_holds_at_any_hour() -> None:
    """Staff close the house for a reason."""
    config = CentreConfig(hours=HOURS.hours, closure=Closure.EVACUATION)
    found = opening(config, _at("2026-11-23T09:00:00+01:00"))
    assert (found.is_open, found.closure) == (False, Closure.EVACUATION)


def test_without_hours_it_never_opens() -> None:
    """And says no next opening."""
    found = opening(CentreConfig(hours=()), _at("2026-11-23T09:00:00+01:00"))
    assert (found.is_open, found.opens) == (False, None)
