"""A program on a real bus."""

import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from broker_config.local import LocalBroker
from lobby.contract.answers import Reason, Refused
from lobby.contract.coding import encode
from lobby.contract.config import KioskConfig
from lobby.contract.devices import Avail, Desired, Health, Presence, Reported
from lobby.contract.requests import CallNext
from lobby.contract.state import Board, Opening
from lobby.contract.topics import ANSWER, AVAIL, BOARD, DESIRED, HEALTH, REPORTED, REQUEST, Channel
from lobby.link.device import ConfigOffer, Device
from lobby.link.incoming import Incoming, LinkChanged, NobodyListeningError, Subscription
from lobby.link.link import Link
from tests.support.stream import Stream

BOARD_1 = Board(
    epoch="epoch-01", rev=1, as_of=datetime(2026, 11, 23, tzinfo=UTC), calls=(), opening=Opening(is_open=True)
)


def _is_up(item: object) -> bool:
    return isinstance(item, LinkChanged) and item.connected


def _on(channel: Channel) -> Callable[[Any], bool]:
    return lambda item: isinstance(item, Incoming) and item.channel is channel


def _device(
    broker: LocalBroker, name: str, *subscriptions: Subscription, **more: Any
) -> tuple[Device, Stream]:
    stream = Stream()
    device = Device(broker.settings(name), subscriptions=subscriptions, deliver=stream.put, **more)
    device.start()
    stream.until(_is_up)
    return device, stream


def _answer_all(service: Device, stream: Stream) -> None:
    asked = stream.until(_on(REQUEST))
    refusal = Refused(id=asked.message.id, at=datetime.now(UTC), reason=Reason.NOBODY_WAITING)
    service.publish(ANSWER, refusal, device=asked.levels["device"])


def test_a_request_is_answered_to_its_caller(broker: LocalBroker) -> None:
    """The answer comes back as the future's result."""
    service, asked = _device(broker, "queue", Subscription(REQUEST, any_device=True))
    counter, _ = _device(broker, "counter")
    future = counter.ask(CallNext(id=uuid.uuid4().hex, place="7"))
    _answer_all(service, asked)
    answer = future.result(3)
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.NOBODY_WAITING
    counter.stop()
    service.stop()


def test_without_a_service_a_request_fails_at_once(broker: LocalBroker) -> None:
    """The broker knows that nobody listens; the visitor is not kept waiting."""
    counter, _ = _device(broker, "counter")
    began = time.monotonic()
    with pytest.raises(NobodyListeningError):
        counter.ask(CallNext(id=uuid.uuid4().hex, place="7")).result(5)
    assert time.monotonic() - began < 1.5
    counter.stop()


def test_without_a_broker_a_request_fails_at_once(broker: LocalBroker) -> None:
    """No connection is an answer too."""
    counter, stream = _device(broker, "counter")
    broker.kill()
    stream.until(lambda item: isinstance(item, LinkChanged) and not item.connected)
    with pytest.raises(NobodyListeningError):
        counter.ask(CallNext(id=uuid.uuid4().hex, place="7")).result(1)
    counter.stop()


def test_retained_state_comes_back_after_the_broker_was_killed(broker: LocalBroker) -> None:
    """A reader that reconnects hears of it and gets the state its owner publishes anew."""
    service, owner = _device(broker, "queue")
    _, reader = _device(broker, "display-1", Subscription(BOARD))
    service.publish(BOARD, BOARD_1)
    assert reader.until(_on(BOARD)).message == BOARD_1
    broker.kill()
    broker.start()
    owner.until(_is_up, 15)
    service.publish(BOARD, BOARD_1)
    assert reader.until(_on(BOARD), 15).message == BOARD_1


def test_malformed_messages_are_counted_and_dropped(broker: LocalBroker) -> None:
    """A program goes on after nonsense on its topics and says in its health how much there was."""
    reader, stream = _device(broker, "display-1", Subscription(BOARD))
    rogue = Link(broker.settings("queue"), (), lambda _item: None)
    rogue.start()
    _wait_until(lambda: rogue.connected)
    topic = BOARD.topic(city="hh", centre="altona")
    for payload in (b"{", b"\xff", b'{"calls":3}', encode(BOARD_1)):
        rogue._client.publish(topic, payload, 1)
    assert stream.until(_on(BOARD)).message == BOARD_1
    assert reader.link.malformed.count == 3
    rogue.stop()
    reader.stop()


