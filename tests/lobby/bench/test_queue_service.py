"""`lobby bench queue-service`."""

import json

import pytest
from typer.testing import CliRunner

from lobby.bench.queue_service import ALONE_VISITS, MOST_VISITS, app


@pytest.mark.slow
def test_it_measures_a_real_service_beside_an_echo() -> None:
    """All commands are answered, none refused; the keys are those that scripts rely on."""
    result = CliRunner().invoke(app, ["--rounds", "1", "--visits", "64", "--json"])
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout.splitlines()[-1])
    assert {
        "per_second",
        "baseline_per_second",
        "ratio",
        "p50_ms",
        "p95_ms",
        "p99_ms",
        "baseline_p50_ms",
    } <= set(figures)
    assert (figures["commands"], figures["refused"]) == (64 * 5, 0)
    assert figures["ratio"] > 0
    assert 0 < figures["p50_ms"] <= figures["p95_ms"] <= figures["p99_ms"]


def test_more_visits_than_a_day_has_numbers_are_declined() -> None:
    """Before anything is started, with a sentence."""
    result = CliRunner().invoke(app, ["--rounds", "1", "--visits", str(MOST_VISITS - ALONE_VISITS + 1)])
    assert result.exit_code == 2
    assert "numbers" in result.output
