"""`lobby bench footprint`: start to first frame, memory and processor of terminal and display with a still picture.

Each program runs alone beside a real broker and a real queue service that beats every two seconds; nobody comes. The
terminal is watched twice, without and with a camera that looks into an empty hall.
Memory is proportional set size: what is shared is divided among those who share it. Beside them, in the same run, the
same board as a still page in Chromium, all its processes together.
"""

import contextlib
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

import psutil
import typer

from lobby.bench.chromium import Page, executable, showing
from lobby.bench.house import BenchHouse, bench_house, wait_until
from lobby.bench.report import report
from lobby.bench.still_camera import StillCamera
from lobby.bench.window import WindowClient

SETTLE_SECONDS = 4.0
BARS = {
    "start_ms": "≤ 1,500", "pss_mb": "≤ 180", "cpu_percent": "≤ 2", "terminal_start_ms": "≤ 1,500",
    "terminal_cpu_percent": "≤ 2",
}  # fmt: skip
PROGRAMS = {
    "display": ("signage", "display-1", "1920x1080"),
    "terminal": ("kiosk", "kiosk-1", "1080x1920"),
}

app = typer.Typer()


@dataclass(frozen=True)
class Footprint:
    """Of one program and its children."""

    start_ms: float
    pss_mb: float
    cpu_percent: float

    def figures(self, prefix: str = "") -> dict[str, float]:
        """By name."""
        return {
            f"{prefix}start_ms": round(self.start_ms, 1),
            f"{prefix}pss_mb": round(self.pss_mb, 1),
            f"{prefix}cpu_percent": round(self.cpu_percent, 2),
        }


@app.command(epilog="Example: lobby bench footprint --seconds 20 --json")
def footprint(
    seconds: Annotated[int, typer.Option(min=5, max=600, help="How long to watch each still picture.")] = 20,
    json: Annotated[bool, typer.Option("--json", help="The last line is one JSON object.")] = False,
) -> None:
    """Start the display and the terminal, one after the other, and watch them do nothing."""
    figures: dict[str, float] = {}
    with bench_house() as house, house.queue_service():
        for name, (program, device, size) in PROGRAMS.items():
            found = _measured(house, (program, device, size), seconds)
            figures |= found.figures("" if name == "display" else f"{name}_")
        found = _with_camera(house, seconds)
        figures |= {
            "terminal_camera_pss_mb": round(found.pss_mb, 1),
            "terminal_camera_cpu_percent": round(found.cpu_percent, 2),
        }
    page = _page(seconds)
    if page is not None:
        figures |= page.figures("baseline_")
        figures |= {
            "start_ratio": round(figures["start_ms"] / page.start_ms, 2),
            "pss_ratio": round(figures["pss_mb"] / page.pss_mb, 2),
            "ratio": round(figures["pss_mb"] / page.pss_mb, 2),
        }
    else:
        print("no Chromium on this machine: no baseline", file=sys.stderr)
    report("Still picture: display, terminal, and a page in Chromium", figures, as_json=json, bars=BARS)


def _measured(house: BenchHouse, words: tuple[str, str, str], seconds: float) -> Footprint:
    program, device, size = words
    with _started(house, program, device, size) as (process, window, began):
        first = window.frame(-1, (0, 0, 1, 1))
        if first is None:
            raise TimeoutError(f"{program} draws nothing")
        return _watched([process], (first.drawn - began) * 1000, seconds)


def _with_camera(house: BenchHouse, seconds: float) -> Footprint:
    """The terminal while its camera looks into an empty hall."""
    with (
        StillCamera(house.folder / "camera") as camera,
        _started(house, *PROGRAMS["terminal"]) as (process, window, _),
    ):
        window.frame(-1, (0, 0, 1, 1))
        house.configure("kiosk-1", {"camera_device": camera.device})
        return _watched([process], 0.0, seconds)


@contextlib.contextmanager
def _started(
    house: BenchHouse, program: str, device: str, size: str
) -> Iterator[tuple[psutil.Process, WindowClient, float]]:
    mirror = house.folder / f"{device}.sock"
    settings = str(house.settings_file(device))
    began = time.monotonic()
    words = ("lobby", program, "--settings", settings, "--mirror", str(mirror), "--size", size)
    with house.program(*words) as child:
        wait_until(lambda: mirror.exists() or child.poll() is not None)
        with WindowClient(mirror) as window:
            yield psutil.Process(child.pid), window, began


def _page(seconds: float) -> Footprint | None:
    program = executable()
    if program is None:
        return None
    page = Page()
    try:
        with showing(page, program) as (process, start_ms):
            page.listening.wait(10)
            return _watched([process, *process.children(recursive=True)], start_ms, seconds)
    finally:
        page.close()


def _watched(processes: Sequence[psutil.Process], start_ms: float, seconds: float) -> Footprint:
    """Let it come to rest, then measure over `seconds`."""
    time.sleep(SETTLE_SECONDS)
    before, began = _spent(processes), time.monotonic()
    time.sleep(seconds)
    spent, elapsed = _spent(processes) - before, time.monotonic() - began
    return Footprint(start_ms, _pss_mb(processes), spent / elapsed * 100)


def _spent(processes: Sequence[psutil.Process]) -> float:
    """Processor seconds so far."""
    total = 0.0
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system
    return total


def _pss_mb(processes: Sequence[psutil.Process]) -> float:
    total = 0.0
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            total += process.memory_full_info().pss / 2**20
    return total
