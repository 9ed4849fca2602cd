"""`lobby bench queue-service`: durable commands a second, beside a bare echo on the same broker.

Half of the visitors show a signed code, half draw a number; each is called, called again, served and finished by one
of 64 counters that work at the same time. Service and echo take turns, so that a busy moment of the machine meets
both. The time of a single command, alone on the way, is measured beside it.
"""

import os
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lobby.bench.house import BenchHouse, bench_house
from lobby.bench.load import Agent, Load, Measured, new_id
from lobby.bench.report import percentiles, report
from lobby.catalogue_files import sample_catalogue
from lobby.contract.codes import BookingClaim, signed
from lobby.contract.config import PublicKey
from lobby.contract.requests import (
    AnyRequest,
    CallNext,
    CheckIn,
    Finish,
    Identify,
    OpenPlace,
    Recall,
    Start,
    WalkIn,
)

COUNTERS = 64
SERVICES = ("id-card", "residence-register", "good-conduct", "pickup", "settlement-permit")
ALONE_VISITS = 60
"""Visits whose commands go one after another."""
MOST_VISITS = 3600
"""Each ticket letter has 899 numbers a day."""
BARS = {"per_second": "≥ 1,500", "ratio": "≥ 0.40"}

_KEY_ID = 1
_MINUTE = timedelta(minutes=1)

app = typer.Typer()


@app.command(epilog="Example: lobby bench queue-service --rounds 3 --visits 800 --json")
def queue_service(
    rounds: Annotated[int, typer.Option(min=1, max=20, help="How often service and echo take turns.")] = 3,
    visits: Annotated[int, typer.Option(min=64, help="Visits a round; five commands each.")] = 800,
    json: Annotated[bool, typer.Option("--json", help="The last line is one JSON object.")] = False,
) -> None:
    """64 counters at once; each command is on disk before its answer. Medians of all rounds."""
    if rounds * (visits + ALONE_VISITS) > MOST_VISITS:
        raise typer.BadParameter(f"at most {MOST_VISITS} visits in all: a day has no more numbers")
    served, echoed = _Tally(), _Tally()
    visitors = _Visitors()
    with bench_house() as house:
        places = tuple(str(number) for number in range(1, COUNTERS + 1))
        for _ in range(rounds):
            with house.queue_service(places=places, keys=[visitors.public()]):
                served.add(house, visitors, visits)
            echo = (
                "lobby.bench.echo", "--settings", str(house.settings_file("queue")), "--bytes", str(served.answer_bytes)
            )  # fmt: skip
            with house.program(*echo):
                echoed.add(house, visitors, visits)
    figures = _figures(served, echoed)
    report("Queue service: durable commands a second", figures, as_json=json, bars=BARS)


@dataclass
class _Visitors:
    """Whoever comes, half of them with a code of a key made for this run."""

    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    def public(self) -> PublicKey:
        today = datetime.now(UTC).date()
        raw = self.key.public_key().public_bytes_raw().hex()
        day = timedelta(days=1)
        return PublicKey(key_id=_KEY_ID, public=raw, not_before=today - day, not_after=today + day)

    def arrivals(self, number: int, first_service: int) -> list[AnyRequest]:
        """Commands by which `number` visitors come, made beforehand: signing is no part of what is measured."""
        return [
            self._arrival(turn, SERVICES[(first_service + turn) % len(SERVICES)]) for turn in range(number)
        ]

    def _arrival(self, turn: int, service: str) -> AnyRequest:
        if turn % 2:
            return WalkIn(id=new_id(), service=service)
        catalogue = sample_catalogue()
        claim = BookingClaim(
            booking=os.urandom(8).hex(), revision=0, key_id=_KEY_ID, site=catalogue.centre["altona"].number,
            slot=datetime.now(UTC).replace(second=0, microsecond=0), length=10 * _MINUTE,
            service=catalogue.service[service].number, persons=1,
        )  # fmt: skip
        return CheckIn(id=new_id(), code=signed(claim, self.key))


@dataclass
class _Tally:
    """What the rounds of one of the two gave."""

    together: list[Measured] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)

    def add(self, house: BenchHouse, visitors: _Visitors, visits: int) -> None:
        """One round."""
        each = visits // COUNTERS
        agents = [_counter(str(n), visitors.arrivals(each, n)) for n in range(1, COUNTERS + 1)]
        single = _counter("1", visitors.arrivals(ALONE_VISITS, 0))
        load = Load(house.broker.settings("rehearsal"))
        try:
            load.until_answered(lambda: Identify(id=new_id(), code="0"))
            load.run([_open(str(place)) for place in range(1, COUNTERS + 1)])
            self.together.append(load.run(agents))
            self.alone += load.run([single]).milliseconds
        finally:
            load.close()

    @property
    def per_second(self) -> float:
        """The median round."""
        return statistics.median(one.per_second for one in self.together)

    @property
    def answer_bytes(self) -> int:
        """How long an answer is on average."""
        return sum(one.answer_bytes for one in self.together) // self.commands

    @property
    def commands(self) -> int:
        """How many were answered."""
        return sum(len(one.milliseconds) for one in self.together)


def _figures(served: _Tally, echoed: _Tally) -> dict[str, float]:
    together = [ms for one in served.together for ms in one.milliseconds]
    return {
        "per_second": round(served.per_second, 1),
        "baseline_per_second": round(echoed.per_second, 1),
        "ratio": round(served.per_second / echoed.per_second, 3),
        **percentiles(served.alone),
        "baseline_p50_ms": percentiles(echoed.alone)["p50_ms"],
        "together_p50_ms": percentiles(together)["p50_ms"],
        "together_p99_ms": percentiles(together)["p99_ms"],
        "lowest_per_second": round(min(one.per_second for one in served.together), 1),
        "commands": served.commands,
        "refused": sum(one.refused for one in served.together),
    }


def _open(place: str) -> Agent:
    yield OpenPlace(id=new_id(), place=place, services=SERVICES)


def _counter(place: str, arrivals: list[AnyRequest]) -> Iterator[AnyRequest]:
    for arrival in arrivals:
        yield arrival
        yield CallNext(id=new_id(), place=place)
        yield Recall(id=new_id(), place=place)
        yield Start(id=new_id(), place=place)
        yield Finish(id=new_id(), place=place)
