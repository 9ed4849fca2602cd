"""The one page of a real `lobby up`: a whole visit, every situation of the phone, a screen that is killed."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from broker_config.local import free_port
from lobby.bookings.day import Case
from lobby.bookings.files import read_day
from lobby.stage.timing import case_now
from lobby.web.moments import utc_now
from tests.support.browsers import chromium
from tests.support.mirror import MirrorClient

__all__ = ["chromium"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.window,
    pytest.mark.browser,
    pytest.mark.timeout(180),
    pytest.mark.xdist_group("whole-lobby"),
]


DOUBLE_TAP_MS = 500


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The printed address of a running lobby."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "lobby",
        "up",
        "--offscreen",
        "--port",
        str(port),
        "--home",
        str(tmp_path),
    ]
    environment = os.environ | {"XDG_RUNTIME_DIR": str(tmp_path)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        opened = any("Ctrl-C" in line for line in process.stdout)
        try:
            assert opened
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def spaced(number: str) -> str:
    """A number as it is shown to people."""
    return f"{number[:1]}\N{NO-BREAK SPACE}{number[1:]}"


def picture(page: Page, folder: Path, name: str = "stage-visit") -> None:
    """For looking (set LOBBY_PICTURES to a folder); must show something."""
    path = Path(os.environ.get("LOBBY_PICTURES", folder)) / f"{name}.png"
    page.mouse.move(1, 1)
    page.wait_for_timeout(1_500)
    page.screenshot(path=path)
    with Image.open(path) as taken:
        colours = taken.convert("RGB").getcolors(2**24)
    assert colours is not None
    assert len(colours) > 1_000


def press(page: Page, kiosk: MirrorClient, screen: str, control: str) -> None:
    """Click on the live picture where the terminal says that a control is."""
    x, y = kiosk.until(screen=screen)["controls"][control]
    canvas = page.locator("canvas[data-screen=kiosk]")
    box = canvas.bounding_box()
    assert box is not None
    canvas.click(position={"x": x * box["width"], "y": y * box["height"]})


def test_a_visit_goes_through_every_part_on_one_page(address: str, tmp_path: Path, chromium: Browser) -> None:
    """Held to the scanner, confirmed on the picture, called in the clerk's frame, drawn on the display, told."""
    context = chromium.new_context(viewport={"width": 1920, "height": 1080}, locale="de-DE")
    page = context.new_page()
    page.goto(address)
    clerk = page.frame_locator("#view-counter iframe")
    clerk.locator("#place").select_option("7")
    clerk.get_by_role("button", name="Hier arbeiten").click()
    cases = [entry.case for entry in read_day(tmp_path / "bookings.json").entries]
    page.locator("#phone-code").select_option(str(cases.index(Case.FAMILY)))
    expect(page.locator(".phone__facts")).to_contain_text("4 Personen")

    with (
        MirrorClient(tmp_path / "kiosk-1.sock") as kiosk,
        MirrorClient(tmp_path / "display-1.sock") as display,
    ):
        kiosk.until(screen="welcome")
        page.get_by_role("button", name="An den Scanner halten").click()
        press(page, kiosk, "confirm", "yes")
        number = spaced(kiosk.until(screen="number")["number"])
        told = page.locator("#happened")
        expect(told).to_contain_text(f"{number} ist da")
        frame, _ = display.image()
        clerk.locator("button[data-hotkey=F8]").click()
        expect(told).to_contain_text(f"{number} an Platz 7 gerufen")
        expect(told).to_contain_text("ms bis zur Anzeige")
        assert display.image(after=frame)[0] > frame
    picture(page, tmp_path)
    context.close()


def test_somebody_at_the_terminal_calls_and_the_reception_goes(
    address: str, tmp_path: Path, chromium: Browser
) -> None:
    """Pressed on the picture, seen in the reception's frame, answered there, said by the terminal."""
    page = chromium.new_page(viewport={"width": 1920, "height": 1080}, locale="de-DE")
    page.goto(address)
    page.get_by_role("tab", name="Empfang").click()
    reception = page.frame_locator("#view-reception iframe")
    expect(reception.locator("#calls")).to_contain_text("Niemand ruft um Hilfe.")
    with MirrorClient(tmp_path / "kiosk-1.sock") as kiosk:
        press(page, kiosk, "welcome", "help")
        page.wait_for_timeout(DOUBLE_TAP_MS)
        press(page, kiosk, "help", "call")
        reception.get_by_role("button", name="Ich gehe hin").click()
        expect(reception.locator("#calls")).to_contain_text("Jemand ist unterwegs zu Terminal 1")
        end = time.monotonic() + 5
        while "call" not in kiosk.until(screen="help")["controls"] and time.monotonic() < end:
            time.sleep(0.05)
        assert "call" in kiosk.until(screen="help")["controls"], "offered again once somebody comes"
    picture(page, tmp_path, "stage-reception")
    page.close()


ACCEPTED = {
    Case.ON_TIME, Case.EARLY, Case.LATE, Case.FAMILY, Case.REBOOKED, Case.NOT_SYNCED, Case.OTHER_SITE,
}  # fmt: skip


def test_every_situation_of_the_phone_is_what_the_terminal_says(
    address: str, tmp_path: Path, chromium: Browser
) -> None:
    """Each code of the picker, held to the real scanner: good ones lead to confirming, the others to a reason."""
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address)
    day = read_day(tmp_path / "bookings.json")
    groups = page.locator("#phone-code optgroup").all()[:2]
    offered = [one.get_attribute("value") or "" for group in groups for one in group.locator("option").all()]
    seen: dict[Case, str] = {}
    with MirrorClient(tmp_path / "kiosk-1.sock") as kiosk:
        for index in offered:
            kiosk.until(screen="welcome")
            page.locator("#phone-code").select_option(index)
            page.get_by_role("button", name="An den Scanner halten").click()
            expect(page.locator("#phone-answer")).to_have_text("Gelesen. Weiter am Terminal.")
            case = case_now(day.entries[int(index)], utc_now())
            seen[case] = screen = "confirm" if case in ACCEPTED else "problem"
            press(page, kiosk, screen, "back")
    assert len(seen) >= len(Case) - 3
    page.close()


def test_a_screen_that_is_killed_is_shown_again(address: str, chromium: Browser) -> None:
    """The real display, ended by the page's own button, is told to be gone and its live picture comes back."""
    context = chromium.new_context(viewport={"width": 1920, "height": 1080}, locale="de-DE")
    page = context.new_page()
    page.goto(address)
    screen = page.locator(".screen--display")
    expect(screen).to_have_attribute("data-state", "here")
    page.get_by_role("tab", name="Programme").click()
    page.get_by_role("button", name="kill -9: Aufrufanzeige").click()
    expect(screen).to_have_attribute("data-state", "away")
    expect(screen).to_have_attribute("data-state", "here", timeout=20_000)
    expect(page.locator("#happened")).to_contain_text("Aufrufanzeige 1 ist wieder da", timeout=10_000)
    context.close()
