"""Access lists, on a real broker: what the table does not grant does not pass."""

import contextlib
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from broker_config.access import Account, centre_access, city_access
from broker_config.local import LocalBroker
from lobby.contract.city import CentreSummary, SummaryEvent
from lobby.contract.requests import CallNext, Identify
from lobby.contract.state import Board, Opening
from lobby.contract.topics import BOARD, REQUEST, SUMMARY, Channel
from lobby.link.incoming import Incoming, LinkChanged, Subscription
from lobby.link.link import Link
from tests.support.stream import Stream

NOW = datetime(2026, 11, 23, tzinfo=UTC)
BOARD_1 = Board(epoch="epoch-01", rev=1, as_of=NOW, calls=(), opening=Opening(is_open=True))


@contextmanager
def linked(broker: LocalBroker, name: str, *subscriptions: Subscription) -> Iterator[tuple[Link, Stream]]:
    """A connected link and what it hears."""
    stream = Stream()
    link = Link(broker.settings(name), subscriptions, stream.put)
    link.start()
    stream.until(lambda item: isinstance(item, LinkChanged) and item.connected)
    yield link, stream
    link.stop()


def _heard(channel: Channel) -> Callable[[Any], bool]:
    return lambda item: isinstance(item, Incoming) and item.channel is channel


def test_a_display_hears_the_board_and_may_not_write_it(broker: LocalBroker) -> None:
    """Only the queue service says what is called."""
    with (
        linked(broker, "display-1", Subscription(BOARD)) as (display, heard),
        linked(broker, "queue") as (queue, _),
    ):
        display.publish(BOARD, BOARD_1)
        heard.never(_heard(BOARD), 0.3)
        queue.publish(BOARD, BOARD_1)
        heard.until(_heard(BOARD))


def test_a_terminal_may_not_call_anybody_nor_speak_for_another(broker: LocalBroker) -> None:
    """The op and the caller in the topic are both held to the account."""
    with (
        linked(broker, "queue", Subscription(REQUEST, any_device=True)) as (_, heard),
        linked(broker, "kiosk-1") as (kiosk, _),
    ):
        call, ask = CallNext(id=uuid.uuid4().hex, place="7"), Identify(id=uuid.uuid4().hex, code="X")
        kiosk.publish(REQUEST, call, op="call-next")
        kiosk.publish(REQUEST, ask, op="identify", device="kiosk-2")
        heard.never(_heard(REQUEST), 0.3)
        kiosk.publish(REQUEST, ask, op="identify")
        assert heard.until(_heard(REQUEST)).levels["device"] == "kiosk-1"


def test_a_wrong_password_is_refused_and_said(broker: LocalBroker) -> None:
    """The program learns why it is not connected."""
    broker.passwords["kiosk-1"] = "wrong"
    stream = Stream()
    link = Link(broker.settings("kiosk-1"), (), stream.put)
    link.start()
    problem = stream.until(lambda item: isinstance(item, LinkChanged) and not item.connected)
    assert "uthori" in problem.problem
    link.stop()


def test_only_pub_leaves_the_centre(bridged_broker: LocalBroker, city_broker: LocalBroker) -> None:
    """The summary reaches the city over the bridge, from its own centre only."""
    summary = CentreSummary(
        epoch="epoch-01", rev=1, as_of=NOW, centre="altona", name="Altona", opening=Opening(is_open=True),
        waiting=1, waiting_booked=1, places_open=1, arrived_today=1, called_today=0, finished_today=0, missed_today=0,
    )  # fmt: skip
    event = SummaryEvent(id="1", source="lobby", type="de.lobby.summary.v1", time=NOW, data=summary)
    with (
        linked(city_broker, "feed", Subscription(SUMMARY, any_centre=True)) as (_, heard),
        linked(bridged_broker, "queue") as (queue, _),
    ):
        end = time.monotonic() + 10
        crossed: list[object] = []
        while not crossed and time.monotonic() < end:
            queue.publish(SUMMARY, event)
            with contextlib.suppress(AssertionError):
                crossed.append(heard.until(_heard(SUMMARY), 0.5).message)
        assert crossed == [event]


def test_every_account_gets_only_its_own_lines() -> None:
    """A terminal's list names its own device and no other, a bridge only its own centre."""
    text = centre_access("hh", "altona", [Account("kiosk-1", "kiosk"), Account("kiosk-2", "kiosk")])
    first = text.split("user kiosk-2")[0]
    assert "kiosk-2" not in first
    assert "topic write lobby/v1/hh/altona/svc/queue/req/check-in/kiosk-1" in first
    assert "#" not in first.split("user kiosk-1")[1]
    city = city_access("hh", [Account("bridge-altona", "bridge")])
    assert "topic write lobby/v1/hh/altona/pub/#" in city
    assert "topic write lobby/v1/hh/city" not in city


def test_only_the_reception_hears_its_document_and_gives_numbers_by_hand() -> None:
    """Counters and terminals neither read who failed at the terminal nor check anybody in by hand."""
    accounts = [Account("counter", "counter"), Account("kiosk-1", "kiosk"), Account("reception", "reception")]
    others, _, reception = centre_access("hh", "altona", accounts).partition("user reception")
    for line in (
        "topic read lobby/v1/hh/altona/reception",
        "topic write lobby/v1/hh/altona/svc/queue/req/walk-in-by-hand/reception",
    ):
        assert line in reception
    assert "altona/reception" not in others
    assert "by-hand" not in others
    assert "call-next" not in reception
