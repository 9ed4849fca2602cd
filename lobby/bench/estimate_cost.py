"""`lobby bench estimate-cost`: what the estimate of all services costs, beside counting who is ahead in the same line.

The line of a busy centre: half of those present have a booking, as many bookings are still to come, every counter takes
another part of the services, and earlier days have been measured.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from time import perf_counter, process_time
from typing import Annotated, NamedTuple

import typer

from lobby.bench.estimate_days import CENTRE, FIRST_DAY
from lobby.bench.report import percentiles, report
from lobby.catalogue_files import sample_catalogue
from lobby.contract.bookings import Booking
from lobby.contract.config import CentreConfig
from lobby.contract.events import AnyEvent, Arrived, Booked, Called, DayStarted, PlaceOpened, ServingStarted
from lobby.contract.measured import CasesOfHour, Measured, Sums
from lobby.contract.state import PlaceStatus, Standing
from lobby.queueing.documents import Waits, waits
from lobby.queueing.estimate_forecast import forecast
from lobby.queueing.evolve import evolve
from lobby.queueing.line import Line
from lobby.queueing.rules import LOCAL, Rules

COUNTERS, PARTS, SERVICES_EACH = 24, 6, 10
"""Counters in so many groups, each with another choice of services."""
ROUNDS = 200
BARS = {"p99_ms": "≤ 20"}
_MINUTE = timedelta(minutes=1)

app = typer.Typer()


@app.command(epilog="Example: lobby bench estimate-cost --present 1000 --json")
def estimate_cost(
    present: Annotated[int, typer.Option(min=2, max=4000, help="People who wait.")] = 500,
    rounds: Annotated[int, typer.Option(min=10, help="How often each of the two is done.")] = ROUNDS,
    json: Annotated[bool, typer.Option("--json", help="The last line is one JSON object.")] = False,
) -> None:
    """Processor time of one estimate for all services."""
    rules = hall_rules()
    now = datetime.combine(FIRST_DAY, time(11), LOCAL)
    line = full_hall(rules, present, now)
    first = _milliseconds(partial(_estimate, line, rules, now))
    ours: list[_Time] = []
    counted: list[_Time] = []
    for turn in range(rounds):
        moment = now + turn * timedelta(seconds=1)
        ours.append(_milliseconds(partial(_estimate, line, rules, moment)))
        counted.append(_milliseconds(partial(_people_ahead, line, rules)))
    figures = percentiles([one.processor for one in ours]) | {
        "wall_p50_ms": percentiles([one.wall for one in ours])["p50_ms"],
        "first_ms": round(first.processor, 2),
        "baseline_p50_ms": percentiles([one.processor for one in counted])["p50_ms"],
        "services": len(rules.services),
        "present": len(line.present),
        "counters": COUNTERS,
        "to_come": len(line.to_come),
    }
    report("Estimate of all services", figures, as_json=json, bars=BARS)


def _estimate(line: Line, rules: Rules, now: datetime) -> Waits:
    return waits(forecast(line, rules, now))


class _Time(NamedTuple):
    """Milliseconds of the processor, which others at work on the machine do not lengthen, and on the wall."""

    processor: float
    wall: float


def _milliseconds(act: Callable[[], object]) -> _Time:
    began = process_time(), perf_counter()
    act()
    return _Time((process_time() - began[0]) * 1000, (perf_counter() - began[1]) * 1000)


def _people_ahead(line: Line, rules: Rules) -> dict[str, float]:
    """The baseline: for each service the people its counters have to call, by the catalogue's minutes."""
    found: dict[str, float] = {}
    for service in rules.services:
        takers = [
            one
            for one in line.counters.values()
            if one.status is not PlaceStatus.CLOSED and service in one.services
        ]
        taken = frozenset(one for counter in takers for one in counter.services)
        minutes = sum(
            rules.services[visit.service].length / _MINUTE
            for visit in line.present.values()
            if visit.service in taken
        )
        found[service] = minutes / max(1, len(takers))
    return found


def hall_rules() -> Rules:
    """Of a centre with all counters of a large one."""
    places = tuple(str(number) for number in range(1, COUNTERS + 1))
    return Rules.of(CENTRE, CentreConfig(places=places), sample_catalogue())


def full_hall(rules: Rules, present: int, now: datetime, services_each: int = SERVICES_EACH) -> Line:
    """So many people waiting at this moment, half of them booked; every counter serves."""
    services = list(rules.services)
    line = Line()
    for event in (
        DayStarted(at=now - 3 * 60 * _MINUTE, day=FIRST_DAY.isoformat(), measured=_measured(services)),
        *_people(services, present, now),
        *_counters(services, now, services_each),
    ):
        evolve(line, event)
    return line


def _measured(services: Sequence[str]) -> Measured:
    sums = Sums(weight=8, minutes=100, squares=1500)
    cases = tuple(
        CasesOfHour(service=one, hour=hour, sums=sums) for one in sorted(services) for hour in range(8, 16)
    )
    return Measured(cases=cases, due=200, absent=24)


def _people(services: Sequence[str], present: int, now: datetime) -> Iterator[AnyEvent]:
    for number in range(present):
        service, since = (
            services[number % len(services)],
            now - (1 + (present - number) * 90 / present) * _MINUTE,
        )
        is_booked = number % 2 == 0
        yield _arrived(number, service, since, since.replace(second=0) if is_booked else None)
        if is_booked:
            slot = now + (1 + number * 240 / present) * _MINUTE
            booking = Booking(
                booking=f"{present + number:016x}",
                centre=CENTRE,
                service=service,
                slot=slot,
                length_minutes=15,
            )
            yield Booked(at=since, booking=booking)


def _arrived(number: int, service: str, since: datetime, slot: datetime | None) -> Arrived:
    return Arrived(
        at=since,
        visit=f"{number:016x}",
        number=f"A{101 + number}",
        service=service,
        persons=1,
        standing=Standing.WALK_IN if slot is None else Standing.ON_TIME,
        slot=slot,
    )


def _counters(services: Sequence[str], now: datetime, each: int) -> Iterator[AnyEvent]:
    """All serve, each in another part of a case."""
    for number in range(COUNTERS):
        place, first = str(number + 1), number % PARTS * (len(services) // PARTS)
        taken = tuple(services[(first + index) % len(services)] for index in range(each))
        visit = _arrived(-1 - number, taken[0], now - 50 * _MINUTE, None)
        called = now - (number + 1) * _MINUTE / 2
        yield PlaceOpened(at=now - 60 * _MINUTE, place=place, services=taken)
        yield visit
        yield Called(at=called, visit=visit.visit, number=visit.number, place=place, attempt=1)
        yield ServingStarted(at=called, visit=visit.visit, place=place)
