"""`lobby figures`: one command, as table and as files."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from lobby.centre.journal import Journal
from lobby.figures.cli import app
from tests.support.days import ORDINARY, ChanceDay, Step, in_hamburg

BUSY: list[Step] = [
    ("open", 2, 8 * 3600),
    *[("walk-in", 0, 60) for _ in range(6)],
    *[step for _ in range(6) for step in (("call-next", 2, 300), ("start", 2, 20), ("finish", 2, 600))],
    ("walk-in", 1, 60),
]
"""Six are served at counter 1; one, for another service, is not."""


@pytest.fixture(name="journal")
def _journal(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "journal.db"
    with in_hamburg():
        ChanceDay(ORDINARY).play(BUSY).journal(path).close()
        yield path


def _run(journal: Path, *arguments: str) -> str:
    result = CliRunner().invoke(app, [*arguments, "--journal", str(journal), "--centre", "altona"])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_newest_day_is_shown_when_none_is_named(journal: Path) -> None:
    """All figures, then the most asked for by hour and by service."""
    said = _run(journal)
    assert said.startswith("Figures altona, 2026-11-23\n")
    for text in ("Service level", "By hour", "08:00", "By service", "passport", "90th percentile"):
        assert text in said


def test_german_has_german_words_and_commas(journal: Path) -> None:
    """Also in the date."""
    said = _run(journal, "2026-11-23", "--language", "de")
    assert said.startswith("Kennzahlen altona, 23.11.2026\n")
    assert "Servicegrad" in said
    assert "33,3 %" in said


def test_json_csv_and_workbook_say_the_same(journal: Path, tmp_path: Path) -> None:
    """Every cell of every figure, in full precision."""
    table = json.loads(_run(journal, "2026-11-23", "--json"))
    _run(journal, "2026-11-23", "--csv", str(tmp_path / "out.csv"), "--xlsx", str(tmp_path / "out.xlsx"))
    with (tmp_path / "out.csv").open(newline="", encoding="utf-8") as file:
        lines = {
            (one["hour"], one["service"], one["class"], one["figure"]): one for one in csv.DictReader(file)
        }
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    head = [cell.value for cell in sheet[3]]
    column = head.index("Wait, median (min)")
    for line, row in enumerate(table["rows"], 4):
        place = tuple(row.get(name) or "" for name in ("hour", "service", "visit_class"))
        for key, value in row["values"].items():
            assert float(lines[(*place, key)]["value"]) == pytest.approx(value["value"])
        wait = row["values"].get("wait", {}).get("median")
        assert sheet.cell(line, column + 1).value == (None if wait is None else pytest.approx(wait))
    assert len(lines) == sum(len(row["values"]) for row in table["rows"])


def test_public_figures_say_nothing_of_the_one_who_came_for_something_else(
    journal: Path, tmp_path: Path
) -> None:
    """Seven came, six of them for one service: neither that nor the other one is told."""
    table = json.loads(_run(journal, "--public", "--json"))
    assert table["public"]
    visits = {
        row["service"]: row["values"]["visits"]
        for row in table["rows"]
        if row["hour"] is None and row["visit_class"] is None
    }
    assert visits[None]["value"] == 7
    assert visits["id-card"] == visits["passport"] == {"withheld": True}
    _run(journal, "--public", "--xlsx", str(tmp_path / "out.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert "too few" in {cell.value for row in sheet.iter_rows() for cell in row}
    assert "too few" in _run(journal, "--public")


def test_a_day_on_which_nobody_was_there_says_so(journal: Path) -> None:
    """And ends well."""
    assert "Nobody was there" in _run(journal, "2026-11-01..2026-11-22")


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ("yesterday", "no day like"),
        ("2026-11-23..2026-11-01", "is before"),
        ("2001-01-01..2026-11-01", "ten years"),
    ],
)
def test_what_is_no_span_is_refused_with_a_reason(journal: Path, days: str, why: str) -> None:
    """In one line, with exit code 2."""
    result = CliRunner().invoke(app, [days, "--journal", str(journal)])
    assert result.exit_code == 2
    assert why in result.output


def test_a_journal_that_is_not_there_or_empty_is_refused_with_a_reason(tmp_path: Path) -> None:
    """Reading makes no file."""
    path = tmp_path / "journal.db"
    assert CliRunner().invoke(app, ["--journal", str(path)]).exit_code == 2
    assert not path.exists()
    Journal(path).close()
    result = CliRunner().invoke(app, ["--journal", str(path)])
    assert (result.exit_code, "empty" in result.output) == (2, True)
