"""Days as people type them: one day, or from one to another."""

from datetime import date

from lobby.figures.hours import Span

MOST_DAYS = 3660
"""As long as a journal is kept: ten years."""


def parse_span(text: str) -> Span:
    """`2026-11-23`, or `2026-11-01..2026-11-30`, both days included.

    Raises:
        ValueError: not such days, the end before the beginning, or more than ten years; the text says which.
    """
    first, dots, last = text.strip().partition("..")
    span = Span(_day(first), _day(last) if dots else _day(first))
    if (span.last - span.first).days >= MOST_DAYS:
        raise ValueError(f"{text} is more than ten years")
    return span


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"{text.strip() or 'nothing'} is no day like 2026-11-23") from None
