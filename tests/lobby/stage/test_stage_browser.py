"""The page in the system's Chromium."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from broker_config.local import LocalBroker
from lobby.bookings.day import Day
from tests.support.browsers import barriers, chromium
from tests.support.pages import ServedPage
from tests.support.stage_parts import Mirrors, Supervised, served, stage_settings

__all__ = ["chromium"]

pytestmark = pytest.mark.browser


class Opened(NamedTuple):
    """The page in a browser, and what is behind it."""

    page: Page
    served: ServedPage
    mirrors: Mirrors
    day: Day


@pytest.fixture
def stage(tmp_path: Path, broker: LocalBroker, chromium: Browser) -> Iterator[Opened]:
    """The page at 1440 x 900 with two screens and two programs."""
    settings, day = stage_settings(broker, tmp_path)
    mirrors = Mirrors(tmp_path / "kiosk.sock", tmp_path / "display.sock")
    with mirrors, Supervised(tmp_path, "signage", "feed"), served(settings) as site:
        context = chromium.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.goto(site.url)
        yield Opened(page, site, mirrors, day)
        context.close()


def test_the_live_picture_is_drawn_and_a_click_is_a_touch(stage: Opened) -> None:
    """The terminal's pixels are on the page, and a click arrives there at the same place."""
    canvas = stage.page.locator("canvas[data-screen=kiosk]")
    expect(stage.page.locator(".screen--kiosk")).to_have_attribute("data-state", "here")
    expect(canvas).to_have_attribute("data-frames", re.compile("."))
    shown = canvas.get_attribute("data-frames") or ""
    stage.mirrors.draw()
    expect(canvas).not_to_have_attribute("data-frames", shown)
    colour = canvas.evaluate("one => [...one.getContext('2d').getImageData(20, 20, 1, 1).data]")
    assert all(abs(one - wanted) < 6 for one, wanted in zip(colour, (0x20, 0x44, 0xAA), strict=False))
    box = canvas.bounding_box()
    assert box is not None
    canvas.click(position={"x": box["width"] / 4, "y": box["height"] / 2})
    canvas.press("7")
    stage.page.wait_for_timeout(200)
    down, up, key = stage.mirrors.kiosk.done
    assert (down["phase"], up["phase"], key["text"]) == ("down", "up", "7")
    assert (down["x"], down["y"]) == (pytest.approx(0.25, abs=0.01), pytest.approx(0.5, abs=0.01))


def test_a_code_is_picked_and_held_to_the_scanner_with_one_click(stage: Opened) -> None:
    """The picked booking's code is shown with its typed form, and goes to the terminal."""
    stage.page.get_by_role("button", name="Nächster Code").click()
    chosen = int(stage.page.locator("#phone-code").input_value())
    entry = stage.day.entries[chosen]
    expect(stage.page.locator(".phone__typed")).to_contain_text(entry.typed or "")
    stage.page.get_by_role("button", name="An den Scanner halten").click()
    expect(stage.page.locator("#phone-answer")).to_have_text("Gelesen. Weiter am Terminal.")
    assert stage.mirrors.kiosk.done == [{"op": "keys", "text": f"{entry.code}\n"}]


def test_a_program_is_ended_with_one_click_and_seen_to_return(stage: Opened) -> None:
    """The row of the program counts its restart while the page stays open."""
    stage.page.get_by_role("tab", name="Programme").click()
    row = stage.page.locator("tr", has_text="Aufrufanzeige")
    row.get_by_role("button").click()
    expect(row.locator("td.number")).to_have_text("1", timeout=8_000)
    expect(row).to_contain_text("läuft", timeout=8_000)


def test_a_part_is_enlarged_and_put_back_by_the_keyboard(stage: Opened) -> None:
    """Enlarging fills the window, Escape ends it and the focus is where it was."""
    stage.page.get_by_role("button", name="Aufrufanzeige vergrößern").press("Enter")
    part = stage.page.locator(".part--display")
    box = part.bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (1440, 900)
    stage.page.keyboard.press("Escape")
    smaller = part.bounding_box()
    assert smaller is not None
    assert smaller["width"] < 800
    expect(part.get_by_role("button", name="Aufrufanzeige vergrößern")).to_be_focused()


def test_a_page_opens_in_a_window_of_its_own(stage: Opened) -> None:
    """The programs' table names its address and leads to it."""
    stage.page.get_by_role("tab", name="Programme").click()
    link = stage.page.locator("tr", has_text="Stadt").get_by_role("link")
    expect(link).to_contain_text(":9")
    assert (link.get_attribute("href"), link.get_attribute("target")) == ("/door/city", "_blank")


def test_the_phones_clock_goes_on(stage: Opened) -> None:
    """A minute later the phone is drawn anew, with what its booking is good for by then."""
    code, asked = stage.page.locator("#phone-code").input_value(), []
    stage.page.on("request", lambda request: asked.append(request.url))
    stage.page.clock.install()
    stage.page.reload()
    asked.clear()
    stage.page.clock.run_for(61_000)
    stage.page.wait_for_timeout(200)
    assert f"{stage.served.url}/phone/{code}" in asked


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1440, 900), (1920, 1080)])
def test_everything_is_on_one_page_without_scrolling(stage: Opened, width: int, height: int) -> None:
    """At the common sizes nothing is outside the window, in both directions."""
    stage.page.set_viewport_size({"width": width, "height": height})
    for part in ("kiosk", "phone", "display", "happened", "views"):
        box = stage.page.locator(f".part--{part}").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= height, part
        assert box["x"] + box["width"] <= width, part


@pytest.mark.parametrize("width", [390, 1024])
def test_narrow_windows_scroll_downwards_only(stage: Opened, width: int) -> None:
    """Nothing is cut off at the right."""
    stage.page.set_viewport_size({"width": width, "height": 800})
    assert stage.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("tab", ["Platz", "Programme"])
def test_nobody_is_kept_out(stage: Opened, tab: str) -> None:
    """No serious barrier that axe knows of, in German and in English."""
    stage.page.get_by_role("tab", name=tab).click()
    assert barriers(stage.page) == []
    stage.page.get_by_role("button", name="English").click()
    expect(stage.page.get_by_role("heading", name="The lobby on one page")).to_be_visible()
    assert barriers(stage.page) == []
