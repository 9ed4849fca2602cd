"""Backup and restore of the journal: of a running service, killed at the worst moment, and of damaged files."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from broker_config.local import LocalBroker
from lobby.centre.journal import Answered, Journal, JournalError
from lobby.centre.journal_backup import back_up, restore
from lobby.contract.answers import AnyAnswer, CheckedIn
from lobby.contract.events import AnyEvent, Arrived, DayStarted, Finished
from lobby.contract.requests import OpenPlace, WalkIn
from lobby.contract.state import Standing
from lobby.contract.topics import BOARD
from lobby.link.device import Device
from lobby.link.incoming import Incoming, RequestError
from lobby.queueing.rules import LOCAL
from tests.support.centres import Centre, rehearsal
from tests.support.house import NOW
from tests.support.samples import bodies, first_journal
from tests.support.stream import Stream

PATIENCE_SECONDS = 40.0


def _facts(count: int, at: datetime = NOW) -> list[AnyEvent]:
    arrived = [
        Arrived(
            at=at, visit=f"visit-{n:06d}", number=f"A{101 + n % 899}", service="id-card", persons=1,
            standing=Standing.WALK_IN,
        )
        for n in range(count)
    ]  # fmt: skip
    return [DayStarted(at=at, day=at.astimezone(LOCAL).date().isoformat()), *arrived]


def _journal(path: Path, count: int = 3, at: datetime = NOW) -> Journal:
    journal = Journal(path)
    journal.append(1, _facts(count, at), [])
    return journal


def test_a_backup_holds_what_was_written_before_it(tmp_path: Path) -> None:
    """As one file, while the journal is open and its log not folded in."""
    journal = _journal(tmp_path / "journal.db")
    verdict = back_up(tmp_path / "journal.db", tmp_path / "backup.db")
    assert (verdict.facts, verdict.problems, verdict.epoch) == (4, (), journal.epoch)
    journal.append(5, [DayStarted(at=NOW + timedelta(days=1), day="2026-11-24")], [])
    assert sorted(path.name for path in tmp_path.glob("backup*")) == ["backup.db"]
    assert Journal(tmp_path / "backup.db", read_only=True).last_seq() == 4


def test_a_backup_is_not_written_over_unless_told(tmp_path: Path) -> None:
    """The file of yesterday stays."""
    _journal(tmp_path / "journal.db")
    (tmp_path / "backup.db").write_text("yesterday")
    with pytest.raises(JournalError, match="is there already"):
        back_up(tmp_path / "journal.db", tmp_path / "backup.db")
    assert (tmp_path / "backup.db").read_text() == "yesterday"
    assert back_up(tmp_path / "journal.db", tmp_path / "backup.db", overwrite=True).facts == 4


def test_what_is_not_sound_gets_no_backup(tmp_path: Path) -> None:
    """A fact is missing, or cannot have happened: the copy does not get its name."""
    journal = _journal(tmp_path / "journal.db")
    journal.append(5, [Finished(at=NOW, visit="nobody-here", place="7")], [])
    with pytest.raises(JournalError, match="fact 5"):
        back_up(tmp_path / "journal.db", tmp_path / "backup.db")
    with sqlite3.connect(tmp_path / "journal.db") as db:
        db.execute("DELETE FROM event WHERE seq = 2")
    with pytest.raises(JournalError, match="1 facts are missing"):
        back_up(tmp_path / "journal.db", tmp_path / "backup.db")
    assert not list(tmp_path.glob("backup*"))


def test_a_restored_journal_is_another_generation(tmp_path: Path) -> None:
    """All facts and answers, a new epoch; the journal that was there is kept, with its log."""
    journal = Journal(tmp_path / "journal.db")
    journal.append(1, _facts(3), [Answered("command-1", NOW, "kiosk-1", b"{}")])
    back_up(tmp_path / "journal.db", tmp_path / "backup.db")
    before = list(journal.everything())
    journal.append(5, [DayStarted(at=NOW + timedelta(days=1), day="2026-11-24")], [])
    old_epoch = journal.epoch
    journal.close()
    with pytest.raises(JournalError, match="is there already"):
        restore(tmp_path / "backup.db", tmp_path / "journal.db")
    done = restore(tmp_path / "backup.db", tmp_path / "journal.db", overwrite=True)
    restored = Journal(tmp_path / "journal.db")
    assert list(restored.everything()) == before
    assert restored.answers() == {"command-1": ("kiosk-1", b"{}")}
    assert restored.epoch not in {old_epoch, ""}
    assert done.replaced is not None
    replaced = Journal(done.replaced, read_only=True)
    assert (replaced.epoch, replaced.last_seq()) == (old_epoch, 5)
    assert Journal(tmp_path / "backup.db", read_only=True).epoch == old_epoch


def test_a_damaged_backup_is_not_restored(tmp_path: Path) -> None:
    """Cut off, changed, or no journal at all: the journal that is there is untouched."""
    _journal(tmp_path / "journal.db", 500).close()
    back_up(tmp_path / "journal.db", tmp_path / "backup.db")
    sound = (tmp_path / "backup.db").read_bytes()
    there = (tmp_path / "journal.db").read_bytes()
    damaged = (
        sound[: len(sound) // 2],
        sound[:9000] + b"\xff" * 4096 + sound[13096:],
        b"no database at all" * 99,
    )
    for content in damaged:
        (tmp_path / "damaged.db").write_bytes(content)
        with pytest.raises(JournalError):
            restore(tmp_path / "damaged.db", tmp_path / "journal.db", overwrite=True)
    assert (tmp_path / "journal.db").read_bytes() == there
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob("*replaced*"))


def test_a_journal_that_cannot_be_read_is_replaced(tmp_path: Path) -> None:
    """That is what a backup is for; what is left of it is kept, its log as well."""
    _journal(tmp_path / "journal.db").close()
    back_up(tmp_path / "journal.db", tmp_path / "backup.db")
    (tmp_path / "journal.db").write_bytes(b"what the disk made of it" * 500)
    (tmp_path / "journal.db-wal").write_bytes(b"and of its log")
    done = restore(tmp_path / "backup.db", tmp_path / "journal.db", overwrite=True)
    assert Journal(tmp_path / "journal.db").last_seq() == 4
    assert done.replaced is not None
    assert done.replaced.read_bytes().startswith(b"what the disk")
    assert done.replaced.with_name(done.replaced.name + "-wal").read_bytes() == b"and of its log"


def test_a_backup_of_the_first_program_is_restored(tmp_path: Path) -> None:
    """And brought up when the service opens it."""
    first_journal(tmp_path / "old.db")
    restore(tmp_path / "old.db", tmp_path / "state" / "journal.db")
    assert Journal(tmp_path / "state" / "journal.db").last_seq() == len(bodies(1))


# --- a real service -------------------------------------------------------------------------------


class _Visitors:
    """Visitors come one after another, from a thread of its own; `answers` is what they were told."""

    def __init__(self, device: Device) -> None:
        self.answers: list[CheckedIn] = []
        self._device = device
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._come, daemon=True)
        self._thread.start()

    def _come(self) -> None:
        while not self._ended.is_set():
            answer = ask(self._device, WalkIn(id=uuid.uuid4().hex, service="id-card"))
            if isinstance(answer, CheckedIn):
                self.answers.append(answer)

    def end(self) -> None:
        self._ended.set()
        self._thread.join(PATIENCE_SECONDS)


def ask(device: Device, request: Any) -> AnyAnswer:
    """The same id again until there is an answer."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            return device.ask(request).result(10)
        except RequestError:
            time.sleep(0.1)
    raise AssertionError(f"no answer to {request}")


