"""`lobby simulate compare` on a command line."""

import json
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

from tests.lobby.simulate.test_cli import _run, _small


def _json(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert _run(*words, "--json") == 0
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_both_sides_are_what_playing_them_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each figure is the mean of the days played one by one."""
    day = str(_small(tmp_path))
    told = _json(capsys, "compare", day, "--with", "booked_weight=1", "--days", "2", "--seed", "3")
    assert told["seeds"] == [3, 4]
    assert told["tried"] == ["booked_weight=1"]
    rows = {(row["figure"], row.get("visit_class")): row for row in told["rows"]}
    for side, more in (("before", []), ("after", ["--with", "booked_weight=1"])):
        days = [_json(capsys, day, "--seed", str(seed), *more) for seed in (3, 4)]
        values = [_all_day(one, "walk-in") for one in days]
        assert rows["wait-mean", "walk-in"][side] == pytest.approx(fmean(one["value"] for one in values))
        assert rows["wait-p90", "walk-in"][side] == pytest.approx(fmean(one["p90"] for one in values))


def _all_day(told: Any, visit_class: str) -> Any:
    rows = told["figures"]["rows"]
    return next(
        row["values"]["wait"]
        for row in rows
        if (row.get("hour"), row.get("visit_class"), row.get("service")) == (None, visit_class, None)
    )


@pytest.mark.parametrize(("language", "word"), [("en", "as it would be"), ("de", "wie es wäre")])
def test_a_table_and_a_picture(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, word: str
) -> None:
    """What is tried stands above; the table fits eighty columns."""
    day, path = str(_small(tmp_path)), tmp_path / "what-if.svg"
    words = ("--counter", "08:00-10:00", "--without", "1", "--days", "2", "--plot", str(path))
    assert _run("compare", day, *words, "--language", language) == 0
    out = capsys.readouterr().out
    assert word in out
    assert "08:00-10:00" in out
    assert all(len(line) <= 80 for line in out.splitlines())
    assert path.stat().st_size > 20_000


def test_another_day_file_is_compared_as_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Under its name."""
    (tmp_path / "other").mkdir()
    other = _small(tmp_path / "other", "[behaviour]\nunheard = 0.5\n")
    told = _json(capsys, "compare", str(_small(tmp_path)), str(other), "--days", "1")
    assert told["tried"] == ["Small"]
    assert all(row.get("margin") is None for row in told["rows"])


def test_what_cannot_be_tried_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is played."""
    day = str(_small(tmp_path))
    for words, text in (
        ((), "nothing is tried"),
        (("--counter", "noon"), "is not a shift"),
        (("--without", "77"), "nobody works at 77"),
        (("--with", "booked_wait=1"), "has no such field"),
        (("--with", "booked_weight=2", "--plot", str(tmp_path / "x.gif")), "ends in"),
    ):
        assert _run("compare", day, *words) == 2
        assert text in capsys.readouterr().err
