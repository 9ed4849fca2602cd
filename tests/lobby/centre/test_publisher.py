"""What is said to others, and when."""

import uuid

from lobby.centre.forecasts import Forecasts
from lobby.centre.publisher import Publisher
from lobby.contract.city import BatchEvent
from lobby.contract.requests import CallNext, OpenPlace, Recall, WalkIn
from lobby.contract.topics import BEAT, BOARD, CALL, EVENTS, HOUSE, LINE, SUMMARY, Channel
from tests.support.house import House


class Broker:
    """Takes everything while it is there."""

    def __init__(self) -> None:
        self.is_there = True
        self.heard: list[tuple[Channel, object]] = []

    def publish(self, channel: Channel, message: object) -> bool:
        if self.is_there:
            self.heard.append((channel, message))
        return self.is_there

    def on(self, channel: Channel) -> list[object]:
        return [message for heard_on, message in self.heard if heard_on is channel]


def _called() -> House:
    house = House()
    house.do(WalkIn(id=uuid.uuid4().hex, service="id-card"))
    house.do(OpenPlace(id=uuid.uuid4().hex, place="7", services=("id-card",)))
    house.do(CallNext(id=uuid.uuid4().hex, place="7"))
    return house


def test_facts_go_out_without_visits_and_each_call_sounds() -> None:
    """The city hears what happened, never to whom."""
    house, broker = _called(), Broker()
    house.do(Recall(id=uuid.uuid4().hex, place="7"))
    Publisher(broker.publish, "epoch-of-the-test", "/test").facts(1, house.journal, house.line)
    (batch,) = broker.on(EVENTS)
    assert isinstance(batch, BatchEvent)
    assert [event.seq for event in batch.data.events] == [1, 2, 3, 4, 5]
    assert next(iter(house.line.visits)) not in str(batch)
    assert "A101" not in str(batch)
    assert len(broker.on(CALL)) == 2


def test_what_could_not_be_said_counts_as_untold() -> None:
    """So that it is said when the broker is back."""
    house, broker = _called(), Broker()
    publisher = Publisher(broker.publish, "epoch-of-the-test", "/test")
    publisher.batch(1, house.journal[:2])
    broker.is_there = False
    publisher.batch(3, house.journal[2:])
    assert publisher.told == 2
    broker.is_there = True
    publisher.batch(3, house.journal[2:])
    assert publisher.told == 4


def test_state_is_said_whole_and_not_at_every_change() -> None:
    """At once after a change, then at most twenty times a second; in between nothing is due."""
    house, broker = _called(), Broker()
    publisher = Publisher(broker.publish, "epoch-of-the-test", "/test")
    for _ in range(50):
        publisher.facts(1, house.journal, house.line)
        publisher.say(house.line, house.rules, house.now, Forecasts())
    for channel in (BOARD, LINE, HOUSE, SUMMARY, BEAT):
        assert 1 <= len(broker.on(channel)) < 25
    assert 0 <= publisher.seconds_to_next() <= 0.05
