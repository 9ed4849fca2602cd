"""How long the queue service takes to come back in the middle of a busy day, after `kill -9`."""

import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from lobby.bench.house import BenchHouse, bench_house, wait_until
from lobby.centre.journal import Answered, Journal
from lobby.contract.answers import Done
from lobby.contract.bookings import Booking
from lobby.contract.catalogue import FAMILIES
from lobby.contract.coding import encode
from lobby.contract.events import (
    AnyEvent,
    Arrived,
    Booked,
    Called,
    DayStarted,
    Finished,
    PlaceOpened,
    ServingStarted,
)
from lobby.contract.state import Board, Standing
from lobby.contract.topics import BOARD
from lobby.link.device import Device
from lobby.link.incoming import Incoming, Subscription
from lobby.queueing.rules import LOCAL

COUNTERS = 24
_SECOND = timedelta(seconds=1)


def restarts(visits: int, starts: int) -> dict[str, float]:
    """Seconds from the start of the process to its first state on the broker, without and with a day to read."""
    with bench_house() as house:
        with house.queue_service(places=[str(number + 1) for number in range(COUNTERS)]):
            pass
        (house.broker.settings("queue").state / "journal.db").unlink()
        heard: list[Board] = []
        client = Device(
            house.broker.settings("rehearsal"),
            subscriptions=(Subscription(BOARD),),
            deliver=lambda item: _note(item, heard),
        )
        client.start()
        wait_until(lambda: client.connected)
        empty = [_restart(house, heard) for _ in range(starts)]
        facts = _write_day(house, visits)
        full = [_restart(house, heard) for _ in range(starts)]
        client.stop()
    return {
        "restart_s": round(statistics.median(full), 3),
        "empty_s": round(statistics.median(empty), 3),
        "reading_s": round(statistics.median(full) - statistics.median(empty), 3),
        "restart_ratio": round(statistics.median(full) / statistics.median(empty), 2),
        "visits": visits,
        "facts": facts,
    }


def _note(item: object, heard: list[Board]) -> None:
    if isinstance(item, Incoming) and isinstance(item.message, Board):
        heard.append(item.message)


def _restart(house: BenchHouse, heard: list[Board]) -> float:
    """Until a board that was made after the start, seen by a client of the broker."""
    file = str(house.settings_file("queue"))
    heard.clear()
    at, began = datetime.now(UTC), time.perf_counter()
    with house.program("lobby", "centre", "--settings", file) as process:
        while not any(board.as_of >= at for board in heard):
            time.sleep(0.001)
        took = time.perf_counter() - began
        process.kill()
    return took


def _write_day(house: BenchHouse, visits: int) -> int:
    """The journal of a day up to now, with the answer to each command; the number of facts."""
    journal = Journal(house.broker.settings("queue").state / "journal.db")
    now = datetime.now(UTC)
    began = max(
        now - timedelta(hours=10), datetime.combine(now.astimezone(LOCAL), datetime.min.time(), LOCAL)
    )
    facts = list(_facts(visits, began, (now - began) / (visits + COUNTERS)))
    journal.append(journal.last_seq() + 1, facts, list(_answers(visits * 4, now)))
    journal.close()
    return len(facts)


def _answers(count: int, now: datetime) -> Iterator[Answered]:
    for number in range(count):
        name = f"{number:032x}"
        yield Answered(name, now, "counter", encode(Done(id=name, at=now)))


def _facts(visits: int, began: datetime, every: timedelta) -> Iterator[AnyEvent]:
    """Three of four have a booking; so many are served at once as there are counters."""
    yield DayStarted(at=began, day=began.astimezone(LOCAL).date().isoformat())
    for place in range(COUNTERS):
        yield PlaceOpened(at=began, place=str(place + 1), services=("id-card",))
    for number in range(visits + COUNTERS):
        at = began + number * every
        if number >= COUNTERS:
            done = number - COUNTERS
            yield Finished(at=at, visit=f"{done:016x}", place=str(done % COUNTERS + 1), services=("id-card",))
        if number < visits:
            yield from _arrival(number, at)


def _arrival(number: int, at: datetime) -> Iterator[AnyEvent]:
    visit, ticket = f"{number:016x}", f"{FAMILIES[number % 6]}{101 + number // 6}"
    place, slot = str(number % COUNTERS + 1), at if number % 4 else None
    if slot is not None:
        booking = Booking(booking=visit, centre="altona", service="id-card", slot=slot, length_minutes=15)
        yield Booked(at=at, booking=booking)
    yield Arrived(
        at=at,
        visit=visit,
        number=ticket,
        service="id-card",
        persons=1,
        standing=Standing.WALK_IN if slot is None else Standing.ON_TIME,
        slot=slot,
    )
    yield Called(at=at + _SECOND, visit=visit, number=ticket, place=place, attempt=1)
    yield ServingStarted(at=at + _SECOND, visit=visit, place=place)
