"""The terminal of a play: a process of its own."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from broker_config.local import LocalBroker
from lobby.contract.answers import AnyAnswer, CheckedIn
from lobby.contract.devices import Avail, Presence
from lobby.contract.requests import WalkIn
from lobby.contract.topics import AVAIL
from lobby.link.device import Device
from lobby.link.incoming import Incoming, Subscription
from lobby.simulate.against.terminal import Terminal
from lobby.simulate.loop import Loop
from tests.support.centres import Centre
from tests.support.stream import Stream


@pytest.fixture
def loop() -> Iterator[Loop]:
    """One that runs."""
    running = Loop()
    thread = threading.Thread(target=running.run, args=([],), daemon=True)
    thread.start()
    yield running
    running.stop()
    thread.join(3)


def _seen(stream: Stream, state: Presence) -> None:
    def is_it(item: object) -> bool:
        return (
            isinstance(item, Incoming)
            and item.levels.get("device") == "kiosk-1"
            and isinstance(item.message, Avail)
            and item.message.st is state
        )

    stream.until(is_it, 15.0)


def _ask(terminal: Terminal, number: int) -> AnyAnswer | None:
    heard: list[AnyAnswer | None] = []
    done = threading.Event()

    def then(answer: AnyAnswer | None) -> None:
        heard.append(answer)
        done.set()

    terminal.ask(WalkIn(id=f"walk-in-{number:04}", service="id-card"), then)
    assert done.wait(15)
    return heard[0]


def _number(terminal: Terminal, number: int) -> CheckedIn:
    """As a visitor asks: again until there is an answer."""
    end = time.monotonic() + 15
    while time.monotonic() < end:
        answer = _ask(terminal, number)
        if isinstance(answer, CheckedIn):
            return answer
    pytest.fail("no number")


@pytest.mark.slow
def test_a_terminal_that_is_killed_is_gone_and_comes_back(
    broker: LocalBroker, tmp_path: Path, loop: Loop
) -> None:
    """The broker tells that it is away, nothing is answered meanwhile, and the same id has one number afterwards."""
    centre = Centre(broker, tmp_path)
    centre.start()
    terminal = Terminal(broker.settings("kiosk-1", tmp_path / "kiosk"), loop)
    stream = Stream()
    watcher = Device(
        broker.settings("rehearsal"), subscriptions=[Subscription(AVAIL, any_device=True)], deliver=stream.put
    )
    watcher.start()
    try:
        terminal.start()
        _seen(stream, Presence.ONLINE)
        first = _number(terminal, 1)
        terminal.kill()
        _seen(stream, Presence.OFFLINE)
        assert _ask(terminal, 1) is None
        terminal.start()
        _seen(stream, Presence.ONLINE)
        assert _number(terminal, 1) == first
        assert _number(terminal, 2).ticket.number != first.ticket.number
    finally:
        terminal.stop()
        watcher.stop()
        centre.kill()
