"""What `make setup` fetched for the pages must be complete: a page loads nothing from elsewhere."""

import re
from pathlib import Path

import pytest

from assets import ASSETS

WEB = ASSETS / "web"
REFERENCE = re.compile(r"""url\(["']?(?!data:|#)([^"')]+)["']?\)|@import\s+["']([^"']+)""")


@pytest.fixture(scope="module")
def sheets() -> list[Path]:
    return sorted(WEB.glob("*.css"))


def test_style_sheets_scripts_and_fonts_are_there(sheets: list[Path]) -> None:
    """KERN's styles and Fira Sans in four weights are in assets/web; no script comes from elsewhere."""
    assert {sheet.name for sheet in sheets} >= {"kern.css", "fonts.css"}
    assert list(WEB.glob("*.js")) == []
    assert len(list((WEB / "fonts").glob("*.woff2"))) == 4


def test_style_sheets_refer_only_to_files_beside_them(sheets: list[Path]) -> None:
    """No style sheet loads a font or picture from the network, or one that is missing."""
    for sheet in sheets:
        for url, imported in REFERENCE.findall(sheet.read_text(encoding="utf-8")):
            reference = url or imported
            assert "//" not in reference
            assert (sheet.parent / reference).is_file()


def test_the_style_sheets_bring_their_licence() -> None:
    """Whoever gets the wheel gets the licence of what is in it."""
    assert (WEB / "licences" / "kern.md").stat().st_size > 500
