"""A figure and its recomputation by plain SQL agree, in every cell."""

import math
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

from lobby.centre.journal import Journal
from lobby.figures.hours import Span
from lobby.figures.measuring import figures_of
from lobby.figures.table import Figures, Value
from tests.support.chance import days, steps
from tests.support.days import ChanceDay, Step, in_hamburg
from tests.support.recomputed import Cell, Found, Recomputed


def agree(value: Value, found: Found) -> bool:
    """The same but for the last digits; SQLite reads times to the millisecond."""
    ours = (value.value, value.median, value.p90)
    return value.count == found[0] and all(
        (one is None and other is None)
        or (one is not None and other is not None and math.isclose(one, other, abs_tol=1e-6))
        for one, other in zip(ours, found[1:], strict=True)
    )


def differences(figures: Figures, recomputed: Recomputed) -> list[str]:
    """Where the two do not agree."""
    wrong: list[str] = []
    for row in figures.rows:
        found = recomputed.cell(Cell(figures.first, figures.last, *row.key))
        if set(found) != set(row.values):
            wrong.append(f"{row.key}: {sorted(set(found) ^ set(row.values))}")
        wrong += [
            f"{row.key} {key}: {row.values[key]} is {one}"
            for key, one in found.items()
            if key in row.values and not agree(row.values[key], one)
        ]
    hours = {row.hour for row in figures.rows if row.values.get("visits")} - {None}
    wrong += [
        f"no cell of {hour}" for hour in set(recomputed.hours()) - hours if figures.first != figures.last
    ]
    return wrong


@pytest.mark.slow
@settings(max_examples=60)
@given(days, steps)
def test_every_cell_agrees(day: date, tried: list[Step]) -> None:
    """On days made by chance, with 23, 24 and 25 hours, while they go on and after midnight."""
    with tempfile.TemporaryDirectory() as folder, in_hamburg():
        chance = ChanceDay(day).play(tried)
        _compare(chance, Path(folder) / "going-on.db")
        _compare(chance.end(), Path(folder) / "over.db")


def _compare(chance: ChanceDay, path: Path) -> None:
    chance.journal(path).close()
    journal = Journal(path, read_only=True)
    there = journal.days()
    assert there is not None
    recomputed = Recomputed(path)
    for span in (
        Span(*there),
        Span(chance.day, chance.day),
        Span(there[1] + timedelta(1), there[1] + timedelta(1)),
    ):
        assert differences(figures_of(journal, "altona", span), recomputed) == []
    journal.close()


@pytest.mark.slow
@settings(max_examples=60)
@given(days, steps)
def test_figures_are_the_same_when_persons_are_forgotten(day: date, tried: list[Step]) -> None:
    """Day after day is settled; every cell of every span stays as it was."""
    with tempfile.TemporaryDirectory() as folder:
        journal = ChanceDay(day).play(tried).end().journal(Path(folder) / "journal.db")
        there = journal.days()
        assert there is not None
        spans = [Span(*there), *(Span(one, one) for one in Span(*there).days)]
        before = [figures_of(journal, "altona", span) for span in spans]
        for one in Span(there[0], there[1] + timedelta(days=5)).days:
            journal.forget(one, keep_days=1)
            assert [figures_of(journal, "altona", span) for span in spans] == before
        journal.close()
