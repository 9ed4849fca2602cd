"""The QR code of the wait page."""

import json
import os
import subprocess
import sys

import pytest
import zxingcpp
from PIL import Image

from kiosk.qr import QUIET_ZONE, modules_of, runs_of
from kiosk.samples import PHONE


def test_the_code_is_read_back() -> None:
    """With its quiet zone; small enough for a ticket of 58 mm."""
    modules = modules_of(PHONE)
    side = len(modules)
    picture = Image.new("L", (side, side), 255)
    picture.putdata([0 if is_dark else 255 for row in modules for is_dark in row])
    found = zxingcpp.read_barcode(picture.resize((4 * side, 4 * side), Image.Resampling.NEAREST))
    assert found is not None
    assert found.text == PHONE
    assert side <= 37 + 2 * QUIET_ZONE
    assert not any(modules[0])


def test_runs_cover_exactly_what_is_dark() -> None:
    """Each dark module once, no light one."""
    modules = modules_of(PHONE)
    drawn = {(row, one) for row, column, count in runs_of(modules) for one in range(column, column + count)}
    dark = {(y, x) for y, row in enumerate(modules) for x, is_dark in enumerate(row) if is_dark}
    assert drawn == dark
    assert sum(count for _, _, count in runs_of(modules)) == len(dark)


@pytest.mark.window
@pytest.mark.parametrize("size", ["1080x1920", "1024x600"])
def test_the_code_on_the_screen_is_read(size: str) -> None:
    """As the window draws it: mirrored, in high contrast, with larger text; none where there is no link or a call."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.kiosk.code_probe", size],
        capture_output=True, text=True, timeout=100, check=True, env=os.environ | {"SDL_VIDEODRIVER": "offscreen"},
    )  # fmt: skip
    read = json.loads(done.stdout)
    assert read.pop("none") is None
    assert read.pop("called") is None
    assert read == dict.fromkeys(("german", "arabic-contrast", "large", "late"), PHONE)
