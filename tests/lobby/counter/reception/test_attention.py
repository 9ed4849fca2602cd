"""What wants somebody now, as pure functions of the state."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.reporting import NOT_TOLD
from kiosk.troubles import WAYS
from lobby.contract.state import FailedCheckIn, HelpCall, Reception
from lobby.counter.reception.attention import MOST_FAILURES, failure_rows, help_rows
from lobby.counter.reception.program import LOOK
from lobby.counter.rows import Names, Reading

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
GERMAN = LOOK.wording.speaker("de")
READING = Reading(Names({}, {}), GERMAN, NOW)


def reception(**fields: object) -> Reception:
    return Reception(epoch="epoch-0001", rev=1, as_of=NOW, **fields)  # type: ignore[arg-type]


def called(device: str, minutes: int, *, answered: bool = False) -> HelpCall:
    return HelpCall(device=device, at=NOW - timedelta(minutes=minutes), answered=answered)


def failed(reason: str, minutes: int = 1) -> FailedCheckIn:
    return FailedCheckIn(device="kiosk-2", at=NOW - timedelta(minutes=minutes), reason=reason)


def test_open_calls_come_first_the_oldest_on_top() -> None:
    """Answered ones stay a while below, so that nobody goes twice, and are then gone."""
    calls = (called("kiosk-1", 2, answered=True), called("kiosk-2", 1), called("kiosk-3", 4), called("kiosk-4", 11, answered=True))  # fmt: skip # noqa: E501
    rows = help_rows(reception(help_calls=calls), READING)
    assert [(row.name, row.answered) for row in rows] == [
        ("Terminal 3", False), ("Terminal 2", False), ("Terminal 1", True),
    ]  # fmt: skip


def test_failures_of_the_last_hour_are_shown_and_not_without_end() -> None:
    """Older ones help nobody; of many the newest."""
    many = tuple(failed("cut", minutes) for minutes in range(90))
    rows = failure_rows(reception(failures=many), READING)
    assert len(rows) == MOST_FAILURES
    assert [row.since.minutes for row in rows] == list(range(MOST_FAILURES))
    assert failure_rows(reception(failures=(failed("cut", 61),)), READING) == ()
    assert failure_rows(None, READING) == ()


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("reason", sorted(set(WAYS) - NOT_TOLD))
def test_everything_a_terminal_reports_has_words_and_advice(reason: str, language: str) -> None:
    """In both languages; a new reason of the terminal needs a sentence here."""
    reading = Reading(Names({}, {}), LOOK.wording.speaker(language), NOW)
    (row,) = failure_rows(reception(failures=(failed(reason),)), reading)
    assert f"({reason})" not in row.what
    assert row.advice
