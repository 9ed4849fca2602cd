"""The clerks' page before the real queue service."""

import signal

from broker_config.local import LocalBroker
from lobby.counter.program import build
from lobby.counter.rows import spaced
from lobby.link.device import Device
from tests.lobby.counter.conftest import ALL_FAMILIES, arrive, press
from tests.support.centres import Centre
from tests.support.pages import PageClient, ServedPage, page_settings, value_of


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
