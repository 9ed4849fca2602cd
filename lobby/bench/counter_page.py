"""`lobby bench counter-page`: from a command to the painted counter page, with fifty counters open.

A real broker, a real queue service, the real page's program with fifty event streams, three of them real pages in
Chromium that say themselves when the frame after a change was produced. Measured: a call at some counter until all
pages show the line without that number; a button pressed in a page until its own place shows the number; an emergency
until the band stands. Beside it what a bare page in the same Chromium takes from a push to the frame.
"""

import sys
import time
from dataclasses import dataclass, field
from typing import Annotated

import typer

from lobby.bench.call_to_screen import baseline
from lobby.bench.chromium import executable
from lobby.bench.counter_clerks import Clerks, clerks_at_work, streams, windows
from lobby.bench.house import bench_house, wait_until
from lobby.bench.load import new_id
from lobby.bench.report import percentiles, report
from lobby.contract.answers import AnyAnswer, PlaceChanged, Refused
from lobby.contract.requests import (
    AnyRequest,
    CallNext,
    EndEmergency,
    Finish,
    OpenPlace,
    RaiseEmergency,
    Start,
    WalkIn,
)
from lobby.link.device import Device

SERVICES = ("id-card", "residence-register", "good-conduct", "pickup", "settlement-permit")
WARM_UP = 5
PAUSE_SECONDS = 0.15
SHIELD_SECONDS = 0.7
"""A button that changed its meaning or its place takes no press for a little less."""
PRESS_EVERY, ALARM_EVERY = 3, 10
BARS = {"p99_ms": "≤ 150", "press_p99_ms": "≤ 150", "emergency_p99_ms": "≤ 1,000"}

app = typer.Typer()


@dataclass
class Taken:
    """Milliseconds of each kind."""

    pages: list[float] = field(default_factory=list)
    presses: list[float] = field(default_factory=list)
    alarms: list[float] = field(default_factory=list)


@app.command(epilog="Example: lobby bench counter-page --rounds 200 --json")
def counter_page(
    rounds: Annotated[int, typer.Option(min=20, max=700, help="Calls to make.")] = 200,
    counters: Annotated[int, typer.Option(min=4, max=99, help="Counters with their page open.")] = 50,
    waiting: Annotated[int, typer.Option(min=10, max=300, help="People in the line.")] = 60,
    in_chromium: Annotated[int, typer.Option(min=1, max=8, help="How many of them are real pages.")] = 3,
    json: Annotated[bool, typer.Option("--json", help="The last line is one JSON object.")] = False,
) -> None:
    """Call at one counter after the other and look at the pages of the others."""
    program = executable()
    if program is None:
        print("no Chromium on this machine: nothing to measure", file=sys.stderr)
        raise typer.Exit(2)
    places = [str(number) for number in range(1, counters + 1)]
    shown, bare = places[:in_chromium], places[in_chromium:]
    with bench_house() as house, house.queue_service(places=places):
        queue = _Queue(Device(house.broker.settings("rehearsal"), subscriptions=(), deliver=lambda _: None))
        try:
            queue.open(places, waiting)
            with clerks_at_work(house, places, SERVICES) as clerks, streams(clerks, bare) as count:
                with windows(clerks, shown, program):
                    taken = _measured(clerks, queue, shown, bare, rounds)
                megabytes = count[0] / 2**20
        finally:
            queue.device.stop()
    figures = percentiles(taken.pages)
    figures |= {f"press_{name}": value for name, value in percentiles(taken.presses).items()}
    figures |= {f"emergency_{name}": value for name, value in percentiles(taken.alarms).items()}
    bare_page = percentiles(baseline(rounds))
    figures |= {"baseline_p50_ms": bare_page["p50_ms"], "baseline_p99_ms": bare_page["p99_ms"]}
    figures |= {"ratio": round(figures["p50_ms"] / bare_page["p50_ms"], 2), "counters": counters}
    figures |= {"waiting": waiting, "rounds": rounds, "streamed_mb": round(megabytes, 1)}
    report("Counter page: command to painted, all counters open", figures, as_json=json, bars=BARS)


class _Queue:
    """Asks the queue service, and waits for the answer."""

    def __init__(self, device: Device) -> None:
        self.device = device
        device.start()
        wait_until(lambda: device.connected)

    def open(self, places: list[str], waiting: int) -> None:
        """All counters open, the line filled."""
        for place in places:
            self.ask(OpenPlace(id=new_id(), place=place, services=SERVICES))
        for number in range(waiting):
            self.ask(WalkIn(id=new_id(), service=SERVICES[number % len(SERVICES)]))

    def ask(self, request: AnyRequest) -> AnyAnswer:
        """The answer; a refusal is a mistake of this program."""
        answer = self.device.ask(request).result(10)
        if isinstance(answer, Refused):
            raise RuntimeError(f"{request} was refused: {answer.reason}")  # noqa: TRY004 - a refusal, no wrong type
        return answer

    def serve(self, place: str, number: int) -> None:
        """Whoever was called is served, and somebody else comes."""
        self.ask(Start(id=new_id(), place=place))
        self.ask(Finish(id=new_id(), place=place))
        self.ask(WalkIn(id=new_id(), service=SERVICES[number % len(SERVICES)]))


def _measured(clerks: Clerks, queue: _Queue, shown: list[str], bare: list[str], rounds: int) -> Taken:
    taken = Taken()
    for number in range(rounds + WARM_UP):
        kept = Taken() if number < WARM_UP else taken
        place = bare[number % len(bare)]
        time.sleep(PAUSE_SECONDS)
        kept.pages += _call(clerks, queue, shown, place)
        queue.serve(place, number)
        if number % PRESS_EVERY == 0:
            time.sleep(SHIELD_SECONDS)
            pressed = shown[number % len(shown)]
            kept.presses.append(_press(clerks, pressed))
            queue.serve(pressed, number)
        if number % ALARM_EVERY == 0:
            time.sleep(PAUSE_SECONDS)
            kept.alarms += _alarm(clerks, queue, shown, place)
    return taken


def _call(clerks: Clerks, queue: _Queue, shown: list[str], place: str) -> list[float]:
    after, began = clerks.heard(), time.monotonic()
    answer = queue.ask(CallNext(id=new_id(), place=place))
    assert isinstance(answer, PlaceChanged) and answer.place.visit is not None  # noqa: PT018, S101 - somebody waits
    gone = answer.place.visit.number
    said = [clerks.wait_for(one, lambda now: gone not in now["waiting"], after) for one in shown]
    return [(one["at"] - began) * 1000 for one in said]


def _press(clerks: Clerks, place: str) -> float:
    after = clerks.heard()
    clerks.click(place, "F8")
    said = clerks.wait_for(place, lambda now: now["number"][-1].isdigit(), after)
    return float(said["since"])


def _alarm(clerks: Clerks, queue: _Queue, shown: list[str], place: str) -> list[float]:
    after, began = clerks.heard(), time.monotonic()
    queue.ask(RaiseEmergency(id=new_id(), place=place))
    said = [clerks.wait_for(one, lambda now: now["alarms"] > 0, after) for one in shown]
    after = clerks.heard()
    queue.ask(EndEmergency(id=new_id(), place=place))
    for one in shown:
        clerks.wait_for(one, lambda now: now["alarms"] == 0, after)
    return [(one["at"] - began) * 1000 for one in said]
