"""The queue service, in its own process, on a real broker, killed at any moment."""

import random
import time
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from broker_config.local import LocalBroker
from lobby.centre.journal import Journal
from lobby.contract.answers import AnyAnswer, CheckedIn, PlaceChanged, Reason, Refused
from lobby.contract.events import Arrived, DayStarted
from lobby.contract.requests import CallNext, CheckIn, Finish, Identify, OpenPlace, WalkIn
from lobby.contract.topics import BOARD, LINE, REQUEST
from lobby.link.device import Device
from lobby.link.incoming import Incoming, RequestError
from tests.support.centres import Centre, rehearsal
from tests.support.stream import Stream

if TYPE_CHECKING:
    from concurrent.futures import Future


@pytest.fixture
def centre(broker: LocalBroker, tmp_path: Path) -> Iterator[Centre]:
    """A running queue service."""
    running = Centre(broker, tmp_path)
    running.start()
    yield running
    if running.process is not None and running.process.poll() is None:
        running.kill()


@pytest.fixture
def client(broker: LocalBroker) -> Iterator[tuple[Device, Stream]]:
    """Somebody who asks."""
    device, stream = rehearsal(broker)
    _until(lambda: device.connected)
    yield device, stream
    device.stop()


def _id() -> str:
    return uuid.uuid4().hex


def _until(true: Any, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.02)


def _ask(device: Device, request: Any, tries: int = 10) -> AnyAnswer:
    """As a program does: the same id again until there is an answer."""
    for _ in range(tries):
        try:
            return device.ask(request).result(10)
        except RequestError:
            time.sleep(0.2)
    raise AssertionError(f"no answer to {request}")


def _on(channel: object, stream: Stream, wanted: Any) -> Any:
    found = stream.until(
        lambda item: isinstance(item, Incoming) and item.channel is channel and wanted(item.message), 10
    )
    return found.message


@pytest.mark.usefixtures("centre")
def test_a_call_reaches_the_board(client: tuple[Device, Stream]) -> None:
    """Number, counter, call: retained state shows it with the journal's revision."""
    device, stream = client
    walked = _ask(device, WalkIn(id=_id(), service="id-card"))
    assert isinstance(walked, CheckedIn)
    _ask(device, OpenPlace(id=_id(), place="7", services=("id-card",)))
    called = _ask(device, CallNext(id=_id(), place="7"))
    assert isinstance(called, PlaceChanged)
    board = _on(BOARD, stream, lambda board: board.calls)
    assert (board.calls[0].number, board.calls[0].place) == (walked.ticket.number, "7")
    line = _on(LINE, stream, lambda line: line.rev >= board.rev)
    assert [place.visit.number for place in line.places if place.visit] == ["A101"]


def test_a_retry_gets_the_same_answer_after_a_kill(centre: Centre, client: tuple[Device, Stream]) -> None:
    """The answer is kept in the journal, word for word."""
    device, _ = client
    request = WalkIn(id=_id(), service="id-card")
    first = _ask(device, request)
    centre.kill()
    centre.start()
    assert _ask(device, request) == first
    second = _ask(device, WalkIn(id=_id(), service="id-card"))
    assert isinstance(second, CheckedIn)
    assert second.ticket.number == "A102"


@pytest.mark.slow
def test_killed_at_any_moment_it_loses_no_answer_and_repeats_none(
    centre: Centre, client: tuple[Device, Stream]
) -> None:
    """Visitors stream in while the service is killed again and again; the journal holds each answer exactly once."""
    device, _ = client
    chance = random.Random(4)
    answers: dict[str, str] = {}
    for _ in range(6):
        requests = [WalkIn(id=_id(), service="passport") for _ in range(30)]
        futures: list[tuple[WalkIn, Future[AnyAnswer]]] = [(one, device.ask(one)) for one in requests]
        time.sleep(chance.uniform(0, 0.03))
        centre.kill()
        centre.start()
        for request, future in futures:
            try:
                answer = future.result(10)
            except RequestError:
                answer = _ask(device, request)
            assert isinstance(answer, CheckedIn)
            answers[request.id] = answer.ticket.number
    centre.stop()
    journal = Journal(centre.journal, read_only=True)
    arrived = [event for _, event in journal.everything() if isinstance(event, Arrived)]
    assert {event.visit: event.number for event in arrived} == answers
    assert len(arrived) == len(answers) == 180
    assert list(journal.problems()) == []


@pytest.mark.usefixtures("centre")
def test_bad_requests_stop_nothing(client: tuple[Device, Stream]) -> None:
    """Nonsense is dropped, a request under another op's topic is refused, codes that are none have their reason."""
    device, _ = client
    topic = REQUEST.topic(city="hh", centre="altona", device="rehearsal", op="walk-in")
    for payload in (b"", b"{", b"\xff" * 500, b'{"op":"walk-in","id":"x"}', b"[" * 10_000):
        device.link._client.publish(topic, payload, 1)
    wrong = CallNext(id=_id(), place="7")
    device.publish(REQUEST, wrong, op="finish")
    refused = _ask(device, Identify(id=_id(), code="https://example.org"))
    assert isinstance(refused, Refused)
    assert (refused.reason, refused.detail) == (Reason.BAD_CODE, "foreign-url")
    unknown = _ask(device, CheckIn(id=_id(), code="not a code at all, is it?"))
    assert isinstance(unknown, Refused)
    assert isinstance(_ask(device, WalkIn(id=_id(), service="id-card")), CheckedIn)


def test_it_ends_in_good_order(centre: Centre, client: tuple[Device, Stream]) -> None:
    """Exit code 0 within a second."""
    device, _ = client
    _ask(device, WalkIn(id=_id(), service="id-card"))
    began = time.monotonic()
    assert centre.stop() == 0
    assert time.monotonic() - began < 1.5


def test_at_local_midnight_a_new_day_begins(broker: LocalBroker, tmp_path: Path) -> None:
    """Numbers start over, the line is empty, counters are closed; local midnight, not UTC."""
    midnight = datetime.fromisoformat("2026-11-24T00:00:00+01:00")
    clock = {"start": midnight - timedelta(seconds=3), "speed": 1.0, "origin": time.time() + 1.5}
    centre = Centre(broker, tmp_path, clock=clock)
    centre.start()
    device, stream = rehearsal(broker)
    _until(lambda: device.connected)
    before = _ask(device, WalkIn(id=_id(), service="id-card"))
    _ask(device, OpenPlace(id=_id(), place="7", services=("id-card",)))
    _ask(device, CallNext(id=_id(), place="7"))
    _on(BOARD, stream, lambda board: board.calls)
    _on(BOARD, stream, lambda board: not board.calls)
    after = _ask(device, WalkIn(id=_id(), service="id-card"))
    assert isinstance(before, CheckedIn)
    assert isinstance(after, CheckedIn)
    assert (before.ticket.number, after.ticket.number) == ("A101", "A101")
    refused = _ask(device, Finish(id=_id(), place="7"))
    assert isinstance(refused, Refused)
    assert refused.reason is Reason.PLACE_CLOSED
    device.stop()
    centre.stop()
    days = [event.day for _, event in Journal(centre.journal).everything() if isinstance(event, DayStarted)]
    assert days == ["2026-11-23", "2026-11-24"]


def test_a_full_or_broken_disk_ends_the_program(broker: LocalBroker, tmp_path: Path) -> None:
    """It says so and exits with an error, so that the supervisor sees it; it never runs without a journal."""
    centre = Centre(broker, tmp_path)
    centre.journal.write_text("this is no database" * 100)
    centre.start()
    assert centre.process is not None
    assert centre.process.wait(10) == 2
