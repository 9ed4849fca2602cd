"""`lobby bench queue-service`: durable commands a second, beside a bare echo on the same broker."""

from collections.abc import Iterator
from typing import Annotated

import typer

from lobby.bench.house import BenchHouse, bench_house
from lobby.bench.load import Agent, Load, Measured, new_id
from lobby.bench.report import percentiles, report
from lobby.contract.requests import AnyRequest, CallNext, Finish, Identify, OpenPlace, Recall, Start, WalkIn

COUNTERS = 64
SERVICES = ("id-card", "residence-register", "good-conduct", "pickup", "settlement-permit")
MOST_VISITS = 4000
"""Each ticket letter has 899 numbers a day."""
BARS = {"per_second": "≥ 1,500", "ratio": "≥ 0.40"}

app = typer.Typer()


@app.command(epilog="Example: lobby bench queue-service --visits 2000 --json")
def queue_service(
    visits: Annotated[
        int, typer.Option(min=64, max=MOST_VISITS, help="Visits to play; five commands each.")
    ] = 2000,
    json: Annotated[bool, typer.Option("--json", help="The last line is one JSON object.")] = False,
) -> None:
    """64 counters at once: number drawn, called, called again, started, finished. Each is on disk before its answer."""
    with bench_house() as house:
        places = tuple(str(number) for number in range(1, COUNTERS + 1))
        with house.queue_service(places=places):
            served = _measure(house, visits)
        size = served.answer_bytes // len(served.milliseconds)
        echo = ("lobby.bench.echo", "--settings", str(house.settings_file("queue")), "--bytes", str(size))
        with house.program(*echo):
            echoed = _measure(house, visits)
    figures = {
        "per_second": round(served.per_second, 1),
        "baseline_per_second": round(echoed.per_second, 1),
        "ratio": round(served.per_second / echoed.per_second, 3),
        **percentiles(served.milliseconds),
        "baseline_p50_ms": percentiles(echoed.milliseconds)["p50_ms"],
        "commands": len(served.milliseconds),
        "refused": served.refused,
    }
    report("Queue service: durable commands a second", figures, as_json=json, bars=BARS)


def _measure(house: BenchHouse, visits: int) -> Measured:
    load = Load(house.broker.settings("rehearsal"))
    try:
        load.until_answered(lambda: Identify(id=new_id(), code="0"))
        load.run([_open(str(place)) for place in range(1, COUNTERS + 1)])
        return load.run([_counter(str(place), visits // COUNTERS) for place in range(1, COUNTERS + 1)])
    finally:
        load.close()


def _open(place: str) -> Agent:
    yield OpenPlace(id=new_id(), place=place, services=SERVICES)


def _counter(place: str, visits: int) -> Iterator[AnyRequest]:
    for turn in range(visits):
        yield WalkIn(id=new_id(), service=SERVICES[(turn + int(place)) % len(SERVICES)])
        yield CallNext(id=new_id(), place=place)
        yield Recall(id=new_id(), place=place)
        yield Start(id=new_id(), place=place)
        yield Finish(id=new_id(), place=place)
