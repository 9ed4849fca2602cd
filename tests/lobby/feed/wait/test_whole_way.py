"""From the counter to the phone: a real queue service, two real brokers, the bridge between them, a real feed."""

import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from broker_config.local import LocalBroker
from lobby.contract.answers import AnyAnswer, CheckedIn
from lobby.contract.requests import CallNext, Finish, OpenPlace, Start, WalkIn
from lobby.link.device import Device
from lobby.link.incoming import RequestError
from lobby.web.moments import TIME_ZONE
from tests.support.centres import Centre, rehearsal
from tests.support.feeds import running_feed, until
from tests.support.phones import new_address

PATIENCE_SECONDS = 40.0


@pytest.fixture
def centre(bridged_broker: LocalBroker, city_broker: LocalBroker, tmp_path: Path) -> Iterator[Centre]:
    """A queue service behind the bridge, with wait pages at a feed; not started yet."""
    made = Centre(bridged_broker, tmp_path)
    with running_feed(city_broker, tmp_path) as feed:
        made.configure(phone_page=feed.url)
        yield made
    if made.process is not None and made.process.poll() is None:
        made.kill()


@pytest.fixture(autouse=True)
def in_one_day() -> None:
    """Links end at midnight: no test begins in the last two minutes of a day."""
    left = (datetime.now(TIME_ZONE) + timedelta(minutes=2)).replace(
        hour=0, minute=0, second=0
    ) - datetime.now(TIME_ZONE)
    if timedelta() < left:
        time.sleep(left.total_seconds() + 1)


@pytest.fixture
def client(bridged_broker: LocalBroker) -> Iterator[Device]:
    """Terminal and counter in one."""
    device, _ = rehearsal(bridged_broker)
    until(lambda: device.connected, PATIENCE_SECONDS)
    yield device
    device.stop()


def ask(device: Device, request: Any) -> AnyAnswer:
    """The same id again until there is an answer."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            return device.ask(request).result(10)
        except RequestError:
            time.sleep(0.2)
    raise AssertionError(f"no answer to {request}")


def new_id() -> str:
    return uuid.uuid4().hex


def link_of_a_new_number(client: Device) -> str:
    answer = ask(client, WalkIn(id=new_id(), service="id-card"))
    assert isinstance(answer, CheckedIn)
    assert answer.ticket.phone is not None
    return answer.ticket.phone


def get(link: str) -> httpx.Response:
    """As another phone each time, behind a proxy: waiting for a page is no guessing."""
    return httpx.get(link, timeout=5, headers={"x-forwarded-for": new_address()})


def status(link: str) -> int:
    return get(link).status_code


def shows(link: str, words: str) -> None:
    until(lambda: words in get(link).text, PATIENCE_SECONDS)


def test_a_call_at_the_counter_reaches_the_open_page(centre: Centre, client: Device) -> None:
    """Over the bridge and by server-sent events; what ends the visit ends the page."""
    centre.start()
    link = link_of_a_new_number(client)
    shows(link, "A 101")
    with httpx.stream("GET", f"{link}/events", timeout=PATIENCE_SECONDS) as events:
        lines = events.iter_lines()
        assert any("Bitte warten Sie." in line for line in lines)
        ask(client, OpenPlace(id=new_id(), place="7", services=("id-card",)))
        ask(client, CallNext(id=new_id(), place="7"))
        assert any("Sie sind dran!" in line for line in lines)
    ask(client, Start(id=new_id(), place="7"))
    shows(link, "Sie sind am Platz.")
    ask(client, Finish(id=new_id(), place="7"))
    until(lambda: status(link) == 410, PATIENCE_SECONDS)


def test_a_link_outlives_kill_9_and_not_the_day(centre: Centre, client: Device, tmp_path: Path) -> None:
    """The secret of the day is on disk, for this account alone; the next day has another one, and other links."""
    now = datetime.now(UTC)
    centre.start()
    link = link_of_a_new_number(client)
    shows(link, "A 101")
    secret = tmp_path / "queue" / "wait-links.key"
    assert secret.stat().st_mode & 0o777 == 0o600
    kept = secret.read_bytes()
    centre.kill()
    centre.start()
    shows(link_of_a_new_number(client), "A 102")
    assert secret.read_bytes() == kept
    assert status(link) == 200
    centre.kill()
    centre.use(clock={"start": now + timedelta(days=1), "origin": time.time()})
    centre.start()
    assert link_of_a_new_number(client) != link
    assert secret.read_bytes() != kept
    until(lambda: status(link) == 404, PATIENCE_SECONDS)


def test_no_wait_page_without_an_address(centre: Centre, client: Device) -> None:
    """No link on tickets; what the city's broker kept of before is taken away."""
    centre.start()
    link = link_of_a_new_number(client)
    shows(link, "A 101")
    centre.kill()
    centre.configure()
    centre.start()
    answer = ask(client, WalkIn(id=new_id(), service="id-card"))
    assert isinstance(answer, CheckedIn)
    assert answer.ticket.phone is None
    until(lambda: status(link) == 503, PATIENCE_SECONDS)
