"""The facility staff's pages in Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.lobby.console.conftest import ConsoleHouse
from tests.support.browsers import barriers

pytestmark = pytest.mark.browser

VIEWPORTS = [(1440, 900), (1024, 768), (720, 450)]
"""The last is 1440 × 900 at 200 % zoom."""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(6000)
    opened = context.new_page()
    opened.on("pageerror", lambda error: pytest.fail(str(error)))
    yield opened
    context.close()


def open_device(page: Page, console: ConsoleHouse, name: str) -> None:
    """Sign in by link and open a device from the list."""
    page.goto(console.page.link("facility-1"))
    page.get_by_role("link", name=f"{name} einstellen").click()
    expect(page.locator("h1")).to_have_text(name)


def test_steps_of_a_change_appear_by_themselves(page: Page, console: ConsoleHouse) -> None:
    """Sent, waiting, applied: the open page shows each step without reloading."""
    kiosk = console.start("kiosk-1", busy=True)
    console.staff(device="kiosk-1")
    open_device(page, console, "kiosk-1")
    page.get_by_label("Zurück zum Anfang nach (s)").fill("90")
    page.get_by_role("button", name="Speichern und senden").click()
    expect(page.locator("#step")).to_contain_text("Fassung 1 wartet")
    kiosk.done()
    expect(page.locator("#step")).to_contain_text("Fassung 1 angewendet")
    expect(page.locator("#at-idle_seconds")).to_have_text("Am Gerät: 90")


def test_updates_do_not_touch_what_is_being_typed(page: Page, console: ConsoleHouse) -> None:
    """While somebody types, live updates change neither the text nor the focus."""
    kiosk = console.start("kiosk-1")
    console.staff(device="kiosk-1")
    open_device(page, console, "kiosk-1")
    field = page.get_by_label("Scanner", exact=True)
    field.fill("serial:/dev/tty")
    kiosk.device.note(parts={"scanner": False})
    expect(page.locator("#health")).to_contain_text("Scanner geht nicht")
    page.keyboard.type("ACM0")
    expect(field).to_have_value("serial:/dev/ttyACM0")


def test_list_shows_who_vanishes(page: Page, console: ConsoleHouse) -> None:
    """A device that is switched off turns red on the open page, with a word and an icon, and moves up."""
    console.start("display-1")
    kiosk = console.start("kiosk-1")
    console.staff(device="kiosk-1").until("/", 'href="/devices/display-1"')
    page.goto(console.page.link("facility-1"))
    expect(page.locator("tr[data-key=kiosk-1]")).to_contain_text("in Ordnung")
    kiosk.device.stop()
    expect(page.locator("tr[data-key=kiosk-1] .mark--danger")).to_have_text("nicht verbunden")
    expect(page.locator("tbody tr").first).to_contain_text("kiosk-1")
    assert page.locator("tr[data-key=kiosk-1] .mark--danger .kern-icon--danger").count() == 1


def test_whole_change_with_the_keyboard_alone(page: Page, console: ConsoleHouse) -> None:
    """A setting is found, changed and saved without a pointer."""
    kiosk = console.start("kiosk-1")
    console.staff(device="kiosk-1")
    open_device(page, console, "kiosk-1")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "f.large_text":
            break
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("#step")).to_contain_text("Fassung 1 angewendet")
    assert kiosk.device.config.large_text is True


def test_enter_in_a_field_saves_and_resets_nothing(page: Page, console: ConsoleHouse) -> None:
    """Enter means save, also when a reset button stands before the save button."""
    kiosk = console.start("kiosk-1")
    console.staff(device="kiosk-1")
    open_device(page, console, "kiosk-1")
    for value in ("90", "91"):
        page.get_by_role("textbox", name="Zurück zum Anfang nach (s)").fill(value)
        page.keyboard.press("Enter")
        expect(page.locator("#at-idle_seconds")).to_have_text(f"Am Gerät: {value}")
    assert kiosk.device.config.idle_seconds == 91


def test_show_name_answers_in_place(page: Page, console: ConsoleHouse) -> None:
    """The button says that the command is sent, without leaving the page."""
    console.start("display-1")
    console.staff(device="display-1")
    open_device(page, console, "display-1")
    page.get_by_role("button", name="Namen auf dem Bildschirm zeigen").click()
    expect(page.locator("#answer")).to_contain_text("display-1 zeigt zehn Sekunden lang seinen Namen")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["de", "en"])
def test_everybody_can_use_every_page(page: Page, console: ConsoleHouse, language: str) -> None:
    """Axe finds nothing serious on the list, a form with mistakes and a history, in either language, at any size."""
    console.start("kiosk-1").device.note(parts={"scanner": False})
    console.start("queue")
    console.start("display-1").device.stop()
    console.staff(device="kiosk-1").until("/", 'href="/devices/queue"')
    page.goto(f"{console.page.url}/sign-in")
    if language == "en":
        page.get_by_role("button", name="English").click()
    page.goto(console.page.link("facility-1"))
    page.wait_for_selector("#devices table")
    for path in ("/", "/devices/queue", "/devices/kiosk-1", "/devices/console"):
        page.goto(console.page.url + path)
        if path == "/devices/kiosk-1":
            page.locator("[name='f.result_seconds']").fill("45")
            page.locator(".buttons--sticky .kern-btn--primary").click()
            expect(page.locator(".history li").first).to_be_visible()
            page.locator("[name='f.idle_seconds']").fill("9999")
            page.locator(".buttons--sticky .kern-btn--primary").click()
            expect(page.locator(".setting--wrong")).to_have_count(1)
        for width, height in VIEWPORTS:
            page.set_viewport_size({"width": width, "height": height})
            assert barriers(page) == [], (path, width)


@pytest.mark.parametrize(("width", "height"), VIEWPORTS)
@pytest.mark.parametrize("path", ["/", "/devices/queue"])
def test_nothing_is_cut_off_sideways(
    page: Page, console: ConsoleHouse, path: str, width: int, height: int
) -> None:
    """No page needs sideways scrolling, down to 200 % zoom."""
    console.start("queue")
    console.staff(device="queue")
    page.set_viewport_size({"width": width, "height": height})
    page.goto(console.page.link("facility-1"))
    page.wait_for_selector("#devices table")
    page.goto(console.page.url + path)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.evaluate(
        "[...document.querySelectorAll('.wide')].every(one => one.scrollWidth <= one.clientWidth)"
    )
