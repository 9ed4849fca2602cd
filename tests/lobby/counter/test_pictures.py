"""Pictures of the clerks' page, for looking and for docs/pictures (set LOBBY_PICTURES to that folder)."""

import os
from pathlib import Path

import msgspec
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.lobby.counter.conftest import CounterHouse
from tests.support.scripted_queue import busy_line

pytestmark = pytest.mark.browser

NOTE = {
    "de": "Foto fehlt, geht danach zur Fotostation",
    "en": "Photo missing, goes to the photo station afterwards",
}


class Album:
    """A folder of pictures; English ones have it in their name."""

    def __init__(self, page: Page, folder: Path, language: str) -> None:
        self._page = page
        self._folder = folder
        self._before = "counter-" if language == "de" else "counter-english-"

    def take(self, name: str) -> None:
        """Taken once the fonts are there; must show something."""
        path = self._folder / f"{self._before}{name}.png"
        self._page.wait_for_timeout(650)
        self._page.evaluate("document.fonts.ready")
        self._page.screenshot(path=path)
        with Image.open(path) as taken:
            colours = taken.convert("RGB").getcolors(2**24)
            assert colours is not None
            assert len(colours) > 100


@pytest.mark.slow
@pytest.mark.parametrize("language", ["de", "en"])
def test_pictures_of_every_state(
    chromium: Browser, counter: CounterHouse, tmp_path: Path, language: str
) -> None:
    """Choosing, free, called, serving, each form, an emergency, refused and the narrow page can be photographed."""
    folder = Path(os.environ.get("LOBBY_PICTURES", tmp_path))
    busy_line(counter.queue)
    counter.queue.waiting[0] = msgspec.structs.replace(
        counter.queue.waiting[0], note=NOTE[language], in_person=True
    )
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale=f"{language}-DE")
    page = context.new_page()
    album = Album(page, folder, language)
    page.goto(f"{counter.page.url}/sign-in")
    if language == "en":
        page.get_by_role("button", name="English").click()
    album.take("sign-in")
    page.goto(counter.page.link("clerk-1"))
    page.select_option("#place", "7")
    album.take("choose")
    page.locator("#choose button").click()
    expect(page.locator(".next-card__why")).to_be_visible()
    album.take("free")
    _case(page, album)
    _emergency(page, album, counter)
    page.set_viewport_size({"width": 1024, "height": 768})
    album.take("serving-1024")
    page.set_viewport_size({"width": 1440, "height": 900})
    counter.queue.device.stop()
    expect(page.locator("#banner .note")).to_be_visible()
    page.keyboard.press("F9")
    expect(page.locator("#notices .notice")).to_be_visible()
    album.take("cut-off")
    context.close()


def _case(page: Page, album: Album) -> None:
    page.keyboard.press("F8")
    expect(page.locator("h1")).to_have_text("J\u00a0132")
    album.take("called")
    page.keyboard.press("F8")
    expect(page.locator("#detail h2")).to_be_visible()
    album.take("question")
    page.keyboard.press("Escape")
    page.keyboard.press("F4")
    expect(page.locator('#now [data-status^="serving"]')).to_be_visible()
    album.take("serving")
    for name in ("park", "finish", "transfer"):
        page.locator(f'a[href="/case/{name}"]').click()
        expect(page.locator("#detail h2")).to_be_visible()
        album.take(name)
        page.keyboard.press("Escape")
    page.locator('#more a[href^="/visit/"]').click()
    expect(page.locator("#text")).to_be_visible()
    album.take("visit")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator(".keylist")).to_be_visible()
    album.take("keys")
    page.keyboard.press("Escape")
    page.locator("#tab-parked").click()
    album.take("parked")


def _emergency(page: Page, album: Album, counter: CounterHouse) -> None:
    other = counter.at_place("clerk-2", "8")
    other.submit("/emergency/raise", {"kind": "help"})
    expect(page.locator(".emergency")).to_be_visible()
    album.take("emergency")
    page.locator(".emergency .kern-btn--primary").click()
    expect(page.locator("[data-alarm]")).to_have_count(0)
    page.locator(".alarm summary").click()
    album.take("emergency-answered")
    page.keyboard.press("Escape")
    other.submit("/emergency/end", {"place": "8"})
    expect(page.locator(".emergency")).to_have_count(0)
