"""The journal: one SQLite file, the truth of a centre. What it has committed survives a power cut.

WAL with synchronous=FULL: a commit returns after the log is on disk (sqlite.org/wal.html). One program writes. The
facts of the last days are rows of `event`; days that are over are rows of `archive` (journal_archive).
"""

import contextlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from lobby.centre.journal_archive import Archive, Block, Numbered, block_of
from lobby.centre.journal_file import JournalError, Lock, connect
from lobby.centre.journal_versions import EVENT_VERSION, decoded, encoded, tag_of
from lobby.contract.events import AnyEvent, DayStarted
from lobby.queueing.rules import LOCAL

__all__ = ["Answered", "Block", "Journal", "JournalError"]

MANY = 20_000
"""Facts in one block of those that are not archived."""
_UNREADABLE = (sqlite3.Error, zlib.error, msgspec.MsgspecError)
_SINCE = "SELECT seq, kind, version, body FROM event WHERE seq >= ? ORDER BY seq"
_BOOKINGS_BEFORE = (
    "SELECT seq, kind, version, body FROM event INDEXED BY event_of_booking"
    " WHERE seq < ? AND kind IN ('booked', 'booking-cancelled') ORDER BY seq"
)
_OF_DAYS = (
    """SELECT CAST('{"seq":[' || group_concat(seq) || '],"events":[' || group_concat(body) || ']}' AS BLOB)"""
    " FROM event"
    " WHERE (day BETWEEN ? AND ? OR kind IN ('booked', 'booking-cancelled')) AND version = ? GROUP BY day"
)
_OLDER_OF_DAYS = (
    "SELECT seq, kind, version, body FROM event"
    " WHERE (day BETWEEN ? AND ? OR kind IN ('booked', 'booking-cancelled')) AND version < ?"
)
_NEWEST_DAY = "SELECT seq, day FROM event WHERE kind = 'day-started' ORDER BY seq DESC LIMIT 1"
_NEWEST = "SELECT seq, kind, version, body FROM event ORDER BY seq DESC LIMIT 1"
_LAST_SEQ = "SELECT max(seq) FROM (SELECT seq FROM event UNION ALL SELECT last_seq FROM archive)"
_FACTS = "SELECT (SELECT count(*) FROM event) + (SELECT coalesce(sum(facts), 0) FROM archive)"
_DAYS = (
    "SELECT (SELECT min(day) FROM event), (SELECT min(first_day) FROM archive),"
    " (SELECT max(day) FROM event), (SELECT max(day) FROM archive)"
)


@dataclass(frozen=True)
class Answered:
    """A command's answer as it was sent, to be sent again when the command comes again."""

    id: str
    at: datetime
    caller: str
    body: bytes


