"""The reception's page before the real queue service, on a real broker."""

import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, Page

from broker_config.local import LocalBroker
from lobby.contract.answers import AnyAnswer, CheckedIn
from lobby.contract.bookings import Booking
from lobby.contract.requests import AnyRequest, CallNext, ImportBookings, OpenPlace, Park, Start, WalkIn
from lobby.contract.state import Line, Reception
from lobby.contract.topics import LINE, RECEPTION
from lobby.counter.reception.program import build
from lobby.link.device import Device
from lobby.link.incoming import Incoming, Subscription
from lobby.queueing.rules import LOCAL
from tests.lobby.counter.conftest import centre
from tests.support.browsers import chromium
from tests.support.centres import Centre
from tests.support.pages import PageClient, ServedPage, page_settings, value_of

__all__ = ["centre", "chromium"]

T = TypeVar("T")


@dataclass
class ReceptionHouse:
    """A queue service, a terminal, somebody who sends visitors, and the page."""

    centre: Centre
    terminal: Device
    visitors: Device
    page: ServedPage
    line: list[Line] = field(default_factory=list)
    reception: list[Reception] = field(default_factory=list)

    def do(self, kind: type[AnyRequest], **fields: Any) -> AnyAnswer:
        """Somebody else does this."""
        return self.visitors.ask(kind(id=uuid.uuid4().hex, **fields)).result(10)

    def call(self, kind: type[AnyRequest], **fields: Any) -> AnyAnswer:
        """The terminal says this."""
        return self.terminal.ask(kind(id=uuid.uuid4().hex, **fields)).result(10)

    def arrive(self, service: str = "id-card", **fields: Any) -> CheckedIn:
        """A visitor without booking."""
        answer = self.do(WalkIn, service=service, **fields)
        assert isinstance(answer, CheckedIn), answer
        return answer

    def book(self, *bookings: Booking) -> None:
        """These are expected."""
        self.do(ImportBookings, bookings=bookings)

    def park(self, place: str = "7", where: str = "Fotostation") -> str:
        """Somebody is called, served and sent away for a photo; which visit that is."""
        visit = self.arrive().ticket.visit
        self.do(OpenPlace, place=place, services=("id-card",))
        for kind in (CallNext, Start):
            self.do(kind, place=place)
        self.do(Park, place=place, where=where)
        return visit

    def state(self, is_so: Callable[[Reception], bool]) -> Reception:
        """What the queue service says, once it is so."""
        return self._until(self.reception, is_so)

    def in_line(self, is_so: Callable[[Line], bool]) -> Line:
        """The line, once it is so."""
        return self._until(self.line, is_so)

    def hear(self, item: object) -> None:
        """What the queue service says."""
        message = item.message if isinstance(item, Incoming) else None
        if isinstance(message, Line):
            self.line.append(message)
        elif isinstance(message, Reception):
            self.reception.append(message)

    @staticmethod
    def _until(heard: list[T], is_so: Callable[[T], bool], seconds: float = 10.0) -> T:
        end = datetime.now(UTC) + timedelta(seconds=seconds)
        while datetime.now(UTC) < end:
            if heard and is_so(heard[-1]):
                return heard[-1]
            time.sleep(0.01)
        raise AssertionError(heard[-1:] or "nothing heard")


def booking(number: int, minutes: int, service: str = "passport", persons: int = 1) -> Booking:
    """A booking of today, its slot so many minutes from now; late in the evening the last ones of the day."""
    now = datetime.now(LOCAL).replace(second=0, microsecond=0)
    first, last = now.replace(hour=0, minute=0), now.replace(hour=23, minute=59)
    slot = min(max(first, now + timedelta(minutes=minutes)), last).astimezone(UTC)
    return Booking(
        booking=f"{number:016x}",
        service=service,
        slot=slot,
        length_minutes=15,
        persons=persons,
        centre="altona",
    )


@pytest.fixture
def house(broker: LocalBroker, centre: Centre) -> Iterator[ReceptionHouse]:
    """Open at any hour, with three bookings about now and nobody in the house."""
    terminal = Device(broker.settings("kiosk-1"), subscriptions=[], deliver=lambda _item: None)
    with ServedPage(page_settings(broker, "reception"), build) as page:
        opened = ReceptionHouse(centre, terminal, terminal, page)
        opened.visitors = Device(
            broker.settings("rehearsal"), subscriptions=[Subscription(LINE), Subscription(RECEPTION)],
            deliver=opened.hear,
        )  # fmt: skip
        for device in (opened.terminal, opened.visitors):
            device.start()
        opened.state(lambda state: state.rev >= 0)
        opened.book(booking(1, -25), booking(2, 5, "id-card", 2), booking(3, 240))
        yield opened
        for device in (opened.terminal, opened.visitors):
            device.stop()


@pytest.fixture
def desk(house: ReceptionHouse) -> PageClient:
    """The reception, signed in, its page showing the bookings."""
    client = house.page.client("reception-1")
    client.until("/", "/expected/", seconds=10)
    return client


@pytest.fixture
def page(chromium: Browser, house: ReceptionHouse) -> Iterator[Page]:
    """The reception's browser, signed in."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="de-DE")
    context.set_default_timeout(8000)
    opened = context.new_page()
    opened.on("pageerror", lambda error: pytest.fail(str(error)))
    opened.goto(house.page.link("reception-1"))
    opened.wait_for_selector("body.has-tabs #panel-expected tbody tr")
    yield opened
    context.close()


def submit(client: PageClient, form: str, op: str, **fields: str) -> int:
    """Open a form's page and send it; the answer's status."""
    turn = value_of(detail(client.get(form).text), "turn")
    return client.submit(f"/act/{op}", {"turn": turn, "from": form} | fields).status_code


def detail(page: str) -> str:
    """What is open beside the lists."""
    return page.partition('id="detail"')[2]
