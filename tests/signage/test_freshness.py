"""From the counter to the pixel and back: a display that plays and is deaf is found, and helps itself."""

import threading
import time

import pytest

from lobby.contract.devices import Drawn, Health
from lobby.link.incoming import Incoming
from lobby.web.freshness import troubles
from tests.signage.test_program import Stage, call, stage
from tests.support.deaf_network import DeafNetwork

__all__ = ["stage"]
pytestmark = [pytest.mark.window, pytest.mark.slow]
FOUND_SECONDS = 15.0
PATIENCE_SECONDS = 60.0


def heard_of(stage: Stage, kind: type, **fields: object) -> tuple[Incoming, float]:
    """The next such message of the display, and when it came."""

    def wanted(item: object) -> bool:
        return (
            isinstance(item, Incoming)
            and isinstance(item.message, kind)
            and all(getattr(item.message, name) == value for name, value in fields.items())
        )

    found = stage.heard.until(wanted, PATIENCE_SECONDS)
    assert isinstance(found, Incoming)
    return found, found.received


def until_troubled(stage: Stage) -> tuple[str, float]:
    """What the next health that is not well has, and when it was heard."""

    def wanted(item: object) -> bool:
        return (
            isinstance(item, Incoming)
            and isinstance(item.message, Health)
            and any(troubles(item.message, 0.0))
        )

    found = stage.heard.until(wanted, PATIENCE_SECONDS)
    assert isinstance(found, Incoming)
    assert isinstance(found.message, Health)
    return next(troubles(found.message, 0.0)), found.received


def test_a_deaf_display_is_found_within_fifteen_seconds_and_hears_again_by_itself(stage: Stage) -> None:
    """Connected, drawing, and the broker's messages lost, over a new connection too: the program begins anew."""
    deaf = threading.Event()

    def swallows(connection: int, topic: str) -> bool:
        return deaf.is_set() and connection <= 2 and topic.endswith(("/beat", "/board"))

    with DeafNetwork(stage.broker.port, swallows) as network, stage.beating(ahead=0):
        stage.port = network.port
        stage.board(call())
        with stage.start() as mirror:
            mirror.until(number="A 104")
            heard_of(stage, Drawn, rev=stage.rev)
            stage.heard.drop()
            deaf.set()
            began = time.monotonic()
            trouble, at = until_troubled(stage)
            assert trouble == "hearing"
            assert at - began < FOUND_SECONDS
            unheard = call("J111", "9")
            stage.board(unheard)
            heard_of(stage, Drawn, call=unheard.id)
            assert network.connections == 3
            heard, _ = heard_of(stage, Health, drawn_rev=stage.rev)
            assert isinstance(heard.message, Health)
            assert not any(troubles(heard.message, 0.0))
