"""The waiting room's board, ours and as a page in Chromium: the same stages for both.

Start to the first frame; calls from command to pixel; a still picture; then another picture in the media zone every
ten seconds. The page is told of a call by a pushed event and says itself when it has painted, without broker, queue
service or journal in between: its time is the best that a page can do, ours is the whole way.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from PIL import Image

from lobby.bench.call_to_screen import PAUSE_SECONDS, PLACE, calls
from lobby.bench.chromium import Page, showing
from lobby.bench.house import BenchHouse
from lobby.bench.watching import Rest, started, watched

DISPLAY = "display-1"
SLIDES, SLIDE_SECONDS, SLIDE_SIZE = 4, 10, (1280, 720)
CALLS, CALLS_UNCOUNTED = 12, 3


@dataclass(frozen=True)
class Board:
    """One board in one turn. Memory and `cpu_percent` are of the still picture, percent are of one core."""

    start_ms: float
    pss_mb: float
    cpu_percent: float
    slide_cpu_percent: float
    call_ms: float


def ours(house: BenchHouse, seconds: float) -> Board:
    """The display, with a queue service that is open and has `PLACE`."""
    still, changing = _pictures(house.folder / "still", 1), _pictures(house.folder / "changing", SLIDES)
    with started(house, "signage", DISPLAY, "1920x1080") as (process, window, began):
        first = window.frame(-1, (0, 0, 1, 1))
        if first is None:
            raise TimeoutError("the display draws nothing")
        _show(house, still)
        taken = [one.total for one in calls(house, window, CALLS + CALLS_UNCOUNTED)]
        resting = watched([process], seconds)
        _show(house, changing)
        sliding = watched([process], max(seconds, 2 * SLIDE_SECONDS))
    return _board((first.drawn - began) * 1000, taken, resting, sliding)


def baseline(folder: Path, program: str, seconds: float) -> Board:
    """The page."""
    changing = _pictures(folder / "changing", SLIDES)
    page = Page([path.read_bytes() for path in sorted(changing.iterdir())])
    try:
        with showing(page, program) as (process, start_ms):
            page.listening.wait(10)
            family = [process, *process.children(recursive=True)]
            taken = [_changed(page, turn) for turn in range(CALLS + CALLS_UNCOUNTED)]
            resting = watched(family, seconds)
            page.begin_slides(SLIDE_SECONDS)
            sliding = watched(family, max(seconds, 2 * SLIDE_SECONDS))
    finally:
        page.close()
    return _board(start_ms, taken, resting, sliding)


def middle(boards: Sequence[Board]) -> Board:
    """Each figure's median."""
    return Board(**{
        field.name: statistics.median(getattr(one, field.name) for one in boards) for field in fields(Board)
    })  # fmt: skip


def in_turn(
    turns: int, one: Callable[[], Board], other: Callable[[], Board | None]
) -> tuple[Board, Board | None]:
    """Both, one after the other, `turns` times: what else the machine does meets both."""
    pairs = [(one(), other()) for _ in range(turns)]
    others = [found for _, found in pairs if found is not None]
    return middle([mine for mine, _ in pairs]), middle(others) if others else None


def _board(start_ms: float, taken: Sequence[float], resting: Rest, sliding: Rest) -> Board:
    counted = statistics.median(taken[CALLS_UNCOUNTED:])
    return Board(start_ms, resting.pss_mb, resting.cpu_percent, sliding.cpu_percent, counted)


def _changed(page: Page, turn: int) -> float:
    time.sleep(PAUSE_SECONDS)
    return page.change(f"A {101 + turn}")


def _show(house: BenchHouse, folder: Path) -> None:
    house.configure(DISPLAY, {"media_folder": str(folder), "dwell_seconds": SLIDE_SECONDS})


def _pictures(folder: Path, count: int) -> Path:
    """Photographs' stand-ins: colours that run into each other, so that a JPEG has something to decode."""
    folder.mkdir(exist_ok=True)
    for number in range(count):
        bands = [
            Image.linear_gradient("L").rotate(90 * (number + turn)).resize(SLIDE_SIZE) for turn in range(3)
        ]
        Image.merge("RGB", bands).save(folder / f"{number}.jpg", quality=90)
    return folder


__all__ = ["PLACE", "Board", "baseline", "in_turn", "ours"]
