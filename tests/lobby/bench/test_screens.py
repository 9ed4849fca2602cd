"""The measurements of the screens run, and their last line is what programs read.

Bars are held elsewhere: a busy machine is no defect.
"""

import json
import subprocess
import sys

import pytest

from lobby.bench.chromium import executable

pytestmark = [pytest.mark.slow, pytest.mark.window]
BASELINE = {"baseline_p50_ms", "ratio"} if executable() else set()


def figures(*words: str) -> dict[str, float]:
    command = [sys.executable, "-m", "lobby", "bench", *words, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_call_to_screen_tells_its_figures() -> None:
    """Total, drawing and the rest are there, and drawing is a part of the total."""
    found = figures("call-to-screen", "--rounds", "5")
    assert {"p50_ms", "p95_ms", "p99_ms", "drawing_p50_ms", "other_p50_ms"} | BASELINE <= set(found)
    assert 0 < found["drawing_p50_ms"] < found["p50_ms"] < 1000
    assert found["rounds"] == 5


def test_footprint_tells_its_figures() -> None:
    """Start, memory and processor of display and terminal are there, and the display's beside those of a page."""
    found = figures("footprint", "--seconds", "5")
    for prefix in ("", "terminal_", *(("baseline_",) if executable() else ())):
        assert 50 < found[f"{prefix}start_ms"] < 15_000
        assert 20 < found[f"{prefix}pss_mb"] < 800
        assert 0 <= found[f"{prefix}cpu_percent"] < 100
    if executable():
        assert {"start_ratio", "pss_ratio", "cpu_ratio", "slide_cpu_ratio", "call_ratio"} <= set(found)
        assert found["baseline_slide_cpu_percent"] > 0
