"""Pictures of the wait page on a phone, for looking and for docs/pictures (set LOBBY_PICTURES to that folder)."""

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser

from lobby.contract.state import WaitRange
from lobby.contract.wait_pages import Ahead, WaitPage, WaitState, digest_of
from tests.support.browsers import barriers
from tests.support.phones import HEIGHT, TOKEN, WIDTH, Phone, wait_page

pytestmark = pytest.mark.browser

WAITING = wait_page(wait=WaitRange(low_minutes=10, high_minutes=20), ahead=Ahead(low=3, high=5))
CALLED = wait_page(WaitState.CALLED, place="7", called_at=datetime(2026, 11, 23, 9, 31, tzinfo=UTC))
SLOT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


CLOCK = """for (const one of document.querySelectorAll(".wait__as-of, .note strong"))
  one.innerHTML = one.innerHTML.replace(/\\d\\d:\\d\\d/, one.matches(".note *") ? "10:13" : "10:24");"""
"""A picture is the same whenever it is taken."""


@dataclass(frozen=True)
class Shot:
    """What is said, and in which language the phone asks."""

    page: WaitPage | None
    locale: str = "de-DE"
    fields: dict[str, Any] = field(default_factory=dict)
    status: int = 200


SILENT = timedelta(minutes=11)
SHOTS = {
    "wait-page-waiting": Shot(WAITING),
    "wait-page-waiting-arabic": Shot(WAITING, "ar"),
    "wait-page-called-ukrainian": Shot(CALLED, "uk"),
    "wait-page-stale-persian": Shot(WAITING, "fa", fields={"age": SILENT}),
    "wait-page-booked": Shot(
        wait_page(slot=SLOT, delay=WaitRange(low_minutes=5, high_minutes=15), ahead=Ahead(low=2, high=2))
    ),
    "wait-page-called": Shot(CALLED),
    "wait-page-parked": Shot(wait_page(WaitState.PARKED)),
    "wait-page-missed": Shot(wait_page(WaitState.MISSED)),
    "wait-page-evacuation": Shot(CALLED, fields={"is_evacuated": True}),
    "wait-page-stale": Shot(WAITING, fields={"age": SILENT}),
    "wait-page-over": Shot(None, fields={"over": (digest_of(TOKEN),)}, status=410),
}


@pytest.mark.parametrize("name", SHOTS)
def test_pictures_of_the_wait_page(phone: Phone, chromium: Browser, tmp_path: Path, name: str) -> None:
    """Every state in one look on a small phone; nothing is wider than it, and everybody can use it."""
    shot = SHOTS[name]
    folder = Path(os.environ.get("LOBBY_PICTURES", tmp_path))
    fields = dict(shot.fields)
    if "age" in fields:
        fields["as_of"] = datetime.now(UTC) - fields.pop("age")
    phone.say(*(() if shot.page is None else (shot.page,)), **fields)
    phone.until_status(shot.status)
    context = phone.context(chromium, shot.locale)
    page = context.new_page()
    page.goto(phone.feed.url + phone.path)
    page.evaluate("document.fonts.ready")
    page.evaluate(CLOCK)
    page.screenshot(path=folder / f"{name}.png")
    with Image.open(folder / f"{name}.png") as taken:
        assert taken.size == (WIDTH, HEIGHT)
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH
    assert barriers(page) == []
    context.close()
