"""Pictures of the clerks' page, for looking and for docs/pictures (set LOBBY_PICTURES to that folder)."""

import os
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.lobby.counter.conftest import CounterHouse
from tests.support.scripted_queue import busy_line

pytestmark = pytest.mark.browser


def picture(page: Page, folder: Path, name: str) -> None:
    """Taken once the fonts are there; must show something."""
    page.evaluate("document.fonts.ready")
    page.screenshot(path=folder / f"counter-{name}.png")
    with Image.open(folder / f"counter-{name}.png") as taken:
        colours = taken.convert("RGB").getcolors(2**24)
        assert colours is not None
        assert len(colours) > 100


def test_pictures_of_every_state(chromium: Browser, counter: CounterHouse, tmp_path: Path) -> None:
    """Choosing, free, called, serving, refused, and the narrow page can be photographed."""
    folder = Path(os.environ.get("LOBBY_PICTURES", tmp_path))
    busy_line(counter.queue)
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="de-DE")
    page = context.new_page()
    page.goto(f"{counter.page.url}/sign-in")
    picture(page, folder, "sign-in")
    page.goto(counter.page.link("clerk-1"))
    page.select_option("#place", "7")
    picture(page, folder, "choose")
    page.get_by_role("button", name="Hier arbeiten").click()
    expect(page.locator("#state")).to_contain_text("verbunden, Stand")
    picture(page, folder, "free")
    page.keyboard.press("F8")
    expect(page.locator("h1")).to_have_text("J\u00a0132")
    picture(page, folder, "called")
    page.wait_for_timeout(650)
    page.keyboard.press("F4")
    expect(page.locator('[data-status^="serving"]')).to_be_visible()
    picture(page, folder, "serving")
    page.set_viewport_size({"width": 1024, "height": 768})
    picture(page, folder, "serving-1024")
    page.set_viewport_size({"width": 1440, "height": 900})
    counter.queue.device.stop()
    expect(page.locator("#banner")).to_contain_text("nicht da")
    page.wait_for_timeout(650)
    page.keyboard.press("F9")
    expect(page.locator("#answer")).to_contain_text("nicht erreichbar")
    picture(page, folder, "cut-off")
    context.close()
