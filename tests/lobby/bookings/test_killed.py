"""Imports while the queue service is killed again and again: every booking is in the journal once, or not at all."""

import random
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from broker_config.local import LocalBroker
from lobby.centre.journal import Journal
from lobby.contract.events import Booked
from lobby.link.settings import tables
from tests.support.centres import Centre
from tests.support.programs import Run, lobby_program

BOOKINGS = 300
KILLS = 4


@pytest.fixture(name="centre")
def _centre(broker: LocalBroker, tmp_path: Path) -> Iterator[Centre]:
    centre = Centre(broker, tmp_path)
    centre.start()
    yield centre
    centre.kill()


def booked(centre: Centre) -> list[str]:
    """The bookings in the journal, as often as they are there."""
    journal = Journal(centre.journal, read_only=True)
    try:
        return [event.booking.booking for _, event in journal.everything() if isinstance(event, Booked)]
    finally:
        journal.close()


@pytest.mark.slow
def test_no_kill_leaves_half_a_file_or_a_booking_twice(
    centre: Centre, broker: LocalBroker, tmp_path: Path
) -> None:
    """After each kill the journal has all of the file or nothing; the last import finds nothing left to do."""
    settings, feed = tmp_path / "bookings.toml", tmp_path / "feed.csv"
    settings.write_bytes(msgspec.toml.encode(tables(broker.settings("bookings"))))
    slot = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%MZ")
    rows = [f"r{index};passport;{slot}" for index in range(BOOKINGS)]
    feed.write_text("\n".join(["reference;service;slot", *rows, ""]), encoding="utf-8")
    first = tmp_path / "first.csv"
    first.write_text(f"reference;service;slot\nr0;passport;{slot}\n", encoding="utf-8")
    runs: list[Run] = []

    def imports(file: Path = feed) -> int:
        runs.append(lobby_program("bookings", "import", file, "--settings", settings))
        return runs[-1].returncode

    while imports(first) != 0:
        time.sleep(0.2)

    for _ in range(KILLS):
        thread = threading.Thread(target=imports)
        thread.start()
        time.sleep(random.uniform(0.2, 1.2))
        centre.kill()
        thread.join(60)
        centre.start()
        assert len(booked(centre)) in {1, BOOKINGS}
    assert {run.returncode for run in runs} <= {0, 3}
    while imports() != 0:
        time.sleep(0.2)
    again = lobby_program("bookings", "import", feed, "--settings", settings, "--language", "en")
    assert again.stdout == f"0 added, 0 changed, 0 cancelled, {BOOKINGS} unchanged\n"
    assert len(set(booked(centre))) == len(booked(centre)) == BOOKINGS
