"""Pictures of the facility staff's pages, for looking and for docs/pictures (set LOBBY_PICTURES to that folder)."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.lobby.console.conftest import ConsoleHouse

pytestmark = pytest.mark.browser


def picture(page: Page, folder: Path, name: str) -> None:
    """Taken once the fonts are there; must show something."""
    page.evaluate("document.fonts.ready")
    page.screenshot(path=folder / f"console-{name}.png")
    with Image.open(folder / f"console-{name}.png") as taken:
        colours = taken.convert("RGB").getcolors(2**24)
        assert colours is not None
        assert len(colours) > 100


def test_pictures_of_every_page(chromium: Browser, console: ConsoleHouse, tmp_path: Path) -> None:
    """The list, a device, a form with mistakes and a conflict can be photographed."""
    folder = Path(os.environ.get("LOBBY_PICTURES", tmp_path))
    now = datetime.now(UTC)
    console.start("kiosk-1").device.note(
        drawn_at=now, data_age_seconds=0.4, parts={"scanner": False, "sound": True}
    )
    console.start("kiosk-2").device.note(
        drawn_at=now, data_age_seconds=0.2, parts={"scanner": True, "sound": True}
    )
    console.start("display-1").device.note(drawn_at=now, drawn_rev=1412, data_age_seconds=42.0)
    console.start("queue")
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="de-DE")
    page = context.new_page()
    page.goto(console.page.link("facility-1"))
    expect(page.locator("#devices")).to_contain_text("Scanner geht nicht")
    expect(page.locator("#devices")).to_contain_text("alte Daten")
    page.locator("#notice-text").fill("Aufzug außer Betrieb. Bitte die Treppe links nehmen.")
    picture(page, folder, "devices")
    page.goto(f"{console.page.url}/devices/kiosk-1")
    page.locator("[name='f.idle_seconds']").fill("90")
    page.get_by_role("button", name="Speichern und senden").click()
    expect(page.locator("#step")).to_contain_text("angewendet")
    picture(page, folder, "device")
    page.locator("[name='f.idle_seconds']").fill("9999")
    page.get_by_role("button", name="Speichern und senden").click()
    expect(page.locator(".setting--wrong")).to_be_visible()
    page.locator(".setting--wrong").scroll_into_view_if_needed()
    picture(page, folder, "mistake")
    page.goto(f"{console.page.url}/devices/queue")
    page.locator("#setting-hours").scroll_into_view_if_needed()
    picture(page, folder, "hours")
    page.locator("#setting-contingents summary").click()
    page.locator("[name='f.contingents.id-card.am']").fill("40")
    page.locator("#setting-contingents").scroll_into_view_if_needed()
    picture(page, folder, "contingents")
    context.close()
