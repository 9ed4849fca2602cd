"""Pictures of played days."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from lobby.look.tokens import LIGHT
from lobby.simulate.driver import play
from lobby.simulate.results.course import Course, Shown, course_of
from lobby.simulate.results.pictures import PlotError, check_target, draw_day
from lobby.simulate.results.result import Ending, Result, result_of, write_journal
from lobby.simulate.results.saying import Language
from tests.support.small_days import CATALOGUE, plan_of

FAULTS = [{"kind": "outage", "at": "10:00", "minutes": 30}]


def _day(folder: Path, **more: Any) -> tuple[Result, Course]:
    plan = plan_of(**more)
    played = play(plan, CATALOGUE)
    write_journal(folder / "journal.db", played.facts)
    ending = Ending("rules", played.until, complete=True, turned_away=played.turned_away)
    result = result_of(plan, ending, folder / "journal.db")
    return result, course_of(folder / "journal.db", plan.day)


def _coloured(path: Path, colour: str) -> int:
    """How many pixels have just this colour."""
    wanted = tuple(bytes.fromhex(colour[1:]))
    with Image.open(path) as picture:
        colours = picture.convert("RGB").getcolors(1 << 24)
    assert colours is not None
    return next((count for count, one in colours if one == wanted), 0)


@pytest.mark.parametrize("language", list(Language))
def test_a_day_is_drawn_with_all_that_happened(tmp_path: Path, language: Language) -> None:
    """Both classes, the goals' lines, ranges that were right and wrong."""
    result, course = _day(tmp_path, faults=FAULTS)
    shown = (Shown(5, 15, 8.0), Shown(5, 15, 22.0), Shown(60, None, 70.0))
    draw_day(result, replace(course, shown=shown), tmp_path / "day.png", language)
    assert _coloured(tmp_path / "day.png", LIGHT.action) > 3000
    assert _coloured(tmp_path / "day.png", LIGHT.warning) > 3000
    assert _coloured(tmp_path / "day.png", LIGHT.success) > 50
    assert _coloured(tmp_path / "day.png", LIGHT.danger) > 20


def test_waits_are_bars_and_no_waits_are_none(tmp_path: Path) -> None:
    """One clerk for sixty people, then twenty."""
    few = [{"places": ["1"], "open": "08:00", "close": "12:00"}]
    many = [{"places": [str(number) for number in range(1, 21)], "open": "08:00", "close": "12:00"}]
    for name, staff in (("few", few), ("many", many)):
        (tmp_path / name).mkdir()
        result, course = _day(tmp_path / name, staff=staff)
        draw_day(result, course, tmp_path / f"{name}.png", Language.EN)
    few_bars, many_bars = (_coloured(tmp_path / f"{name}.png", LIGHT.action) for name in ("few", "many"))
    assert few_bars > 3 * many_bars


def test_the_same_day_is_the_same_picture(tmp_path: Path) -> None:
    """Byte for byte, as SVG that a parser reads."""
    result, course = _day(tmp_path)
    for name in ("one.svg", "two.svg"):
        draw_day(result, course, tmp_path / name, Language.DE)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    drawn = ET.parse(tmp_path / "one.svg").getroot()  # noqa: S314 - our own file
    assert len(drawn.findall(".//{*}path")) > 100


def test_the_course_follows_the_line(tmp_path: Path) -> None:
    """Counters open and close; nothing changes while there is no power; nobody waits at the end."""
    _, course = _day(tmp_path, faults=FAULTS)
    assert max(step.open_counters for step in course.steps) == 3
    assert (course.steps[-1].waiting, course.steps[-1].open_counters) == (0, 0)
    gaps = [later.at - step.at for step, later in zip(course.steps, course.steps[1:], strict=False)]
    assert max(gaps) >= timedelta(minutes=30)


def test_a_picture_that_cannot_be_written_is_told_before_the_day(tmp_path: Path) -> None:
    """By its name, or by its folder; and when the disk says no."""
    with pytest.raises(PlotError, match="ends in"):
        check_target(tmp_path / "day.gif")
    with pytest.raises(PlotError, match="no such folder"):
        check_target(tmp_path / "none" / "day.svg")
    result, course = _day(tmp_path)
    (tmp_path / "folder.svg").mkdir()
    with pytest.raises(PlotError, match="cannot draw"):
        draw_day(result, course, tmp_path / "folder.svg", Language.EN)
