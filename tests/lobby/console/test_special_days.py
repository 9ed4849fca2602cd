"""Special days as staff type them."""

import contextlib
from datetime import date, time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.console.special_days import LineError, parse, written
from lobby.contract.days import SpecialDay, TimeSpan
from lobby.contract.state import Closure
from lobby.web.wording import load


def _days(text: str) -> list[SpecialDay]:
    return msgspec.convert(parse(text), list[SpecialDay])


def _span(opens: str, closes: str) -> TimeSpan:
    return TimeSpan(opens=time.fromisoformat(opens), closes=time.fromisoformat(closes))


EVE = date(2026, 12, 24)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("24.12.2026 geschlossen", SpecialDay(first=EVE)),
        ("24.12.2026 closed", SpecialDay(first=EVE)),
        ("24.12.2026 - 31.12.2026 zu", SpecialDay(first=EVE, last=date(2026, 12, 31))),
        ("24.12.2026 8:00-12.00", SpecialDay(first=EVE, closed=False, spans=(_span("08:00", "12:00"),))),
        (
            "24.12.2026 08:00–10:00, 11:00–12:00",
            SpecialDay(first=EVE, closed=False, spans=(_span("08:00", "10:00"), _span("11:00", "12:00"))),
        ),
        (
            "24.12.2026 geschlossen 09:00-11:00 Personalversammlung",
            SpecialDay(first=EVE, spans=(_span("09:00", "11:00"),), closure=Closure.STAFF_MEETING),
        ),
        (
            "24.12.2026 closed 09:00-11:00 staff meeting",
            SpecialDay(first=EVE, spans=(_span("09:00", "11:00"),), closure=Closure.STAFF_MEETING),
        ),
        ("24.12.2026 geschlossen Feiertag", SpecialDay(first=EVE, closure=Closure.HOLIDAY)),
        ("24.12.2026 geöffnet", SpecialDay(first=EVE, closed=False)),
    ],
)
def test_a_line_is_a_day(line: str, expected: SpecialDay) -> None:
    """In German and in English, with the dashes and dots that people use."""
    assert _days(f"\n  {line}  \n") == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "Heiligabend geschlossen",
        "24.12. geschlossen",
        "31.11.2026 geschlossen",
        "24.12.2026",
        "24.12.2026 vielleicht",
        "24.12.2026-23.12.2026 geschlossen",
        "24.12.2026 12:00-08:00",
        "24.12.2026 08:00-24:30",
        "24.12.2026 08:00",
        "24.12.2026 08:00-10:00 Personalversammlung",
        "24.12.2026 geschlossen wegen Umbau",
    ],
)
def test_a_line_that_says_no_day_is_named(line: str) -> None:
    """By its number, as the editor counts."""
    with pytest.raises(LineError) as caught:
        parse(f"24.12.2026 geschlossen\n\n{line}\n")
    assert caught.value.line == 3


_TIMES = st.lists(
    st.times().map(lambda at: at.replace(second=0, microsecond=0)), min_size=2, max_size=2, unique=True
)
_DATES = st.dates(date(2020, 1, 1), date(2099, 12, 31))


@st.composite
def _any_day(draw: st.DrawFn) -> SpecialDay:
    first, last = sorted((draw(_DATES), draw(_DATES)))
    closed = draw(st.booleans())
    reasons = (
        [Closure.HOURS, Closure.HOLIDAY, Closure.STAFF_MEETING, Closure.STAND_BY]
        if closed
        else [Closure.HOURS]
    )
    spans = [sorted(draw(_TIMES)) for _ in range(draw(st.integers(0, 3)))]
    return SpecialDay(
        first=first,
        last=last if draw(st.booleans()) else None,
        closed=closed,
        spans=tuple(TimeSpan(opens=opens, closes=closes) for opens, closes in spans),
        closure=draw(st.sampled_from(reasons)),
    )


@given(st.lists(_any_day(), max_size=4))
def test_what_is_shown_is_read_back(days: list[SpecialDay]) -> None:
    """A form that is sent as it opened changes nothing."""
    assert _days(written(msgspec.to_builtins(days))) == days


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_examples_beside_the_field_are_good(language: str) -> None:
    """In both languages they mean the same."""
    examples = load(("lobby.console",)).say(language, "days-examples", {})
    german = load(("lobby.console",)).say("de", "days-examples", {})
    assert parse(examples.replace(" | ", "\n")) == parse(german.replace(" | ", "\n"))


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever is typed, the page never breaks."""
    with contextlib.suppress(LineError):
        assert written(parse(text)) or not text.strip()
