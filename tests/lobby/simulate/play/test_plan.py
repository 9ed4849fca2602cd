"""A day file and a seed made into a plan."""

from datetime import timedelta
from itertools import pairwise

import pytest

from lobby.simulate.days.times import between, moment
from lobby.simulate.play.plan import make_plan, with_rules
from tests.support.small_days import CATALOGUE, HALF_HOURS, TUESDAY, day_file, plan_of


def test_the_same_seed_makes_the_same_plan() -> None:
    """Without one on the command line the file's is used."""
    assert plan_of() == plan_of()
    assert plan_of(2) != plan_of()
    assert make_plan(day_file(seed=2), CATALOGUE) == plan_of(2)


def test_bookings_stand_on_the_grid() -> None:
    """Spread over each half hour; nobody has one outside of the arrivals' rows."""
    plan = plan_of()
    assert len(plan.bookings) == 6 * len(HALF_HOURS)
    first = [one.slot for one in plan.bookings][:6]
    assert [(slot - first[0]) / timedelta(minutes=1) for slot in first] == [0, 5, 10, 15, 20, 25]
    assert first[0] == moment(TUESDAY, "08:00")


def test_some_booked_visitors_stay_away() -> None:
    """Their bookings are known all the same; cancelled ones are not there at all."""
    plan = plan_of(bookings={"no_show": 0.5})
    came = {one.booking.booking for one in plan.people if one.booking is not None}
    assert 10 < len(came) < 38
    assert came < {one.booking for one in plan.bookings}
    assert 10 < len(plan_of(bookings={"cancelled": 0.5}).bookings) < 38


def test_people_come_in_order() -> None:
    """With and without a booking, each under a name of their own."""
    people = plan_of().people
    assert all(first.at <= second.at for first, second in pairwise(people))
    assert len({one.name for one in people}) == len(people)
    assert any(one.booking is None for one in people)


def test_ids_differ_between_runs_only() -> None:
    """A salt changes the ids of bookings and nothing else."""
    one, other = plan_of(), make_plan(day_file(), CATALOGUE, 1, salt="later")
    assert {booking.booking for booking in one.bookings}.isdisjoint(
        booking.booking for booking in other.bookings
    )
    assert [person.at for person in one.people] == [person.at for person in other.people]
    assert [person.cases for person in one.people] == [person.cases for person in other.people]


def test_a_timetable_has_breaks_and_early_closings() -> None:
    """A counter that closes early does not come back unless the file says when."""
    staff = [{"places": ["1", "2"], "open": "08:00", "close": "12:00", "breaks": ["09:30-10:00"]}]
    faults = [
        {"kind": "counter-closes", "at": "11:00", "places": ["1"]},
        {"kind": "counter-closes", "at": "10:30", "places": ["2"], "minutes": 15},
        {"kind": "staff-late", "places": ["2"], "minutes": 20},
    ]
    first, second = plan_of(staff=staff, faults=faults).clerks
    spans = ["08:00-11:00"], ["08:20-10:30", "10:45-12:00"]
    assert first.breaks == second.breaks == (between(TUESDAY, "09:30-10:00"),)
    assert first.works == tuple(between(TUESDAY, span) for span in spans[0])
    assert second.works == tuple(between(TUESDAY, span) for span in spans[1])
    assert not first.serves_out
    assert second.serves_out


def test_rules_of_the_file_and_of_a_trial() -> None:
    """What the file does not name is the product's."""
    plan = plan_of(rules={"booked_weight": 5})
    assert plan.config.booked_weight == 5
    assert plan.config.calls_in_vain == 3
    assert plan.config.services == ("id-card", "pickup")
    assert with_rules(plan, booked_weight=1).config.booked_weight == 1


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_clocks_that_are_changed_do_not_move_the_day(day: str) -> None:
    """Times in the file are local."""
    changed = TUESDAY.fromisoformat(day)
    assert moment(changed, "08:00").hour == (6 if day == "2026-03-29" else 7)
