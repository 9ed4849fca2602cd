"""Pictures of the city's page, for looking and for docs/pictures (set LOBBY_PICTURES to that folder)."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from PIL import Image
from playwright.sync_api import Browser

from lobby.catalogue_files import sample_catalogue
from lobby.contract.state import Closure, Opening
from lobby.simulate.neighbours import summary
from tests.support.feeds import Feed

pytestmark = pytest.mark.browser

AFTERNOON = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
SIZES = {"city-status": (1440, 900), "city-status-phone": (390, 844)}


def a_city_in_the_afternoon(feed: Feed) -> None:
    """Every centre of the sample city as it is simulated; one closed for a meeting, one silent for twenty minutes."""
    special: dict[str, dict[str, object]] = {
        "harburg": {"opening": Opening(is_open=False, closure=Closure.STAFF_MEETING)},
        "niendorf": {"as_of": datetime.now(UTC) - timedelta(minutes=20)},
        "altona": {"simulated": False},
    }
    for centre in sample_catalogue().centres:
        told = summary(centre, 2, AFTERNOON, always_open=False)
        fields = msgspec.structs.asdict(told) | {"rev": 1, "as_of": datetime.now(UTC)}
        feed.say(**{**fields, **special.get(centre.id, {})})
    feed.centre(centre.id)


@pytest.mark.parametrize("name", SIZES)
def test_pictures_of_the_city(feed: Feed, chromium: Browser, tmp_path: Path, name: str) -> None:
    """All centres in one look, on a desk and on a phone, in every state that a centre can be in."""
    folder = Path(os.environ.get("LOBBY_PICTURES", tmp_path))
    width, height = SIZES[name]
    a_city_in_the_afternoon(feed)
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="de-DE")
    page = context.new_page()
    page.goto(feed.url + "/status?sort=wait")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=folder / f"{name}.png")
    with Image.open(folder / f"{name}.png") as taken:
        colours = taken.convert("RGB").getcolors(2**24)
    assert colours is not None
    assert len(colours) > 100
    for narrower in (width, 1160, 1280, 1399):
        page.set_viewport_size({"width": narrower, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= narrower
    states = page.locator(".city__data").all_inner_texts()
    assert sum("veraltet" in state for state in states) == 1
    assert sum("Personalversammlung" in text for text in page.locator("tbody th").all_inner_texts()) == 1
    context.close()
