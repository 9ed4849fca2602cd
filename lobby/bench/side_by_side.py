"""`lobby bench side-by-side`: how far apart displays of one waiting room show the same call.

A real broker, a real queue service, and real displays of 1920 × 1080 on one machine, so that one clock times them all.
A round begins with a call and ends when every display has said that it drew it; the spread is the time from the first
to the last. Displays that share a machine draw one after the other: on machines of their own the spread is smaller.
"""

import contextlib
import queue
import time
from typing import Annotated

import typer

from lobby.bench.house import BenchHouse, bench_house, wait_until
from lobby.bench.load import new_id
from lobby.bench.report import percentiles, report
from lobby.contract.answers import Refused
from lobby.contract.devices import Drawn
from lobby.contract.requests import AnyRequest, CallNext, Finish, OpenPlace, Start, WalkIn
from lobby.contract.topics import DRAWN
from lobby.link.device import Device
from lobby.link.incoming import Incoming, Subscription

PLACE, SERVICE = "7", "id-card"
PATIENCE_SECONDS = 20.0
PAUSE_SECONDS = 0.05
WARM_UP = 3
BARS = {"p99_ms": "≤ 1000: the same second"}

app = typer.Typer()


@app.command(epilog="Example: lobby bench side-by-side --displays 3 --json")
def side_by_side(
    rounds: Annotated[int, typer.Option(min=2, max=500, help="Calls to make.")] = 50,
    displays: Annotated[int, typer.Option(min=2, max=4, help="Displays in the room.")] = 3,
    json: Annotated[bool, typer.Option("--json", help="The last line is one JSON object.")] = False,
) -> None:
    """Call visitors one after the other and compare when the displays of a room have drawn each call."""
    names = tuple(f"display-{number}" for number in range(1, displays + 1))
    with bench_house() as house, house.queue_service(places=[PLACE]), contextlib.ExitStack() as running:
        for name in names:
            words = ("lobby", "signage", "--settings", str(house.settings_file(name)))
            running.enter_context(house.program(*words, "--size", "1920x1080"))
        spreads = Room(house, names).measured(rounds)
    figures = percentiles(spreads) | {"most_ms": round(max(spreads), 2)}
    report(
        "Displays side by side: first to last pixel of a call",
        {**figures, "displays": displays, "rounds": rounds}, as_json=json, bars=BARS,
    )  # fmt: skip


class Room:
    """The displays as a console hears them, and a counter that calls."""

    def __init__(self, house: BenchHouse, names: tuple[str, ...]) -> None:
        self._names = frozenset(names)
        self._drawn: queue.Queue[tuple[str, Drawn]] = queue.Queue()
        heard = [Subscription(DRAWN, any_device=True)]
        self._console = Device(house.broker.settings("console"), subscriptions=heard, deliver=self._hear)
        self._counter = Device(house.broker.settings("rehearsal"), subscriptions=(), deliver=lambda _: None)

    def measured(self, rounds: int) -> list[float]:
        """Milliseconds from the first display to the last, for each call."""
        self._console.start()
        self._counter.start()
        try:
            wait_until(lambda: self._console.connected and self._counter.connected)
            self._ask(OpenPlace(id=new_id(), place=PLACE, services=(SERVICE,)))
            return [self._round() for _ in range(rounds + WARM_UP)][WARM_UP:]
        finally:
            self._counter.stop()
            self._console.stop()

    def _hear(self, item: object) -> None:
        if isinstance(item, Incoming) and isinstance(item.message, Drawn):
            self._drawn.put((item.levels["device"], item.message))

    def _ask(self, request: AnyRequest) -> None:
        answer = self._counter.ask(request).result(10)
        if isinstance(answer, Refused):
            raise RuntimeError(f"{request} was refused: {answer.reason}")  # noqa: TRY004 - a refusal, no wrong type

    def _round(self) -> float:
        self._ask(WalkIn(id=new_id(), service=SERVICE))
        self._ask(CallNext(id=new_id(), place=PLACE))
        seen = self._all_drew()
        for step in (Start, Finish):
            self._ask(step(id=new_id(), place=PLACE))
        time.sleep(PAUSE_SECONDS)
        moments = [one.at for one in seen.values()]
        return (max(moments) - min(moments)).total_seconds() * 1000

    def _all_drew(self) -> dict[str, Drawn]:
        """What each display said of the newest call, once all have."""
        by_call: dict[str, dict[str, Drawn]] = {}
        end = time.monotonic() + PATIENCE_SECONDS
        while (left := end - time.monotonic()) > 0:
            try:
                device, drawn = self._drawn.get(timeout=left)
            except queue.Empty:
                break
            if drawn.call is None or device not in self._names:
                continue
            seen = by_call.setdefault(drawn.call, {})
            seen.setdefault(device, drawn)
            if len(seen) == len(self._names):
                return seen
        raise TimeoutError("a display has not drawn the call")
