"""The queue service, in its own process, on a real broker, killed at any moment."""

import contextlib
import random
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from broker_config.local import LocalBroker
from lobby.centre.clock import WallClock
from lobby.centre.journal import Journal
from lobby.centre.service import QueueService
from lobby.contract.answers import AnyAnswer, CheckedIn, PlaceChanged, Reason, Refused
from lobby.contract.city import BatchEvent
from lobby.contract.devices import Desired, Reported
from lobby.contract.events import Arrived, Called, DayStarted, PlaceOpened
from lobby.contract.requests import CallNext, CheckIn, Finish, Identify, OpenPlace, WalkIn
from lobby.contract.state import Closure
from lobby.contract.topics import BOARD, DESIRED, EVENTS, LINE, REPORTED, REQUEST
from lobby.link.device import Device
from lobby.link.incoming import Incoming, RequestError, Subscription
from lobby.queueing.evolve import replay
from lobby.queueing.line import Line
from tests.support.centres import Centre, rehearsal
from tests.support.house import ALWAYS
from tests.support.stream import Stream

if TYPE_CHECKING:
    from concurrent.futures import Future


PATIENCE_SECONDS = 40.0
"""For a busy machine; nothing waits this long on an idle one."""


@pytest.fixture
def make_centre(broker: LocalBroker, tmp_path: Path) -> Iterator[Callable[..., Centre]]:
    """Makes a queue service that is not started yet; none is left running, however the test ends."""
    made: list[Centre] = []

    def make(**more: object) -> Centre:
        made.append(Centre(broker, tmp_path, **more))
        return made[-1]

    yield make
    for centre in made:
        if centre.process is not None and centre.process.poll() is None:
            centre.kill()


@pytest.fixture
def centre(make_centre: Callable[..., Centre]) -> Centre:
    """A running queue service."""
    running = make_centre()
    running.start()
    return running


@pytest.fixture
def client(broker: LocalBroker) -> Iterator[tuple[Device, Stream]]:
    """Somebody who asks."""
    device, stream = rehearsal(broker)
    _until(lambda: device.connected)
    yield device, stream
    device.stop()


def _id() -> str:
    return uuid.uuid4().hex


def _until(true: Any, seconds: float = PATIENCE_SECONDS) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.02)


