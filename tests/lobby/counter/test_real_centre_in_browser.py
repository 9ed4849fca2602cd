"""The clerks' page in Chromium before the real queue service: claims, conflicts, a restart, a whole case."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from broker_config.local import LocalBroker
from lobby.counter.program import build
from lobby.counter.rows import spaced
from lobby.link.device import Device
from tests.lobby.counter.conftest import arrive, work
from tests.support.centres import Centre
from tests.support.pages import ServedPage, page_settings

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHIELD_MS = 650
PRESS = "document.querySelector('[data-hotkey=F8]').click()"


@pytest.fixture
def served(broker: LocalBroker, centre: Centre) -> Iterator[ServedPage]:
    assert centre.process is not None
    with ServedPage(page_settings(broker, "counter"), build) as page:
        yield page


@pytest.fixture
def browsers(chromium: Browser) -> Iterator[list[Page]]:
    """Two browsers that share nothing."""
    contexts: list[BrowserContext] = [
        chromium.new_context(viewport={"width": 1440, "height": 900}) for _ in "12"
    ]
    for context in contexts:
        context.set_default_timeout(10_000)
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def test_two_browsers_at_the_same_moment(served: ServedPage, visitors: Device, browsers: list[Page]) -> None:
    """Five times two clerks press at once: nobody is at two counters, nobody is called twice."""
    numbers = {spaced(arrive(visitors)) for _ in range(10)}
    for page, account, place in zip(browsers, ("clerk-1", "clerk-2"), ("7", "8"), strict=True):
        work(page, served, account, place)
    called: list[str] = []
    for _ in range(5):
        for page in browsers:
            page.evaluate(f"setTimeout(() => {PRESS}, 300 - Date.now() % 100)")
        for page in browsers:
            expect(page.locator('#now [data-status^="called"]')).to_be_visible()
            called.append(page.locator("h1").inner_text())
            page.wait_for_timeout(SHIELD_MS)
            page.keyboard.press("F4")
            expect(page.locator('#now [data-status^="serving"]')).to_be_visible()
            page.wait_for_timeout(SHIELD_MS)
            page.keyboard.press("F9")
            expect(page.locator("h1")).to_have_text("Frei")
            page.wait_for_timeout(SHIELD_MS)
    assert len(called) == len(set(called)) == 10
    assert set(called) == numbers


def test_slower_of_two_is_told_who_was_faster(
    served: ServedPage, visitors: Device, browsers: list[Page]
) -> None:
    """Both press for the same number: one gets it, the other reads at which counter it is, and keeps that until read.

    The slower press is on its way before the faster one: what decides is which of them arrives.
    """
    number = spaced(arrive(visitors))
    for page, account, place in zip(browsers, ("clerk-1", "clerk-2"), ("7", "8"), strict=True):
        work(page, served, account, place)
        expect(page.get_by_role("button", name=f"{number} rufen")).to_be_visible()
    winner, loser = browsers
    underway: list[Route] = []

    def hold(route: Route) -> None:
        underway.append(route)

    loser.route("**/act/call*", hold)
    with loser.expect_request("**/act/call*"):
        loser.get_by_role("button", name=f"{number} rufen").click()
    winner.get_by_role("button", name=f"{number} rufen").click()
    expect(winner.locator("h1")).to_have_text(number)
    underway.pop().continue_()
    expect(loser.locator("#notices")).to_contain_text(f"{number} ist schon an Platz 7.")
    expect(loser.locator("h1")).to_have_text("Frei")
    loser.reload()
    expect(loser.locator("#notices")).to_contain_text(f"{number} ist schon an Platz 7.")


def test_page_works_on_through_a_restart_of_the_service(
    centre: Centre, served: ServedPage, visitors: Device, browsers: list[Page]
) -> None:
    """The open page says that the queue service is gone, keeps what it shows, and goes on without reloading."""
    first, second = (spaced(arrive(visitors)) for _ in range(2))
    page = browsers[0]
    work(page, served)
    page.keyboard.press("F8")
    expect(page.locator("h1")).to_have_text(first)
    page.wait_for_timeout(SHIELD_MS)
    centre.kill()
    expect(page.locator("#banner")).to_contain_text("nicht da")
    expect(page.locator("h1")).to_have_text(first)
    page.keyboard.press("F4")
    expect(page.locator("#notices")).to_contain_text("nicht erreichbar")
    centre.start()
    expect(page.locator("#banner")).to_be_empty(timeout=20_000)
    page.keyboard.press("F4")
    expect(page.locator('#now [data-status^="serving"]')).to_be_visible()
    page.wait_for_timeout(SHIELD_MS)
    page.keyboard.press("F8")
    expect(page.locator("h1")).to_have_text(second)


def test_whole_life_of_a_visit(served: ServedPage, visitors: Device, browsers: list[Page]) -> None:
    """Called, begun, taken back, parked, taken up, second service, transferred to the other counter, finished there."""
    number = spaced(arrive(visitors))
    here, there = browsers
    work(there, served, "clerk-2", "8")
    work(here, served)
    _step(here, "F8", "called")
    _step(here, "F4", "serving")
    here.keyboard.press("Control+z")
    expect(here.locator('#now [data-status^="called"]')).to_be_visible()
    here.wait_for_timeout(SHIELD_MS)
    _step(here, "F4", "serving")
    _fill(here, "/case/park", "Parken")
    expect(here.locator("h1")).to_have_text("Frei")
    here.locator("#tab-parked").click()
    here.wait_for_timeout(SHIELD_MS)
    here.get_by_role("button", name=f"{number} rufen").click()
    expect(here.locator("h1")).to_have_text(number)
    here.wait_for_timeout(SHIELD_MS)
    _step(here, "F4", "serving")
    here.locator('a[href="/case/add-service"]').click()
    here.select_option("#service", "passport")
    here.locator("#detail .kern-btn--primary").click()
    expect(here.locator(".facts")).to_contain_text("Personalausweis + Reisepass")
    here.wait_for_timeout(SHIELD_MS)
    here.locator('a[href="/case/transfer"]').click()
    here.select_option("#to", "8")
    here.locator("#detail .kern-btn--primary").click()
    expect(here.locator("h1")).to_have_text("Frei")
    expect(there.locator(".next-card")).to_contain_text(number)
    _step(there, "F8", "called")
    _step(there, "F4", "serving")
    _fill(there, "/case/finish", "Fertig")
    expect(there.locator("#lists .day")).to_contain_text("Heute fertig 1")
    for page in browsers:
        expect(page.locator("#notices")).to_be_empty()


def _step(page: Page, key: str, status: str) -> None:
    page.keyboard.press(key)
    expect(page.locator(f'#now [data-status^="{status}"]')).to_be_visible()
    page.wait_for_timeout(SHIELD_MS)


def _fill(page: Page, path: str, button: str) -> None:
    page.locator(f'a[href="{path}"]').click()
    page.locator("#detail").get_by_role("button", name=button, exact=True).click()
    expect(page.locator("#detail")).to_be_hidden()
    page.wait_for_timeout(SHIELD_MS)
