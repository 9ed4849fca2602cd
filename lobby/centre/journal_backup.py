"""Copies of the journal: made while the service writes, put back when it does not.

SQLite's online backup copies one moment of the database (sqlite.org/backup.html); in WAL mode the writer goes on
meanwhile. A copy gets its name only after it was read and played from the first fact to the last: a file that is there
is whole, whenever power or program ended.
"""

import contextlib
import os
import sqlite3
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lobby.centre.journal_check import Verdict, check
from lobby.centre.journal_file import JournalError, Lock, connect


@dataclass(frozen=True)
class Restored:
    """What was put back; `replaced` is where the journal that was there is now."""

    verdict: Verdict
    replaced: Path | None


def back_up(journal: Path, target: Path, *, overwrite: bool = False) -> Verdict:
    """Copy the journal into one file and verify the copy.

    Raises:
        JournalError: the journal cannot be read, the copy is not sound, or `target` is there already.
    """
    if target.exists() and not overwrite:
        raise JournalError(f"{target} is there already")
    with _part_of(target) as part:
        _copy(journal, part)
        verdict = _sound(part)
        _put(part, target)
    return verdict


def restore(backup: Path, journal: Path, *, overwrite: bool = False) -> Restored:
    """Verify the backup and put it in the journal's place, under a new epoch: readers notice that it is another one.

    The journal that was there is kept beside it.

    Raises:
        JournalError: the backup is not sound, a service writes the journal, or there is one and it may not be replaced.
    """
    verdict = _sound(backup)
    try:
        journal.parent.mkdir(parents=True, exist_ok=True)
        lock = Lock(journal)
    except OSError as error:
        raise JournalError(f"{journal} cannot be written: {error}") from error
    try:
        if journal.exists() and not overwrite:
            raise JournalError(f"{journal} is there already")
        with _part_of(journal) as part:
            _copy(backup, part, epoch=uuid.uuid4().hex)
            replaced = _set_aside(journal) if journal.exists() else None
            _put(part, journal)
    finally:
        lock.release()
    return Restored(verdict, replaced)


def _sound(path: Path) -> Verdict:
    verdict = check(path)
    if verdict.problems:
        raise JournalError(f"{path} is not sound: {'; '.join(verdict.problems)}")
    return verdict


@contextlib.contextmanager
def _part_of(target: Path) -> Iterator[Path]:
    """A file beside the target, gone afterwards; one that an earlier run left is written over."""
    part = target.with_name(f"{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        yield part
    except (OSError, sqlite3.Error) as error:
        raise JournalError(f"{target} cannot be written: {error}") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _copy(source: Path, target: Path, epoch: str | None = None) -> None:
    """All pages in one step, into a file without a log beside it."""
    try:
        reader = connect(source, read_only=True)
    except sqlite3.Error as error:
        raise JournalError(f"the journal {source} cannot be read: {error}") from error
    with contextlib.closing(reader), contextlib.closing(sqlite3.connect(target)) as copy:
        reader.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        if epoch is not None:
            copy.execute("UPDATE meta SET value = ? WHERE name = 'epoch'", (epoch,))
            copy.commit()


def _put(part: Path, target: Path) -> None:
    _to_disk(part)
    part.replace(target)
    _to_disk(target.parent)


def _set_aside(journal: Path) -> Path:
    """Another name for the journal that is there; its log is folded in first, a new file must not meet an old log."""
    aside = journal.with_name(f"{journal.name}.replaced-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
    with contextlib.suppress(sqlite3.Error, JournalError):
        # SQLite throws the log of a damaged file away when it may write
        connect(journal, read_only=True).close()
        with contextlib.closing(sqlite3.connect(journal)) as old:
            old.execute("PRAGMA journal_mode=DELETE")
    for ending in ("-wal", "-shm"):
        left = journal.with_name(journal.name + ending)
        if left.exists():
            left.replace(aside.with_name(aside.name + ending))
    aside.hardlink_to(journal)
    return aside


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