def _ask(device: Device, request: Any) -> AnyAnswer:
    """As a program does: the same id again until there is an answer; a service may be long in starting."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            return device.ask(request).result(10)
        except RequestError:
            time.sleep(0.2)
    raise AssertionError(f"no answer to {request}")


def _on(channel: object, stream: Stream, wanted: Any) -> Any:
    found = stream.until(
        lambda item: isinstance(item, Incoming) and item.channel is channel and wanted(item.message),
        PATIENCE_SECONDS,
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
    """Visitors and calls stream in while the service is killed again and again; each answer is a fact, exactly once."""
    device, _ = client
    chance = random.Random(4)
    places = ("1", "2", "3")
    for place in places:
        _ask(device, OpenPlace(id=_id(), place=place, services=("passport",)))
    answers: list[AnyAnswer] = []
    for _ in range(6):
        futures = [(one, device.ask(one)) for one in _traffic(places)]
        answered_before = chance.randrange(len(futures))
        _until(lambda: sum(future.done() for _, future in futures) >= answered_before)  # noqa: B023
        centre.kill()
        centre.start()
        answers += [_answer_of(device, request, future) for request, future in futures]
    centre.stop()
    journal = Journal(centre.journal, read_only=True)
    facts = [event for _, event in journal.everything()]
    numbers = {one.ticket.visit: one.ticket.number for one in answers if isinstance(one, CheckedIn)}
    arrived = [(event.visit, event.number) for event in facts if isinstance(event, Arrived)]
    assert sorted(arrived) == sorted(numbers.items())
    assert len(arrived) == 180
    called = [event.visit for event in facts if isinstance(event, Called)]
    told = [one.place.visit.visit for one in answers if isinstance(one, PlaceChanged) and one.place.visit]
    assert sorted(called) == sorted(told)
    assert len(set(called)) == len(called) > 0
    assert list(journal.problems()) == []
    assert isinstance(replay(journal.everything()), Line)


def _traffic(places: Sequence[str]) -> list[WalkIn | CallNext]:
    """Thirty visitors, and in between each counter goes on."""
    arrivals = [WalkIn(id=_id(), service="passport") for _ in range(30)]
    calls = [CallNext(id=_id(), place=place, finish_current=True) for place in places]
    return [*arrivals[:10], *calls, *arrivals[10:]]


def _answer_of(device: Device, request: WalkIn | CallNext, future: "Future[AnyAnswer]") -> AnyAnswer:
    try:
        return future.result(10)
    except RequestError:
        return _ask(device, request)


def test_an_id_belongs_to_its_caller(
    broker: LocalBroker, client: tuple[Device, Stream], centre: Centre
) -> None:
    """Another program with the same command id gets neither the answer nor the effect."""
    device, _ = client
    request = WalkIn(id=_id(), service="id-card")
    first = _ask(device, request)
    other = Device(broker.settings("kiosk-1"), subscriptions=(), deliver=lambda _: None)
    other.start()
    _until(lambda: other.connected)
    refused = _ask(other, request)
    other.stop()
    assert isinstance(refused, Refused)
    assert refused.reason is Reason.NOT_ALLOWED
    assert _ask(device, request) == first
    centre.stop()
    facts = [event for _, event in Journal(centre.journal, read_only=True).everything()]
    assert sum(isinstance(event, Arrived) for event in facts) == 1


@contextlib.contextmanager
def _console(broker: LocalBroker) -> Iterator[Callable[[int, dict[str, object]], Reported]]:
    """Facility staff: send a configuration to the queue service, get its report."""
    reports = Stream()
    console = Device(
        broker.settings("console"),
        subscriptions=[Subscription(REPORTED, any_device=True)],
        deliver=reports.put,
    )
    console.start()
    _until(lambda: console.connected)

    def send(rev: int, fields: dict[str, object]) -> Reported:
        whole = msgspec.to_builtins({"hours": ALWAYS}) | fields
        wanted = Desired(rev=rev, at=datetime.now(UTC), by="test", fields=whole)
        console.publish(DESIRED, wanted, device="queue")
        reported: Reported = _on(REPORTED, reports, lambda report: report.rev == rev)
        return reported

    yield send
    console.stop()


def test_configuration_is_applied_at_once(
    broker: LocalBroker, client: tuple[Device, Stream], centre: Centre
) -> None:
    """Staff close the house: the board says so, walk-ins are refused, the service reports what it runs on."""
    assert centre.process is not None
    device, stream = client
    assert isinstance(_ask(device, WalkIn(id=_id(), service="id-card")), CheckedIn)
    notice = {"text": "Bitte verlassen Sie das Haus", "level": "warning"}
    fields: dict[str, object] = {"closure": "evacuation", "notice": notice}
    with _console(broker) as send:
        assert send(9, fields).applied
    board = _on(BOARD, stream, lambda board: board.opening.closure is Closure.EVACUATION)
    assert board.notice is not None
    refused = _ask(device, WalkIn(id=_id(), service="id-card"))
    assert isinstance(refused, Refused)
    assert refused.reason is Reason.CLOSED


def test_what_the_catalogue_does_not_have_is_refused_by_field(
    broker: LocalBroker, client: tuple[Device, Stream], centre: Centre
) -> None:
    """A service nobody knows and a counter named twice change nothing; the report names both."""
    assert centre.process is not None
    device, _ = client
    with _console(broker) as send:
        fields: dict[str, object] = {"services": ["id-card", "moon-visa"], "places": ["1", "2", "1"]}
        wrong = send(9, fields)
        assert not wrong.applied
        reasons = {name: field.reason for name, field in wrong.fields.items() if not field.ok}
        assert reasons == {"services": "not in the catalogue: moon-visa", "places": "named twice: 1"}
        assert isinstance(_ask(device, WalkIn(id=_id(), service="passport")), CheckedIn)
        assert send(10, {"services": ["id-card"], "places": ["1", "2"]}).applied


@pytest.mark.slow
def test_the_city_gets_every_fact_in_order(broker: LocalBroker, centre: Centre) -> None:
    """Also of a commit after which the service was killed before it could tell; no number is left out."""
    stream = Stream()
    device = Device(broker.settings("rehearsal"), subscriptions=[Subscription(EVENTS)], deliver=stream.put)
    device.start()
    _until(lambda: device.connected)
    for turn in range(6):
        _ask(device, WalkIn(id=_id(), service="id-card"))
        if turn in {2, 4}:
            centre.kill()
            centre.start()
    seen: set[int] = set()

    def complete(batch: BatchEvent) -> bool:
        seen.update(event.seq for event in batch.data.events)
        return seen == set(range(1, 8))  # the day's start and six arrivals

    _on(EVENTS, stream, complete)
    device.stop()


def test_a_full_disk_ends_the_program_and_nothing_is_answered_that_is_not_kept(
    client: tuple[Device, Stream], make_centre: Callable[..., Centre]
) -> None:
    """Files may grow to 300 kB only: every answer given until then is in the journal, and the exit code says why."""
    device, _ = client
    centre = make_centre()
    centre.start(most_bytes=300_000)
    _ask(device, OpenPlace(id=_id(), place="7", services=("id-card",)))
    answers: dict[str, str] = {}
    assert centre.process is not None
    while centre.process.poll() is None and len(answers) < 800:
        with contextlib.suppress(RequestError):
            answer = device.ask(WalkIn(id=_id(), service="id-card")).result(10)
            assert isinstance(answer, CheckedIn)
            answers[answer.ticket.visit] = answer.ticket.number
    assert centre.process.wait(10) == 2
    facts = [event for _, event in Journal(centre.journal).everything()]
    kept = {event.visit: event.number for event in facts if isinstance(event, Arrived)}
    assert answers
    assert kept.items() >= answers.items()


def test_a_request_that_waited_too_long_is_not_carried_out(broker: LocalBroker, tmp_path: Path) -> None:
    """After a stall nobody is called by a click of long ago; a fresh one behind it is served."""
    service = QueueService(broker.settings("queue", tmp_path / "queue"), WallClock())
    stale, fresh = (OpenPlace(id=_id(), place=place, services=("id-card",)) for place in ("1", "2"))
    for command, age in ((stale, 5.5), (fresh, 0.0)):
        levels = {"op": "open-place", "device": "rehearsal"}
        service._inbox.put(
            Incoming(REQUEST, levels, command, retained=False, received=time.monotonic() - age)
        )
    service.stop()
    service.run()
    facts = [event for _, event in Journal(tmp_path / "queue" / "journal.db").everything()]
    assert [event.place for event in facts if isinstance(event, PlaceOpened)] == ["2"]


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


@pytest.mark.slow
def test_at_local_midnight_a_new_day_begins(broker: LocalBroker, make_centre: Callable[..., Centre]) -> None:
    """Numbers start over, the line is empty, counters are closed; local midnight, not UTC."""
    midnight = datetime.fromisoformat("2026-11-24T00:00:00+01:00")
    clock = {"start": midnight - timedelta(seconds=12), "speed": 1.0, "origin": time.time()}
    centre = make_centre(clock=clock)
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


def test_a_broken_journal_ends_the_program(make_centre: Callable[..., Centre]) -> None:
    """It says so and exits with an error, so that the supervisor sees it; it never runs without a journal."""
    centre = make_centre()
    centre.journal.write_text("this is no database" * 100)
    centre.start()
    assert centre.process is not None
    assert centre.process.wait(10) == 2
