"""The bench of the waiting times: its days, its other estimators, its scores."""

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from lobby.bench.estimate import app
from lobby.bench.estimate_days import CASES, COUNTERS, USUAL, Case, day, demand, town
from lobby.bench.estimate_scores import scored
from lobby.bench.estimate_trial import Answers, answers
from lobby.catalogue_files import sample_catalogue
from lobby.contract.state import WaitRange


def test_a_day_is_the_same_every_time() -> None:
    """From its seed; another number is another day."""
    centre = town(3, sample_catalogue())
    assert day(centre, USUAL, 2).visitors == day(town(3, sample_catalogue()), USUAL, 2).visitors
    assert day(centre, USUAL, 2).visitors != day(centre, USUAL, 3).visitors


@pytest.mark.parametrize("absent", [0.1, 0.2])
def test_three_in_four_are_booked_and_so_many_stay_away(absent: float) -> None:
    """About."""
    centre = town(1, sample_catalogue())
    people = [one for number in range(20) for one in day(centre, Case("x", absent=absent), number).visitors]
    booked = [one for one in people if one.booking is not None]
    assert len(booked) / len(people) == pytest.approx(0.75, abs=0.02)
    assert sum(one.comes is None for one in booked) / len(booked) == pytest.approx(absent, abs=0.02)
    assert min(map(demand, (2.0, 5.75))) > 2 * demand(4.0)


def test_everything_that_can_go_wrong_is_a_case() -> None:
    """Counters that close, an hour of outage, a centre that has measured nothing."""
    assert {one.name for one in CASES} == {"walk-in", "walk-in-20", "closing", "outage", "first-day"}
    assert [one.absent for one in CASES[:2]] == [0.1, 0.2]


@pytest.mark.slow
@pytest.mark.parametrize("case", [replace(one, known_days=0) for one in CASES[2:]], ids=lambda one: one.name)
def test_everybody_without_a_booking_is_asked_about(case: Case) -> None:
    """And is called, sooner or later; the floor and the others answer the same visitors."""
    said = answers(case, 5, 1)
    assert len(said) > COUNTERS
    assert all(one.wait >= 0 and one.floor >= 0 and min(one.others.values()) >= 0 for one in said)
    assert any(one.told is None for one in said) == case.outage


def _answer(wait: float, expected: float, told: WaitRange | None) -> Answers:
    return Answers(1.0, wait, told, expected, expected, {"one": wait + 4, "two": wait - 2})


def test_scores_are_of_those_who_were_told_something() -> None:
    """The ratio is to the best of the others; over sixty is right from sixty on."""
    span = WaitRange(low_minutes=10, high_minutes=20)
    said = [_answer(15, 16, span), _answer(25, 26, span), _answer(61, 62, WaitRange(low_minutes=60))]
    found = scored([*said, _answer(0, 0, None)])
    assert (found.visits, found.unanswered) == (4, 1)
    assert (found.rmse_min, found.bias_min, found.ratio, found.floor_ratio) == (1.0, 1.0, 0.5, 1.0)
    assert (found.in_range, found.width_min) == (0.667, 10.0)
    assert scored([said[2]]).width_min is None


@pytest.mark.slow
def test_programs_get_the_figures_that_bars_are_for() -> None:
    """One object on the last line, with each case in it."""
    result = CliRunner().invoke(app, ["--seeds", "1", "--days", "1", "--json"])
    found = json.loads(result.output.splitlines()[-1])
    wanted = {"rmse_min", "bias_min", "in_range", "ratio", "floor_ratio", "width_min", "scenarios"}
    assert wanted <= found.keys()
    assert set(found["scenarios"]) == {one.name for one in CASES}
    assert found["scenarios"]["walk-in"]["rmse_min"] == found["rmse_min"]
