"""A day against a real lobby: real Mosquitto, real queue service, real kills."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from broker_config.local import LocalBroker
from lobby.centre.journal import Journal
from lobby.centre.journal_check import check
from lobby.contract.events import AnyEvent, Arrived, Booked, Finished, PlacePaused, Undone
from lobby.simulate.days.reading import read_day_file
from lobby.simulate.days.times import between
from lobby.simulate.play.plan import make_plan
from tests.support.days import in_hamburg
from tests.support.recomputed import Cell, Recomputed
from tests.support.small_days import CATALOGUE

DAY = """\
name = "Half an hour with faults"
date = 2026-11-24
hours = ["08:00-08:30"]
[arrivals]
"08:00" = { booked = 6, walk_in = 5 }
[bookings]
no_show = 0.0
[services]
id-card = { weight = 3, minutes = 5 }
pickup = { minutes = 3 }
[[staff]]
places = ["1", "2", "3"]
open = "08:00"
close = "08:30"
breaks = ["08:21-08:24"]
[behaviour]
papers = 0.2
papers_minutes = 3
transfer = 0.2
second_service = 0.2
in_person = 0.2
unheard = 0.0
[clerks]
slips = 0.4
[[faults]]
kind = "queue-killed"
at = "08:06"
[[faults]]
kind = "broker-away"
at = "08:10"
minutes = 2
[[faults]]
kind = "terminal-offline"
at = "08:15"
minutes = 3
[[faults]]
kind = "outage"
at = "08:25"
minutes = 3
"""
SPEED = 60


@pytest.fixture
def day(tmp_path: Path) -> Path:
    """The day file."""
    path = tmp_path / "faults.toml"
    path.write_text(DAY, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _local() -> Iterator[None]:
    with in_hamburg():
        yield


def _started(folder: Path, *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "lobby", "simulate", *words, "--against", "lobby", "--speed", str(SPEED)]
    environment = os.environ | {"TMPDIR": str(folder)}
    return subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def _below(folder: Path) -> list[psutil.Process]:
    """Processes that were started with something in this folder."""
    return [
        one for one in psutil.process_iter(["cmdline"]) if str(folder) in " ".join(one.info["cmdline"] or [])
    ]


def _facts(journal: Path) -> list[AnyEvent]:
    opened = Journal(journal, read_only=True)
    try:
        return [event for _, event in opened.everything()]
    finally:
        opened.close()


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_a_day_is_played_through_kills(day: Path, tmp_path: Path, broker: LocalBroker) -> None:
    """Everybody is served, the journal is sound, nothing is left running, and another lobby's broker is untouched."""
    theirs = broker.process
    assert theirs is not None
    folder = tmp_path / "play"
    folder.mkdir()
    process = _started(folder, str(day), "--json", "--journal", str(tmp_path / "kept.db"))
    out, err = process.communicate(timeout=150)
    assert process.returncode == 0, err
    told = json.loads(out.splitlines()[-1])
    assert told["complete"] is True
    assert told["killed"] == ["centre", "broker", "terminal", "centre", "terminal", "broker"]
    assert theirs.poll() is None
    assert not _below(folder)
    assert not check(tmp_path / "kept.db").problems
    facts = _facts(tmp_path / "kept.db")
    plan = make_plan(read_day_file(day, CATALOGUE), CATALOGUE)
    arrived = {one.visit for one in facts if isinstance(one, Arrived)}
    finished = {one.visit for one in facts if isinstance(one, Finished)}
    away = told["turned_away"]  # some come too shortly before closing, without a booking
    assert set(away) <= {"after-last-walk-in"}
    assert len(plan.people) == told["people"] == len(arrived) + sum(away.values())
    assert finished == arrived
    assert {one.booking.booking for one in facts if isinstance(one, Booked)} <= arrived
    assert [one for one in facts if isinstance(one, Undone)]
    assert [one for one in facts if isinstance(one, PlacePaused)]
    for span, kinds in (("08:10-08:12", AnyEvent), ("08:15-08:18", Arrived), ("08:25-08:28", AnyEvent)):
        first, last = between(plan.day, span)
        assert not [one for one in facts if isinstance(one, kinds) and first < one.at < last]
    _agree(told, tmp_path / "kept.db", plan.day)


def _agree(told: Any, journal: Path, day: Any) -> None:
    """The figures that were printed are those of the facts."""
    recomputed = Recomputed(journal)
    for row in told["figures"]["rows"]:
        found = recomputed.cell(Cell(day, day, row.get("hour"), row.get("service"), row.get("visit_class")))
        for key, one in row["values"].items():
            values = one["count"], one.get("value"), one.get("median"), one.get("p90")
            assert values == pytest.approx(found[key], abs=1e-3), (row, key)


@pytest.mark.slow
@pytest.mark.timeout(100)
def test_an_interrupt_ends_lobby_and_day(day: Path, tmp_path: Path) -> None:
    """What is known so far is told, and every process is gone."""
    folder = tmp_path / "play"
    folder.mkdir()
    process = _started(folder, str(day), "--json")
    end = time.monotonic() + 30
    while len(_below(folder)) < 2 and time.monotonic() < end:
        time.sleep(0.2)
    time.sleep(4)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert json.loads(out.splitlines()[-1])["complete"] is False
    assert not _below(folder)
