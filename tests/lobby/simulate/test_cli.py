"""`lobby simulate` on a command line."""

import json
import sqlite3
import time
from pathlib import Path

import pytest

from lobby.cli import main
from lobby.simulate.days.reading import read_day_file
from lobby.simulate.days.samples import sample_days
from lobby.simulate.driver import Around, play
from lobby.simulate.play.plan import make_plan
from lobby.simulate.progress import STEP, Pace, progress_of
from lobby.simulate.results.saying import Language
from tests.support.small_days import CATALOGUE


def _run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["simulate", *words])
    code = ended.value.code
    return code if isinstance(code, int) else 0


def _small(folder: Path, more: str = "") -> Path:
    path = folder / "small.toml"
    path.write_text(
        f"""\
name = "Small"
date = 2026-11-24
hours = ["08:00-10:00"]
{more}
[arrivals]
"08:00" = {{ booked = 6, walk_in = 4 }}
"08:30" = {{ booked = 6, walk_in = 4 }}
[services]
id-card = {{ minutes = 9 }}
[[staff]]
places = ["1", "2"]
open = "08:00"
close = "10:00"
""",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize("name", list(sample_days()))
def test_every_day_that_comes_along_is_good(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """And says in words what it is."""
    assert _run("check", name) == 0
    assert f"{name}: " in capsys.readouterr().out
    assert _run("days", name) == 0
    assert capsys.readouterr().out == sample_days()[name].read_text(encoding="utf-8")


def test_a_mistake_is_told_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By `check`, and before anything is played."""
    path = _small(tmp_path, "seeds = 3")
    assert _run("check", str(path)) == 1
    assert capsys.readouterr().err == "small.toml, line 4: seeds: there is no such field; is it seed?\n"
    assert _run(str(path)) == 2
    assert "line 4" in capsys.readouterr().err


def test_a_day_is_played_and_told_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The last line is one object with the figures by hour and class."""
    assert _run(str(_small(tmp_path)), "--json", "--seed", "5") == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["seed"] == 5
    assert told["complete"] is True
    rows = {(row.get("hour"), row.get("visit_class")): row for row in told["figures"]["rows"]}
    assert rows[None, "booked"]["values"]["wait"]["count"] > 5
    assert rows["08:00", "walk-in"]["values"]["wait"]["median"] >= 0


def test_the_same_seed_writes_the_same_journal(tmp_path: Path) -> None:
    """Every fact byte for byte; another seed another one."""
    day = str(_small(tmp_path))
    bodies = []
    for number, seed in enumerate(("7", "7", "8")):
        path = tmp_path / f"{number}.db"
        assert _run(day, "--seed", seed, "--journal", str(path)) == 0
        with sqlite3.connect(path) as db:
            bodies.append(db.execute("SELECT seq, day, kind, version, body FROM event").fetchall())
    assert bodies[0] == bodies[1]
    assert bodies[0] != bodies[2]


def test_a_picture_is_drawn_beside_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In German as well; a name that is none of a picture is told before anything is played."""
    path = tmp_path / "day.png"
    assert _run(str(_small(tmp_path)), "--plot", str(path), "--language", "de") == 0
    assert path.stat().st_size > 20_000
    assert "Wartezeiten in Minuten" in capsys.readouterr().out
    assert _run(str(_small(tmp_path)), "--plot", str(tmp_path / "day.bmp")) == 2
    assert "cannot draw" in capsys.readouterr().err


def test_a_day_may_be_played_slowly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Six and a half hours, twenty thousand times as fast as they would pass; the result is the same."""
    plan = make_plan(read_day_file(_small(tmp_path), CATALOGUE), CATALOGUE)
    began = time.monotonic()
    with progress_of(plan, Pace(20_000.0, Language.EN), waits=True) as progress:
        slow = play(plan, CATALOGUE, Around(progress=progress, step=STEP))
    assert time.monotonic() - began >= (slow.until - plan.begins).total_seconds() / 20_000
    assert slow.facts == play(plan, CATALOGUE).facts
    assert _run(str(_small(tmp_path)), "--speed", "0.5") == 2
    assert "1<=x<=1000" in capsys.readouterr().err


def test_rules_are_tried_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A rule that the centre does not have is told."""
    day = str(_small(tmp_path))
    assert _run(day, "--with", "booked_weight=1", "--json") == 0
    assert json.loads(capsys.readouterr().out)["rules"] == {"booked_weight": 1}
    assert _run(day, "--with", "booked_wait=1") == 2
    assert "rules, booked_wait: the centre's configuration has no such field" in capsys.readouterr().err
    assert _run(day, "--with", "booked_weight") == 2
    assert "is not like booked_weight=2" in capsys.readouterr().err


def test_an_unknown_day_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither a file nor one that comes along."""
    assert _run(str(tmp_path / "none.toml")) == 2
    assert "cannot read" in capsys.readouterr().err
    assert _run("days", "none") == 2
    assert "ordinary-tuesday" in capsys.readouterr().err
