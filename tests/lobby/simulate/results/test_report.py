"""The table of a played day, and the sentences below it."""

import io
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from lobby.centre.journal import Journal, JournalError
from lobby.contract.events import AnyEvent
from lobby.simulate.days.samples import sample_days
from lobby.simulate.driver import play
from lobby.simulate.results.report import show
from lobby.simulate.results.result import Ending, Result, changed_rules, result_of, write_journal
from lobby.simulate.results.saying import Language, _wording, number, share
from tests.support.small_days import CATALOGUE, EVERYTHING, plan_of


def _result(folder: Path, *, complete: bool = True, **more: Any) -> Result:
    plan = plan_of(**more)
    played = play(plan, CATALOGUE)
    write_journal(folder / "journal.db", played.facts)
    return result_of(plan, Ending("rules", played.until, complete, played.turned_away), folder / "journal.db")


def _facts(folder: Path) -> list[AnyEvent]:
    journal = Journal(folder / "journal.db", read_only=True)
    try:
        return [event for _, event in journal.everything()]
    finally:
        journal.close()


def _shown(result: Result, language: Language, width: int = 80) -> str:
    text = io.StringIO()
    show(result, language, Console(file=text, width=width, highlight=False))
    return text.getvalue()


def test_the_journal_holds_the_facts_and_is_not_written_over(tmp_path: Path) -> None:
    """It is one of the queue service: `lobby journal` reads it."""
    played = play(plan_of(), CATALOGUE)
    write_journal(tmp_path / "journal.db", played.facts)
    journal = Journal(tmp_path / "journal.db", read_only=True)
    assert [event for _, event in journal.everything()] == played.facts
    assert not list(journal.problems())
    journal.close()
    with pytest.raises(JournalError, match="is there already"):
        write_journal(tmp_path / "journal.db", played.facts)


def test_the_result_counts_everybody(tmp_path: Path) -> None:
    """Who came is who got a number and who did not."""
    result = _result(tmp_path, arrivals={"08:00": {"booked": 20, "walk_in": 10}, "11:30": {"walk_in": 20}})
    row = result.figures.row()
    assert row is not None
    assert row.values["visits"].value == result.people - sum(result.turned_away.values())
    assert result.bookings == 20


@pytest.mark.parametrize("language", list(Language))
def test_the_table_fits_eighty_columns(tmp_path: Path, language: Language) -> None:
    """In both languages, with long waits as well; nothing is cut off."""
    staff = [{"places": ["1"], "open": "08:00", "close": "12:00"}]
    text = _shown(_result(tmp_path, staff=staff), language)
    assert "…" not in text
    assert all(len(line) <= 80 for line in text.splitlines())
    assert ("mit" if language is Language.DE else "booked") in text
    for hour in ("08:00", "09:00", "10:00", "11:00"):
        assert f"\n {hour}" in text or f"\n{hour}" in text


def test_what_was_tried_and_what_was_left_out_is_said(tmp_path: Path) -> None:
    """Rules that are not the product's, and a day that was interrupted."""
    text = _shown(_result(tmp_path, complete=False, rules={"booked_weight": 5}), Language.EN)
    assert "Rules: booked_weight = 5" in text
    assert "Interrupted at 16:00; so far:" in text
    assert "Rules" not in _shown(_result(tmp_path / "other"), Language.EN)


def test_what_happened_beside_is_counted(tmp_path: Path) -> None:
    """As often as it stands in the journal; a day without any of it does not speak of it."""
    result = _result(tmp_path, behaviour=EVERYTHING, clerks={"slips": 0.2})
    kinds = Counter(str(fact.__struct_config__.tag) for fact in _facts(tmp_path))
    assert result.happened == {tag: kinds[tag] for tag in result.happened}
    assert all(result.happened.values())
    assert f"{kinds['parked']} sent for papers" in _shown(result, Language.EN)
    assert "sent for papers" not in _shown(_result(tmp_path / "other"), Language.EN)


def test_who_got_no_number_is_counted_by_the_reason(tmp_path: Path) -> None:
    """In words where there are some."""
    result = _result(tmp_path, rules={"walk_in": False})
    assert result.turned_away["no-walk-in"] > 10
    assert f"{result.turned_away['no-walk-in']} bookings only" in _shown(result, Language.EN)


def test_only_rules_that_differ_from_the_product_s_are_named() -> None:
    """Hours, counters and services are the day's own."""
    assert changed_rules(plan_of().config) == {}
    assert changed_rules(plan_of(rules={"skip_minutes": 2}).config) == {"skip_minutes": 2}


def test_every_text_is_there_in_both_languages() -> None:
    """And each day that comes along is told of."""
    entries = _wording().entries
    assert all(set(entry) == {"de", "en"} and all(entry.values()) for entry in entries.values())
    assert len(sample_days()) == 4


def test_numbers_are_told_as_a_reader_expects() -> None:
    """With a comma in German, without a minus before nothing."""
    assert number(12.34, "en") == "12.3"
    assert number(12.34, "de") == "12,3"
    assert number(-0.04, "en") == "0.0"
    assert number(419.0, "de", 0) == "419"
    assert number(None, "de") == "–"
    assert share(0.845) == "84 %"
    assert share(None) == "–"
