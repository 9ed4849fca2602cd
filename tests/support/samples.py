"""Journals as earlier programs wrote them: recorded tables and facts, one file a version."""

import sqlite3
from pathlib import Path

import msgspec

SAMPLES = Path(__file__).resolve().parents[1] / "lobby" / "centre" / "samples"


def bodies(version: int) -> list[bytes]:
    """The facts of this version, as they were written, in order."""
    return (SAMPLES / f"events-{version}.jsonl").read_bytes().splitlines()


def every_kind(version: int) -> list[bytes]:
    """One fact of each kind that this version has, with every field filled in, as it was written."""
    return (SAMPLES / f"kinds-{version}.jsonl").read_bytes().splitlines()


def kind_of(body: bytes) -> str:
    """The tag in a fact's JSON."""
    return str(msgspec.json.decode(body)["event"])


def first_journal(path: Path) -> Path:
    """A journal of the first program, with its facts."""
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode=WAL")
    db.executescript((SAMPLES / "journal-1.sql").read_text(encoding="utf-8"))
    rows = [(seq, "2026-11-23", kind_of(body), body) for seq, body in enumerate(bodies(1), 1)]
    db.executemany("INSERT INTO event VALUES (?, ?, ?, ?)", rows)
    db.execute("INSERT INTO answer VALUES ('command-1', 1795420000.0, 'kiosk-1', ?)", (b"{}",))
    db.commit()
    db.close()
    return path
