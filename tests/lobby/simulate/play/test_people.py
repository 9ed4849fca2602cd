"""Everybody with all that will happen to them."""

from datetime import UTC, datetime, timedelta
from statistics import fmean, pstdev
from typing import Any

import pytest

from lobby.simulate.clerks import Ending
from lobby.simulate.play.people import Person, Town
from tests.support.small_days import CATALOGUE, day_file

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
MANY = [f"walk-in-08:00-{number}" for number in range(2000)]


def _town(seed: int = 1, **more: Any) -> Town:
    return Town(day_file(**more), seed, dict(CATALOGUE.service))


def _people(town: Town) -> list[Person]:
    return [town.person(name, AT, "id-card") for name in MANY]


def test_the_same_name_and_seed_is_the_same_person() -> None:
    """Another seed makes somebody else of the name."""
    assert _people(_town()) == _people(_town())
    assert _people(_town()) != _people(_town(seed=2))


def test_another_behaviour_leaves_all_else_as_it_was() -> None:
    """Each aspect is drawn by itself: the same people under other rules."""
    plain, patient = _people(_town()), _people(_town(behaviour={"patience_minutes": 30}))
    assert [one.cases for one in plain] == [one.cases for one in patient]
    assert [one.heard for one in plain] == [one.heard for one in patient]
    assert {one.patience for one in plain} == {None}
    assert all(one.patience is not None for one in patient)


def test_service_times_have_the_mean_and_the_spread_of_the_file() -> None:
    """Log-normal, per service."""
    town = _town(services={"id-card": {"minutes": 12, "spread": 0.4}})
    minutes = [town.minutes(name, "id-card") for name in MANY]
    assert fmean(minutes) == pytest.approx(12, rel=0.05)
    assert pstdev(minutes) / fmean(minutes) == pytest.approx(0.4, rel=0.1)


def test_without_minutes_the_catalogue_s_are_meant() -> None:
    """And without a spread each case takes exactly so long."""
    town = _town(services={"pickup": {"spread": 0}})
    assert town.minutes(MANY[0], "pickup") == 5


def test_services_are_wished_by_their_weights() -> None:
    """Without a booking by weights of their own, where the file has them."""
    town = _town(services={"id-card": {"weight": 3, "walk_in_weight": 0}, "pickup": {"weight": 1}})
    booked = [town.wish(name, booked=True) for name in MANY]
    assert booked.count("id-card") == pytest.approx(1500, rel=0.1)
    assert {town.wish(name, booked=False) for name in MANY} == {"pickup"}


def test_booked_visitors_come_before_their_slot_and_some_after() -> None:
    """The mean and the share of the file."""
    town = _town(bookings={"early_minutes": 10, "spread_minutes": 3, "late": 0.2, "late_minutes": 8})
    after = [(town.comes_at(name, AT) - AT) / timedelta(minutes=1) for name in MANY]
    late = [one for one in after if one > 2]
    early = [one for one in after if one <= 2]
    assert len(late) + sum(0 < one <= 2 for one in early) == pytest.approx(400, rel=0.15)
    assert fmean(one for one in early if one < 0) == pytest.approx(-10, abs=0.5)


def test_calls_are_not_heard_as_often_as_the_file_says() -> None:
    """Each call is drawn by itself."""
    people = _people(_town(behaviour={"unheard": 0.25}))
    for attempt in (1, 2):
        deaf = sum(not one.guest(attempt, 0).hears for one in people)
        assert deaf == pytest.approx(500, rel=0.15)


def test_a_case_may_stop_for_papers_and_goes_on_later() -> None:
    """Both parts together take as long as without."""
    plain, stopped = _people(_town())[0], _people(_town(behaviour={"papers": 1.0}))[0]
    assert [one.ends for one in stopped.cases] == [Ending.PAPERS, Ending.FINISH]
    assert sum((one.stays for one in stopped.cases), timedelta()) == plain.cases[0].stays
    assert stopped.guest(1, 0).ends is Ending.PAPERS
    assert stopped.guest(2, 1).ends is Ending.FINISH


@pytest.mark.parametrize(
    ("behaviour", "ending"), [("transfer", Ending.TRANSFER), ("second_service", Ending.SECOND)]
)
def test_a_visit_may_need_another_service(behaviour: str, ending: Ending) -> None:
    """One of the day's, not the same again."""
    person = _people(_town(behaviour={behaviour: 1.0}))[0]
    assert person.cases[0].ends is ending
    assert person.cases[0].to == "pickup"
