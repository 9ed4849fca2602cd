"""The clerks' page before the real queue service."""

import signal
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from broker_config.local import LocalBroker
from lobby.contract.answers import CheckedIn
from lobby.contract.requests import WalkIn
from lobby.counter.program import build
from lobby.counter.rows import spaced
from lobby.link.device import Device
from tests.lobby.counter.conftest import ALL_FAMILIES, press
from tests.support.centres import Centre, rehearsal
from tests.support.pages import PageClient, ServedPage, page_settings, value_of


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
    device, _ = rehearsal(broker)
    yield device
    device.stop()


def arrive(visitors: Device, service: str = "id-card") -> str:
    """A visitor without booking; their number."""
    answer = visitors.ask(WalkIn(id=uuid.uuid4().hex, service=service)).result(10)
    assert isinstance(answer, CheckedIn), answer
    return answer.ticket.number


def at_place(page: ServedPage, account: str, place: str) -> PageClient:
    client = page.client(account)
    client.until("/place", f'value="{place}"', seconds=10)
    assert client.submit("/place", {"place": place, "family": ALL_FAMILIES}).status_code == 303
    return client


def test_whole_case(broker: LocalBroker, centre: Centre, visitors: Device) -> None:
    """Two visitors are called, served and finished by one clerk; the third press finds nobody."""
    with ServedPage(page_settings(broker, "counter"), build) as page:
        clerk = at_place(page, "clerk-1", "7")
        first, second = arrive(visitors), arrive(visitors)
        clerk.until("/", spaced(second))
        assert press(clerk, "next") == 303
        clerk.until("/", f'<h1 class="number">{spaced(first)}</h1>')
        assert press(clerk, "start") == 303
        assert press(clerk, "finish-next") == 303
        clerk.until("/", f'<h1 class="number">{spaced(second)}</h1>')
        assert press(clerk, "start") == 303
        assert press(clerk, "finish") == 303
        clerk.until("/", "Heute fertig 2")
        assert press(clerk, "next") == 409
    assert centre.stop() == 0


def test_not_here_three_times_is_missed_and_taken_up_again(
    broker: LocalBroker, centre: Centre, visitors: Device
) -> None:
    """Somebody who does not come after three calls is missed, stands in that list, and can be called again."""
    assert centre.process is not None
    with ServedPage(page_settings(broker, "counter"), build) as page:
        clerk = at_place(page, "clerk-1", "7")
        number = arrive(visitors)
        clerk.until("/", spaced(number))
        assert press(clerk, "next") == 303
        assert press(clerk, "recall") == 303
        clerk.until("/", "2. Aufruf")
        assert press(clerk, "recall") == 303
        clerk.until("/", "3. Aufruf")
        assert press(clerk, "not-here") == 303
        page_text = clerk.until("/", f"{spaced(number)} wieder aufnehmen und rufen")
        visit = value_of(page_text[page_text.index("panel-missed") :], "visit")
        assert press(clerk, "call", visit=visit) == 303
        clerk.until("/", f'<h1 class="number">{spaced(number)}</h1>')


def test_killed_queue_service_calls_nobody_twice(
    broker: LocalBroker, centre: Centre, visitors: Device
) -> None:
    """A call that met a stopped and then killed queue service can be pressed again: one call comes of it."""
    assert centre.process is not None
    with ServedPage(page_settings(broker, "counter"), build) as page:
        clerk = at_place(page, "clerk-1", "7")
        numbers = [arrive(visitors), arrive(visitors)]
        turn = value_of(clerk.until("/", spaced(numbers[1])), "turn")
        centre.process.send_signal(signal.SIGSTOP)
        assert clerk.submit("/act/next", {"turn": turn}).status_code == 409
        centre.kill()
        centre.start()
        clerk.until("/", "verbunden, Stand", seconds=10)
        assert clerk.submit("/act/next", {"turn": turn}).status_code == 303
        page_text = clerk.until("/", f'<h1 class="number">{spaced(numbers[0])}</h1>')
        assert f"{spaced(numbers[1])}</a></th>" in page_text
