"""`lobby bench counter-page`."""

import json

import pytest
from typer.testing import CliRunner

from lobby.bench.chromium import executable
from lobby.bench.counter_page import app

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.mark.skipif(executable() is None, reason="needs Chromium")
def test_it_measures_real_pages_beside_a_bare_one() -> None:
    """Calls, presses and emergencies are seen by real pages; the keys are those that scripts rely on."""
    words = ["--rounds", "20", "--counters", "5", "--waiting", "10", "--in-chromium", "1", "--json"]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout.splitlines()[-1])
    assert {
        "p50_ms",
        "p95_ms",
        "p99_ms",
        "press_p99_ms",
        "emergency_p99_ms",
        "baseline_p50_ms",
        "ratio",
    } <= set(figures)
    assert 0 < figures["p50_ms"] <= figures["p95_ms"] <= figures["p99_ms"]
    assert figures["baseline_p50_ms"] > 0
    assert figures["streamed_mb"] > 0
