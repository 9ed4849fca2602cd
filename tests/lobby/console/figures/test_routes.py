"""The page of figures and its files over HTTP."""

import csv
import io
import json
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from broker_config.local import LocalBroker
from lobby.centre.journal import Journal
from lobby.console.program import build
from lobby.figures.hours import Span
from lobby.figures.measuring import figures_of
from lobby.figures.spans import parse_span
from tests.lobby.console.figures.conftest import DAY
from tests.support.pages import ServedPage, page_settings


def _visits(path: Path, span: Span, visit_class: str | None = None) -> int:
    journal = Journal(path, read_only=True)
    row = figures_of(journal, "altona", span).row(None, None, visit_class)
    journal.close()
    assert row is not None
    return row.values["visits"].count


def test_the_newest_day_is_shown_and_every_page_leads_there(page: ServedPage, made_up: Path) -> None:
    """With cards, four plots, tables by hour and service."""
    staff = page.client("facility-1")
    assert 'href="/figures"' in staff.get("/").text
    text = staff.get("/figures").text
    assert "Kennzahlen altona, 13.01.2026" in text
    assert f"<strong>{_visits(made_up, parse_span('2026-01-13'))}</strong>" in text
    assert text.count('<svg viewBox="0 0 640 260"') == 4
    assert "Nach Stunden" in text
    assert "Nach Anliegen" in text


def test_days_service_and_class_are_chosen(page: ServedPage, made_up: Path) -> None:
    """The choice stays in the form, and in the addresses of other days and of files."""
    staff = page.client("facility-1")
    text = staff.get(f"/figures?{DAY}&class=booked").text
    assert f"<strong>{_visits(made_up, parse_span('2026-01-12'), 'booked')}</strong>" in text
    assert '<option value="booked" selected>' in text
    assert "/figures/figures.csv?first=2026-01-12&amp;last=2026-01-12&amp;class=booked" in text
    assert "Nach Anliegen" not in staff.get(f"/figures?{DAY}&service=passport").text


def test_english_has_english_words_and_dates(page: ServedPage) -> None:
    """The language is the reader's."""
    staff = page.client("facility-1")
    staff.submit("/language", {"language": "en", "back": "/figures"})
    text = staff.get(f"/figures?{DAY}").text
    assert "Figures altona, 2026-01-12" in text
    assert "90th percentile" in text


def test_files_say_what_the_page_says(page: ServedPage, made_up: Path) -> None:
    """As CSV, JSON and workbook, named after centre and days."""
    staff = page.client("facility-1")
    visits = _visits(made_up, parse_span("2026-01-12"))
    answer = staff.get(f"/figures/figures.csv?{DAY}")
    assert 'filename="altona-2026-01-12.csv"' in answer.headers["content-disposition"]
    line = next(csv.DictReader(io.StringIO(answer.text)))
    assert (line["figure"], line["value"]) == ("visits", str(visits))
    assert staff.get(f"/figures/figures.json?{DAY}").json()["rows"][0]["values"]["visits"]["count"] == visits
    book = openpyxl.load_workbook(io.BytesIO(staff.get(f"/figures/figures.xlsx?{DAY}").content))
    assert book.worksheets[0]["D4"].value == visits


def test_a_file_for_publication_withholds_small_cells(page: ServedPage) -> None:
    """And says so in its name."""
    staff = page.client("facility-1")
    answer = staff.get(f"/figures/public.json?{DAY}")
    assert "altona-public-2026-01-12.json" in answer.headers["content-disposition"]
    values = [row["values"].get("visits", {}) for row in json.loads(answer.text)["rows"]]
    assert {"withheld": True} in values
    assert min(value["count"] for value in values if "count" in value) >= 5


def test_a_day_without_anybody_says_what_there_is(page: ServedPage) -> None:
    """No empty plots."""
    text = page.client("facility-1").get("/figures?first=2025-12-24&last=2025-12-26").text
    assert "An diesen Tagen war niemand da." in text
    assert "Das Journal geht vom 01.01.2026 bis zum 13.01.2026." in text
    assert "<svg viewBox" not in text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("first=soon", "kein Tag"),
        ("first=2026-01-12&last=2026-01-01", "vor dem ersten"),
        ("first=2020-01-01&last=2026-01-01", "mehr als ein Jahr"),
    ],
)
def test_what_is_no_span_is_said_on_the_page(page: ServedPage, query: str, says: str) -> None:
    """And in place of a file."""
    staff = page.client("facility-1")
    assert says in staff.get(f"/figures?{query}").text
    answer = staff.get(f"/figures/figures.csv?{query}")
    assert (answer.status_code, says in answer.text) == (400, True)


def test_other_files_there_are_none(page: ServedPage) -> None:
    """Not even below a name that looks like one."""
    staff = page.client("facility-1")
    for name in ("figures.exe", "other.csv", "figures"):
        assert staff.get(f"/figures/{name}").status_code == 404


def test_only_who_is_signed_in_and_of_the_staff_sees_figures(page: ServedPage) -> None:
    """Clerks do not; nobody else does."""
    for client in (page.client(), page.client("clerk-1")):
        for path in ("/figures", f"/figures/figures.csv?{DAY}"):
            assert client.get(path).status_code in {303, 403}


def test_without_a_journal_the_page_says_so(broker: LocalBroker, tmp_path: Path) -> None:
    """And makes none."""
    missing = tmp_path / "journal.db"
    with ServedPage(page_settings(broker, "console"), partial(build, journal=missing)) as served:
        staff = served.client("facility-1")
        assert (
            "Das Journal des Warteschlangendienstes kann nicht gelesen werden." in staff.get("/figures").text
        )
        assert staff.get(f"/figures/figures.csv?{DAY}").status_code == 503
    assert not missing.exists()
