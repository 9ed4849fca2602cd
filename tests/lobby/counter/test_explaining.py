"""Asking in the background who is next."""

import asyncio
from concurrent.futures import Future
from datetime import UTC, datetime

from lobby.contract.answers import AnyAnswer, Explained, Ranked
from lobby.contract.requests import AnyRequest, Explain
from lobby.contract.state import Line, PlaceState, PlaceStatus, Waiting
from lobby.contract.topics import LINE
from lobby.counter.explaining import Explaining
from lobby.counter.hall import Hall
from lobby.link.incoming import Incoming, NobodyListeningError
from tests.support.scripted_queue import waiting

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def place(number: str, *services: str) -> PlaceState:
    return PlaceState(place=number, status=PlaceStatus.FREE, services=services or ("id-card",))


class Queue:
    """Answers when told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[Explain, Future[AnyAnswer]]] = []

    def __call__(self, request: AnyRequest) -> "Future[AnyAnswer]":
        assert isinstance(request, Explain)
        self.asked.append((request, Future()))
        return self.asked[-1][1]

    def answer(self, visit: Waiting) -> None:
        request, future = self.asked[-1]
        one = Ranked(
            visit=visit, waited_minutes=1, credit=1.0, rule="credit", why_de="Weil.", why_en="Because."
        )
        future.set_result(Explained(id=request.id, at=NOW, place=request.place, ranked=(one,)))


def hall_with(*people: Waiting) -> Hall:
    hall = Hall()
    heard = Line(
        epoch="epoch-one", rev=1, as_of=NOW, waiting=people, missed=(), places=(place("7"),), finished_today=0,
        booked_to_come=0,
    )  # fmt: skip
    hall.apply(Incoming(LINE, {}, heard, retained=False, received=1.0))
    return hall


async def until_asked(queue: Queue, count: int) -> None:
    for _ in range(100):
        await asyncio.sleep(0)
        if len(queue.asked) >= count:
            return
    raise AssertionError(f"asked {len(queue.asked)} times, not {count}")


async def test_fifty_counters_with_the_same_services_ask_once() -> None:
    """One request serves them all, and every look shares its answer."""
    visit = waiting("A101", "id-card", ago=5)
    queue, changed = Queue(), []
    explaining = Explaining(hall_with(visit), queue, lambda: changed.append(True))
    for number in range(50):
        assert explaining.of(place(str(number))) == ((), False)
    await until_asked(queue, 1)
    assert len(queue.asked) == 1
    queue.answer(visit)
    await asyncio.sleep(0.01)
    ranked, is_current = explaining.of(place("7"))
    assert (ranked[0].visit.number, is_current, changed) == ("A101", True, [True])


async def test_own_visitors_and_other_services_are_asked_for_by_themselves() -> None:
    """A counter that somebody was sent to has a line of its own; so has one with other services."""
    queue = Queue()
    explaining = Explaining(hall_with(waiting("A101", "id-card", ago=5, only_place="7")), queue, lambda: None)
    for one in (place("7"), place("8"), place("9"), place("10", "passport")):
        explaining.of(one)
    await until_asked(queue, 3)
    assert [request.place for request, _ in queue.asked] == ["7", "8", "10"]


async def test_missing_answer_is_no_answer() -> None:
    """Without the queue service the page goes by the line, and nothing breaks."""
    queue = Queue()
    explaining = Explaining(hall_with(), queue, lambda: None)
    explaining.of(place("7"))
    await until_asked(queue, 1)
    queue.asked[0][1].set_exception(NobodyListeningError("away"))
    await asyncio.sleep(0.01)
    assert explaining.of(place("7")) == ((), False)
