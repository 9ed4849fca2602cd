"""The page of figures in a real browser."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.lobby.console.figures.conftest import DAY
from tests.lobby.console.test_pictures import picture
from tests.support.browsers import barriers
from tests.support.pages import ServedPage

pytestmark = pytest.mark.browser


def _signed_in(chromium: Browser, page: ServedPage, path: str) -> Page:
    """A window of a desk, with that page."""
    window = chromium.new_page(viewport={"width": 1440, "height": 900}, locale="de-DE")
    window.goto(page.link("facility-1"))
    window.goto(page.url + path)
    return window


def test_staff_choose_a_span_and_read_plots_and_tables(chromium: Browser, page: ServedPage) -> None:
    """In German and English, without barriers; the choice stays when the language changes."""
    window = _signed_in(chromium, page, "/figures")
    window.get_by_label("von", exact=True).fill("2026-01-05")
    window.get_by_label("bis", exact=True).fill("2026-01-12")
    window.get_by_label("Art", exact=True).select_option("ohne Termin")
    window.get_by_role("button", name="Zeigen").click()
    expect(window.get_by_role("heading", level=1)).to_have_text(
        "Kennzahlen altona, 05.01.2026 bis 12.01.2026"
    )
    expect(window.locator("figure.plot > svg")).to_have_count(3)
    expect(window.locator(".plot .empty")).to_have_text("Dazu gibt es in diesem Zeitraum nichts.")
    assert barriers(window) == []
    window.get_by_role("button", name="English").click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Figures altona, 2026-01-05 to 2026-01-12")
    expect(window.get_by_label("class", exact=True)).to_have_value("walk-in")
    window.close()


def test_pictures_of_a_day(chromium: Browser, tuesday: ServedPage, tmp_path: Path) -> None:
    """The whole page in German and English, and a day on which nobody was there."""
    folder = Path(os.environ.get("LOBBY_PICTURES", tmp_path))
    window = _signed_in(chromium, tuesday, "/figures")
    expect(window.locator("figure.plot > svg")).to_have_count(4)
    assert barriers(window) == []
    window.set_viewport_size({"width": 1440, "height": 1340})
    picture(window, folder, "figures")
    window.get_by_role("button", name="English").click()
    window.set_viewport_size({"width": 1440, "height": 900})
    expect(window.get_by_role("heading", level=1)).to_have_text("Figures altona, 2026-11-24")
    window.get_by_role("heading", name="Files").scroll_into_view_if_needed()
    picture(window, folder, "figures-english")
    window.goto(f"{tuesday.url}/figures?first=2026-11-22")
    expect(window.locator(".note--info")).to_contain_text("Nobody was there")
    picture(window, folder, "figures-nobody")
    window.close()


def test_a_file_is_downloaded(chromium: Browser, page: ServedPage) -> None:
    """By its link."""
    window = _signed_in(chromium, page, f"/figures?{DAY}")
    with window.expect_download() as download:
        window.get_by_role("link", name="Alle Zellen, für den Dienstgebrauch: XLSX").click()
    assert download.value.suggested_filename == "altona-2026-01-12.xlsx"
    window.close()


@pytest.mark.parametrize("width", [390, 1024])
def test_nothing_is_cut_off_on_small_windows(chromium: Browser, page: ServedPage, width: int) -> None:
    """Wide tables scroll by themselves."""
    window = _signed_in(chromium, page, f"/figures?{DAY}")
    window.set_viewport_size({"width": width, "height": 768})
    assert window.evaluate("document.documentElement.scrollWidth") <= width
    window.close()
