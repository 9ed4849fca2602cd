"""`lobby bench call-to-screen`: from a counter's command to the changed pixels of the call display.

A real broker, a real queue service with its journal on disk, a real display of 1920 × 1080. A round begins when "call
the next one" is handed to the connection, and ends when the last pixel of the frame with the number stands; the frame
is read back and compared with the one before. Split: what the display needed for drawing, and all the rest.
"""

import contextlib
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from lobby.bench.chromium import Page, executable, showing
from lobby.bench.house import BenchHouse, bench_house, wait_until
from lobby.bench.load import new_id
from lobby.bench.report import percentiles, report
from lobby.bench.window import WindowClient
from lobby.contract.answers import Refused
from lobby.contract.requests import AnyRequest, CallNext, Finish, OpenPlace, Start, WalkIn
from lobby.link.device import Device

PLACE, SERVICE = "7", "id-card"
WIDTH, HEIGHT = 1920, 1080
NUMBER = (104, 260, 900, 300)
"""Where the number stands."""
WARM_UP = 10
PAUSE_SECONDS = 0.05
BARS = {"p50_ms": "≤ 40", "p99_ms": "≤ 100", "other_p50_ms": "≤ 12"}

app = typer.Typer()


@dataclass(frozen=True)
class Round:
    """One call, in milliseconds."""

    total: float
    drawing: float


@app.command(epilog="Example: lobby bench call-to-screen --rounds 300 --json")
def call_to_screen(
    rounds: Annotated[int, typer.Option(min=2, max=800, help="Calls to make.")] = 300,
    json: Annotated[bool, typer.Option("--json", help="The last line is one JSON object.")] = False,
) -> None:
    """Call visitors one after the other and look at the display; a page in Chromium beside it."""
    with bench_house() as house, house.queue_service(places=[PLACE]), display(house) as window:
        taken = calls(house, window, rounds + WARM_UP)[WARM_UP:]
    figures = percentiles([one.total for one in taken])
    drawing, other = (
        percentiles([one.drawing for one in taken]),
        percentiles([one.total - one.drawing for one in taken]),
    )
    figures |= {f"drawing_{name}": value for name, value in drawing.items() if name != "p95_ms"}
    figures |= {f"other_{name}": value for name, value in other.items() if name != "p95_ms"}
    page = baseline(rounds)
    if page:
        bare = percentiles(page)["p50_ms"]
        figures |= {"baseline_p50_ms": bare, "ratio": round(figures["p50_ms"] / bare, 2)}
    else:
        print("no Chromium on this machine: no baseline", file=sys.stderr)
    report(
        "Display: call published to pixels changed", {**figures, "rounds": rounds}, as_json=json, bars=BARS
    )


@contextlib.contextmanager
def display(house: BenchHouse) -> Iterator[WindowClient]:
    """A call display that has drawn its first board."""
    mirror = house.folder / "display.sock"
    words = ("lobby", "signage", "--settings", str(house.settings_file("display-1")), "--mirror", str(mirror))
    with house.program(*words, "--size", f"{WIDTH}x{HEIGHT}"), _window(mirror) as window:
        wait_until(lambda: window.state()["screen"] == "board")
        yield window


@contextlib.contextmanager
def _window(mirror: Path) -> Iterator[WindowClient]:
    with WindowClient(mirror) as window:
        yield window


def calls(house: BenchHouse, window: WindowClient, rounds: int) -> list[Round]:
    """Visitors called one after the other, each until the display shows it."""
    counter = Device(house.broker.settings("rehearsal"), subscriptions=(), deliver=lambda _: None)
    counter.start()
    try:
        wait_until(lambda: counter.connected)
        _ask(counter, OpenPlace(id=new_id(), place=PLACE, services=(SERVICE,)))
        return [_round(counter, window) for _ in range(rounds)]
    finally:
        counter.stop()


def _ask(counter: Device, request: AnyRequest) -> None:
    answer = counter.ask(request).result(10)
    if isinstance(answer, Refused):
        raise RuntimeError(f"{request} was refused: {answer.reason}")  # noqa: TRY004 - a refusal, no wrong type


def _round(counter: Device, window: WindowClient) -> Round:
    _ask(counter, WalkIn(id=new_id(), service=SERVICE))
    wait_until(lambda: window.state()["number"] is None)
    time.sleep(PAUSE_SECONDS)
    before = window.frame(-1, NUMBER)
    if before is None:
        raise TimeoutError("the display draws nothing")
    request = CallNext(id=new_id(), place=PLACE)
    began = time.monotonic()
    answer = counter.ask(request)
    seen = before
    while seen.pixels == before.pixels:
        newer = window.frame(seen.number, NUMBER)
        if newer is None:
            raise TimeoutError("the call was not drawn")
        seen = newer
    answer.result(10)
    _ask(counter, Start(id=new_id(), place=PLACE))
    _ask(counter, Finish(id=new_id(), place=PLACE))
    return Round((seen.drawn - began) * 1000, seen.draw_ms)


def baseline(rounds: int) -> list[float]:
    """What a bare page takes: milliseconds of each change, empty without Chromium."""
    program = executable()
    if program is None:
        return []
    page = Page()
    try:
        with showing(page, program):
            page.listening.wait(10)
            taken = []
            for turn in range(rounds + WARM_UP):
                taken.append(page.change(f"A {101 + turn % 899}"))
                time.sleep(PAUSE_SECONDS)
            return taken[WARM_UP:]
    finally:
        page.close()
