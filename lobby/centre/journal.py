"""The journal: one SQLite file, the truth of a centre. What it has committed survives a power cut.

WAL with synchronous=FULL: a commit returns after the log is on disk (sqlite.org/wal.html). One program writes.
"""

import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from lobby.contract.events import AnyEvent
from lobby.queueing.rules import LOCAL

SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS event (
    seq INTEGER PRIMARY KEY, day TEXT NOT NULL, kind TEXT NOT NULL, body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS event_of_booking ON event (seq) WHERE kind IN ('booked', 'booking-cancelled');
CREATE TABLE IF NOT EXISTS answer (
    id TEXT NOT NULL UNIQUE, at REAL NOT NULL, caller TEXT NOT NULL, body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS answer_by_age ON answer (at);
"""
_ENCODER = msgspec.json.Encoder()
_DECODER: "msgspec.json.Decoder[AnyEvent]" = msgspec.json.Decoder(AnyEvent)


class JournalError(RuntimeError):
    """The journal cannot be read or written; nothing was answered that is not in it."""


@dataclass(frozen=True)
class Answered:
    """A command's answer as it was sent, to be sent again when the command comes again."""

    id: str
    at: datetime
    caller: str
    body: bytes


class Journal:
    """The file. Used by one thread.

    Raises:
        JournalError: from every method, when the file or the disk fails.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        try:
            if not read_only:
                path.parent.mkdir(parents=True, exist_ok=True)
            uri = f"{path.absolute().as_uri()}{'?mode=ro' if read_only else ''}"
            self._db = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
            if not read_only:
                self._db.execute("PRAGMA journal_mode=WAL")
                self._db.execute("PRAGMA synchronous=FULL")
                self._db.executescript(_SCHEMA)
                fresh = [("epoch", uuid.uuid4().hex), ("schema", str(SCHEMA_VERSION))]
                self._db.executemany("INSERT OR IGNORE INTO meta VALUES (?, ?)", fresh)
        except (sqlite3.Error, OSError) as error:
            raise JournalError(f"the journal {path} cannot be opened: {error}") from error
        schema = self._meta("schema")
        if schema != str(SCHEMA_VERSION):
            raise JournalError(
                f"the journal {path} is of version {schema}, this program reads {SCHEMA_VERSION}"
            )
        self.epoch = self._meta("epoch") or ""

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def append(self, first_seq: int, events: Sequence[AnyEvent], answers: Sequence[Answered]) -> None:
        """Facts and answers in one commit, on disk when this returns."""
        rows = [
            (seq, _day(event), str(event.__struct_config__.tag), _ENCODER.encode(event))
            for seq, event in enumerate(events, first_seq)
        ]
        told = [(one.id, one.at.timestamp(), one.caller, one.body) for one in answers]
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("INSERT INTO event VALUES (?, ?, ?, ?)", rows)
            self._db.executemany("INSERT INTO answer VALUES (?, ?, ?, ?)", told)
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise JournalError(f"the journal cannot be written: {error}") from error

    def today(self) -> Iterator[tuple[int, AnyEvent]]:
        """The facts a restart folds: bookings known before the newest day began, then all of that day."""
        started = self._scalar("SELECT max(seq) FROM event WHERE kind = 'day-started'") or 0
        yield from self._events(
            "SELECT seq, body FROM event INDEXED BY event_of_booking"
            " WHERE seq < ? AND kind IN ('booked', 'booking-cancelled') ORDER BY seq",
            started,
        )
        yield from self._events("SELECT seq, body FROM event WHERE seq >= ? ORDER BY seq", started)

    def everything(self) -> Iterator[tuple[int, AnyEvent]]:
        """All facts, oldest first."""
        yield from self._events("SELECT seq, body FROM event WHERE seq > ? ORDER BY seq", 0)

    def since(self, seq: int) -> Iterator[tuple[int, AnyEvent]]:
        """The facts after this one."""
        yield from self._events("SELECT seq, body FROM event WHERE seq > ? ORDER BY seq", seq)

    def last_seq(self) -> int:
        """The newest fact's number; 0 in an empty journal."""
        return int(self._scalar("SELECT max(seq) FROM event") or 0)

    def answers(self) -> dict[str, tuple[str, bytes]]:
        """All answers kept: caller and answer by command id."""
        found = self._rows("SELECT id, caller, body FROM answer")
        return {command_id: (caller, body) for command_id, caller, body in found}

    def forget(self, today: date, keep_days: int) -> int:
        """Delete what concerns a visit beyond the facts: languages and answers of days before `today - keep_days`."""
        limit = today - timedelta(days=keep_days)
        midnight = datetime.combine(limit, datetime.min.time(), LOCAL).timestamp()
        try:
            cleaned = self._db.execute(
                "UPDATE event SET body = CAST(json_remove(body, '$.language') AS BLOB)"
                " WHERE kind = 'arrived' AND day < ? AND json_extract(body, '$.language') IS NOT NULL",
                (limit.isoformat(),),
            ).rowcount
            gone = self._db.execute("DELETE FROM answer WHERE at < ?", (midnight,)).rowcount
        except sqlite3.Error as error:
            raise JournalError(f"the journal cannot be written: {error}") from error
        return cleaned + gone

    def problems(self) -> Iterable[str]:
        """What is wrong with the file, in sentences; nothing when it is sound."""
        found = self._rows("PRAGMA integrity_check")
        yield from (str(line) for (line,) in found if line != "ok")
        count, last = self._scalar("SELECT count(*) FROM event") or 0, self.last_seq()
        if count != last:
            yield f"{last - count} facts are missing: {count} rows up to number {last}"

    def _events(self, query: str, parameter: int) -> Iterator[tuple[int, AnyEvent]]:
        try:
            for seq, body in self._db.execute(query, (parameter,)):
                yield seq, _DECODER.decode(body)
        except (sqlite3.Error, msgspec.MsgspecError) as error:
            raise JournalError(f"the journal cannot be read: {error}") from error

    def _scalar(self, query: str) -> int | None:
        rows = self._rows(query)
        return int(rows[0][0]) if rows and rows[0][0] is not None else None

    def _meta(self, name: str) -> str | None:
        rows = self._rows("SELECT value FROM meta WHERE name = ?", name)
        return str(rows[0][0]) if rows else None

    def _rows(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(query, parameters).fetchall()
        except sqlite3.Error as error:
            raise JournalError(f"the journal cannot be read: {error}") from error


def _day(event: AnyEvent) -> str:
    return event.at.astimezone(LOCAL).date().isoformat()
