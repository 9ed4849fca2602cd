"""The journal's file: who may write it, its tables, and how a file of an older program becomes one of this.

`PRAGMA user_version` is the version of the tables; each fact also carries the version of its own JSON
(journal_versions). A new file is made by the same steps that an old one goes through.
"""

import contextlib
import fcntl
import os
import sqlite3
import uuid
from pathlib import Path

SCHEMA_VERSION = 2

_FIRST = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE event (seq INTEGER PRIMARY KEY, day TEXT NOT NULL, kind TEXT NOT NULL, body BLOB NOT NULL)",
    "CREATE INDEX event_of_booking ON event (seq) WHERE kind IN ('booked', 'booking-cancelled')",
    "CREATE TABLE answer (id TEXT NOT NULL UNIQUE, at REAL NOT NULL, caller TEXT NOT NULL, body BLOB NOT NULL)",
    "CREATE INDEX answer_by_age ON answer (at)",
)
_ARCHIVE = (
    "(day TEXT PRIMARY KEY, first_day TEXT NOT NULL, last_seq INTEGER NOT NULL, facts INTEGER NOT NULL,"
    " version INTEGER NOT NULL, body BLOB NOT NULL)"
)
_STEPS = {
    1: (
        "ALTER TABLE event ADD COLUMN version INTEGER NOT NULL DEFAULT 1",
        "CREATE INDEX event_by_day ON event (day)",
        f"CREATE TABLE archive {_ARCHIVE}",
    ),
}
"""What makes tables of this version into those of the next."""
_AS_SECOND = (
    "CREATE TEMP VIEW event AS SELECT seq, day, kind, body, 1 AS version FROM main.event",
    f"CREATE TEMP TABLE archive {_ARCHIVE}",
)
"""A file of the first version seen through the tables of the second, for reading without touching it."""


class JournalError(RuntimeError):
    """The journal cannot be read or written; nothing was answered that is not in it."""


class Lock:
    """Held by the one program that writes a journal; ends with the program, however that ends.

    Raises:
        JournalError: another program holds it.
    """

    def __init__(self, journal: Path) -> None:
        self._file = os.open(journal.with_name(journal.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._file)
            raise JournalError(f"the journal {journal} is being written by another program") from error

    def release(self) -> None:
        """Another program may write now."""
        with contextlib.suppress(OSError):
            os.close(self._file)


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """The file, with the tables of this version; made or brought up to it unless only read.

    Raises:
        JournalError: no journal, or one of a newer program.
    """
    uri = f"{path.absolute().as_uri()}{'?mode=ro' if read_only else ''}"
    db = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        if not read_only:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=FULL")
            db.execute("PRAGMA secure_delete=ON")
        version = _version(db, path)
        _refuse(version, path, read_only=read_only)
        if not read_only:
            _bring_up(db, version)
        elif version == 1:
            for statement in _AS_SECOND:
                db.execute(statement)
    except (sqlite3.Error, JournalError):
        db.close()
        raise
    return db


def _refuse(version: int, path: Path, *, read_only: bool) -> None:
    if version > SCHEMA_VERSION:
        raise JournalError(f"the journal {path} is of version {version}, this program reads {SCHEMA_VERSION}")
    if version == 0 and read_only:
        raise JournalError(f"the journal {path} is empty")


def _version(db: sqlite3.Connection, path: Path) -> int:
    """0 for a file without tables; the first program wrote no `user_version`."""
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and not {"meta", "event", "answer"} <= tables:
        raise JournalError(f"{path} is no journal")
    return version or (1 if tables else 0)


def _bring_up(db: sqlite3.Connection, version: int) -> None:
    if version == SCHEMA_VERSION:
        return
    db.execute("BEGIN IMMEDIATE")
    if version == 0:
        for statement in _FIRST:
            db.execute(statement)
        db.execute("INSERT INTO meta VALUES ('epoch', ?)", (uuid.uuid4().hex,))
    for step in range(max(1, version), SCHEMA_VERSION):
        for statement in _STEPS[step]:
            db.execute(statement)
    # the first program looks here, and refuses what it does not know
    db.execute("INSERT OR REPLACE INTO meta VALUES ('schema', ?)", (str(SCHEMA_VERSION),))
    db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
    db.execute("COMMIT")
