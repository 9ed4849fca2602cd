"""Which clerk sits at which place, and what each chose last. Kept over restarts of this program."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

_SCHEMA = """
CREATE TABLE IF NOT EXISTS desk (place TEXT PRIMARY KEY, account TEXT NOT NULL UNIQUE, since TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS choice (account TEXT PRIMARY KEY, place TEXT NOT NULL, services TEXT NOT NULL);
"""


@dataclass(frozen=True)
class Desk:
    """A place somebody sits at."""

    place: str
    account: str
    since: datetime


@dataclass(frozen=True)
class Choice:
    """What a clerk chose last time."""

    place: str
    services: tuple[str, ...]


class Desks:
    """One clerk a place, one place a clerk."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def of(self, account: str) -> Desk | None:
        """Where this clerk sits."""
        return self._one("SELECT place, account, since FROM desk WHERE account = ?", account)

    def at(self, place: str) -> Desk | None:
        """Who sits at this place."""
        return self._one("SELECT place, account, since FROM desk WHERE place = ?", place)

    def all(self) -> dict[str, Desk]:
        """All taken places."""
        rows = self._db.execute("SELECT place, account, since FROM desk").fetchall()
        return {desk.place: desk for desk in (_desk(row) for row in rows)}

    def take(self, place: str, account: str, now: datetime, *, take_over: bool = False) -> Desk | None:
        """Sit down; None when done, else whose place it is (only without `take_over`)."""
        holder = self.at(place)
        if holder is not None and holder.account != account and not take_over:
            return holder
        since = holder.since if holder is not None and holder.account == account else now
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("DELETE FROM desk WHERE place = ? OR account = ?", (place, account))
            self._db.execute("INSERT INTO desk VALUES (?, ?, ?)", (place, account, since.isoformat()))
        return None

    def leave(self, account: str) -> Desk | None:
        """Get up; which place that was."""
        desk = self.of(account)
        self._db.execute("DELETE FROM desk WHERE account = ?", (account,))
        return desk

    def remember(self, account: str, choice: Choice) -> None:
        """For the next time."""
        services = msgspec.json.encode(choice.services).decode()
        self._db.execute("REPLACE INTO choice VALUES (?, ?, ?)", (account, choice.place, services))

    def last_choice(self, account: str) -> Choice | None:
        """What this clerk chose last time."""
        row = self._db.execute("SELECT place, services FROM choice WHERE account = ?", (account,)).fetchone()
        return Choice(row[0], msgspec.json.decode(row[1], type=tuple[str, ...])) if row else None

    def _one(self, query: str, value: str) -> Desk | None:
        row = self._db.execute(query, (value,)).fetchone()
        return _desk(row) if row else None


def _desk(row: tuple[str, str, str]) -> Desk:
    return Desk(row[0], row[1], datetime.fromisoformat(row[2]))
