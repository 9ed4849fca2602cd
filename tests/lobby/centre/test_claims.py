"""Two clerks press at the same moment: real programs, a real broker, the real queue service."""

import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from broker_config.local import LocalBroker
from lobby.centre.journal import Journal
from lobby.contract.answers import AnyAnswer, CheckedIn, Explained, PlaceChanged, Reason, Refused
from lobby.contract.events import Called
from lobby.contract.requests import CallNext, CallOne, Explain, Finish, OpenPlace, WalkIn
from lobby.link.device import Device
from lobby.link.incoming import RequestError
from tests.support.centres import Centre, rehearsal

ROUNDS = 15
PLACES = ("7", "8")


@pytest.fixture
def centre(broker: LocalBroker, tmp_path: Path) -> Iterator[Centre]:
    """A running queue service."""
    running = Centre(broker, tmp_path)
    running.start()
    yield running
    running.kill()


@pytest.fixture
def clerks(broker: LocalBroker, centre: Centre) -> Iterator[tuple[Device, Device]]:
    """Two programs that call, each at a counter of its own."""
    assert centre.process is not None
    first, _ = rehearsal(broker)
    second = Device(broker.settings("counter"), subscriptions=(), deliver=lambda _: None)
    second.start()
    for device, place in zip((first, second), PLACES, strict=True):
        _ask(device, OpenPlace(id=_id(), place=place, services=("id-card",)))
    yield first, second
    first.stop()
    second.stop()


def _id() -> str:
    return uuid.uuid4().hex


def _ask(device: Device, request: object) -> AnyAnswer:
    """The same id again until there is an answer: link or service may not be there yet."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            return device.ask(request).result(10)  # type: ignore[arg-type]
        except RequestError:
            time.sleep(0.1)
    raise AssertionError(f"no answer to {request}")


def _at_once(clerks: tuple[Device, Device], requests: tuple[object, object]) -> list[AnyAnswer]:
    """Both sent at the same moment, from a thread each."""
    together = threading.Barrier(2)
    answers: dict[int, AnyAnswer] = {}

    def press(index: int) -> None:
        together.wait(10)
        answers[index] = _ask(clerks[index], requests[index])

    threads = [threading.Thread(target=press, args=(index,)) for index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[0], answers[1]]


def _visitors(device: Device, count: int) -> list[str]:
    found = []
    for _ in range(count):
        answer = _ask(device, WalkIn(id=_id(), service="id-card"))
        assert isinstance(answer, CheckedIn)
        found.append(answer.ticket.visit)
    return found


def test_two_who_press_next_never_get_the_same_visitor(centre: Centre, clerks: tuple[Device, Device]) -> None:
    """Again and again, until everybody was at exactly one counter."""
    here = _visitors(clerks[0], 2 * ROUNDS)
    for _ in range(ROUNDS):
        calls = tuple(CallNext(id=_id(), place=place, finish_current=True) for place in PLACES)
        told = _at_once(clerks, (calls[0], calls[1]))
        shown = [one.place.visit for one in told if isinstance(one, PlaceChanged)]
        numbers = [one.number for one in shown if one is not None]
        assert len(set(numbers)) == 2
    centre.stop()
    facts = [event for _, event in Journal(centre.journal, read_only=True).everything()]
    assert sorted(one.visit for one in facts if isinstance(one, Called)) == sorted(here)


def test_of_two_who_call_the_same_number_one_is_told_why_not(clerks: tuple[Device, Device]) -> None:
    """The other gets nobody, and no other number instead."""
    for visit in _visitors(clerks[0], ROUNDS):
        calls = tuple(CallOne(id=_id(), place=place, visit=visit) for place in PLACES)
        told = _at_once(clerks, (calls[0], calls[1]))
        winners = [place for place, one in zip(PLACES, told, strict=True) if isinstance(one, PlaceChanged)]
        losers = [one for one in told if isinstance(one, Refused)]
        assert (len(winners), len(losers)) == (1, 1)
        assert losers[0].reason is Reason.NOT_PRESENT
        _ask(clerks[0], Finish(id=_id(), place=winners[0]))


def test_asking_who_is_next_calls_nobody(centre: Centre, clerks: tuple[Device, Device]) -> None:
    """What a page asks while it is loaded changes nothing."""
    (visit,) = _visitors(clerks[0], 1)
    told = _at_once(clerks, (Explain(id=_id(), place="7"), Explain(id=_id(), place="8")))
    assert [one.ranked[0].visit.visit for one in told if isinstance(one, Explained)] == [visit] * 2
    centre.stop()
    facts = [event for _, event in Journal(centre.journal, read_only=True).everything()]
    assert not any(isinstance(event, Called) for event in facts)
