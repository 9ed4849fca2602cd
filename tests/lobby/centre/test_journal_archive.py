"""Days that are over: what is forgotten, what is kept, and where."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from lobby.centre.journal import Answered, Journal, JournalError
from lobby.centre.journal_forgetting import FORGOTTEN, KEPT, visit_of
from lobby.contract.events import (
    AnyEvent,
    Arrived,
    Booked,
    BookingCancelled,
    Called,
    CheckInFailed,
    DayStarted,
    Noted,
    Parked,
    WalkInLocked,
)
from lobby.contract.state import Standing
from lobby.queueing.evolve import replay
from lobby.queueing.rules import LOCAL
from tests.support.house import booking

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def _at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), LOCAL)


def _started(day: date) -> DayStarted:
    return DayStarted(at=_at(day, 0), day=day.isoformat())


def _arrived(visit: str, day: date, **more: object) -> Arrived:
    fields = {"number": "J107", "service": "id-card", "persons": 1, "standing": Standing.WALK_IN}
    return Arrived(at=_at(day), visit=visit, **(fields | more))  # type: ignore[arg-type]


def _three_days(path: Path) -> Journal:
    """Monday to Wednesday; a booking for Tuesday that came, and one for Thursday."""
    journal = Journal(path)
    tuesday, thursday = booking(1, _at(MONDAY + DAY)), booking(2, _at(MONDAY + 3 * DAY))
    facts: list[AnyEvent] = [
        _started(MONDAY),
        Booked(at=_at(MONDAY), booking=tuesday),
        Booked(at=_at(MONDAY), booking=thursday),
        _arrived("visit-monday", MONDAY, language="tr"),
        _started(MONDAY + DAY),
        _arrived(tuesday.booking, MONDAY + DAY, slot=tuesday.slot, language="uk", standing=Standing.ON_TIME),
        _started(MONDAY + 2 * DAY),
        _arrived("visit-wednesday", MONDAY + 2 * DAY, language="pl"),
    ]
    answers = [Answered(f"command-{n}", _at(MONDAY + n * DAY), "kiosk-1", b"{}") for n in range(3)]
    journal.append(1, facts, answers)
    return journal


def test_nothing_leads_to_a_person_when_the_next_day_is_over(tmp_path: Path) -> None:
    """Of the day before yesterday: visit, number, language and answer are in no byte of the file; facts are there."""
    journal = _three_days(tmp_path / "journal.db")
    assert journal.forget(MONDAY + 2 * DAY, keep_days=1) == 2 + 1  # both bookings stay
    arrived = [event for _, event in journal.everything() if isinstance(event, Arrived)]
    assert [(one.number, one.language) for one in arrived] == [("J100", None), ("J107", "uk"), ("J107", "pl")]
    assert sorted(journal.answers()) == ["command-1", "command-2"]
    assert list(journal.problems()) == []
    journal.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"visit-monday" not in kept
    assert b"visit-wednesday" in kept


def test_what_somebody_typed_is_forgotten(tmp_path: Path) -> None:
    """Notes, where a visitor was sent, why walk-in was locked, what a terminal added: anybody may be named there."""
    journal = Journal(tmp_path / "journal.db")
    facts: list[AnyEvent] = [
        _started(MONDAY),
        _arrived("visit-monday", MONDAY),
        Noted(at=_at(MONDAY), visit="visit-monday", text="typed-note"),
        Parked(at=_at(MONDAY), visit="visit-monday", place="7", where="typed-where"),
        WalkInLocked(at=_at(MONDAY), locked=True, reason="typed-reason"),
        CheckInFailed(at=_at(MONDAY), device="kiosk-1", reason="unknown-code", detail="typed-detail"),
    ]
    journal.append(1, facts, [])
    journal.forget(MONDAY + 2 * DAY, keep_days=1)
    kept = [event for _, event in journal.everything()]
    journal.close()
    assert b"typed-" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert "typed-" not in msgspec.json.encode(kept).decode()
    failed = kept[-1]
    assert isinstance(failed, CheckInFailed)
    assert (failed.device, failed.reason) == ("kiosk-1", "unknown-code")


def test_a_booking_keeps_its_id_until_its_day_is_over(tmp_path: Path) -> None:
    """A restart knows who is still to come; then it goes with the facts of its visit, under one stand-in."""
    journal = _three_days(tmp_path / "journal.db")
    journal.forget(MONDAY + 3 * DAY, keep_days=1)
    assert [event.booking.booking for _, event in journal.today() if isinstance(event, Booked)] == [
        f"{2:016x}"
    ]
    settled = [event for _, event in journal.everything() if isinstance(event, Booked | Arrived)]
    stand_ins = [visit_of(event) for event in settled]
    assert stand_ins[1] == stand_ins[2] != f"{1:016x}"
    assert len(set(stand_ins)) == 4
    journal.append(9, [_started(MONDAY + 5 * DAY)], [])
    journal.forget(MONDAY + 5 * DAY, keep_days=1)
    assert not [event for _, event in journal.today() if isinstance(event, Booked)]


def test_a_booking_moved_to_another_day_goes_with_the_last_one(tmp_path: Path) -> None:
    """All its facts stay together, the cancelled first slot as well."""
    journal = Journal(tmp_path / "journal.db")
    first, moved = booking(1, _at(MONDAY)), booking(1, _at(MONDAY + 2 * DAY), revision=1)
    facts: list[AnyEvent] = [
        _started(MONDAY),
        Booked(at=_at(MONDAY), booking=first),
        BookingCancelled(at=_at(MONDAY), visit=first.booking),
        _started(MONDAY + DAY),
        Booked(at=_at(MONDAY + DAY), booking=moved),
    ]
    journal.append(1, facts, [])
    assert journal.forget(MONDAY + 2 * DAY, keep_days=1) == 1
    assert journal.forget(MONDAY + 4 * DAY, keep_days=1) == 4
    kept = {visit_of(event) for _, event in journal.everything()} - {None}
    assert kept == {"ffff000000000002"}
    assert [day for (day,) in journal._rows("SELECT day FROM archive ORDER BY day")] == [
        "2026-11-23", "2026-11-24", "2026-11-25",
    ]  # fmt: skip


def test_what_is_settled_is_still_played(tmp_path: Path) -> None:
    """The rules follow the whole journal, day after day, to the same line as before."""
    journal = _three_days(tmp_path / "journal.db")
    before = msgspec.to_builtins(replay(journal.everything()))
    journal.forget(MONDAY + 2 * DAY, keep_days=1)
    assert msgspec.to_builtins(replay(journal.everything())) == before
    assert replay(journal.today()).seq == 8


def test_numbers_go_on_when_everything_is_settled(tmp_path: Path) -> None:
    """Position and span of the journal count settled days."""
    journal = _three_days(tmp_path / "journal.db")
    journal.forget(MONDAY + 20 * DAY, keep_days=1)
    assert journal.last_seq() == 8
    assert journal.days() == (MONDAY, MONDAY + 3 * DAY)
    assert [seq for seq, _ in journal.since(3)] == [4, 5, 6, 7, 8]
    assert [seq for seq, _ in journal.since(6)] == [7, 8]


def test_forgetting_twice_changes_nothing(tmp_path: Path) -> None:
    """What is settled is left alone."""
    journal = _three_days(tmp_path / "journal.db")
    journal.forget(MONDAY + 2 * DAY, keep_days=1)
    before = list(journal.everything())
    assert journal.forget(MONDAY + 2 * DAY, keep_days=1) == 0
    assert list(journal.everything()) == before


def test_a_fact_that_comes_late_is_added_to_its_settled_day(tmp_path: Path) -> None:
    """After a clock was put right: the day's row has old and new facts, in order."""
    journal = Journal(tmp_path / "journal.db")
    journal.append(1, [_arrived("visit-first", MONDAY)], [])
    journal.forget(MONDAY + 2 * DAY, keep_days=1)
    journal.append(2, [_arrived("visit-second", MONDAY)], [])
    journal.forget(MONDAY + 2 * DAY, keep_days=1)
    assert [seq for seq, _ in journal.everything()] == [1, 2]
    assert list(journal.problems()) == []


