"""The journal on disk."""

import sqlite3
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from lobby.centre.journal import Answered, Journal, JournalError
from lobby.contract.events import AnyEvent, Arrived, Booked, DayStarted
from lobby.contract.state import Standing
from lobby.queueing.rules import LOCAL
from tests.support.house import NOW, booking

DAY = timedelta(days=1)
TODAY = NOW.astimezone(LOCAL).date()


def _started(at: object = NOW) -> DayStarted:
    return DayStarted(at=at, day=at.astimezone(LOCAL).date().isoformat())  # type: ignore[attr-defined, arg-type]


def _arrived(number: str, at: object = NOW) -> Arrived:
    return Arrived(
        at=at,  # type: ignore[arg-type]
        visit=f"visit-{number}",
        number=number,
        service="id-card",
        persons=1,
        standing=Standing.WALK_IN,
        language="tr",
    )


def test_what_is_appended_is_read_back(tmp_path: Path) -> None:
    """In order, with its numbers, by another connection."""
    facts: list[AnyEvent] = [_started(), _arrived("A101"), _arrived("A102")]
    journal = Journal(tmp_path / "journal.db")
    journal.append(1, facts[:2], [Answered("command-1", NOW, "kiosk-1", b"{}")])
    journal.append(3, facts[2:], [])
    other = Journal(tmp_path / "journal.db", read_only=True)
    assert list(other.everything()) == list(enumerate(facts, 1))
    assert (other.last_seq(), other.answers(), other.epoch) == (
        3,
        {"command-1": ("kiosk-1", b"{}")},
        journal.epoch,
    )
    assert list(other.problems()) == []


def test_a_commit_is_whole_or_nothing(tmp_path: Path) -> None:
    """A command id that is there already fails the commit, and its facts with it."""
    journal = Journal(tmp_path / "journal.db")
    journal.append(1, [_started()], [Answered("command-1", NOW, "kiosk-1", b"{}")])
    with pytest.raises(JournalError):
        journal.append(2, [_arrived("A101")], [Answered("command-1", NOW, "kiosk-1", b"{}")])
    assert Journal(tmp_path / "journal.db", read_only=True).last_seq() == 1


def test_a_restart_reads_the_day_and_the_bookings_before_it(tmp_path: Path) -> None:
    """Yesterday's visits are left out, bookings made yesterday are not."""
    journal = Journal(tmp_path / "journal.db")
    booked = Booked(at=NOW - DAY, booking=booking(1))
    journal.append(
        1, [_started(NOW - DAY), booked, _arrived("A101", NOW - DAY), _started(), _arrived("A101")], []
    )
    assert [seq for seq, _ in journal.today()] == [2, 4, 5]


def test_what_is_written_after_midnight_belongs_to_the_day_that_has_not_ended(tmp_path: Path) -> None:
    """A day lasts until the next one has begun, also over a restart."""
    midnight = datetime.combine(TODAY, time(), LOCAL) + DAY
    journal = Journal(tmp_path / "journal.db")
    journal.append(1, [_started()], [])
    journal.close()
    journal = Journal(tmp_path / "journal.db")
    late: list[AnyEvent] = [
        _arrived("A101", midnight + timedelta(seconds=1)),
        _started(midnight + timedelta(seconds=2)),
    ]
    journal.append(2, [*late, _arrived("A101", midnight + timedelta(seconds=3))], [])
    days = journal._rows("SELECT day FROM event ORDER BY seq")
    assert [day for (day,) in days] == ["2026-11-23", "2026-11-23", "2026-11-24", "2026-11-24"]
    assert journal.days() == (TODAY, TODAY + DAY)


def test_one_program_writes(tmp_path: Path) -> None:
    """Another one is refused while the first is there, readers are not."""
    journal = Journal(tmp_path / "journal.db")
    with pytest.raises(JournalError, match="written by another program"):
        Journal(tmp_path / "journal.db")
    assert Journal(tmp_path / "journal.db", read_only=True).epoch == journal.epoch
    journal.close()
    assert Journal(tmp_path / "journal.db").epoch == journal.epoch


def test_a_file_that_is_no_journal_is_refused(tmp_path: Path) -> None:
    """With a sentence; nothing is overwritten."""
    (tmp_path / "journal.db").write_text("not a database, but long enough to be taken for one" * 50)
    with pytest.raises(JournalError, match="journal"):
        Journal(tmp_path / "journal.db")
    assert (tmp_path / "journal.db").read_text().startswith("not a database")


def test_missing_facts_are_noticed(tmp_path: Path) -> None:
    """Somebody deleted a row."""
    journal = Journal(tmp_path / "journal.db")
    journal.append(1, [_started(), _arrived("A101"), _arrived("A102")], [])
    with sqlite3.connect(tmp_path / "journal.db") as db:
        db.execute("DELETE FROM event WHERE seq = 2")
    assert list(journal.problems()) == ["1 facts are missing: 2 rows up to number 3"]
