"""Figures as tables for a terminal."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.table import Table

from lobby.figures.definitions import BY_KEY, FROM_JOURNAL, Kind, Unit
from lobby.figures.saying import NONE, as_of_text, heading, number_text
from lobby.figures.table import Figures, Row, Value
from lobby.web.wording import Speaker

IN_LISTS = ("visits", "wait", "service-level", "no-show-rate", "estimate-in-range")


@dataclass(frozen=True)
class Shown:
    """Which part of the table; None is all."""

    service: str | None = None
    visit_class: str | None = None


def tables(figures: Figures, shown: Shown, say: Speaker) -> Iterator[Table | str]:
    """All figures in all, then the most asked for by hour and by service."""
    rows = {row.key: row for row in figures.rows}
    total = rows.get((None, shown.service, shown.visit_class))
    yield heading(figures, say)
    if figures.as_of is not None:
        yield as_of_text(figures.as_of, say)
    if total is None:
        yield say("nobody")
        return
    yield _all(total, say)
    hours = [row for row in figures.rows if row.hour and row.key[1:] == (shown.service, shown.visit_class)]
    yield _list("by-hour", [(row.hour or "", row) for row in hours], say)
    if shown.service is None:
        wanted = (None, shown.visit_class)
        by_service = [row for row in figures.rows if row.service and (row.hour, row.visit_class) == wanted]
        yield _list("by-service", [(row.service or "", row) for row in by_service], say)


def cell_texts(key: str, value: Value | None, say: Speaker) -> tuple[str, ...]:
    """Median, 90th percentile and mean of a spread, the value of everything else."""
    is_spread = BY_KEY[key].kind is Kind.SPREAD
    if value is None or value.withheld:
        text = NONE if value is None else say("withheld")
        return (text, text, text) if is_spread else (text,)
    parts = (value.median, value.p90, value.value) if is_spread else (value.value,)
    return tuple(number_text(one, BY_KEY[key].unit, say.language) for one in parts)


def _all(row: Row, say: Speaker) -> Table:
    table = Table()
    table.add_column(say("column-figure"))
    for name in ("value", "median", "p90", "count"):
        table.add_column(say(f"column-{name}"), justify="right")
    table.add_column(say("column-unit"))
    for one in FROM_JOURNAL:
        value = row.values.get(one.key)
        if value is None:
            continue
        numbers = [
            number_text(part, one.unit, say.language) for part in (value.value, value.median, value.p90)
        ]
        texts = [say("withheld"), NONE, NONE] if value.withheld else numbers
        unit = "" if one.unit is Unit.SHARE else say(f"unit-{one.unit.value}")
        table.add_row(say(f"figure-{one.key}"), *texts, str(value.count or NONE), unit)
    return table


def _list(title: str, rows: list[tuple[str, Row]], say: Speaker) -> Table:
    table = Table(title=say(title), title_justify="left")
    table.add_column("", no_wrap=True)
    for key in IN_LISTS:
        name = say(f"short-{key}")
        is_spread = BY_KEY[key].kind is Kind.SPREAD
        for part in ("median", "p90", "mean") if is_spread else ("",):
            table.add_column(f"{name} {say(f'short-{part}')}" if part else name, justify="right")
    for name, row in rows:
        texts = [text for key in IN_LISTS for text in cell_texts(key, row.values.get(key), say)]
        table.add_row(name, *texts)
    return table
