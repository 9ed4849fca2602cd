"""Two ways to run the same days."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from lobby.look.tokens import LIGHT
from lobby.simulate.days.problems import DayFileError
from lobby.simulate.driver import play
from lobby.simulate.play.plan import Plan, make_plan
from lobby.simulate.play.variants import with_counters, without_counters
from lobby.simulate.results.comparison import Comparison, Row, _margin, compared
from lobby.simulate.results.pictures import draw_comparison
from lobby.simulate.results.result import Ending, Result, result_of, write_journal
from lobby.simulate.results.saying import Language
from tests.support.small_days import CATALOGUE, day_file, plan_of

STAFF = [{"places": ["1", "2"], "open": "08:00", "close": "12:00"}]


def _result(plan: Plan, folder: Path, name: str) -> Result:
    played = play(plan, CATALOGUE)
    journal = folder / f"{name}-{plan.seed}.db"
    write_journal(journal, played.facts)
    return result_of(
        plan, Ending("rules", played.until, complete=True, turned_away=played.turned_away), journal
    )


def _compared(folder: Path, shifts: tuple[str, ...], **more: Any) -> Comparison:
    day = day_file(staff=STAFF)
    pairs = [
        (
            _result(make_plan(day, CATALOGUE, seed), folder, "before"),
            _result(
                make_plan(with_counters(day_file(staff=STAFF, **more), shifts), CATALOGUE, seed),
                folder,
                "after",
            ),
        )
        for seed in range(1, 6)
    ]
    return compared(pairs, list(shifts))


def _row(comparison: Comparison, figure: str, visit_class: str | None = None) -> Row:
    return next(row for row in comparison.rows if (row.figure, row.visit_class) == (figure, visit_class))


def test_one_more_counter_shortens_the_waits_of_the_same_people(tmp_path: Path) -> None:
    """They wait less, and that is no chance; of those without a booking some more are taken before closing."""
    comparison = _compared(tmp_path, ("08:00-12:00",))
    assert _row(comparison, "visits").difference >= 0
    for visit_class in ("booked", "walk-in"):
        wait = _row(comparison, "wait-mean", visit_class)
        assert wait.difference < -1
        assert _row(comparison, "service-level", visit_class).difference > 0
    assert _row(comparison, "occupancy").is_clear
    assert _row(comparison, "wait-mean", "walk-in").is_clear
    later = [row for row in comparison.hours if row.hour == "10:00"]
    assert all((row.wait_after or 0) < (row.wait_before or 0) for row in later)


def test_nothing_else_is_no_difference(tmp_path: Path) -> None:
    """To the last digit, and never called clear."""
    comparison = _compared(tmp_path, ())
    assert {row.difference for row in comparison.rows} == {0.0}
    assert not any(row.is_clear for row in comparison.rows)


def test_the_margin_is_that_of_paired_days() -> None:
    """Student's t; nothing is known from one day."""
    assert _margin([1.0, 2.0, 3.0]) == pytest.approx(4.303 / 3**0.5, rel=1e-3)
    assert _margin([2.0] * 40) == 0
    assert _margin([2.0]) is None


@pytest.mark.parametrize("language", list(Language))
def test_a_comparison_is_drawn_pale_and_full(tmp_path: Path, language: Language) -> None:
    """Both classes; what would be has the full colour, more of it where waits are longer."""

    def full(comparison: Comparison, name: str) -> int:
        draw_comparison(comparison, tmp_path / name, language)
        with Image.open(tmp_path / name) as picture:
            colours = picture.convert("RGB").getcolors(1 << 24)
        assert colours is not None
        return next(count for count, one in colours if one == tuple(bytes.fromhex(LIGHT.action[1:])))

    (tmp_path / "less").mkdir()
    same = full(_compared(tmp_path, ()), "same.png")
    fewer = full(_compared(tmp_path / "less", ("08:00-12:00",)), "fewer.png")
    assert same > 2 * fewer > 1000


def test_counters_come_and_go() -> None:
    """A new one has a number of its own; one that nobody works at cannot be taken away."""
    day = with_counters(day_file(), ("09:00-11:00", "08:00-12:00"))
    assert [clerk.place for clerk in make_plan(day, CATALOGUE).clerks] == ["1", "2", "3", "4", "5"]
    assert "5" in make_plan(day, CATALOGUE).config.places
    assert [clerk.place for clerk in without_counters(plan_of(), ["2"]).clerks] == ["1", "3"]
    with pytest.raises(DayFileError, match="nobody works at 9"):
        without_counters(plan_of(), ["9"])
    for shift in ("11:00-09:00", "9-11", ""):
        with pytest.raises(DayFileError, match="is not a shift like"):
            with_counters(day_file(), (shift,))