def test_presence_tells_who_is_there_and_who_vanished(broker: LocalBroker) -> None:
    """Online after the start, offline after a stop, both with the epoch of that program start."""
    console, stream = _device(broker, "console", Subscription(AVAIL, any_device=True))
    kiosk, _ = _device(broker, "kiosk-1")
    seen = stream.until(lambda item: _on(AVAIL)(item) and item.levels["device"] == "kiosk-1")
    assert (seen.message.st, seen.message.epoch) == (Presence.ONLINE, kiosk.epoch)
    kiosk.stop()
    gone = stream.until(lambda item: _on(AVAIL)(item) and item.levels["device"] == "kiosk-1")
    assert isinstance(gone.message, Avail)
    assert (gone.message.st, gone.message.epoch) == (Presence.OFFLINE, kiosk.epoch)
    console.stop()


def test_configuration_is_offered_applied_and_reported(broker: LocalBroker) -> None:
    """Desired, offered to the program, accepted, reported with its revision, kept for the next start."""
    console, seen = _device(broker, "console", Subscription(REPORTED, any_device=True))
    kiosk, stream = _device(broker, "kiosk-1", config_type=KioskConfig)
    wanted = Desired(rev=3, at=datetime.now(UTC), by="facility", fields={"idle_seconds": 120})
    console.publish(DESIRED, wanted, device="kiosk-1")
    offer = stream.until(lambda item: isinstance(item, ConfigOffer))
    kiosk.accept(offer)
    report = seen.until(_on(REPORTED)).message
    assert isinstance(report, Reported)
    assert (report.applied, report.applied_rev, report.fields["idle_seconds"].ok) == (True, 3, True)
    kiosk.stop()
    again = Device(broker.settings("kiosk-1"), subscriptions=(), deliver=stream.put, config_type=KioskConfig)
    assert (again.config_rev, again.config.idle_seconds) == (3, 120)
    console.stop()


def test_a_wrong_configuration_is_reported_and_changes_nothing(broker: LocalBroker) -> None:
    """The program is not even asked; the report says which field and why."""
    console, seen = _device(broker, "console", Subscription(REPORTED, any_device=True))
    kiosk, stream = _device(broker, "kiosk-1", config_type=KioskConfig)
    wanted = Desired(rev=4, at=datetime.now(UTC), by="facility", fields={"idle_seconds": "soon"})
    console.publish(DESIRED, wanted, device="kiosk-1")
    report = seen.until(_on(REPORTED)).message
    assert (report.rev, report.applied, report.applied_rev) == (4, False, 0)
    assert "int" in report.fields["idle_seconds"].reason
    stream.never(lambda item: isinstance(item, ConfigOffer), 0.2)
    kiosk.stop()
    console.stop()


def test_health_says_what_was_drawn(broker: LocalBroker) -> None:
    """A change is told soon, not at the next regular turn."""
    console, seen = _device(broker, "console", Subscription(HEALTH, any_device=True))
    display, _ = _device(broker, "display-1")
    seen.until(lambda item: _on(HEALTH)(item) and item.levels["device"] == "display-1")
    display.note(drawn_rev=41, parts={"sound": False})
    told = seen.until(
        lambda item: (
            _on(HEALTH)(item) and item.levels["device"] == "display-1" and item.message.drawn_rev == 41
        ),
        2,
    )
    assert isinstance(told.message, Health)
    assert told.message.parts == {"sound": False}
    display.stop()
    console.stop()


def _wait_until(true: Callable[[], bool], seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.01)


def test_a_connection_that_is_dropped_is_made_anew(broker: LocalBroker) -> None:
    """By the program itself, with all its subscriptions; what is kept comes again."""
    service, _ = _device(broker, "queue")
    service.publish(BOARD, BOARD_1)
    display, heard = _device(broker, "display-1", Subscription(BOARD))
    heard.until(_on(BOARD))
    display.link.reconnect()
    heard.until(lambda item: isinstance(item, LinkChanged) and not item.connected)
    heard.until(_is_up, 10)
    heard.until(_on(BOARD))
    display.stop()
    service.stop()


def test_whether_the_queue_service_is_there_is_heard(broker: LocalBroker) -> None:
    """Nothing is known before its first word; its going is heard as well."""
    display, heard = _device(broker, "display-1", Subscription(AVAIL, device="queue"))
    assert display.queue_there is None
    service, _ = _device(broker, "queue")
    heard.until(_on(AVAIL))
    assert display.queue_there is True
    service.stop()
    heard.until(_on(AVAIL))
    assert display.queue_there is False
    display.stop()
