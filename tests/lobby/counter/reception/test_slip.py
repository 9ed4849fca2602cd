"""The number on paper from the reception, with the code of the wait page."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page

from broker_config.local import LocalBroker
from tests.lobby.counter.reception.conftest import ReceptionHouse
from tests.support.centres import Centre
from tests.support.pages import PageClient, value_of

BASE = "https://lobby.example.org"


@pytest.fixture
def centre(broker: LocalBroker, tmp_path: Path) -> Iterator[Centre]:
    """A queue service whose visitors have wait pages."""
    running = Centre(broker, tmp_path)
    running.configure(phone_page=BASE)
    running.start()
    yield running
    if running.process is not None and running.process.poll() is None:
        running.stop()


@pytest.mark.browser
def test_a_number_from_the_reception_can_be_followed_on_the_phone(
    house: ReceptionHouse, desk: PageClient, page: Page
) -> None:
    """The code of the slip is read back; a number given at a terminal has its code there, and none here."""
    turn = value_of(desk.get("/new").text.partition('id="detail"')[2], "turn")
    answer = desk.submit("/act/walk-in", {"turn": turn, "service": "passport", "persons": "1"})
    page.goto(house.page.url + answer.headers["location"])
    page.get_by_text("Ihre Nummer auf dem Handy / Your number on your phone").wait_for()
    picture = Image.open(io.BytesIO(page.locator(".slip__phone svg").screenshot(scale="css")))
    found = zxingcpp.read_barcode(picture.convert("L").resize((512, 512)))
    assert found is not None
    assert found.text.startswith(f"{BASE}/w/altona/")
    assert len(found.text.rpartition("/")[2]) == 26
    visit = house.arrive().ticket.visit
    desk.until(f"/number/{visit}", "slip__number")
    assert "slip__phone" not in desk.get(f"/number/{visit}").text
