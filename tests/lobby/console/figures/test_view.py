"""What the page of figures shows of a table."""

from datetime import date

from lobby.console.figures.asked import Asked
from lobby.console.figures.view import View
from lobby.figures.hours import Span
from lobby.figures.table import Figures, Row, Value
from lobby.web.wording import load

DAY = date(2026, 10, 25)
"""Twenty-five hours long."""
WAIT = Value(count=8, value=6.0, median=4.0, p90=11.0)
LEVEL = Value(count=8, value=0.75)


def _view(*rows: Row, asked: Asked | None = None, language: str = "de") -> View:
    figures = Figures(centre="altona", first=DAY, last=DAY, as_of=None, rows=rows)
    say = load(["lobby.web", "lobby.console", "lobby.figures"]).speaker(language)
    return View(figures, asked or Asked(Span(DAY, DAY)), say)


def _hour(hour: str, visit_class: str | None = None, service: str | None = None) -> Row:
    values = {"visits": Value(count=8, value=8.0), "wait": WAIT, "service-level": LEVEL}
    return Row(hour=hour, visit_class=visit_class, service=service, values=values)


def test_an_hour_without_anybody_keeps_its_place() -> None:
    """So that the axis is a clock; the hour that a day in autumn has twice stands twice."""
    waits = next(iter(_view(_hour("09:00"), _hour("11:00")).plots())).plot
    assert waits is not None
    assert [name for _, name in waits.hours] == ["09", "10", "11"]
    assert len(waits.bars) == 2
    night = next(iter(_view(_hour("01:00"), _hour("02:00 B"), _hour("03:00")).plots())).plot
    assert night is not None
    assert [name for _, name in night.hours] == ["01", "02", "02:00 B", "03"]


def test_a_bar_says_its_numbers_in_the_readers_language() -> None:
    """For whoever points at it."""
    for language, says in (
        ("de", "09:00: Median 4,0, 90. Perzentil 11,0, Mittelwert 6,0 Minuten; 8 Besuche"),
        ("en", "09:00: median 4.0, 90th percentile 11.0, mean 6.0 minutes; 8 visits"),
    ):
        waits = next(iter(_view(_hour("09:00"), language=language).plots())).plot
        assert waits is not None
        assert waits.bars[0].says == says


def test_service_levels_of_both_classes_stand_beside_their_targets() -> None:
    """Of one class alone when that was asked for."""
    rows = (_hour("09:00"), _hour("09:00", "booked"), _hour("09:00", "walk-in"))
    levels = list(_view(*rows).plots())[1].plot
    assert levels is not None
    assert [bar.kind for bar in levels.bars] == ["booked", "walk-in"]
    assert [line.kind for line in levels.lines] == ["booked", "walk-in"]
    alone = list(_view(*rows, asked=Asked(Span(DAY, DAY), visit_class="walk-in")).plots())[1].plot
    assert alone is not None
    assert [bar.kind for bar in alone.bars] == ["walk-in"]


def test_what_nothing_is_known_of_has_no_plot_and_a_dash() -> None:
    """No empty axes, no zero that was never measured."""
    view = _view(_hour("09:00"), Row(values={"visits": Value(count=8, value=8.0)}))
    assert [drawn.plot is None for drawn in view.plots()] == [False, True, True, True]
    cards = {card.name: card.value for card in view.cards()}
    assert (cards["Besuche"], cards["Ausgefallene Termine"]) == ("8", "–")
    assert [card.below for card in view.cards() if card.name == "Wartezeit wie angesagt"] == [""]


def test_tables_have_hours_and_services_of_what_was_asked_for() -> None:
    """Services only when none was chosen."""
    rows = (
        _hour("09:00"),
        _hour("09:00", service="passport"),
        Row(service="passport", values={"wait": WAIT}),
    )
    by_hour, by_service = _view(*rows).tables()
    assert [name for name, _ in by_hour.rows] == ["09:00"]
    assert [name for name, _ in by_service.rows] == ["passport"]
    assert len(by_hour.heads) == len(by_hour.rows[0][1])
    assert list(by_hour.rows[0][1][:4]) == ["8", "4,0", "11,0", "6,0"]
    (alone,) = _view(*rows, asked=Asked(Span(DAY, DAY), service="passport")).tables()
    assert [name for name, _ in alone.rows] == ["09:00"]