def test_a_damaged_day_is_noticed(tmp_path: Path) -> None:
    """It cannot be read, or says more facts than it has."""
    journal = _three_days(tmp_path / "journal.db")
    journal.forget(MONDAY + 4 * DAY, keep_days=1)
    journal._db.execute("UPDATE archive SET facts = 9 WHERE day = '2026-11-23'")
    journal._db.execute("UPDATE archive SET body = zeroblob(20) WHERE day = '2026-11-24'")
    found = list(journal.problems())
    assert "the day 2026-11-23 has 2 facts of 9" in found
    assert any(one.startswith("the day 2026-11-24 cannot be read") for one in found)
    with pytest.raises(JournalError):
        list(journal.everything())


def test_each_field_of_each_fact_is_kept_or_forgotten_on_purpose() -> None:
    """Whoever adds a field to a fact says which."""
    names = {name for kind in get_args(AnyEvent) for name in kind.__struct_fields__} - {"visit", "booking"}
    assert names - (KEPT | FORGOTTEN.keys()) == set()
    assert not KEPT & FORGOTTEN.keys()


def test_a_number_that_is_forgotten_keeps_its_family(tmp_path: Path) -> None:
    """And is one that nobody was given."""
    journal = Journal(tmp_path / "journal.db")
    called = Called(at=_at(MONDAY), visit="visit-first", number="X999", place="7", attempt=1)
    journal.append(1, [_arrived("visit-first", MONDAY, number="X999"), called], [])
    journal.forget(MONDAY + 2 * DAY, keep_days=1)
    assert [event.number for _, event in journal.everything() if isinstance(event, Arrived | Called)] == [
        "X100"
    ] * 2


def test_a_reader_sees_each_fact_once_while_a_day_is_settled(tmp_path: Path) -> None:
    """All as before, although the writer moved the day in the middle of it."""
    writer = _three_days(tmp_path / "journal.db")
    writer.forget(MONDAY + 2 * DAY, keep_days=1)
    reading = Journal(tmp_path / "journal.db", read_only=True).everything()
    seen = [next(reading)]
    writer.forget(MONDAY + 20 * DAY, keep_days=1)
    seen += reading
    assert sorted(seq for seq, _ in seen) == list(range(1, 9))
    assert [seq for seq, _ in Journal(tmp_path / "journal.db", read_only=True).everything()] == [
        1,
        4,
        2,
        5,
        6,
        7,
        8,
        3,
    ]
