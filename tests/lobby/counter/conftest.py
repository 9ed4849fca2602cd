"""The clerks' page on a real broker, before a scripted queue service."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from broker_config.local import LocalBroker
from lobby.counter.program import build
from tests.support.browsers import chromium
from tests.support.pages import PageClient, ServedPage, page_settings, value_of
from tests.support.scripted_queue import ScriptedQueue, waiting

__all__ = ["chromium"]

ALL_FAMILIES = ["A", "F", "J", "L", "R"]


@dataclass
class CounterHouse:
    """A broker, a queue service and the page."""

    broker: LocalBroker
    queue: ScriptedQueue
    page: ServedPage

    def at_place(self, account: str, place: str, **more: object) -> PageClient:
        """A clerk who has chosen a place and every service."""
        client = self.page.client(account)
        client.until("/place", f'value="{place}"')
        response = client.submit("/place", {"place": place, "family": ALL_FAMILIES} | more)
        assert response.status_code == 303, response.text
        return client


@pytest.fixture
def counter(broker: LocalBroker) -> Iterator[CounterHouse]:
    """Three people wait: A105 booked, F110 and J133 without booking."""
    queue = ScriptedQueue(broker.settings("queue"))
    queue.waiting = [
        waiting("A105", "passport", ago=4, slot=-16),
        waiting("F110", "good-conduct", ago=33, language="tr"),
        waiting("J133", "registration-certificate", ago=26, persons=3),
    ]
    with queue, ServedPage(page_settings(broker, "counter"), build) as page:
        yield CounterHouse(broker, queue, page)


def press(client: PageClient, op: str, **fields: str) -> int:
    """Load the page, press a button; the answer's status."""
    turn = value_of(client.get("/").text, "turn")
    return client.submit(f"/act/{op}", {"turn": turn} | fields).status_code
