"""From a feed into the lobby and back: what became of the bookings, over a real broker and a real HTTP server."""

import json
import threading
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from broker_config.local import LocalBroker
from lobby.bookings.settings import BookingsSettings, setting_of
from lobby.centre.clock import WallClock
from lobby.centre.journal import Journal
from lobby.centre.service import QueueService
from lobby.contract.answers import CheckedIn
from lobby.contract.codes import typed_code
from lobby.contract.codes.keyring import LOCAL
from lobby.contract.requests import CallNext, CheckIn, Finish, OpenPlace, Start
from lobby.link.configuration import ConfigFile
from lobby.link.settings import load_as, tables
from tests.support.centres import rehearsal
from tests.support.house import ALWAYS
from tests.support.programs import Run, lobby_program
from tests.support.zms import AUTHKEY, SCOPE, Zms, process

NOW = datetime.now(UTC).astimezone(LOCAL).replace(second=0, microsecond=0)
TODAY = NOW.date()
AN_HOUR_AGO = NOW - timedelta(hours=1)
pytestmark = pytest.mark.skipif(
    (NOW - timedelta(hours=1)).date() != TODAY or (NOW + timedelta(minutes=10)).date() != TODAY,
    reason="the day changes while the test runs",
)


@pytest.fixture(name="zms")
def _zms() -> Iterator[Zms]:
    with Zms().serving() as zms:
        yield zms


@pytest.fixture(name="settings")
def _settings(tmp_path: Path, broker: LocalBroker, zms: Zms) -> Path:
    (tmp_path / "zms.key").write_text(f"{AUTHKEY}\n")
    more: dict[str, Any] = {
        "system": "zms",
        "services": {"120703": "id-card"},
        "zms": {"url": zms.url, "scope": SCOPE, "authkey_file": str(tmp_path / "zms.key")},
    }
    path = tmp_path / "bookings.toml"
    path.write_bytes(msgspec.toml.encode(tables(broker.settings("bookings")) | more))
    return path


@pytest.fixture(name="journal")
def _journal(broker: LocalBroker) -> Iterator[Path]:
    """The journal of a running queue service that is open at any hour."""
    settings = broker.settings("queue")
    settings.state.mkdir(parents=True)
    ConfigFile(settings.state).write(1, msgspec.to_builtins({"hours": ALWAYS, "land": None}))
    service = QueueService(settings, WallClock())
    thread = threading.Thread(target=service.run)
    thread.start()
    yield settings.state / "journal.db"
    service.stop()
    thread.join(5)
    assert not thread.is_alive()


@pytest.fixture(name="ask")
def _ask(broker: LocalBroker) -> Iterator[Any]:
    """Asks the queue service as terminals and counters do."""
    device, _ = rehearsal(broker)
    yield lambda kind, **fields: device.ask(kind(id=uuid.uuid4().hex, **fields)).result(20)
    device.stop()


def run(command: str, settings: Path, *more: object) -> Run:
    """`lobby bookings` with these settings."""
    return lobby_program("bookings", command, "--settings", settings, "--language", "en", *more)


def serve_one(ask: Any, booking: str) -> None:
    """The visitor of a booking comes, is called and served."""
    arrived = ask(CheckIn, code=str(typed_code(booking)))
    assert isinstance(arrived, CheckedIn), arrived
    ask(OpenPlace, place="7", services=("id-card",))
    for kind in (CallNext, Start, Finish):
        ask(kind, place="7")


def journal_of(path: Path) -> list[Any]:
    """All facts."""
    journal = Journal(path, read_only=True)
    try:
        return list(journal.everything())
    finally:
        journal.close()


def test_a_feed_comes_back_with_what_became_of_it(
    settings: Path, journal: Path, ask: Any, tmp_path: Path
) -> None:
    """Imported, visited, exported in every format; exporting writes nothing into the journal."""
    feed = tmp_path / "feed.csv"
    rows = [("r1", NOW), ("r2", AN_HOUR_AGO), ("r3", NOW + timedelta(minutes=10))]
    lines = [f"{name};id-card;{slot.isoformat()}" for name, slot in rows]
    feed.write_text("\n".join(["reference;service;slot", *lines, ""]), encoding="utf-8")
    assert lobby_program("bookings", "import", feed, "--settings", settings).returncode == 0
    numbers = setting_of(load_as(settings, BookingsSettings)).numbers
    serve_one(ask, numbers.booking("r1"))
    before = journal_of(journal)
    csv = run("export", settings, "--like", feed)
    assert [line.split(";")[0:3:2] for line in csv.stdout.splitlines()[1:]] == [
        ["r2", "absent"],
        ["r1", "finished"],
        ["r3", "expected"],
    ]
    assert "3 bookings are in -; 0 of the feed are not known here" in csv.stderr
    target = tmp_path / "states.ics"
    summary = run("export", settings, "--format", "icalendar", "--output", target, "--json")
    assert json.loads(summary.stdout)["statuses"] == {"absent": 1, "finished": 1, "expected": 1}
    assert target.read_text().count("BEGIN:VEVENT") == 3
    assert journal_of(journal) == before


def test_zms_is_told_once(settings: Path, journal: Path, ask: Any, zms: Zms, tmp_path: Path) -> None:
    """Who arrived and whose case is finished; nothing that it knows, and no key is left on disk."""
    zms.days[TODAY] = [process(1001, NOW), process(1002, NOW), process(1003, NOW)]
    assert run("pull", settings).returncode == 0
    numbers = setting_of(load_as(settings, BookingsSettings)).numbers
    serve_one(ask, numbers.booking_on(TODAY, "1001"))
    ask(CheckIn, code=str(typed_code(numbers.booking_on(TODAY, "1002"))))
    told = run("tell", settings)
    assert (told.returncode, told.stdout) == (0, "told ZMS: 1 arrived, 1 finished\n"), told.stderr
    assert sorted((path, body["id"], body["authKey"]) for path, body in zms.told) == [
        ("/api/2/process/status/finished/", "1001", "s3cr"),
        ("/api/2/process/status/queued/", "1002", "s3cr"),
    ]
    zms.days[TODAY] = [process(1001, NOW, status="finished"), process(1002, NOW, status="queued")]
    assert run("tell", settings).stdout == "told ZMS: 0 arrived, 0 finished\n"
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and b"s3cr" in path.read_bytes()]
    assert kept == []
    assert b"1001" not in b"".join(msgspec.json.encode(event) for _, event in journal_of(journal))


@pytest.mark.parametrize(
    ("arguments", "says", "code"),
    [
        (("--format", "zms"), "name its list with --like", 2),
        (("--json",), "name it with --output", 2),
        (("--like", "nowhere.csv"), "cannot read nowhere.csv", 2),
        (("--day", "yesterday"), "write a date as 2026-11-23", 2),
        ((), "the queue service does not answer", 3),
    ],
)
def test_what_fails_is_said(settings: Path, arguments: tuple[str, ...], says: str, code: int) -> None:
    """In a sentence, with an exit code."""
    failed = run("export", settings, *arguments)
    assert (failed.returncode, says in failed.stderr) == (code, True), failed.stderr
