"""The clerks' page on a real broker, before a scripted queue service."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from broker_config.local import LocalBroker
from lobby.contract.answers import CheckedIn
from lobby.contract.requests import WalkIn
from lobby.contract.state import Line
from lobby.counter.program import build
from lobby.link.device import Device
from lobby.link.incoming import Incoming
from tests.support.browsers import chromium
from tests.support.centres import Centre, rehearsal
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


@pytest.fixture
def centre(broker: LocalBroker, tmp_path: Path) -> Iterator[Centre]:
    running = Centre(broker, tmp_path)
    running.start()
    yield running
    if running.process is not None and running.process.poll() is None:
        running.stop()


@pytest.fixture
def visitors(broker: LocalBroker, centre: Centre) -> Iterator[Device]:
    """Somebody who sends visitors; the queue service is there."""
    assert centre.process is not None
    device, heard = rehearsal(broker)
    heard.until(lambda item: isinstance(item, Incoming) and isinstance(item.message, Line), seconds=20)
    yield device
    device.stop()


def arrive(visitors: Device, service: str = "id-card") -> str:
    """A visitor without booking; their number."""
    answer = visitors.ask(WalkIn(id=uuid.uuid4().hex, service=service)).result(10)
    assert isinstance(answer, CheckedIn), answer
    return answer.ticket.number


def press(client: PageClient, op: str, **fields: str) -> int:
    """Load the page, press a button; the answer's status."""
    turn = value_of(client.get("/").text, "turn")
    return client.submit(f"/act/{op}", {"turn": turn} | fields).status_code


def work(page: Page, counter: CounterHouse | ServedPage, account: str = "clerk-1", place: str = "7") -> None:
    """Sign in by link, choose a place, all services."""
    served = counter if isinstance(counter, ServedPage) else counter.page
    page.goto(served.link(account))
    page.select_option("#place", place)
    page.get_by_role("button", name="Hier arbeiten").click()
    expect(page.locator("body.has-tabs h1")).to_have_text("Frei")
