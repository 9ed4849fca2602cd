"""How figures are told."""

import json

import pytest

from lobby.bench.report import percentiles, report


def test_percentiles_are_of_the_measurements() -> None:
    """The middle, and the slow end, in milliseconds."""
    figures = percentiles([float(number) for number in range(101)])
    assert figures == {"p50_ms": 50.0, "p95_ms": 95.0, "p99_ms": 99.0}


def test_programs_get_one_object_on_the_last_line(capsys: pytest.CaptureFixture[str]) -> None:
    """With --json."""
    report("Something", {"per_second": 12.5, "ratio": 0.5}, as_json=True)
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"per_second": 12.5, "ratio": 0.5}


def test_people_get_a_table_with_the_bars(capsys: pytest.CaptureFixture[str]) -> None:
    """Figure, value, what it is to reach."""
    report("Something", {"per_second": 1712.5}, as_json=False, bars={"per_second": "≥ 1,500"})
    text = capsys.readouterr().out
    assert "1,712.50" in text
    assert "≥ 1,500" in text
