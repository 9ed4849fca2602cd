"""Every configuration a device was ever given: what, by whom, when. One SQLite file."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from lobby.contract.devices import Desired, DeviceKind

_SCHEMA = """
CREATE TABLE IF NOT EXISTS version (
    device TEXT NOT NULL, rev INTEGER NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, fields TEXT NOT NULL,
    PRIMARY KEY (device, rev));
CREATE TABLE IF NOT EXISTS planned (device TEXT PRIMARY KEY, kind TEXT NOT NULL);
"""


@dataclass(frozen=True)
class Version:
    """One configuration of one device. `fields` are those that differ from the defaults."""

    device: str
    rev: int
    at: datetime
    by: str
    fields: dict[str, object]


class History:
    """Versions by device, and devices that are planned."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def keep(self, device: str, desired: Desired) -> None:
        """Note a version; the first of a revision stays."""
        fields = msgspec.json.encode(desired.fields).decode()
        row = (device, desired.rev, desired.at.isoformat(), desired.by, fields)
        self._db.execute("INSERT OR IGNORE INTO version VALUES (?, ?, ?, ?, ?)", row)

    def forget(self, device: str, rev: int) -> None:
        """A version that could not be sent was never there."""
        self._db.execute("DELETE FROM version WHERE device = ? AND rev = ?", (device, rev))

    def of(self, device: str, most: int = 50) -> list[Version]:
        """The versions of a device, newest first."""
        query = "SELECT device, rev, at, by, fields FROM version WHERE device = ? ORDER BY rev DESC LIMIT ?"
        return [_version(row) for row in self._db.execute(query, (device, most)).fetchall()]

    def version(self, device: str, rev: int) -> Version | None:
        """One version."""
        query = "SELECT device, rev, at, by, fields FROM version WHERE device = ? AND rev = ?"
        row = self._db.execute(query, (device, rev)).fetchone()
        return _version(row) if row else None

    def newest_rev(self, device: str) -> int:
        """The highest revision ever given; 0 before the first."""
        row = self._db.execute("SELECT max(rev) FROM version WHERE device = ?", (device,)).fetchone()
        return int(row[0] or 0)

    def plan(self, device: str, kind: DeviceKind) -> None:
        """A device that will come."""
        self._db.execute("REPLACE INTO planned VALUES (?, ?)", (device, kind))

    def planned(self) -> dict[str, DeviceKind]:
        """All devices that were planned here."""
        return {name: DeviceKind(kind) for name, kind in self._db.execute("SELECT * FROM planned").fetchall()}


def _version(row: tuple[str, int, str, str, str]) -> Version:
    device, rev, at, by, fields = row
    return Version(
        device, rev, datetime.fromisoformat(at), by, msgspec.json.decode(fields, type=dict[str, object])
    )
