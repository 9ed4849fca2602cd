"""`lobby bench footprint`: start to first frame, memory and processor of terminal and display.

Each program runs alone beside a real broker and a real queue service that beats every two seconds; nobody comes. The
display shows a board, and the same board as a page in Chromium is measured in turn with it, all its processes together.
The terminal is watched twice, without and with a camera that looks into an empty hall.
"""

import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from lobby.bench.chromium import executable
from lobby.bench.footprint_board import PLACE, Board, baseline, in_turn, ours
from lobby.bench.house import BenchHouse, bench_house
from lobby.bench.report import report
from lobby.bench.still_camera import StillCamera
from lobby.bench.watching import started, watched

TERMINAL = ("kiosk", "kiosk-1", "1080x1920")
BARS = {
    "start_ms": "≤ 1,500", "pss_mb": "≤ 180", "cpu_percent": "≤ 2", "terminal_start_ms": "≤ 1,500",
    "terminal_cpu_percent": "≤ 2", "terminal_camera_cpu_percent": "≤ 2", "pss_ratio": "≤ 0.3", "cpu_ratio": "≤ 1.0",
    "start_ratio": "≤ 0.8",
}  # fmt: skip

app = typer.Typer()


@app.command(epilog="Example: lobby bench footprint --seconds 20 --turns 3 --json")
def footprint(
    seconds: Annotated[int, typer.Option(min=5, max=600, help="How long to watch each picture.")] = 20,
    turns: Annotated[
        int, typer.Option(min=1, max=20, help="How often display and page are measured in turn.")
    ] = 1,
    json: Annotated[bool, typer.Option("--json", help="The last line is one JSON object.")] = False,
) -> None:
    """Start the display, the same board in Chromium, and the terminal, one after the other, and watch them."""
    with bench_house() as house, house.queue_service(places=[PLACE]):
        board, page = in_turn(turns, partial(ours, house, seconds), partial(_page, house.folder, seconds))
        figures = _figures(board) | _terminal(house, seconds)
    if page is None:
        print("no Chromium on this machine: no baseline", file=sys.stderr)
    else:
        figures |= _figures(page, "baseline_") | _ratios(board, page)
    report(
        "Display and terminal; the display's board as a page in Chromium", figures, as_json=json, bars=BARS
    )


def _page(folder: Path, seconds: float) -> Board | None:
    program = executable()
    return None if program is None else baseline(folder, program, seconds)


def _terminal(house: BenchHouse, seconds: float) -> dict[str, float]:
    with started(house, *TERMINAL) as (process, window, began):
        first = window.frame(-1, (0, 0, 1, 1))
        if first is None:
            raise TimeoutError("the terminal draws nothing")
        alone = watched([process], seconds)
    with (
        StillCamera(house.folder / "camera") as camera,
        started(house, *TERMINAL) as (process, window, _),
    ):
        window.frame(-1, (0, 0, 1, 1))
        house.configure("kiosk-1", {"camera_device": camera.device})
        seeing = watched([process], seconds)
    return {
        "terminal_start_ms": round((first.drawn - began) * 1000, 1),
        "terminal_pss_mb": round(alone.pss_mb, 1),
        "terminal_cpu_percent": round(alone.cpu_percent, 2),
        "terminal_camera_pss_mb": round(seeing.pss_mb, 1),
        "terminal_camera_cpu_percent": round(seeing.cpu_percent, 2),
    }


def _figures(board: Board, prefix: str = "") -> dict[str, float]:
    return {prefix + name: round(value, 2) for name, value in asdict(board).items()}


def _ratios(board: Board, page: Board) -> dict[str, float]:
    """Ours to Chromium's; `ratio` is that of the memory. Less than a tenth of a percent counts as a tenth."""
    pairs = {
        "start_ratio": (board.start_ms, page.start_ms),
        "pss_ratio": (board.pss_mb, page.pss_mb),
        "cpu_ratio": (board.cpu_percent, page.cpu_percent),
        "slide_cpu_ratio": (board.slide_cpu_percent, page.slide_cpu_percent),
        "call_ratio": (board.call_ms, page.call_ms),
        "ratio": (board.pss_mb, page.pss_mb),
    }
    return {name: round(mine / max(theirs, 0.1), 2) for name, (mine, theirs) in pairs.items()}
