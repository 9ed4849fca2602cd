"""The bench of rules and restart measures what it says."""

import json

import pytest
from typer.testing import CliRunner

from lobby.bench.rules import app
from lobby.bench.rules_restart import _facts
from lobby.queueing.evolve import evolve
from lobby.queueing.line import Line
from tests.support.house import NOW, minutes


def test_the_day_before_the_restart_is_one_that_can_happen() -> None:
    """Every fact follows from the line before it; all visits are over."""
    line = Line()
    for fact in _facts(60, NOW, minutes(1)):
        evolve(line, fact)
    assert (line.totals.arrived, line.totals.finished, len(line.calls)) == (60, 60, 0)


@pytest.mark.slow
def test_figures_beside_their_baselines() -> None:
    """A small hall, a short day."""
    words = ["--present", "100", "--commands", "200", "--visits", "20", "--starts", "1", "--json"]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout.strip().splitlines()[-1])
    assert figures["present"] == 100
    assert figures["visits"] == 20
    assert 0 < figures["p50_ms"] <= figures["p99_ms"]
    assert figures["empty_s"] > 0
    assert figures["restart_s"] > 0
