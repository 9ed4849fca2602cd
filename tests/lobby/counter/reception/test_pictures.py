"""Pictures of the reception's page, for looking and for docs/pictures (set LOBBY_PICTURES to that folder)."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from lobby.contract.requests import (
    CallHelp,
    RaiseEmergency,
    ReportArrival,
    ReportFailure,
    SetContingent,
    WriteNote,
)
from lobby.contract.state import HalfDay
from tests.lobby.counter.reception.conftest import ReceptionHouse, booking

pytestmark = pytest.mark.browser


def picture(page: Page, folder: Path, name: str) -> None:
    """Taken once the fonts are there; must show something."""
    page.evaluate("document.fonts.ready")
    page.screenshot(path=folder / f"reception-{name}.png")
    with Image.open(folder / f"reception-{name}.png") as taken:
        colours = taken.convert("RGB").getcolors(2**24)
        assert colours is not None
        assert len(colours) > 100


def busy(house: ReceptionHouse) -> str:
    """A morning with all that can happen; one visit of it."""
    house.book(*(booking(20 + index, 5 * index - 20, service) for index, service in enumerate(
        ("id-card", "residence-register", "good-conduct", "passport", "id-card", "pickup", "id-card", "passport")
    )))  # fmt: skip
    visit = house.arrive("residence-register", persons=3).ticket.visit
    house.do(WriteNote, visit=visit, text="Kinderwagen, Platz im Erdgeschoss")
    for service in ("good-conduct", "id-card", "pickup"):
        house.arrive(service, language="tr")
    house.park()
    for reason in ("unknown-typed-code", "foreign-url", "too-late"):
        house.call(ReportFailure, reason=reason)
    house.terminal.note(parts={"printer": False, "printer-paper-out": False})
    house.do(SetContingent, service="id-card", half=HalfDay.AFTERNOON, count=20)
    house.do(SetContingent, service="residence-register", half=HalfDay.MORNING, count=12)
    return visit


def test_pictures_of_every_state(page: Page, house: ReceptionHouse, tmp_path: Path) -> None:
    """Calm, a call and an emergency, searching, the forms, a number, in both languages and narrow."""
    folder = Path(os.environ.get("LOBBY_PICTURES", tmp_path))
    picture(page, folder, "calm")
    visit = busy(house)
    house.call(CallHelp)
    expect(page.locator("#calls")).to_contain_text("Hilfe an Terminal 1")
    expect(page.locator("#failures li")).to_have_count(3)
    expect(page.locator("#terminals")).to_contain_text("kein Papier mehr")
    picture(page, folder, "call")
    house.call(ReportArrival, number="A941", came=datetime.now(UTC), service="id-card", instead_of=visit)
    house.call(ReportArrival, number="F999", came=datetime.now(UTC), service="passport")
    expect(page.locator("#disputes li")).to_have_count(2)
    picture(page, folder, "disputes")
    house.do(RaiseEmergency, place="7")
    expect(page.locator("#emergencies")).to_contain_text("Platz 7")
    picture(page, folder, "emergency")
    page.keyboard.press("F6")
    page.keyboard.type("Reisepass")
    expect(page.locator("#found")).to_contain_text("Erwartet")
    picture(page, folder, "search")
    page.keyboard.press("Escape")
    for path, name in (
        (f"/visit/{visit}", "visit"),
        (f"/number/{visit}", "number"),
        ("/new", "walk-in"),
        (f"/expected/{1:016x}", "check-in"),
        ("/contingents", "contingents"),
    ):
        page.goto(f"{house.page.url}{path}")
        picture(page, folder, name)
    page.get_by_role("button", name="English").click()
    page.goto(f"{house.page.url}/")
    expect(page.locator("#panel-expected tbody tr").first).to_be_visible()
    picture(page, folder, "english")
    page.set_viewport_size({"width": 1024, "height": 768})
    picture(page, folder, "english-1024")
