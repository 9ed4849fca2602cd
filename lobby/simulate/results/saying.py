"""Numbers and texts of results, in German or English."""

from enum import StrEnum
from functools import cache

from babel.numbers import format_decimal

from lobby.figures.table import Figures, Value
from lobby.web.wording import Speaker, Wording, load

NOTHING = "–"


class Language(StrEnum):
    """In which results are told."""

    EN = "en"
    DE = "de"


@cache
def _wording() -> Wording:
    return load(["lobby.simulate.results"])


def speaker(language: Language) -> Speaker:
    """The texts of results."""
    return _wording().speaker(language)


def number(amount: float | None, language: str, digits: int = 1) -> str:
    """`12.3`, in German `12,3`."""
    if amount is None:
        return NOTHING
    rounded = round(amount, digits) + 0.0  # no minus before a zero
    return str(format_decimal(rounded, "0." + "0" * digits if digits else "0", locale=language))


def share(amount: float | None) -> str:
    """`84 %`."""
    return NOTHING if amount is None else f"{amount:.0%}".replace("%", " %")


def value(
    figures: Figures, key: str, visit_class: str | None = None, hour: str | None = None
) -> Value | None:
    """What a figure says of a class and an hour; None says all, and None comes back when nobody is in it."""
    row = figures.row(hour, None, visit_class)
    return None if row is None else row.values.get(key)


def amount(
    figures: Figures, key: str, visit_class: str | None = None, hour: str | None = None
) -> float | None:
    """Its mean, share or count."""
    found = value(figures, key, visit_class, hour)
    return None if found is None else found.value