def _run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lobby", "journal", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def _killed_while_writing(part: Path, *arguments: object) -> None:
    """The command is killed when its unfinished file is there."""
    process = subprocess.Popen([sys.executable, "-m", "lobby", "journal", *map(str, arguments)])
    end = time.monotonic() + PATIENCE_SECONDS
    while not part.exists():
        assert process.poll() is None, "ended before it could be killed"
        assert time.monotonic() < end
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait(10) == -signal.SIGKILL


@pytest.fixture
def centre(broker: LocalBroker, tmp_path: Path) -> Iterator[Centre]:
    """A running service; its journal has 60,000 facts of yesterday, so that a copy takes its time."""
    running = Centre(broker, tmp_path)
    _journal(running.journal, 60_000, datetime.now(UTC) - timedelta(days=1)).close()
    running.start()
    yield running
    if running.process is not None and running.process.poll() is None:
        running.kill()


@pytest.fixture
def client(broker: LocalBroker) -> Iterator[tuple[Device, Stream]]:
    """Somebody who asks and listens."""
    device, stream = rehearsal(broker)
    yield device, stream
    device.stop()


def _numbers(path: Path) -> dict[str, str]:
    journal = Journal(path, read_only=True)
    found = {one.visit: one.number for _, one in journal.everything() if isinstance(one, Arrived)}
    journal.close()
    return found


