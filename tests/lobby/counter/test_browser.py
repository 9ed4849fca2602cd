"""The clerks' page in Chromium."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from lobby.contract.requests import Finish, Start
from lobby.contract.state import PlaceStatus
from tests.lobby.counter.conftest import CounterHouse, work
from tests.support.browsers import barriers
from tests.support.scripted_queue import ScriptedQueue, busy_line, waiting

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


def test_call_appears_without_reloading(page: Page, counter: CounterHouse) -> None:
    """A press shows the called number at once, and the lists follow by themselves."""
    work(page, counter)
    page.get_by_role("button", name="Nächste Nummer").click()
    expect(page.locator("h1")).to_have_text("A\u00a0105")
    counter.queue.waiting.append(waiting("L119", "pickup", ago=0))
    counter.queue.publish()
    expect(page.locator("#panel-mine")).to_contain_text("L\u00a0119")


def test_whole_case_with_the_keyboard_alone(page: Page, counter: CounterHouse) -> None:
    """From the sign-in page to the finished case no pointer is needed."""
    page.goto(counter.page.link("clerk-1"))
    page.locator("#place").focus()
    page.keyboard.type("Platz 7")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Hier arbeiten":
            break
    page.keyboard.press("Enter")
    expect(page.locator("body.has-tabs h1")).to_have_text("Frei")
    for key, headline, status in (
        ("F8", "A\u00a0105", "gerufen"), ("F6", "A\u00a0105", "2. Aufruf"), ("F4", "A\u00a0105", "am Platz"),
    ):  # fmt: skip
        page.keyboard.press(key)
        expect(page.locator("h1")).to_have_text(headline)
        expect(page.locator(".now__status")).to_contain_text(status)
        page.wait_for_timeout(650)
    page.keyboard.press("F9")
    expect(page.locator("h1")).to_have_text("Frei")


def test_focus_stays_near_when_its_button_goes(page: Page, counter: CounterHouse) -> None:
    """After a press by keyboard the next Tab reaches the next button, not the top of the page."""
    work(page, counter)
    page.get_by_role("button", name="Nächste Nummer").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("A\u00a0105")
    page.wait_for_timeout(100)
    page.keyboard.press("Tab")
    assert "Ist da" in page.evaluate("document.activeElement.textContent")


def test_double_click_calls_once_and_starts_nothing(page: Page, counter: CounterHouse) -> None:
    """The second half of a double click does not land on the button that appeared in that place."""
    work(page, counter)
    page.get_by_role("button", name="Nächste Nummer").dblclick(delay=40)
    expect(page.locator("h1")).to_have_text("A\u00a0105")
    page.wait_for_timeout(300)
    assert len(counter.queue.calls()) == 1
    assert not any(isinstance(one, Start) for one in counter.queue.requests)


def test_key_held_down_is_one_press(page: Page, counter: CounterHouse) -> None:
    """F8 held down calls one number."""
    work(page, counter)
    for _ in range(6):
        page.keyboard.down("F8")
    page.keyboard.up("F8")
    expect(page.locator("h1")).to_have_text("A\u00a0105")
    assert len(counter.queue.calls()) == 1


def test_two_tabs_agree(page: Page, counter: CounterHouse) -> None:
    """Two tabs of one clerk show the same, and the same press in both is one call."""
    work(page, counter)
    other = page.context.new_page()
    other.goto(counter.page.url)
    expect(other.locator("h1")).to_have_text("Frei")
    counter.queue.delay_seconds = 0.2
    for tab in (page, other):
        tab.evaluate("document.querySelector('[data-hotkey=F8]').click()")
    for tab in (page, other):
        expect(tab.locator("h1")).to_have_text("A\u00a0105")
    assert len(counter.queue.calls()) == 1


def test_two_clerks_at_once(page: Page, chromium: Browser, counter: CounterHouse) -> None:
    """Two clerks call at the same moment: different visitors, and each sees the other's gone from the list."""
    work(page, counter)
    context = chromium.new_context()
    second = context.new_page()
    work(second, counter, "clerk-2", "8")
    for tab in (page, second):
        tab.evaluate("document.querySelector('[data-hotkey=F8]').click()")
    for tab in (page, second):
        expect(tab.locator("h1")).to_have_text(re.compile("A\u00a0105|F\u00a0110"))
        expect(tab.locator("#panel-mine tbody tr")).to_have_count(1)
    assert page.locator("h1").inner_text() != second.locator("h1").inner_text()
    context.close()


