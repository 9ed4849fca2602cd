"""A day against a lobby that somebody else has started."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from broker_config.local import LocalBroker
from lobby.centre.journal import Journal
from lobby.contract.events import Arrived, Finished
from lobby.link.settings import tables
from lobby.simulate.against.lobby import LobbyError
from lobby.simulate.against.their_lobby import today
from lobby.simulate.play.shifting import moved
from tests.support.centres import Centre
from tests.support.small_days import plan_of

DAY = """\
name = "A busy quarter of an hour"
date = 2026-11-24
hours = ["08:00-08:30"]
[arrivals]
"08:00" = { booked = 60, walk_in = 600 }
[services]
id-card = { minutes = 0.05 }
[[staff]]
places = ["21", "22"]
open = "08:00"
close = "08:30"
[clerks]
way_seconds = 0.2
between_seconds = 0.2
"""


@pytest.fixture
def settings(broker: LocalBroker, tmp_path: Path) -> Path:
    """Of an account that may ask for everything."""
    path = tmp_path / "rehearsal.toml"
    path.write_bytes(
        msgspec.toml.encode(tables(broker.settings("rehearsal", tmp_path / "state" / "rehearsal")))
    )
    return path


@pytest.fixture
def centre(broker: LocalBroker, tmp_path: Path) -> Iterator[Centre]:
    """A running queue service."""
    (tmp_path / "state").mkdir()
    running = Centre(broker, tmp_path / "state")
    running.start()
    yield running
    running.kill()


def _command(day: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "lobby", "simulate", str(day), *words]


def _told(day: Path, *words: str) -> str:
    ended = subprocess.run(_command(day, *words), capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    return " ".join(ended.stderr.split())


def _count(journal: Path, kind: type) -> int:
    opened = Journal(journal, read_only=True)
    try:
        return sum(isinstance(event, kind) for _, event in opened.everything())
    finally:
        opened.close()


@pytest.mark.slow
@pytest.mark.timeout(110)
def test_people_come_to_a_lobby_that_runs(
    settings: Path, centre: Centre, broker: LocalBroker, tmp_path: Path
) -> None:
    """As if it were ten past eight; Ctrl-C ends the day and not the lobby."""
    day = tmp_path / "day.toml"
    day.write_text(DAY, encoding="utf-8")
    process = subprocess.Popen(
        _command(day, "--against", str(settings), "--from", "08:10", "--json"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        if centre.journal.exists() and _count(centre.journal, Finished) >= 3:
            break
        time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 0, err
    told = json.loads(out.splitlines()[-1])
    assert told["complete"] is False
    rows = told["figures"]["rows"]
    everybody = next(row for row in rows if not (row["hour"] or row["service"] or row["visit_class"]))
    assert everybody["values"]["visits"]["value"] == _count(centre.journal, Arrived) >= 3
    assert centre.process is not None
    assert centre.process.poll() is None
    assert broker.process is not None
    assert broker.process.poll() is None


@pytest.mark.slow
def test_what_cannot_be_played_there_is_told(settings: Path, centre: Centre, tmp_path: Path) -> None:
    """Before anybody comes in."""
    day = tmp_path / "day.toml"
    there = ("--against", str(settings), "--lobby-journal", str(centre.journal))
    day.write_text(DAY.replace('"21"', '"77"'), encoding="utf-8")
    assert "that lobby has no counters 77" in _told(day, *there)
    day.write_text(DAY + '[[faults]]\nkind = "queue-killed"\nat = "08:20"\n', encoding="utf-8")
    assert "faults that kill processes (queue-killed)" in _told(day, *there)
    day.write_text(DAY, encoding="utf-8")
    assert "no --speed" in _told(day, *there, "--speed", "4")
    assert "rules of its own: no booked_weight" in _told(day, *there, "--with", "booked_weight=1")
    assert "is not a time like 10:30" in _told(day, *there, "--from", "noon")
    assert "say with --lobby-journal" in _told(day, *there[:3], str(tmp_path / "none.db"))
    assert "cannot read the settings file" in _told(day, "--against", str(tmp_path / "none.toml"))
    settings.write_text(settings.read_text().replace('"rehearsal"', '"kiosk"').replace("rehearsal", "kiosk"))
    assert "of the kind rehearsal" in _told(day, "--against", str(settings))


def test_a_moved_day_keeps_its_distances() -> None:
    """People, slots, shifts and faults, all by as much; the date is that of the new beginning."""
    staff = [{"places": ["1"], "open": "08:00", "close": "12:00", "breaks": ["09:00-09:30"]}]
    plan = plan_of(
        staff=staff, faults=[{"kind": "counter-closes", "at": "10:00", "places": ["1"], "minutes": 5}]
    )
    by = timedelta(days=3, minutes=17)
    later = moved(plan, by)
    assert later.day == plan.day + timedelta(days=3)
    assert [one.at - by for one in later.people] == [one.at for one in plan.people]
    assert [one.slot - by for one in later.bookings] == [one.slot for one in plan.bookings]
    assert {one.booking for one in later.people if one.booking} <= set(later.bookings)
    assert later.clerks[0].breaks == tuple((first + by, last + by) for first, last in plan.clerks[0].breaks)
    assert later.troubles[0].until == (plan.troubles[0].until or plan.begins) + by
    assert moved(later, -by) == plan


def test_of_a_day_that_has_begun_the_rest_is_played() -> None:
    """Who came before is left out, who comes late to an earlier slot is not."""
    plan, now = plan_of(bookings={"late": 0.5, "no_show": 0.2}), datetime(2026, 12, 1, 13, 0, tzinfo=UTC)
    rest = today(plan, plan.opens + timedelta(hours=2, minutes=3), now)
    assert 0 < len(rest.people) < len(plan.people)
    assert all(one.at >= now for one in rest.people)
    known = {one.booking for one in rest.bookings}
    assert {one.booking.booking for one in rest.people if one.booking} <= known
    assert any(one.slot < now for one in rest.bookings)
    with pytest.raises(LobbyError, match="outage"):
        today(plan_of(faults=[{"kind": "outage", "at": "09:00", "minutes": 3}]), plan.opens, now)
