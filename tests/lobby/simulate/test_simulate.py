"""`lobby simulate` as a process, on real brokers beside a real queue service."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import psutil
import pytest

from broker_config.local import LocalBroker
from lobby.bookings.files import write_day
from lobby.bookings.sample import Wish, sample_day
from lobby.catalogue_files import sample_catalogue
from lobby.centre.journal import Journal
from lobby.contract.events import Arrived
from lobby.contract.state import PlaceStatus, Standing
from lobby.contract.topics import LINE, SUMMARY
from lobby.link.incoming import Incoming, Subscription
from lobby.link.link import Link
from lobby.link.settings import tables
from tests.support.centres import Centre, rehearsal
from tests.support.codes import private_key, public_key
from tests.support.stream import Stream


@pytest.fixture
def settings(broker: LocalBroker, city_broker: LocalBroker, tmp_path: Path) -> Path:
    """A settings file for a busy hour."""
    catalogue = sample_catalogue()
    day = sample_day(Wish(catalogue.centre["altona"], datetime.now(UTC)), catalogue, private_key(1), 1)
    write_day(tmp_path / "day.json", day)
    more: dict[str, Any] = {
        "simulate": {"bookings": str(tmp_path / "day.json"), "walk_ins_an_hour": 60.0},
        "city_broker": tables(city_broker.settings("centre-sim"))["broker"],
    }
    path = tmp_path / "simulate.toml"
    path.write_bytes(msgspec.toml.encode(tables(broker.settings("simulation", tmp_path / "state")) | more))
    return path


@pytest.fixture
def simulation(settings: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The process, a hundred times as fast."""
    process = subprocess.Popen(_command(settings, "--speed", "100"))
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def centre(broker: LocalBroker, tmp_path: Path) -> Iterator[Centre]:
    """A running queue service that knows the key of the sample day."""
    running = Centre(broker, tmp_path)
    running.configure(keys=(public_key(1, not_after=date(2099, 12, 31)),))
    running.start()
    yield running
    running.kill()


def _command(settings: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "lobby", "simulate", "--settings", str(settings), *more]


def _line(stream: Stream, wanted: Callable[[Any], bool], seconds: float = 30.0) -> Any:
    def is_it(item: object) -> bool:
        return isinstance(item, Incoming) and item.channel is LINE and wanted(item.message)

    return stream.until(is_it, seconds).message


@pytest.mark.slow
@pytest.mark.timeout(220)
def test_a_lobby_lives(centre: Centre, simulation: subprocess.Popen[bytes], broker: LocalBroker) -> None:
    """People come with and without bookings and are served, at the last counters; a broker's restart is survived."""
    device, stream = rehearsal(broker)
    try:
        line = _line(stream, lambda line: line.finished_today >= 5)
        opened = [place.place for place in line.places if place.status is not PlaceStatus.CLOSED]
        assert opened
        assert set(opened) <= {str(number) for number in range(15, 25)}
        _line(stream, lambda _line: Standing.WALK_IN in _standings(centre))
        _line(stream, lambda _line: bool(_standings(centre) - {Standing.WALK_IN}), 90.0)
        broker.kill()
        broker.start()
        _line(stream, lambda later: later.finished_today >= line.finished_today + 5, 40.0)
    finally:
        device.stop()
    used = psutil.Process(simulation.pid).cpu_times()
    began = time.monotonic()
    simulation.send_signal(signal.SIGTERM)
    assert simulation.wait(5) == 0
    assert time.monotonic() - began < 1.0
    assert used.user + used.system < 5.0


def test_other_centres_are_heard_at_the_city(settings: Path, city_broker: LocalBroker) -> None:
    """Every centre but our own tells of itself within ten seconds, and says that it is simulated."""
    process = subprocess.Popen(_command(settings, "--no-visitors"))
    stream = Stream()
    link = Link(city_broker.settings("feed"), (Subscription(SUMMARY, any_centre=True),), stream.put)
    link.start()
    try:
        heard: dict[str, Any] = {}
        expected = {centre.id for centre in sample_catalogue().centres} - {"altona"}
        while set(heard) != expected:
            told = stream.until(lambda item: isinstance(item, Incoming), 15.0)
            heard[told.levels["centre"]] = told.message.data
        assert all(one.simulated and one.centre == centre for centre, one in heard.items())
    finally:
        link.stop()
        process.send_signal(signal.SIGINT)
        assert process.wait(5) == 0


def test_settings_without_a_day_file_that_is_there_are_refused(settings: Path, tmp_path: Path) -> None:
    """With a sentence, before anything is started."""
    (tmp_path / "day.json").unlink()
    ended = subprocess.run(_command(settings), capture_output=True, text=True, timeout=20, check=False)
    assert ended.returncode == 2
    assert "cannot read" in ended.stderr


def _standings(centre: Centre) -> set[Standing]:
    journal = Journal(centre.journal, read_only=True)
    try:
        return {fact.standing for _, fact in journal.everything() if isinstance(fact, Arrived)}
    finally:
        journal.close()