def test_refusal_stands_below_the_buttons(page: Page, counter: CounterHouse) -> None:
    """When nobody waits the sentence appears below the buttons and stays, until it is put away."""
    counter.queue.waiting = []
    work(page, counter)
    page.keyboard.press("F8")
    notice = page.locator("#notices .notice")
    expect(notice).to_contain_text("niemand an der Reihe")
    counter.queue.waiting = [waiting("A109", "id-card", ago=1)]
    counter.queue.publish()
    expect(page.locator("#panel-mine")).to_contain_text("A\u00a0109")
    page.keyboard.press("F8")
    expect(page.locator("h1")).to_have_text("A\u00a0109")
    page.reload()
    expect(notice).to_contain_text("Nächste Nummer")
    notice.get_by_role("button").click()
    expect(notice).to_have_count(0)


def test_list_holds_still_under_the_pointer(page: Page, counter: CounterHouse) -> None:
    """While the pointer moves over the list its order stays; it follows when the pointer leaves."""
    work(page, counter)
    rows = page.locator("#panel-mine tbody th")
    expect(rows.first).to_have_text("A\u00a0105")
    page.locator("#panel-mine tbody tr").first.hover()
    counter.queue.waiting.insert(0, waiting("R104", "settlement-permit", ago=1))
    counter.queue.publish()
    expect(page.locator(".held")).to_be_visible()
    expect(rows.first).to_have_text("A\u00a0105")
    page.locator(".bar").hover()
    expect(rows.first).to_have_text("R\u00a0104")


def test_change_elsewhere_keeps_focus_in_the_list(page: Page, counter: CounterHouse) -> None:
    """The focused button of a row keeps the focus when rows above it go."""
    work(page, counter)
    button = page.get_by_role("button", name="J\u00a0133 rufen")
    button.focus()
    counter.queue.waiting.pop(0)
    counter.queue.publish()
    expect(page.locator("#panel-mine tbody tr")).to_have_count(2)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "J\u00a0133 rufen"


def test_tabs_stay_where_they_are(page: Page, counter: CounterHouse) -> None:
    """The chosen list stays chosen while the page updates, and arrow keys move between lists."""
    counter.queue.missed = [waiting("A100", "id-card", ago=50)]
    work(page, counter)
    page.get_by_role("tab", name="Wartend").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#panel-missed")).to_be_visible()
    counter.queue.waiting.pop()
    counter.queue.publish()
    expect(page.locator("#tab-mine")).to_contain_text("2")
    expect(page.locator("#panel-missed")).to_be_visible()
    expect(page.locator("#panel-mine")).to_be_hidden()


def test_call_is_spoken_once(page: Page, counter: CounterHouse) -> None:
    """A screen reader hears the called number from a polite live region."""
    work(page, counter)
    page.keyboard.press("F8")
    spoken = page.locator("#spoken")
    expect(spoken).to_have_text("Gerufen: A\u00a0105, Aufruf 1.")
    expect(spoken).to_have_attribute("aria-live", "polite")


@pytest.mark.slow
def test_silence_is_told(page: Page, counter: CounterHouse) -> None:
    """Ten seconds without a sign of the queue service put a banner on the page; the buttons stay."""
    work(page, counter)
    counter.queue.beating = False
    expect(page.locator("#banner")).to_contain_text("Seit mehr als zehn Sekunden", timeout=14_000)
    expect(page.get_by_role("button", name="Nächste Nummer")).to_be_visible()
    counter.queue.beating = True
    expect(page.locator("#banner")).to_be_empty(timeout=4000)