class Journal:
    """The file. Used by one thread; written by one program at a time.

    Raises:
        JournalError: from every method, when the file or the disk fails.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._read_only = read_only
        self._lock: Lock | None = None
        try:
            if not read_only:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._lock = Lock(path)
            self._db = connect(path, read_only=read_only)
        except (sqlite3.Error, OSError) as error:
            self._release()
            raise JournalError(f"the journal {path} cannot be opened: {error}") from error
        except JournalError:
            self._release()
            raise
        self._archive = Archive(self._db)
        self.epoch = str(self._rows("SELECT value FROM meta WHERE name = 'epoch'")[0][0])
        newest = self._rows(_NEWEST_DAY)
        self._day: str | None = newest[0][1] if newest else None

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
        self._release()

    def append(self, first_seq: int, events: Sequence[AnyEvent], answers: Sequence[Answered]) -> None:
        """Facts and answers in one commit, on disk when this returns."""
        rows = [
            (seq, self._day_of(event), tag_of(event), encoded(event), EVENT_VERSION)
            for seq, event in enumerate(events, first_seq)
        ]
        told = [(one.id, one.at.timestamp(), one.caller, one.body) for one in answers]
        with self._writing():
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(
                "INSERT INTO event (seq, day, kind, body, version) VALUES (?, ?, ?, ?, ?)", rows
            )
            self._db.executemany("INSERT INTO answer VALUES (?, ?, ?, ?)", told)
            self._db.execute("COMMIT")

    def today(self) -> Iterator[Numbered]:
        """The facts a restart folds: bookings known before the newest day began, then all of that day."""
        newest = self._rows(_NEWEST_DAY)
        started = int(newest[0][0]) if newest else 0
        yield from self._events(_BOOKINGS_BEFORE, started)
        yield from self._events(_SINCE, started)

    def everything(self) -> Iterator[Numbered]:
        """All facts: days that are over one after another, each with the bookings for it, then the rest in order."""
        with self._one_moment():
            yield from self._archive.events()
            yield from self._events(_SINCE, 0)

    def since(self, seq: int) -> Iterator[Numbered]:
        """The facts after this one, in order; bookings to come stand behind the days that are over."""
        with self._one_moment():
            yield from self._archive.since(seq)
            yield from self._events(_SINCE, seq + 1)

    def blocks(self, first: date, last: date) -> Iterator[Block]:
        """The facts of these days and all bookings for them, many at once and in no order; others may be among them."""
        with self._one_moment():
            yield from self._archive.blocks(first.isoformat(), last.isoformat())
            days = (first.isoformat(), last.isoformat())
            for (text,) in self._db.execute(_OF_DAYS, (*days, EVENT_VERSION)):
                yield Block(text)
            older = self._db.execute(_OLDER_OF_DAYS, (*days, EVENT_VERSION))
            while rows := older.fetchmany(MANY):
                yield block_of(rows)

    def last_seq(self) -> int:
        """The newest fact's number; 0 in an empty journal."""
        return int(self._rows(_LAST_SEQ)[0][0] or 0)

    def newest_at(self) -> datetime | None:
        """When the newest fact happened: how far the journal goes. None in an empty journal."""
        with self._one_moment():
            newest = self._db.execute(_NEWEST).fetchone()
            settled = self._archive.newest()
        if newest is None or (settled is not None and settled[0] > newest[0]):
            return None if settled is None else settled[1].at
        _, kind, version, body = newest
        return decoded(body, kind, version).at

    def newest_day(self) -> date | None:
        """The day that began last; None in an empty journal."""
        newest = self.newest_at()
        return None if newest is None else newest.astimezone(LOCAL).date()

    def days(self) -> tuple[date, date] | None:
        """The first and the last day with facts; None in an empty journal."""
        found = [date.fromisoformat(day) for day in self._rows(_DAYS)[0] if day is not None]
        return (min(found), max(found)) if found else None

    def answers(self) -> dict[str, tuple[str, bytes]]:
        """All answers kept: caller and answer by command id."""
        found = self._rows("SELECT id, caller, body FROM answer")
        return {command_id: (caller, body) for command_id, caller, body in found}

    def forget(self, today: date, keep_days: int) -> int:
        """Settle the days before `today - keep_days`: nothing in the file leads from them to a person any more.

        Facts stay, in a form that gives the same figures; answers are deleted. Returns how many of both.
        """
        limit = today - timedelta(days=keep_days)
        midnight = datetime.combine(limit, datetime.min.time(), LOCAL).timestamp()
        with self._writing():
            settled = self._archive.settle(limit)
            gone = self._db.execute("DELETE FROM answer WHERE at < ?", (midnight,)).rowcount
            if settled or gone:
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return settled + gone

    def problems(self) -> Iterable[str]:
        """What is wrong with the file, in sentences; nothing when it is sound."""
        found = self._rows("PRAGMA integrity_check")
        yield from (str(line) for (line,) in found if line != "ok")
        with _reading():
            yield from self._archive.problems()
        facts = self._rows(_FACTS)
        count, last = int(facts[0][0]), self.last_seq()
        if count != last:
            yield f"{last - count} facts are missing: {count} rows up to number {last}"

    def _day_of(self, event: AnyEvent) -> str:
        """A day lasts until the next one has begun: what is written after midnight of the last one belongs to it."""
        if isinstance(event, DayStarted):
            self._day = event.day
        return self._day or event.at.astimezone(LOCAL).date().isoformat()

    def _events(self, query: str, parameter: int) -> Iterator[Numbered]:
        with _reading():
            for seq, kind, version, body in self._db.execute(query, (parameter,)):
                yield seq, decoded(body, kind, version)

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        with _reading():
            return self._db.execute(query).fetchall()

    @contextlib.contextmanager
    def _one_moment(self) -> Iterator[None]:
        """What a reader sees while the writer settles a day: all of it before, or all after."""
        with _reading():
            if not self._read_only:
                yield
                return
            self._db.execute("BEGIN")
            try:
                yield
            finally:
                self._db.execute("ROLLBACK")

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except _UNREADABLE as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise JournalError(f"the journal cannot be written: {error}") from error

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.release()


@contextlib.contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except _UNREADABLE as error:
        raise JournalError(f"the journal cannot be read: {error}") from error
