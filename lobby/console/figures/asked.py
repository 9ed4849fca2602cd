"""What somebody asks of the page of figures: days, service, class."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lobby.figures.hours import Span

MOST_DAYS = 400
"""The page answers at once; longer spans are for the command."""
CLASSES = ("booked", "walk-in")


class AskedError(ValueError):
    """Not to be answered; the argument is the key of the sentence that says why."""


@dataclass(frozen=True)
class Asked:
    """None is all."""

    span: Span
    service: str | None = None
    visit_class: str | None = None

    def query(self, span: Span | None = None) -> str:
        """For an address: the same, or the same for other days."""
        days = span or self.span
        parts = [f"first={days.first.isoformat()}", f"last={days.last.isoformat()}"]
        parts += [f"service={self.service}"] if self.service else []
        return "&".join([*parts, f"class={self.visit_class}"] if self.visit_class else parts)


def asked_of(query: Mapping[str, str], newest: date) -> Asked:
    """What the address says; the newest day when it says none. One day alone is enough.

    Raises:
        AskedError: no days, the wrong way round, or too many.
    """
    first, last = query.get("first", ""), query.get("last", "")
    begin = _day(first or last) if first or last else newest
    end = _day(last or first) if first or last else newest
    if end < begin:
        raise AskedError("figures-backwards")
    if (end - begin).days >= MOST_DAYS:
        raise AskedError("figures-too-long")
    visit_class = query.get("class")
    return Asked(
        Span(begin, end), query.get("service") or None, visit_class if visit_class in CLASSES else None
    )


def presets(today: date) -> Iterator[tuple[str, Span]]:
    """Key of the name and days of what is asked most often."""
    yesterday = today - timedelta(days=1)
    before = today.replace(day=1) - timedelta(days=1)
    yield "figures-today", Span(today, today)
    yield "figures-yesterday", Span(yesterday, yesterday)
    yield "figures-week", Span(today - timedelta(days=7), yesterday)
    yield "figures-month", Span(before.replace(day=1), before)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise AskedError("figures-no-day") from None
