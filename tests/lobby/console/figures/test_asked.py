"""What an address asks of the page of figures."""

from datetime import date

import pytest

from lobby.console.figures.asked import MOST_DAYS, Asked, AskedError, asked_of, presets
from lobby.figures.hours import Span

TODAY = date(2026, 3, 1)


def test_nothing_said_is_the_newest_day_and_one_day_is_enough() -> None:
    """Of everybody."""
    assert asked_of({}, TODAY) == Asked(Span(TODAY, TODAY))
    other = date(2026, 1, 7)
    for name in ("first", "last"):
        assert asked_of({name: "2026-01-07"}, TODAY) == Asked(Span(other, other))


def test_an_address_can_be_made_of_what_was_asked() -> None:
    """The same, or the same for other days."""
    asked = asked_of(
        {"first": "2026-01-07", "last": "2026-02-01", "service": "passport", "class": "booked"}, TODAY
    )
    assert asked.query() == "first=2026-01-07&last=2026-02-01&service=passport&class=booked"
    assert asked.query(Span(TODAY, TODAY)) == "first=2026-03-01&last=2026-03-01&service=passport&class=booked"


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("2026-02-30", "", "figures-no-day"),
        ("2026-01-02", "2026-01-01", "figures-backwards"),
        ("2024-01-01", "2026-01-01", "figures-too-long"),
    ],
)
def test_what_cannot_be_answered_is_told_why(first: str, last: str, why: str) -> None:
    """By the key of a sentence."""
    with pytest.raises(AskedError, match=why):
        asked_of({"first": first, "last": last}, TODAY)


def test_a_class_that_is_none_is_everybody() -> None:
    """Addresses are typed as well."""
    assert asked_of({"class": "'><script>"}, TODAY).visit_class is None


def test_common_spans_end_where_they_say() -> None:
    """The month before March has 28 days; no span is too long."""
    spans = dict(presets(TODAY))
    assert spans["figures-month"] == Span(date(2026, 2, 1), date(2026, 2, 28))
    assert spans["figures-week"] == Span(date(2026, 2, 22), date(2026, 2, 28))
    assert all((span.last - span.first).days < MOST_DAYS for span in spans.values())
