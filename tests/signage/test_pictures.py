"""Real pictures of every situation: painted in parts as a whole, and told apart."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from signage.samples import samples

HERE = Path(__file__).parent
START = """
import sys; sys.path[:0] = [{here!r}]
from pathlib import Path
from lobby.look.boot import WindowSpec, launch
launch("partial_program:compare", WindowSpec(1024, 600, Path({folder!r}), "partial"))
"""
pytestmark = [pytest.mark.window, pytest.mark.slow]


def off_screen() -> dict[str, str]:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY"}
    return {name: value for name, value in os.environ.items() if name not in hidden}


def test_what_is_painted_in_parts_is_the_whole_picture(tmp_path: Path) -> None:
    """After any change from one situation to another, no pixel of the old one is left and none is missing."""
    done = subprocess.run(
        [sys.executable, "-c", START.format(here=str(HERE), folder=str(tmp_path))],
        env=off_screen() | {"PYTHONPATH": str(HERE.parents[1])},
        capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout.split()[0]) > 100


def test_the_program_photographs_each_situation(tmp_path: Path) -> None:
    """`lobby signage pictures` writes one picture a situation, in its size, no two alike."""
    command = [sys.executable, "-m", "lobby", "signage", "pictures", str(tmp_path)]
    subprocess.run(command, env=off_screen(), check=True, timeout=100)
    seen = set()
    for sample in samples():
        with Image.open(tmp_path / f"display-{sample.name}.png") as picture:
            assert picture.size == sample.size
            seen.add(picture.convert("RGB").tobytes())
    assert len(seen) == len(samples())
