"""The numbers this terminal gave alone, and what is still to be told of them: one row, so that no power cut parts them.

A row is on disk before its number is on the screen. What was told keeps no code; what is of earlier days goes.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import structlog

from lobby.contract.day_list import NumberBlock
from lobby.contract.requests import ReportArrival

_TABLE = """CREATE TABLE IF NOT EXISTS given (
    id INTEGER PRIMARY KEY, command TEXT NOT NULL UNIQUE, day TEXT NOT NULL, family TEXT NOT NULL,
    digits INTEGER NOT NULL, key TEXT, asked TEXT, body BLOB, UNIQUE (day, family, digits))"""


_LOG = structlog.get_logger("kiosk.alone")


class DiskError(Exception):
    """The disk failed or is full: no number is given that would be forgotten."""


@dataclass(frozen=True)
class Given:
    """A number, and the report of it."""

    command: str
    number: str


class GivenNumbers:
    """The file of one terminal; used by the main thread.

    Raises:
        DiskError: from every method.
    """

    def __init__(self, path: Path) -> None:
        with _failing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.execute("PRAGMA secure_delete=ON")
            self._db.execute(_TABLE)
            self._db.execute("CREATE TABLE IF NOT EXISTS probe (filler BLOB)")
            self._db.execute("CREATE TABLE IF NOT EXISTS spoilt (id INTEGER PRIMARY KEY)")
        self._path = path

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def of(self, day: date, *, key: str | None = None, asked: str | None = None) -> Given | None:
        """The number that a booking, by its digest, or the request `asked` got on a day."""
        column, value = ("key", key) if key is not None else ("asked", asked)
        with _failing(self._path):
            row = self._db.execute(
                f"SELECT command, family, digits FROM given WHERE day = ? AND {column} = ?",  # noqa: S608 - two names
                (day.isoformat(), value),
            ).fetchone()
        return None if row is None else Given(row[0], f"{row[1]}{row[2]}")

    def next(self, day: date, family: str, block: NumberBlock) -> str | None:
        """The next number of the block today; None when all are given."""
        with _failing(self._path):
            last = self._db.execute(
                "SELECT max(digits) FROM given WHERE day = ? AND family = ? AND digits BETWEEN ? AND ?",
                (day.isoformat(), family, block.first, block.last),
            ).fetchone()[0]
        digits = block.first if last is None else last + 1
        return f"{family}{digits}" if digits <= block.last else None

    def add(self, day: date, report: ReportArrival, key: str | None) -> None:
        """Keep it: on disk when this returns."""
        family, digits = report.number[0], int(report.number[1:])
        body = msgspec.json.encode(report)
        with _failing(self._path):
            self._db.execute(
                "INSERT INTO given (command, day, family, digits, key, asked, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (report.id, day.isoformat(), family, digits, key, report.instead_of, body),
            )

    def first_untold(self) -> ReportArrival | None:
        """The oldest that the queue service has not heard of. One that cannot be read holds up none behind it."""
        with _failing(self._path):
            rows = self._db.execute(
                "SELECT id, body FROM given WHERE body IS NOT NULL AND id NOT IN (SELECT id FROM spoilt) ORDER BY id"
            )
            for row, body in rows.fetchall():
                try:
                    return msgspec.json.decode(body, type=ReportArrival)
                except msgspec.MsgspecError as error:
                    _LOG.error("a report cannot be read, and is set aside", row=row, why=str(error))
                    self._db.execute("INSERT INTO spoilt VALUES (?)", (row,))
        return None

    def untold(self) -> int:
        """How many."""
        with _failing(self._path):
            return int(self._db.execute("SELECT count(body) FROM given").fetchone()[0])

    def told(self, command: str) -> None:
        """The queue service has it."""
        with _failing(self._path):
            self._db.execute("UPDATE given SET body = NULL WHERE command = ?", (command,))

    def forget(self, today: date) -> None:
        """Nothing of earlier days stays but what is still to be told."""
        with _failing(self._path):
            self._db.execute("DELETE FROM given WHERE day < ? AND body IS NULL", (today.isoformat(),))

    def probe(self) -> None:
        """Whether the disk takes anything: a row in, and out again."""
        with _failing(self._path):
            self._db.execute("INSERT INTO probe VALUES (zeroblob(8192))")
            self._db.execute("DELETE FROM probe")


@contextmanager
def _failing(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise DiskError(f"{path}: {error}") from error
