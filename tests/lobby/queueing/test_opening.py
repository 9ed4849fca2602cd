"""Opening hours, in local time."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.catalogue_files import sample_catalogue
from lobby.contract.config import CentreConfig
from lobby.contract.days import Land, SpecialDay, TimeSpan
from lobby.contract.state import Closure, OpeningHours
from lobby.queueing.opening import hours_of, opening
from lobby.queueing.rules import LOCAL, unusable

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


USUAL = tuple(OpeningHours(weekday=day, opens=time(8), closes=time(16)) for day in range(5))


def _house(*special: SpecialDay, land: Land | None = Land.HH) -> CentreConfig:
    """Open from Monday to Friday, eight to four."""
    return CentreConfig(hours=USUAL, land=land, special_days=special)


def _day(day: str, *spans: str, closed: bool = True, closure: Closure = Closure.HOURS) -> SpecialDay:
    """A special day with spans such as `09:00-11:00`."""
    times = [[time.fromisoformat(part) for part in span.split("-")] for span in spans]
    found = tuple(TimeSpan(opens=opens, closes=closes) for opens, closes in times)
    first, _, last = day.partition("/")
    until = date.fromisoformat(last) if last else None
    return SpecialDay(
        first=date.fromisoformat(first), last=until, closed=closed, spans=found, closure=closure
    )


@pytest.mark.parametrize(
    ("day", "land", "closure"),
    [
        ("2026-12-25", Land.HH, Closure.HOLIDAY),
        ("2026-05-14", Land.HH, Closure.HOLIDAY),
        ("2025-10-31", Land.HH, Closure.HOLIDAY),
        ("2025-10-31", Land.BE, None),
        ("2027-03-08", Land.BE, Closure.HOLIDAY),
        ("2027-03-08", Land.HH, None),
        ("2026-12-25", None, None),
        ("2026-12-26", Land.HH, Closure.HOURS),
    ],
)
def test_holidays_are_those_of_the_land(day: str, land: Land | None, closure: Closure | None) -> None:
    """Reformation day in Hamburg, women's day in Berlin; on a Saturday nobody would have come anyway."""
    assert opening(_house(land=land), _at(f"{day}T10:00:00+01:00")).closure is closure


def test_over_the_holidays_it_says_when_it_opens_again() -> None:
    """Christmas on Friday and Saturday, then a week between the years that is closed by the city."""
    house = _house(_day("2026-12-28/2026-12-31"))
    found = opening(house, _at("2026-12-25T10:00:00+01:00"))
    assert (found.closure, found.opens) == (Closure.HOLIDAY, _at("2027-01-04T08:00:00+01:00"))


def test_a_staff_meeting_closes_a_part_of_a_day() -> None:
    """Open before and after; during it, the reason and the time it opens again."""
    house = _house(_day("2026-11-23", "09:00-11:00", closure=Closure.STAFF_MEETING))
    before = opening(house, _at("2026-11-23T08:30:00+01:00"))
    assert (before.is_open, before.closes) == (True, _at("2026-11-23T09:00:00+01:00"))
    during = opening(house, _at("2026-11-23T09:00:00+01:00"))
    assert (during.closure, during.opens) == (Closure.STAFF_MEETING, _at("2026-11-23T11:00:00+01:00"))
    assert opening(house, _at("2026-11-23T11:00:00+01:00")).is_open
    assert opening(house, _at("2026-11-23T17:00:00+01:00")).closure is Closure.HOURS


def test_a_day_has_its_own_hours() -> None:
    """Shorter before New Year, longer on a Saturday: also on a day that is closed otherwise."""
    house = _house(
        _day("2026-12-31", "08:00-10:00", "11:00-12:00", closed=False),
        _day("2026-11-28", "09:00-13:00", closed=False),
    )
    assert hours_of(house, date(2026, 12, 31)) == ((time(8), time(10)), (time(11), time(12)))
    assert opening(house, _at("2026-11-28T09:30:00+01:00")).is_open
    assert opening(house, _at("2026-12-31T10:30:00+01:00")).closure is Closure.HOURS


def test_a_centre_may_open_on_a_holiday() -> None:
    """As usual, or for some hours."""
    as_usual = _house(_day("2025-10-31", closed=False))
    assert hours_of(as_usual, date(2025, 10, 31)) == ((time(8), time(16)),)
    some = _house(_day("2025-10-31", "10:00-12:00", closed=False))
    assert hours_of(some, date(2025, 10, 31)) == ((time(10), time(12)),)
    assert opening(some, _at("2025-10-31T13:00:00+01:00")).closure is Closure.HOURS


def test_of_several_special_days_the_last_holds_and_every_closed_part() -> None:
    """A week of other hours, one day of it closed, a meeting on another."""
    house = _house(
        _day("2026-11-23/2026-11-27", "10:00-14:00", closed=False),
        _day("2026-11-24", closure=Closure.STAND_BY),
        _day("2026-11-25", "12:00-13:00", closure=Closure.STAFF_MEETING),
    )
    assert hours_of(house, date(2026, 11, 23)) == ((time(10), time(14)),)
    assert hours_of(house, date(2026, 11, 24)) == ()
    assert hours_of(house, date(2026, 11, 25)) == ((time(10), time(12)), (time(13), time(14)))
    assert opening(house, _at("2026-11-24T12:00:00+01:00")).closure is Closure.STAND_BY


_TIMES = st.lists(st.integers(0, 23 * 60), min_size=2, max_size=2, unique=True).map(sorted)
_SPANS = _TIMES.map(lambda ends: TimeSpan(opens=_clock(ends[0]), closes=_clock(ends[1])))


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


@given(
    st.lists(
        st.builds(
            SpecialDay,
            first=st.just(date(2026, 11, 23)),
            closed=st.booleans(),
            spans=st.lists(_SPANS, max_size=2).map(tuple),
            closure=st.sampled_from(Closure),
        ),
        max_size=3,
    ),
    st.integers(0, 24 * 60 - 1),
)
def test_a_closed_part_is_closed_and_the_hours_say_the_same(special: list[SpecialDay], minute: int) -> None:
    """Open exactly in the hours of the day, never in a closed part, and never without a reason."""
    house = _house(*special)
    now = datetime.combine(date(2026, 11, 23), _clock(minute), LOCAL)
    found = opening(house, now)
    in_hours = any(opens <= now.time() < closes for opens, closes in hours_of(house, now.date()))
    assert found.is_open == in_hours
    assert (found.closure is None) == found.is_open
    closed = [span for one in special if one.closed for span in one.spans]
    assert not (found.is_open and any(span.opens <= now.time() < span.closes for span in closed))


@pytest.mark.parametrize("special", [_day("2026-12-31/2026-12-01"), _day("2026-12-31", "12:00-12:00")])
def test_a_day_that_ends_before_it_begins_is_refused(special: SpecialDay) -> None:
    """The device says so and keeps its configuration."""
    assert "special_days" in unusable(_house(special), sample_catalogue())
