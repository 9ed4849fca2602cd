"""When wait pages are told."""

import uuid
from datetime import date
from pathlib import Path

import pytest

from lobby.centre.forecasts import Forecasts
from lobby.centre.wait_links import WaitLinks
from lobby.centre.wait_pages import AGAIN_SECONDS, LEAST_SECONDS, Sender, WaitPagesTeller
from lobby.contract.requests import CallNext, OpenPlace, WalkIn
from lobby.contract.topics import WAIT_PAGES, Channel
from lobby.contract.wait_pages import WaitPagesEvent
from tests.support.house import House, rules

BASE = "https://lobby.example.org"


class Heard:
    """What a broker got; its connection may be away."""

    def __init__(self) -> None:
        self.messages: list[object] = []
        self.is_there = True

    def publish(self, channel: Channel, message: object) -> bool:
        assert channel is WAIT_PAGES
        if self.is_there:
            self.messages.append(message)
        return self.is_there


class Centre:
    """A line whose pages are told."""

    def __init__(self, folder: Path, base: str = BASE) -> None:
        self.house = House(rules(phone_page=base))
        self.heard = Heard()
        self.links = WaitLinks(folder / "wait-links.key")
        self.links.turn_to(date(2026, 11, 23))
        self.seconds = 1000.0
        sender = Sender(self.heard.publish, "epoch-of-the-test", "/test")
        self.teller = WaitPagesTeller(sender, self.links, clock=lambda: self.seconds)
        self.forecasts = Forecasts()

    def do(self, command: WalkIn | OpenPlace | CallNext) -> None:
        before = len(self.house.journal)
        self.house.do(command)
        self.teller.facts(self.house.journal[before:])

    def come(self) -> None:
        self.do(WalkIn(id=uuid.uuid4().hex, service="id-card"))

    def say(self) -> int:
        """How many were told so far."""
        self.teller.say(self.house.line, self.house.rules, self.house.now, self.forecasts)
        return len(self.heard.messages)


@pytest.fixture
def centre(tmp_path: Path) -> Centre:
    return Centre(tmp_path)


def test_a_call_and_a_new_number_are_told_at_once_the_rest_in_time(centre: Centre) -> None:
    """What can wait waits two seconds, and nothing new is told again after ten."""
    assert centre.say() == 1
    assert centre.teller.seconds_to_next() == AGAIN_SECONDS
    centre.seconds += 1
    centre.come()
    assert centre.say() == 2
    centre.seconds += 1
    centre.do(OpenPlace(id=uuid.uuid4().hex, place="7", services=("id-card",)))
    assert centre.say() == 2
    assert centre.teller.seconds_to_next() == pytest.approx(1)
    centre.do(CallNext(id=uuid.uuid4().hex, place="7"))
    assert centre.say() == 3
    centre.come()
    assert centre.teller.seconds_to_next() == pytest.approx(LEAST_SECONDS)
    centre.seconds += LEAST_SECONDS
    assert centre.say() == 4
    centre.seconds += AGAIN_SECONDS
    assert centre.say() == 5


def test_what_is_told_opens_by_the_visitor_s_link_alone(centre: Centre) -> None:
    """The digest of the token is there, the token is not."""
    centre.come()
    centre.say()
    (event,) = centre.heard.messages
    assert isinstance(event, WaitPagesEvent)
    (visit,) = centre.house.line.visits
    assert [one.digest for one in event.data.pages] == [centre.links.digest(visit)]
    assert centre.links.token(visit) not in str(event)


def test_where_there_is_no_page_the_broker_s_memory_is_emptied_once(tmp_path: Path) -> None:
    """Again after a connection was lost, never for each visitor."""
    centre = Centre(tmp_path, base="")
    centre.heard.is_there = False
    assert centre.say() == 0
    centre.heard.is_there = True
    centre.teller.changed()
    assert centre.say() == 1
    for _ in range(5):
        centre.come()
        centre.say()
    assert centre.heard.messages == [None]
