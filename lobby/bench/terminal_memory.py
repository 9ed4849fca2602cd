"""`lobby bench terminal-memory`: what thousands of visitors leave behind in the terminal's memory.

A real broker, a real queue service, a real terminal, used through its window: codes as keys, taps on its controls.
Most visitors show a code, in every language and with every aid; some show a foreign one, look through the services or
ask for help. Their codes come back again and again, since a day has no ten thousand numbers; a code that comes again
takes the same way. Memory is the resident set of the terminal's process while its first page stands.
"""

import statistics
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle
from typing import Annotated

import psutil
import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lobby.bench.house import bench_house, wait_until
from lobby.bench.report import report
from lobby.bench.scan_rounds import Visitors, terminal_window
from lobby.bench.window import WindowClient
from lobby.contract.config import Language

BOOKINGS = 300
WARM_UP = 600
"""Visitors before the first sample: every code has come, every language and aid has been used."""
SAMPLES = 20
SIZE = "540x960"
"""Of the window: small, for less painting a visitor."""
CALM_SECONDS = 0.42
"""Between two touches on pages that turn: what comes faster is a double tap."""
AIDS = ("", "aid-text", "aid-contrast", "aid-reach")
LOOKS_AROUND, ASKS, FOREIGNER = 50, 25, 10
"""Every 50th looks through the services, the one half-way asks for help, every tenth shows a foreign code."""
FOREIGN = "https://example.org/menu"
BARS = {"growth_mb": "≤ 5"}

app = typer.Typer()


@app.command(epilog="Example: lobby bench terminal-memory --visitors 10000 --json")
def terminal_memory(
    visitors: Annotated[int, typer.Option(min=20, max=100_000, help="After the warm-up.")] = 10_000,
    json: Annotated[bool, typer.Option("--json", help="The last line is one JSON object.")] = False,
) -> None:
    """Visitor after visitor at one terminal; its memory after the first ones and after the last. About 0.2 s each."""
    codes = Visitors(Ed25519PrivateKey.generate())
    with (
        bench_house() as house,
        house.queue_service(keys=[codes.public()]),
        terminal_window(house, size=SIZE) as (process, window),
    ):
        house.configure("kiosk-1", {"confirm_check_in": False})
        crowd = Crowd(window, [codes.code() for _ in range(BOOKINGS)])
        for _ in range(min(WARM_UP, visitors)):
            crowd.come()
        began = time.monotonic()
        found = _sampled(crowd, psutil.Process(process.pid), visitors)
        seconds = time.monotonic() - began
    report("Terminal: memory after many visitors", _figures(found, seconds), as_json=json, bars=BARS)


def _sampled(crowd: "Crowd", process: psutil.Process, visitors: int) -> Mapping[int, float]:
    """Resident megabytes by visitors so far: the median of those after each visitor of a twentieth.

    One look would tell of the last visitor's language and type size, whose page is not collected yet.
    """
    found: dict[int, float] = {}
    came = 0
    for sample in range(1, SAMPLES + 1):
        until = visitors * sample // SAMPLES
        seen = []
        for _ in range(came, until):
            crowd.come()
            seen.append(_resident_mb(process))
        came = until
        found[until] = statistics.median(seen)
        print(f"{until} visitors: {found[until]:.1f} MB", file=sys.stderr)
    return found


def _figures(found: Mapping[int, float], seconds: float) -> dict[str, float]:
    sizes = list(found.values())
    later = {visitors: mb for visitors, mb in found.items() if visitors >= max(found) // 2}
    slope = statistics.linear_regression(list(later), list(later.values())).slope
    return {
        "growth_mb": round(sizes[-1] - sizes[0], 2),
        "baseline_mb": round(sizes[0], 2),
        "last_mb": round(sizes[-1], 2),
        "ratio": round(sizes[-1] / sizes[0], 3),
        "later_mb_per_1000": round(slope * 1000, 3),
        "visitors": max(found),
        "seconds_per_visitor": round(seconds / max(found), 3),
        **{f"mb_after_{visitors}": round(mb, 2) for visitors, mb in found.items()},
    }


def _resident_mb(process: psutil.Process) -> float:
    return float(process.memory_info().rss / 2**20)


@dataclass
class Crowd:
    """Visitors, one after the other, never two alike in a row."""

    window: WindowClient
    codes: list[str]

    def __post_init__(self) -> None:
        self._code = cycle(self.codes)
        self._language = cycle([language.value for language in Language])
        self._aid = cycle(AIDS)
        self._came = 0

    def come(self) -> None:
        """One more, from the first page back to it."""
        self._came += 1
        if self._came % LOOKS_AROUND == 0:
            self._looks_around()
        elif self._came % LOOKS_AROUND == ASKS:
            self._asks_for_help()
        elif self._came % FOREIGNER == 0:
            self._shows(FOREIGN, "problem")
        else:
            self._shows(next(self._code), "number")
        self._until("welcome")

    def _shows(self, code: str, then: str) -> None:
        language, aid = next(self._language), next(self._aid)
        if self._came % 3:
            self._tap_if_there(f"language-{language}")
        if aid:
            self._tap_if_there(aid)
        self.window.keys(code + "\n")
        self._until(then)
        self.window.tap("done" if then == "number" else "back")

    def _looks_around(self) -> None:
        self._walk("walk-in", "subjects")
        subject = next(name for name in self.window.state()["controls"] if name.startswith("subject-"))
        self._walk(subject, "services")
        self._walk("back", "subjects")
        self._walk("back", "welcome")

    def _asks_for_help(self) -> None:
        self._walk("help", "help")
        self._walk("back", "welcome")

    def _walk(self, control: str, then: str) -> None:
        time.sleep(CALM_SECONDS)
        self.window.tap(control)
        self._until(then)

    def _tap_if_there(self, control: str) -> None:
        if control in self.window.state()["controls"]:
            self.window.tap(control)

    def _until(self, screen: str) -> None:
        wait_until(lambda: self.window.state()["screen"] == screen)
