import json
import os
import subprocess
import sys
from typing import Any

import pytest

LEAST_TEXT = {
    "1080x1920": (1.0, 0.0), "1920x1080": (0.93, 0.01), "1024x600": (0.87, 0.02), "1280x800": (0.87, 0.02),
    "768x1024": (0.74, 0.04),
}  # fmt: skip
"""Window: how far a text may shrink to fit, and on what share of the pages."""


SECONDS = 400
"""The longest a busy machine may take for the nearly four thousand pages of one size; alone it is a minute."""


def probe(*arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.kiosk.layout_probe", *arguments],
        capture_output=True, text=True, timeout=SECONDS - 20, check=True,
        env=os.environ | {"SDL_VIDEODRIVER": "offscreen"},
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.window
@pytest.mark.slow
@pytest.mark.timeout(SECONDS)
@pytest.mark.parametrize("size", LEAST_TEXT)
def test_every_page_fits_in_every_language_and_with_every_aid(size: str) -> None:
    """Nothing cut, covered, outside, too small or out of reach; real widgets, measured where they stand."""
    found = probe(size)
    assert found["complaints"] == []
    assert found["pages"] > 2500
    least, share = LEAST_TEXT[size]
    assert [page for page, text in found["tight"].items() if text < least] == []
    assert len(found["tight"]) <= share * found["pages"]


@pytest.mark.window
@pytest.mark.parametrize("size", ["1080x1920", "1920x1080"])
def test_some_pages_in_some_languages_fit(size: str) -> None:
    """The quick look before the whole one: every thirteenth page, another language and aid each time."""
    found = probe(size, "13")
    assert found["complaints"] == []
    assert found["pages"] > 200
