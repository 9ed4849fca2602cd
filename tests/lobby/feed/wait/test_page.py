"""The wait page as phones get it, from a feed in its own process."""

import os
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page

from lobby.contract.state import WaitRange
from lobby.contract.wait_pages import WaitPage, WaitState, digest_of
from lobby.feed.wait.guessing import FREE_TRIES
from lobby.feed.wait.pages import LANGUAGES
from tests.support.browsers import barriers
from tests.support.feeds import until
from tests.support.phones import TOKEN, WIDTH, Phone, wait_page

WAITING = wait_page(wait=WaitRange(low_minutes=10, high_minutes=20))
SERVING = wait_page(WaitState.SERVING, place="7")


def called(minute: int = 31) -> WaitPage:
    at = datetime(2026, 11, 23, 9, minute, tzinfo=UTC)
    return wait_page(WaitState.CALLED, place="7", called_at=at)


def test_nothing_of_the_page_is_kept_or_found(phone: Phone) -> None:
    """No cache, no referrer, no search engine, no cookie; without a script it comes again by itself."""
    phone.waits(WAITING)
    answer = phone.get()
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in answer.headers["x-robots-tag"]
    assert "set-cookie" not in answer.headers
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in answer.text
    with httpx.stream("GET", f"{phone.feed.url}{phone.path}/events", timeout=5) as events:
        assert events.headers["referrer-policy"] == "no-referrer"
        assert events.headers["content-type"].startswith("text/event-stream")


@pytest.mark.parametrize(
    ("asked", "query", "words"),
    [
        ("de-DE,de;q=0.9,en;q=0.8", "", "Ihre Nummer"),
        ("en-GB,en;q=0.9,de;q=0.8", "", "Your number"),
        ("uk,de;q=0.1,en;q=0.5", "", "Ваш номер"),
        ("tr-TR", "", "Numaranız"),
        ("vi,ar-EG;q=0.9", "", 'dir="rtl"'),
        ("vi", "", "Your number"),
        ("", "", "Ihre Nummer"),
        ("de-DE", "?lang=en", "Your number"),
        ("en;q=nonsense,de", "?lang=xx", "Ihre Nummer"),
    ],
)
def test_it_speaks_the_language_of_the_phone(phone: Phone, asked: str, query: str, words: str) -> None:
    """English where it speaks none of ours; a choice stands in the address."""
    phone.waits(WAITING)
    assert words in phone.get(phone.path + query, accept_language=asked).text


def test_what_is_no_link_shows_nothing(phone: Phone) -> None:
    """Unheard, unknown, over: each says so; a digest that travels on the bus opens no page."""
    assert phone.get().status_code == 503
    phone.waits(WAITING)
    assert phone.get(f"/w/{phone.centre}/{digest_of(TOKEN)}").status_code == 404
    assert phone.get(f"/w/harburg/{TOKEN}").status_code == 503
    assert phone.get(f"/w/{phone.centre}/{TOKEN.upper()}/events").status_code == 404
    phone.say(over=(digest_of(TOKEN),))
    phone.until_status(410)
    assert "A 104" not in phone.get().text
    assert phone.get(f"{phone.path}/events").status_code == 410


def test_a_page_of_another_day_is_over(phone: Phone) -> None:
    """Also where a centre that was switched off never said that the day ended."""
    phone.waits(WAITING)
    phone.say(WAITING, day=(datetime.now(UTC) - timedelta(days=2)).date())
    phone.until_status(410)


def test_who_guesses_is_made_to_wait(phone: Phone) -> None:
    """Also for the right link then; phones at other addresses notice nothing of it."""
    phone.waits(WAITING)
    for number in range(FREE_TRIES):
        assert phone.get(f"/w/{phone.centre}/{number}").status_code == 404
    refused = phone.get()
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    assert phone.get(f"{phone.path}/events").status_code == 429
    assert Phone(phone.feed, phone.centre).get().status_code == 200


