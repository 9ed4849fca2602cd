"""`lobby bench rules`: what a command costs by the bare rules in a full hall, and how long a restart in mid-day takes.

Every counter takes every service. A command is decided, its facts make the next line; the baseline is the plain way to
find who is next, everybody sorted by urgency. A restart is a new process up to its first state on a real broker; its
baseline has no day to read.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from time import process_time
from typing import Annotated

import typer

from lobby.bench.estimate_cost import COUNTERS, full_hall, hall_rules
from lobby.bench.estimate_days import FIRST_DAY
from lobby.bench.report import percentiles, report
from lobby.bench.rules_restart import restarts
from lobby.contract.requests import CallNext, NotHere, Recall, Start, WalkIn
from lobby.queueing.decide import Command, decide
from lobby.queueing.decision import Decided
from lobby.queueing.discipline import calling_order
from lobby.queueing.evolve import evolve
from lobby.queueing.line import Line
from lobby.queueing.rules import LOCAL, Rules

BARS = {"p99_ms": "≤ 1", "restart_s": "≤ 1"}
_SECOND = timedelta(seconds=1)

app = typer.Typer()


@app.command(epilog="Example: lobby bench rules --present 2000 --visits 5000 --json")
def rules(
    present: Annotated[int, typer.Option(min=100, max=4000, help="People who wait.")] = 2000,
    commands: Annotated[
        int, typer.Option(min=100, max=3500, help="Commands of clerks and at the entrance.")
    ] = 3500,
    visits: Annotated[int, typer.Option(min=10, help="Visits of the day before the restart.")] = 5000,
    starts: Annotated[int, typer.Option(min=1, help="How often it is restarted; the middle one counts.")] = 5,
    json: Annotated[bool, typer.Option("--json", help="The last line is one JSON object.")] = False,
) -> None:
    """Processor time of a command with many people present; time of a restart in mid-day."""
    house, now = hall_rules(), datetime.combine(FIRST_DAY, time(11), LOCAL)
    line = full_hall(house, present, now, services_each=len(house.services))
    waiting = len(line.present)
    costs = list(_costs(line, house, now, commands))
    sorting = [_sorting(line, house, now + turn * _SECOND) for turn in range(max(2, commands // 100))]
    figures = percentiles(costs) | {
        "baseline_p50_ms": percentiles(sorting)["p50_ms"],
        "present": waiting,
        "present_after": len(line.present),
    }
    report("A command and a restart", figures | restarts(visits, starts), as_json=json, bars=BARS)


def _costs(line: Line, rules: Rules, now: datetime, count: int) -> Iterator[float]:
    """Milliseconds of the processor for each command; as many come as are called."""
    for number, command in zip(range(count), _commands(), strict=False):
        moment = now + number * _SECOND
        began = process_time()
        decision = decide(line, command, rules, moment)
        assert isinstance(decision, Decided), decision  # noqa: S101 - else the figure would be of refusals
        for event in decision.events:
            evolve(line, event)
        yield (process_time() - began) * 1000


def _commands() -> Iterator[Command]:
    """Around the counters: somebody comes; finish and next, a second call, begin; every tenth is not there."""
    turn = 0
    while True:
        turn += 1
        place, name = str(turn % COUNTERS + 1), f"{turn:032x}"
        yield WalkIn(id=name, service="pickup")
        yield CallNext(id=f"c{name}", place=place, finish_current=True)
        yield Recall(id=f"r{name}", place=place)
        kind = NotHere if turn % 10 == 0 else Start
        yield kind(id=f"s{name}", place=place)


def _sorting(line: Line, rules: Rules, now: datetime) -> float:
    began = process_time()
    calling_order(line, rules, now)
    return (process_time() - began) * 1000
