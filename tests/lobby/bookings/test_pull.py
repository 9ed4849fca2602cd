"""The list of a ZMS scope reaches the waiting line, over HTTP and a real broker, and follows the day's changes."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from broker_config.local import LocalBroker
from lobby.centre.clock import WallClock
from lobby.centre.service import QueueService
from lobby.contract.codes.keyring import LOCAL
from lobby.link.settings import tables
from tests.support.programs import Run, lobby_program
from tests.support.zms import AUTHKEY, SCOPE, Zms, process

TOMORROW = datetime.now(UTC).astimezone(LOCAL).date() + timedelta(days=1)


def at(hour: int) -> datetime:
    """An hour of tomorrow."""
    return datetime(TOMORROW.year, TOMORROW.month, TOMORROW.day, hour, tzinfo=LOCAL)


@pytest.fixture(name="zms")
def _zms() -> Iterator[Zms]:
    with Zms().serving() as zms:
        yield zms


@pytest.fixture(name="settings")
def _settings(tmp_path: Path, broker: LocalBroker, zms: Zms) -> Path:
    """The settings of the account `bookings`, with ZMS."""
    (tmp_path / "zms.key").write_text(f"{AUTHKEY}\n")
    more: dict[str, Any] = {
        "system": "zms",
        "services": {"120703": "id-card"},
        "zms": {"url": zms.url, "scope": SCOPE, "authkey_file": str(tmp_path / "zms.key")},
    }
    path = tmp_path / "bookings.toml"
    path.write_bytes(msgspec.toml.encode(tables(broker.settings("bookings")) | more))
    return path


@pytest.fixture(name="service")
def _service(broker: LocalBroker) -> Iterator[QueueService]:
    settings = broker.settings("queue")
    settings.state.mkdir(parents=True)
    service = QueueService(settings, WallClock())
    thread = threading.Thread(target=service.run)
    thread.start()
    yield service
    service.stop()
    thread.join(5)
    assert not thread.is_alive()


def pull(settings: Path, *more: str, day: date = TOMORROW) -> Run:
    """The command."""
    return lobby_program("bookings", "pull", "--settings", settings, "--day", day, "--json", *more)


def changes(run: Run) -> tuple[int, ...]:
    """Added, changed, cancelled, unchanged."""
    assert run.returncode == 0, run.stderr
    return tuple(json.loads(run.stdout)["imported"].values())


@pytest.mark.usefixtures("service")
def test_the_day_follows_zms(zms: Zms, settings: Path) -> None:
    """New, moved, deleted and vanished processes; nothing happens twice."""
    zms.days[TOMORROW] = [process(number, at(9)) for number in range(1001, 1005)]
    assert changes(pull(settings)) == (4, 0, 0, 0)
    assert changes(pull(settings)) == (0, 0, 0, 4)
    moved = process(1001, at(11), lastChange=1795000200)
    deleted = process(1002, at(9), lastChange=1795000300, status="deleted")
    zms.days[TOMORROW] = [moved, deleted, process(1003, at(9)), process(1005, at(9))]
    result = pull(settings)
    assert changes(result) == (1, 1, 2, 1)
    assert [one["kind"] for one in json.loads(result.stdout)["findings"]] == ["remark-vanished"]
    assert changes(pull(settings)) == (0, 0, 0, 4)
    zms.days[TOMORROW] = [process(1001, at(9)), deleted, process(1003, at(9)), process(1005, at(9))]
    assert [one["kind"] for one in json.loads(pull(settings).stdout)["findings"]] == ["remark-older"]


@pytest.mark.usefixtures("service")
def test_a_list_that_lost_most_of_the_day_cancels_nothing(zms: Zms, settings: Path) -> None:
    """Somebody has to be sure; an empty list is never taken."""
    zms.days[TOMORROW] = [process(number, at(9)) for number in range(1001, 1011)]
    assert changes(pull(settings)) == (10, 0, 0, 0)
    zms.days[TOMORROW] = zms.days[TOMORROW][:3]
    refused = pull(settings)
    assert refused.returncode == 1
    assert "7 of 10 bookings are missing in the list" in refused.stderr
    assert changes(pull(settings, "--sure")) == (0, 0, 7, 3)
    zms.days[TOMORROW] = []
    assert pull(settings).returncode == 1


@pytest.mark.usefixtures("service")
def test_a_bad_process_is_left_out_and_stays_as_it_is(zms: Zms, settings: Path) -> None:
    """What cannot be read now is neither changed nor taken for vanished."""
    zms.days[TOMORROW] = [process(1001, at(9)), process(1002, at(9))]
    assert changes(pull(settings)) == (2, 0, 0, 0)
    zms.days[TOMORROW] = [process(1001, at(9)), process(1002, at(9), requests=[{"id": "7"}])]
    assert pull(settings).returncode == 1
    assert changes(pull(settings, "--skip-bad")) == (0, 0, 0, 1)


def test_without_an_answer_the_command_says_so(zms: Zms, settings: Path) -> None:
    """A wrong key, a wrong address: exit code 3 and nothing of the answer."""
    key = settings.with_name("zms.key")
    key.write_text("wrong")
    refused = pull(settings)
    assert (refused.returncode, "HTTP 401" in refused.stderr) == (3, True)
    settings.write_text(settings.read_text().replace(zms.url, "http://127.0.0.1:9/api"))
    away = pull(settings)
    assert (away.returncode, "does not answer" in away.stderr) == (3, True)