def test_a_silent_centre_is_said_to_be_silent(phone: Phone) -> None:
    """Since when nothing is heard; no wait of long ago, and no promise that the call will be seen here."""
    phone.say(WAITING, as_of=datetime.now(UTC) - timedelta(minutes=1))
    phone.until_status(200)
    text = phone.get().text
    assert "hören wir nichts vom Standort" in text
    assert "10 bis 20 Minuten" not in text
    assert "Hier steht sofort" not in text
    phone.waits(WAITING)
    assert "10 bis 20 Minuten" in phone.get().text


def test_in_an_evacuation_nobody_is_told_to_wait_or_to_go_to_a_counter(phone: Phone) -> None:
    """Nothing but that, whatever the visit stands at."""
    phone.waits(called())
    phone.say(called(), is_evacuated=True)
    until(lambda: "verlassen Sie das Gebäude" in phone.get().text)
    assert "Platz" not in phone.get().text
    assert "warten Sie" not in phone.get().text


def opened(phone: Phone, chromium: Browser, **context: Any) -> Page:
    page = phone.context(chromium, **context).new_page()
    page.add_init_script("navigator.vibrate = (pattern) => { window.vibrated = pattern; return true; };")
    page.goto(phone.feed.url + phone.path)
    return page


@pytest.mark.browser
def test_a_call_comes_to_the_open_page(phone: Phone, chromium: Browser) -> None:
    """Seen, felt, in the title, and heard where the visitor allowed it; a recall once more; then the page is over."""
    phone.waits(WAITING)
    page = opened(phone, chromium)
    page.get_by_role("button", name="Beim Aufruf klingeln").click()
    page.get_by_role("button", name="Klingelt beim Aufruf", pressed=True).wait_for()
    page.locator("button[data-rung='1']").wait_for()  # the visitor hears at once what it will sound like
    phone.say(called())
    alert = page.get_by_role("alert").filter(has_text="Sie sind dran!")
    alert.wait_for()
    assert "7" in alert.inner_text()
    page.locator("button[data-rung='2']").wait_for(state="attached")
    assert page.title() == "Platz 7 – A 104"
    assert page.evaluate("window.vibrated.length") > 0
    phone.say(called(minute=33))
    page.locator("button[data-rung='3']").wait_for(state="attached")
    phone.say(over=(digest_of(TOKEN),))
    page.get_by_text("Ihr Besuch ist beendet").wait_for()
    page.context.close()


@pytest.mark.browser
def test_a_page_that_is_opened_after_the_call_does_not_ring(phone: Phone, chromium: Browser) -> None:
    """It shows the call; the next word of the same call is no new one."""
    phone.waits(called())
    page = opened(phone, chromium)
    page.get_by_text("Sie sind dran!").wait_for()
    phone.say(called())
    phone.say(SERVING)
    page.get_by_text("Sie sind am Platz.").wait_for()
    assert page.evaluate("window.vibrated") is None
    assert page.title() == "A 104"
    page.context.close()


@pytest.mark.browser
def test_the_page_works_without_scripts(phone: Phone, chromium: Browser) -> None:
    """Number and wait are in the page itself, and no button that would do nothing."""
    phone.waits(WAITING)
    page = opened(phone, chromium, java_script_enabled=False)
    assert "10 bis 20 Minuten" in page.locator("main").inner_text()
    assert not page.locator("#sound").is_visible()
    page.context.close()


@pytest.mark.browser
def test_the_language_is_changed_by_a_link(phone: Phone, chromium: Browser) -> None:
    """All others in their own names; everybody can use the menu, and it fits a phone."""
    phone.waits(WAITING)
    page = opened(phone, chromium)
    page.get_by_label("Sprache: Deutsch").click()
    assert page.get_by_role("navigation", name="Sprache").get_by_role("link").count() == len(LANGUAGES) - 1
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH
    assert barriers(page) == []
    if folder := os.environ.get("LOBBY_PICTURES"):
        page.screenshot(path=f"{folder}/wait-page-languages.png")
    page.get_by_role("link", name="English").click()
    page.get_by_text("10 to 20 minutes").wait_for()
    page.context.close()
