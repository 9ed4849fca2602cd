"""`lobby bench figures`."""

import json
from itertools import chain

import pytest
from typer.testing import CliRunner

from lobby.bench.figures import app
from lobby.bench.figures_year import Centre, year
from lobby.queueing.evolve import evolve
from lobby.queueing.line import Line


def test_the_same_seed_makes_the_same_year() -> None:
    """And another seed another one."""
    once, again, other = (
        list(chain.from_iterable(year(Centre(30, 3, seed)))) for seed in (1, 1, 2)
    )  # fmt: skip
    assert once == again != other


def test_its_facts_are_those_of_a_line() -> None:
    """Every fact can follow those before it."""
    line = Line()
    for event in chain.from_iterable(year(Centre(60, 3))):
        evolve(line, event)
    assert line.totals.finished > 0


@pytest.mark.slow
def test_it_measures_the_journal_as_written_and_as_kept() -> None:
    """Both speak of the same visits; the keys are those that scripts rely on."""
    result = CliRunner().invoke(app, ["--visits", "600", "--rounds", "1", "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout.splitlines()[-1])
    assert found["visits"] == found["visits_rows"] > 500
    assert found["rebuild_s"] >= 0
    assert {"rebuild_rows_s", "baseline_s", "baseline_rows_s", "ratio", "archive_mb", "facts"} <= set(found)
