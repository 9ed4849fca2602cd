"""The journal's file: versions of its tables."""

import sqlite3
from pathlib import Path

import pytest

from lobby.centre.journal import Journal, JournalError
from lobby.centre.journal_file import SCHEMA_VERSION
from lobby.contract.events import DayStarted
from tests.support.house import NOW
from tests.support.samples import bodies, first_journal


def _tables(path: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(path) as db:
        columns = "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c ORDER BY 1, 2"
        return list(db.execute(columns))


def test_a_journal_of_the_first_program_is_brought_up(tmp_path: Path) -> None:
    """By opening it for writing: every fact, answer and the epoch are as they were, and it takes new facts."""
    old = first_journal(tmp_path / "journal.db")
    before = list(Journal(old, read_only=True).everything())
    journal = Journal(old)
    assert (journal.epoch, journal.last_seq()) == ("0123456789abcdef0123456789abcdef", len(bodies(1)))
    assert list(journal.everything()) == before
    assert journal.answers() == {"command-1": ("kiosk-1", b"{}")}
    journal.append(len(before) + 1, [DayStarted(at=NOW, day="2026-11-24")], [])
    assert list(journal.problems()) == []
    versions = journal._rows("SELECT version, count(*) FROM event GROUP BY version ORDER BY version")
    assert sum(count for _, count in versions) == len(before) + 1
    journal.close()
    Journal(tmp_path / "new.db").close()
    assert _tables(old) == _tables(tmp_path / "new.db")


def test_a_journal_of_the_first_program_is_read_as_it_is(tmp_path: Path) -> None:
    """A backup is looked at without a byte being changed."""
    old = first_journal(tmp_path / "journal.db")
    there = old.read_bytes()
    journal = Journal(old, read_only=True)
    assert len(list(journal.everything())) == journal.last_seq() == len(bodies(1))
    assert list(journal.problems()) == []
    journal.close()
    assert old.read_bytes() == there


def test_a_journal_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    """For reading and for writing, with both versions in the sentence."""
    Journal(tmp_path / "journal.db").close()
    with sqlite3.connect(tmp_path / "journal.db") as db:
        db.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    for read_only in (True, False):
        with pytest.raises(
            JournalError, match=f"version {SCHEMA_VERSION + 1}, this program reads {SCHEMA_VERSION}"
        ):
            Journal(tmp_path / "journal.db", read_only=read_only)


def test_the_first_program_refuses_what_this_one_writes(tmp_path: Path) -> None:
    """It looks into `meta` and knows 1 only."""
    Journal(tmp_path / "journal.db").close()
    with sqlite3.connect(tmp_path / "journal.db") as db:
        assert db.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone() == (str(SCHEMA_VERSION),)


def test_another_database_is_no_journal(tmp_path: Path) -> None:
    """Nothing is added to it."""
    with sqlite3.connect(tmp_path / "journal.db") as db:
        db.execute("CREATE TABLE account (name TEXT)")
    for read_only in (True, False):
        with pytest.raises(JournalError, match="is no journal"):
            Journal(tmp_path / "journal.db", read_only=read_only)
    assert [table for table, _ in _tables(tmp_path / "journal.db")] == ["account"]


def test_an_empty_file_is_not_taken_for_an_empty_day(tmp_path: Path) -> None:
    """When reading; a writer makes a journal of it."""
    (tmp_path / "journal.db").touch()
    with pytest.raises(JournalError, match="is empty"):
        Journal(tmp_path / "journal.db", read_only=True)
    assert Journal(tmp_path / "journal.db").last_seq() == 0
