"""`lobby journal`."""

from pathlib import Path

from typer.testing import CliRunner

from lobby.centre.journal import Journal
from lobby.centre.journal_cli import app
from lobby.contract.events import AnyEvent, DayStarted, Finished
from tests.support.house import NOW


def test_facts_are_shown_and_verified(tmp_path: Path) -> None:
    """As a table, as JSON lines, and as a verdict."""
    Journal(tmp_path / "journal.db").append(1, [DayStarted(at=NOW, day="2026-11-23")], [])
    file = str(tmp_path / "journal.db")
    assert "day-started" in CliRunner().invoke(app, ["show", file]).output
    assert '"seq":1' in CliRunner().invoke(app, ["show", file, "--json"]).output
    verdict = CliRunner().invoke(app, ["verify", file])
    assert (verdict.exit_code, "sound: 1 facts" in verdict.output) == (0, True)


def test_an_impossible_fact_is_found(tmp_path: Path) -> None:
    """Exit code 1, and which one."""
    facts: list[AnyEvent] = [
        DayStarted(at=NOW, day="2026-11-23"),
        Finished(at=NOW, visit="nobody-here", place="7"),
    ]
    Journal(tmp_path / "journal.db").append(1, facts, [])
    verdict = CliRunner().invoke(app, ["verify", str(tmp_path / "journal.db")])
    assert (verdict.exit_code, "fact 2: " in verdict.output) == (1, True)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    """Exit code 2; no file is made."""
    verdict = CliRunner().invoke(app, ["show", str(tmp_path / "none.db")])
    assert verdict.exit_code == 2
    assert not (tmp_path / "none.db").exists()
