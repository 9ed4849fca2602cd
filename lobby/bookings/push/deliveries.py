"""Which deliveries came, and what was answered: a repetition is answered again and changes nothing."""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

KEEP = timedelta(days=3)
_TABLE = """
CREATE TABLE IF NOT EXISTS delivery (
    id TEXT PRIMARY KEY, digest BLOB NOT NULL, at REAL NOT NULL, answer BLOB
) WITHOUT ROWID
"""


@dataclass(frozen=True)
class Known:
    """A delivery that came before. `answer` is None where the program ended before it could answer."""

    is_same: bool
    answer: bytes | None


class Deliveries:
    """The file. Used by one thread at a time; bodies are not kept, only their digests."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        with closing(self._open()) as db:
            db.execute(_TABLE)

    def begin(self, delivery: str, body: bytes, now: datetime) -> Known | None:
        """Note that it came; what is known of it if it came before."""
        digest = hashlib.sha256(body).digest()
        with closing(self._open()) as db:
            db.execute("DELETE FROM delivery WHERE at < ?", ((now - KEEP).timestamp(),))
            found = db.execute("SELECT digest, answer FROM delivery WHERE id = ?", (delivery,)).fetchone()
            if found is not None:
                return Known(found[0] == digest, found[1])
            db.execute("INSERT INTO delivery VALUES (?, ?, ?, NULL)", (delivery, digest, now.timestamp()))
        return None

    def finish(self, delivery: str, answer: bytes) -> None:
        """Keep what is answered from now on."""
        with closing(self._open()) as db:
            db.execute("UPDATE delivery SET answer = ? WHERE id = ?", (answer, delivery))

    def forget(self, delivery: str) -> None:
        """It had no effect: the same id may come again with another body."""
        with closing(self._open()) as db:
            db.execute("DELETE FROM delivery WHERE id = ?", (delivery,))

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, isolation_level=None)
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        return db
