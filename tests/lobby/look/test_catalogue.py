"""Wording in the visitor's language, and what stands in where it is missing."""

from datetime import date, time
from pathlib import Path

import pytest

from lobby.contract.config import Language
from lobby.look.catalogue import LOCALES, OWN_NAMES, Catalogue, missing, wording

GERMAN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "board.place"
msgstr "Platz"

msgid "board.wait"
msgid_plural "board.wait"
msgstr[0] "{n} Minute"
msgstr[1] "{n} Minuten"
"""
POLISH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "board.wait"
msgid_plural "board.wait"
msgstr[0] "{n} minuta"
msgstr[1] "{n} minuty"
msgstr[2] "{n} minut"

msgid "board.place"
msgstr ""
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language, text in {"de": GERMAN, "pl": POLISH}.items():
        path = tmp_path / language / "LC_MESSAGES" / "toy.po"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_number_chooses_the_plural_form(folder: Path) -> None:
    """Each language counts by its own rule."""
    german, polish = Catalogue("toy", Language.DE, folder), Catalogue("toy", Language.PL, folder)
    assert [german.text("board.wait", n=n) for n in (1, 5)] == ["1 Minute", "5 Minuten"]
    assert [polish.text("board.wait", n=n) for n in (1, 3, 5)] == ["1 minuta", "3 minuty", "5 minut"]


def test_german_stands_in_for_what_is_not_translated(folder: Path) -> None:
    """An empty or absent translation shows the German text; a key nobody knows shows itself."""
    assert Catalogue("toy", Language.PL, folder).text("board.place") == "Platz"
    assert Catalogue("toy", Language.TR, folder).text("board.wait", n=1) == "1 Minute"
    assert Catalogue("toy", Language.PL, folder).text("no.such") == "no.such"


def test_what_is_missing_can_be_asked(folder: Path) -> None:
    """The completeness check names the keys that a language lacks."""
    assert missing("toy", Language.PL, folder) == {"board.place"}
    assert missing("toy", Language.DE, folder) == frozenset()


def test_a_text_that_nobody_is_sure_of_is_not_shown(folder: Path) -> None:
    """A translation marked as fuzzy counts as missing: German stands in."""
    path = folder / "pl" / "LC_MESSAGES" / "toy.po"
    unsure = 'msgid "board.place"\nmsgstr ""'
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(unsure, '#, fuzzy\nmsgid "board.place"\nmsgstr "Miejsce"'), encoding="utf-8")
    wording.cache_clear()
    assert missing("toy", Language.PL, folder) == {"board.place"}


def test_plain_german_is_known_by_its_former_name() -> None:
    """Configurations written before the registered subtag was used still mean it."""
    assert Language("de-plain") is Language.DE_PLAIN
    assert Language.DE_PLAIN.value == "de-simple"


def test_all_nine_languages_have_their_own_name() -> None:
    """The language row can be written for every language of the contract."""
    assert set(OWN_NAMES) == set(Language)


PROGRAMS = sorted({path.stem for path in LOCALES.glob("de/LC_MESSAGES/*.po")})


@pytest.mark.parametrize("program", PROGRAMS)
def test_english_is_complete(program: str) -> None:
    """Every German text of every program has an English one, with the same values in it."""
    assert missing(program, Language.EN) == frozenset()
    assert wording(program, Language.DE).texts


def test_times_and_dates_are_written_in_each_language() -> None:
    """Digits are Latin everywhere, names of days are the language's own."""
    assert Catalogue("toy", Language.DE).oclock(time(16)) == "16 Uhr"
    assert Catalogue("toy", Language.DE).oclock(time(9, 30)) == "9:30 Uhr"
    assert Catalogue("toy", Language.EN).oclock(time(9, 30)) == "09:30"
    assert Catalogue("toy", Language.DE).day(date(2026, 11, 23)) == "Montag, 23. November"
    written = {one: Catalogue("toy", one).day(date(2026, 11, 23)) for one in Language}
    assert written[Language.DE_PLAIN] == "Montag, 23. November"
    assert written[Language.TR] == "23 Kasım Pazartesi"
    assert written[Language.UK] == "понеділок, 23 листопада"
    assert written[Language.PL] == "poniedziałek, 23 listopada"
    assert written[Language.RU] == "понедельник, 23 ноября"
    assert written[Language.AR] == "الاثنين، 23 نوفمبر"
    assert written[Language.FA] == "دوشنبه 23 نوامبر"