@pytest.mark.slow
def test_broker_gone_and_back(page: Page, counter: CounterHouse) -> None:
    """An open page says when the broker is gone, and is right again by itself when it is back."""
    work(page, counter)
    counter.broker.kill()
    expect(page.locator("#banner")).to_contain_text("Keine Verbindung im Haus")
    expect(page.locator("#state")).to_contain_text("getrennt")
    counter.broker.start()
    expect(page.locator("#state")).to_contain_text("verbunden, Stand", timeout=15_000)
    counter.queue.waiting = [waiting("A777", "id-card", ago=1)]
    counter.queue.publish()
    expect(page.locator("#panel-mine")).to_contain_text("A\u00a0777")


@pytest.mark.slow
def test_lost_server_is_told(page: Page, counter: CounterHouse) -> None:
    """A page whose server is gone says so within about ten seconds and does not pretend to be current."""
    work(page, counter)
    counter.page.stop()
    expect(page.locator(".cut")).to_be_visible(timeout=14_000)
    expect(page.locator("#state .state")).to_be_hidden()
    page.keyboard.press("F8")
    expect(page.locator("#answer")).to_contain_text("hat den Server nicht erreicht")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["de", "en"])
def test_everybody_can_use_every_page(page: Page, counter: CounterHouse, language: str) -> None:
    """Axe finds nothing serious on any page, in either language, at any size."""
    counter.queue.missed = [waiting("A100", "id-card", ago=50, attempts=3)]
    page.goto(f"{counter.page.url}/sign-in")
    if language == "en":
        page.get_by_role("button", name="English").click()
    assert barriers(page) == []
    page.goto(counter.page.link("clerk-1"))
    page.wait_for_selector("#place")
    assert barriers(page) == []
    page.select_option("#place", "7")
    page.locator("#choose button").click()
    for status, key in (("free", "F8"), ("called", "F4"), ("serving", "")):
        expect(page.locator(f'#now [data-status^="{status}"]')).to_be_visible()
        for width, height in VIEWPORTS:
            page.set_viewport_size({"width": width, "height": height})
            assert barriers(page) == [], (status, width)
        page.wait_for_timeout(650)
        if key:
            page.keyboard.press(key)
    page.goto(f"{counter.page.url}/no-such-page")
    assert barriers(page) == []


@pytest.mark.parametrize(("width", "height"), VIEWPORTS)
def test_nothing_is_cut_off_sideways(page: Page, counter: CounterHouse, width: int, height: int) -> None:
    """No page needs sideways scrolling, down to 200 % zoom, and every control is tall enough to hit."""
    busy_line(counter.queue)
    work(page, counter)
    page.set_viewport_size({"width": width, "height": height})
    for _ in range(2):
        expect(page.locator("#panel-mine tbody tr").nth(7)).to_be_visible()
        wide = "one => one.scrollWidth > one.clientWidth"
        assert (
            page.evaluate(f"[...document.querySelectorAll('.panel')].filter({wide}).map(one => one.id)") == []
        )
        page.keyboard.press("F8")
    expect(page.locator("h1")).to_have_text("J\u00a0132")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    short = page.evaluate(
        "[...document.querySelectorAll('button, a.plain')].filter(one => one.offsetParent"
        " && one.getBoundingClientRect().height < 24).map(one => one.textContent.trim())"
    )
    assert short == []


def test_works_without_scripts(chromium: Browser, counter: CounterHouse) -> None:
    """Without JavaScript a case still goes from call to finish."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(counter.page.link("clerk-1"))
    page.get_by_role("button", name="Anmelden").click()
    page.select_option("#place", "7")
    page.get_by_role("button", name="Hier arbeiten").click()
    page.get_by_role("button", name="Nächste Nummer").click()
    expect(page.locator("h1")).to_have_text("A\u00a0105")
    page.get_by_role("button", name="Ist da").click()
    page.get_by_role("button", name="Fertig", exact=False).last.click()
    expect(page.locator("h1")).to_have_text("Frei")
    queue: ScriptedQueue = counter.queue
    assert queue.places["7"].status is PlaceStatus.FREE
    assert any(isinstance(one, Finish) for one in queue.requests)
    context.close()
