"""Wording: gettext catalogues, one folder a language, one file a program, read when the language is first used.

`assets/locale/<language>/LC_MESSAGES/<program>.po`, its ids dotted names such as `welcome.heading`, its texts
with `{named}` values. German is complete (a test holds it to that) and stands in where another language lacks a text.
"""

import gettext
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import cast

import structlog
from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.pofile import read_po

from assets import ASSETS
from lobby.contract.config import Language

LOCALES = ASSETS / "locale"
_DAY_PATTERNS: Mapping[str, str] = {
    "de": "EEEE, d. MMMM", "tr": "d MMMM EEEE", "ar": "EEEE، d MMMM", "fa": "EEEE d MMMM",
}  # fmt: skip
"""Of CLDR's full date, without the year; the other languages have the pattern of `_DAY_PATTERN`."""
_DAY_PATTERN = "EEEE, d MMMM"
OWN_NAMES: Mapping[Language, str] = {
    Language.DE: "Deutsch",
    Language.DE_PLAIN: "Leichte Sprache",
    Language.EN: "English",
    Language.TR: "Türkçe",
    Language.UK: "Українська",
    Language.AR: "العربية",
    Language.FA: "فارسی",
    Language.PL: "Polski",
    Language.RU: "Русский",
}


@dataclass(frozen=True)
class Wording:
    """The texts of one program in one language. A plural entry has several forms, chosen by `plural_form`."""

    texts: Mapping[str, tuple[str, ...]]
    plural_form: Callable[[int], int]


def locale_of(language: Language) -> Locale:
    """Babel's locale: how dates and plurals are formed."""
    return Locale.parse("de" if language is Language.DE_PLAIN else language.value)


@cache
def wording(program: str, language: Language, folder: Path = LOCALES) -> Wording:
    """What the catalogue file says; empty where there is none yet."""
    path = folder / language.value / "LC_MESSAGES" / f"{program}.po"
    if not path.exists():
        return Wording({}, _first_form)
    with path.open("rb") as file:
        entries = read_po(file, locale=locale_of(language))
    texts: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        key = entry.id[0] if isinstance(entry.id, (list, tuple)) else entry.id
        forms = tuple(entry.string) if isinstance(entry.string, (list, tuple)) else (entry.string,)
        if key and all(forms) and not entry.fuzzy:
            texts[key] = cast("tuple[str, ...]", forms)
    return Wording(texts, gettext.c2py(entries.plural_expr))


def missing(program: str, language: Language, folder: Path = LOCALES) -> frozenset[str]:
    """The keys that German has and this language lacks."""
    return frozenset(wording(program, Language.DE, folder).texts) - frozenset(
        wording(program, language, folder).texts
    )


class Catalogue:
    """The texts of one program for one reader."""

    def __init__(self, program: str, language: Language = Language.DE, folder: Path = LOCALES) -> None:
        self.program, self.language = program, language
        self._locale = locale_of(language)
        self._own = wording(program, language, folder)
        self._german = wording(program, Language.DE, folder)

    def has(self, key: str) -> bool:
        """Whether this language itself has the text."""
        return key in self._own.texts

    def text(self, key: str, **values: object) -> str:
        """The text with its values filled in; `n` chooses the plural form.

        Falls back to German, then to the key, so that a screen never fails over a word.
        """
        source = self._own if key in self._own.texts else self._german
        forms = source.texts.get(key)
        if forms is None:
            structlog.get_logger("lobby.look").error("text missing", program=self.program, key=key)
            return key
        n = values.get("n")
        form = forms[source.plural_form(n)] if isinstance(n, int) and len(forms) > 1 else forms[0]
        return form.format(**values) if values else form

    def clock(self, moment: datetime | time) -> str:
        """Hours and minutes: 24 hours, Latin digits, in every language."""
        return f"{moment:%H:%M}"

    def day(self, day: date) -> str:
        """Weekday, day and month, such as "Montag, 23. November"."""
        pattern = _DAY_PATTERNS.get(self._locale.language, _DAY_PATTERN)
        return _latin(format_date(day, pattern, locale=self._locale))

    def oclock(self, moment: datetime | time) -> str:
        """A time inside a German sentence is "16 Uhr", elsewhere "16:00"."""
        if self._locale.language != "de":
            return _latin(format_time(moment, "HH:mm", locale=self._locale))
        return f"{moment.hour} Uhr" if moment.minute == 0 else f"{moment.hour}:{moment:%M} Uhr"


def _first_form(_n: int) -> int:
    return 0


def _latin(text: str) -> str:
    """Digits as they stand on signs and tickets, also in Arabic and Farsi."""
    return "".join(str(int(letter)) if letter.isdecimal() else letter for letter in text)
