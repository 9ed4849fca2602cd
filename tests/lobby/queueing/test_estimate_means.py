"""Means that follow from what was measured."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.measured import Measured
from lobby.queueing.durations import Durations, Lesson
from lobby.queueing.estimate_means import USUAL_MINUTES, USUAL_SPREAD, Means

MINUTES = {"id-card": 15.0, "pickup": 5.0}


def _after(*cases: tuple[str, int, float], before: Measured | None = None) -> Durations:
    durations = Durations(before=before or Measured())
    for service, hour, minutes in cases:
        durations.take(Lesson("case", minutes, service, hour))
    return durations


def _days(count: int, *cases: tuple[str, int, float]) -> Measured:
    measured = Measured()
    for _ in range(count):
        measured = _after(*cases, before=measured).carried(0, 18)
    return measured


def test_before_anything_is_measured_the_catalogue_holds() -> None:
    """Its minutes, the usual spread; a service that it does not have takes the usual time."""
    means = Means(Durations(), MINUTES)
    assert means.mean("id-card", 9) == pytest.approx(15)
    assert means.mean("pickup", 9) == pytest.approx(5)
    assert means.mean("unheard-of", 9) == pytest.approx(USUAL_MINUTES)
    assert means.spread == pytest.approx(USUAL_SPREAD)


@given(st.floats(1, 60), st.integers(1, 40))
def test_a_mean_lies_between_the_catalogue_and_what_was_measured(minutes: float, count: int) -> None:
    """And comes nearer to what was measured with each case."""
    found = Means(_after(*[("id-card", 9, minutes)] * count), MINUTES).mean("id-card", 9)
    more = Means(_after(*[("id-card", 9, minutes)] * (count + 1)), MINUTES).mean("id-card", 9)
    assert min(15, minutes) - 1e-9 <= found <= max(15, minutes) + 1e-9
    assert abs(more - minutes) <= abs(found - minutes) + 1e-9


def test_many_cases_outweigh_the_catalogue() -> None:
    """After weeks the mean is the measured one, for the hour too."""
    weeks = _days(20, *[("id-card", 9, 20.0)] * 60, *[("id-card", 14, 25.0)] * 60)
    means = Means(Durations(before=weeks), MINUTES)
    assert means.mean("id-card", 9) == pytest.approx(20, rel=0.03)
    assert means.mean("id-card", 14) == pytest.approx(25, rel=0.03)


def test_services_without_cases_follow_the_house_half_known() -> None:
    """Where everything takes a third longer, what nobody has measured does too."""
    weeks = _days(10, *[("id-card", 9, 20.0)] * 60)
    assert Means(Durations(before=weeks), MINUTES).mean("pickup", 9) == pytest.approx(5 * 20 / 15, rel=0.1)


def test_a_slow_day_is_noticed_for_all_services() -> None:
    """Today counts beside the days before."""
    weeks = _days(10, *[("id-card", 9, 15.0)] * 60, *[("pickup", 9, 5.0)] * 60)
    slow = _after(*[("id-card", 10, 22.5)] * 60, before=weeks)
    means = Means(slow, MINUTES)
    assert means.mean("id-card", 10) > 19
    assert 5.5 < means.mean("pickup", 10) < 7.5


def test_doubt_grows_less_with_cases() -> None:
    """And the spread is that of the cases themselves."""
    few, many = (_after(*[("id-card", 9, 10.0), ("id-card", 9, 20.0)] * count) for count in (2, 200))
    assert Means(many, MINUTES).doubt < Means(few, MINUTES).doubt < USUAL_SPREAD
    assert Means(many, MINUTES).spread == pytest.approx(1 / 3, abs=0.03)
