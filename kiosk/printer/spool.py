"""Tickets on their way to paper, kept on disk: each is printed once, whatever is pulled out meanwhile.

A ticket that was being printed when the power went is not printed again: a second ticket would stand for a second
visitor. Its number is given again by the code, and printed when the visitor asks.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

MOST_WAITING = timedelta(minutes=3)
"""Whoever waited so long for paper has gone with the number from the screen."""

_TABLE = """CREATE TABLE IF NOT EXISTS ticket (
    id INTEGER PRIMARY KEY, visit TEXT NOT NULL, made REAL NOT NULL, state TEXT NOT NULL, png BLOB)"""


class SpoolError(Exception):
    """The disk failed or is full: this ticket cannot be kept, so it is not printed."""


@dataclass(frozen=True)
class Job:
    """One ticket: PNG, black and white."""

    id: int
    visit: str
    png: bytes


class Spool:
    """The file of one terminal; used by one thread at a time.

    Raises:
        SpoolError: from every method.
    """

    def __init__(self, path: Path) -> None:
        with _failing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.execute(_TABLE)
            self._db.execute("UPDATE ticket SET state = 'unknown', png = NULL WHERE state = 'printing'")
        self._path = path

    def add(self, visit: str, png: bytes, now: datetime, *, again: bool = False) -> bool:
        """Keep a ticket to be printed. False when this visit has had one: nobody gets two unless asked (`again`)."""
        with _failing(self._path):
            known = self._db.execute("SELECT count(*) FROM ticket WHERE visit = ?", (visit,)).fetchone()[0]
            waiting = self._db.execute(
                "SELECT count(*) FROM ticket WHERE visit = ? AND state = 'waiting'", (visit,)
            ).fetchone()[0]
            if waiting or (known and not again):
                return False
            self._db.execute(
                "INSERT INTO ticket (visit, made, state, png) VALUES (?, ?, 'waiting', ?)",
                (visit, now.timestamp(), png),
            )
            return True

    def next(self, now: datetime) -> Job | None:
        """The oldest that waits, from now on being printed; those that waited too long are given up."""
        with _failing(self._path):
            self._db.execute(
                "UPDATE ticket SET state = 'given up', png = NULL WHERE state = 'waiting' AND made < ?",
                ((now - MOST_WAITING).timestamp(),),
            )
            row = self._db.execute(
                "SELECT id, visit, png FROM ticket WHERE state = 'waiting' ORDER BY id LIMIT 1"
            ).fetchone()
            if row is None:
                return None
            self._db.execute("UPDATE ticket SET state = 'printing' WHERE id = ?", (row[0],))
            return Job(*row)

    def printed(self, job: Job) -> None:
        """It came out."""
        self._settle(job, "printed")

    def put_back(self, job: Job) -> None:
        """Nothing of use came out: it waits for paper, or for the printer to be back."""
        with _failing(self._path):
            self._db.execute("UPDATE ticket SET state = 'waiting' WHERE id = ?", (job.id,))

    def waiting(self) -> int:
        """How many wait."""
        with _failing(self._path):
            return int(self._db.execute("SELECT count(*) FROM ticket WHERE state = 'waiting'").fetchone()[0])

    def forget(self, before: datetime) -> None:
        """What is older stood for visits of another day."""
        with _failing(self._path):
            self._db.execute("DELETE FROM ticket WHERE made < ?", (before.timestamp(),))

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _settle(self, job: Job, state: str) -> None:
        with _failing(self._path):
            self._db.execute("UPDATE ticket SET state = ?, png = NULL WHERE id = ?", (state, job.id))


class _failing:  # noqa: N801 - reads as a word in `with`
    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, sqlite3.Error | OSError):
            raise SpoolError(f"the spool {self._path} cannot be used: {error}") from error