@pytest.mark.slow
def test_copies_of_a_service_that_writes(
    centre: Centre, client: tuple[Device, Stream], tmp_path: Path
) -> None:
    """Each holds every answer given before it began; a copy that is killed leaves no file and disturbs nobody."""
    visitors = _Visitors(client[0])
    told: Callable[[], dict[str, str]] = lambda: {  # noqa: E731
        one.ticket.visit: one.ticket.number for one in visitors.answers
    }
    for turn in range(3):
        before = told()
        target = tmp_path / f"backup-{turn}.db"
        _killed_while_writing(
            tmp_path / f"backup-{turn}.db.part", "backup", target, "--journal", centre.journal
        )
        assert not target.exists()
        done = _run("backup", target, "--journal", centre.journal)
        assert done.returncode == 0, done.stderr
        assert "verified" in done.stdout
        assert _numbers(target).items() >= before.items()
    visitors.end()
    assert len(visitors.answers) > 20
    assert centre.process is not None
    assert centre.process.poll() is None
    assert _numbers(centre.journal).items() >= told().items()


@pytest.mark.slow
def test_a_service_that_was_killed_goes_on_from_a_backup(
    centre: Centre, client: tuple[Device, Stream], tmp_path: Path
) -> None:
    """Its files are copied as they lie there; put back, the service answers as before, and readers see a new epoch."""
    device, stream = client
    first = WalkIn(id=uuid.uuid4().hex, service="id-card")
    answered = ask(device, first)
    board = stream.until(_is_board, PATIENCE_SECONDS).message
    refused = _run("restore", tmp_path / "backup.db", "--journal", centre.journal, "--overwrite")
    assert (refused.returncode, "cannot be opened" in refused.stderr) == (2, True)
    centre.kill()
    assert _run("backup", tmp_path / "backup.db", "--journal", centre.journal).returncode == 0
    centre.start()
    ask(device, OpenPlace(id=uuid.uuid4().hex, place="7", services=("id-card",)))
    running = _run("restore", tmp_path / "backup.db", "--journal", centre.journal, "--overwrite")
    assert (running.returncode, "written by another program" in running.stderr) == (2, True)
    centre.kill()
    part = centre.journal.with_name("journal.db.part")
    _killed_while_writing(part, "restore", tmp_path / "backup.db", "--journal", centre.journal, "--overwrite")
    assert _run("verify", centre.journal).returncode == 0
    put_back = _run("restore", tmp_path / "backup.db", "--journal", centre.journal, "--overwrite")
    assert put_back.returncode == 0, put_back.stderr
    stream.drop()
    centre.start()
    assert ask(device, first) == answered
    again = stream.until(lambda item: _is_board(item) and item.message.epoch != board.epoch, PATIENCE_SECONDS)
    assert again.message.rev >= 60_002


def _is_board(item: object) -> bool:
    return isinstance(item, Incoming) and item.channel is BOARD
