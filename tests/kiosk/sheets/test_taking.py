import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from kiosk.sheets.picture import SheetPicture
from kiosk.sheets.plan import Sheet
from lobby.contract.config import Language

PAGES = ("welcome", "number", "problem-forged")


def sheets(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "lobby", "kiosk", "sheets", str(folder), *options]
    environment = os.environ | {"SDL_VIDEODRIVER": "offscreen"}
    return subprocess.run(command, capture_output=True, text=True, timeout=110, env=environment, check=False)


@pytest.mark.window
def test_the_command_puts_each_page_on_a_sheet_for_each_screen(tmp_path: Path) -> None:
    """Portrait and landscape of one run, in one window; every place is filled with a page."""
    pages = [word for page in PAGES for word in ("--page", page)]
    done = sheets(tmp_path, "--language", "ar", "--variant", "plain", "--variant", "1024x600", *pages)
    assert done.returncode == 0, done.stderr
    assert "2 of 2" in done.stderr
    names = ["screens-ar-1024x600.webp", "screens-ar-plain.webp"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    for variant in ("plain", "1024x600"):
        sheet = Sheet(Language.AR, variant, PAGES)
        with Image.open(tmp_path / f"{sheet.name}.webp") as picture:
            for page in PAGES:
                part = picture.convert("L").crop(SheetPicture(sheet).box(page))
                inner = part.crop((2, 2, part.width - 2, part.height - 2))
                darkness = inner.histogram()
                assert sum(darkness[251:]) > inner.width * inner.height / 4, f"{page} has no ground"
                assert sum(darkness[:100]) > 0, f"{page} has no text"


def test_an_unknown_page_is_refused(tmp_path: Path) -> None:
    """Named, before any window opens."""
    done = sheets(tmp_path, "--page", "kitchen")
    assert done.returncode == 2
    assert "kitchen" in done.stderr
