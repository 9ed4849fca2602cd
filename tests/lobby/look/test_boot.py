"""Kivy's environment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lobby.look.boot import WindowSpec, environment, is_offscreen
from lobby.look.size import parse_size

WINDOW = WindowSpec(1080, 1920, Path("/var/lib/lobby/kiosk-1"), "kiosk-1")


def test_without_a_display_it_draws_off_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """No X, no Wayland: the picture is drawn in memory, by intent and not by a silent fallback."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        monkeypatch.delenv(name, raising=False)
    assert is_offscreen()
    assert environment(WINDOW)["SDL_VIDEODRIVER"] == "offscreen"
    monkeypatch.setenv("DISPLAY", ":0")
    assert not is_offscreen()
    assert "SDL_VIDEODRIVER" not in environment(WINDOW)


def test_a_display_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """Nobody is left in front of a black screen that the program takes for a window."""
    start = f"""
from pathlib import Path
from lobby.look.boot import WindowSpec, launch
launch("builtins:print", WindowSpec(400, 200, Path({str(tmp_path)!r}), "none"), "went on")
"""
    environment = os.environ | {"DISPLAY": ":54321", "PYTHONPATH": str(Path(__file__).parents[3])}
    environment.pop("SDL_VIDEODRIVER", None)
    done = subprocess.run(
        [sys.executable, "-c", start],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "xwayland" in done.stderr
    assert "went on" not in done.stdout


def test_kivy_writes_only_into_the_programs_own_folder() -> None:
    """Neither home folder nor command line nor log belong to Kivy."""
    variables = environment(WINDOW)
    assert variables["KIVY_HOME"] == "/var/lib/lobby/kiosk-1/kivy"
    assert (variables["KIVY_NO_ARGS"], variables["KIVY_NO_FILELOG"], variables["KIVY_NO_CONFIG"]) == (
        "1",
        "1",
        "1",
    )


def test_a_size_is_two_numbers() -> None:
    """`1920x1080` is a size, anything else gets a sentence."""
    assert parse_size("1920x1080") == (1920, 1080)
    for wrong in ("1920", "1920x", "axb", "1x1", "1920x1080x3", "-5x100"):
        with pytest.raises(ValueError, match="no size"):
            parse_size(wrong)
