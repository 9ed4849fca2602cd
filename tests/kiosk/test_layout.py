import json
import os
import subprocess
import sys

import pytest

SIZES = ("1080x1920", "1920x1080", "1024x600", "768x1024", "1280x800")


@pytest.mark.window
@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_every_page_fits_in_every_language_and_with_every_aid(size: str) -> None:
    """Nothing cut, covered, outside, too small or out of reach; real widgets, measured where they stand."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.kiosk.layout_probe", size],
        capture_output=True, text=True, timeout=110, check=True, env=os.environ | {"SDL_VIDEODRIVER": "offscreen"},
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert found["complaints"] == []
    assert found["pages"] > 500
