import re
from pathlib import Path

from kiosk import samples
from kiosk.flow import FLOW
from kiosk.pages import PAGES
from kiosk.session import Screen
from kiosk.sheets.plan import PLAIN, VARIANTS, planned
from kiosk.troubles import WAYS
from lobby.contract.config import Language

DOCUMENT = Path(__file__).parents[3] / "docs" / "screens.md"


def test_every_screen_of_the_program_is_among_the_samples() -> None:
    """What has a widget, or a row in the flow, or is a trouble, can be looked at."""
    shown = {one.screen for one in samples.pages().values()}
    assert shown == set(Screen) == set(PAGES)
    assert {screen for screen, _ in FLOW} <= shown
    troubles = {one.session.trouble.key for one in samples.pages().values() if one.session.trouble}
    assert set(WAYS) <= troubles


def test_the_documented_sheets_hold_every_page_in_every_language_and_variant() -> None:
    """Each language plainly, each aid and size in German; docs/screens.md shows all of them and no other."""
    sheets = planned()
    assert all(sheet.pages == tuple(samples.pages()) for sheet in sheets)
    assert {sheet.language for sheet in sheets if sheet.variant == PLAIN} == set(Language)
    assert {sheet.variant for sheet in sheets if sheet.language is Language.DE} == set(VARIANTS)

    text = DOCUMENT.read_text(encoding="utf-8")
    shown = re.findall(r"\(pictures/sheets/(.+)\.webp\)", text)
    assert sorted(shown) == sorted(sheet.name for sheet in sheets)
    for name in shown:
        assert (DOCUMENT.parent / "pictures" / "sheets" / f"{name}.webp").is_file()


def test_languages_variants_and_pages_can_be_chosen() -> None:
    """What is not said is all of it."""
    assert len(planned([Language.AR])) == len(VARIANTS)
    assert len(planned(variants=["speech"])) == len(Language)
    (one,) = planned([Language.FA], ["low-reach"], ["number", "welcome"])
    assert (one.name, one.pages) == ("screens-fa-low-reach", ("welcome", "number"))
