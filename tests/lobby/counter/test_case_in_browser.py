"""A case and an emergency in Chromium: questions, forms, undo, keys, sound."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from lobby.contract.requests import ClosePlace, Finish, Park, Undo
from tests.lobby.counter.conftest import CounterHouse, work
from tests.support.browsers import barriers
from tests.support.scripted_queue import waiting

pytestmark = pytest.mark.browser

SHIELD_MS = 650
"""A button that changed its meaning takes no press for that long."""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(6000)
    opened = context.new_page()
    opened.on("pageerror", lambda error: pytest.fail(str(error)))
    yield opened
    context.close()


def serve(page: Page) -> None:
    """Call and begin."""
    page.keyboard.press("F8")
    expect(page.locator("h1")).to_have_text("A\u00a0105")
    page.wait_for_timeout(SHIELD_MS)
    page.keyboard.press("F4")
    expect(page.locator('#now [data-status^="serving"]')).to_be_visible()
    page.wait_for_timeout(SHIELD_MS)


def test_who_is_next_and_why_before_the_call(page: Page, counter: CounterHouse) -> None:
    """The card names number, service, slot and reason, and follows when somebody is ahead."""
    work(page, counter)
    card = page.locator(".next-card")
    expect(card).to_contain_text("A\u00a0105")
    expect(card).to_contain_text("Reisepass")
    expect(card.locator(".next-card__why")).to_contain_text("Warum? Wartet seit")
    counter.queue.waiting.insert(0, waiting("L119", "pickup", ago=1, note="Vollmacht dabei", in_person=True))
    counter.queue.publish()
    expect(card).to_contain_text("L\u00a0119")
    expect(card).to_contain_text("Vollmacht dabei")
    expect(card).to_contain_text("Bitte im Wartebereich abholen")
    expect(page.locator("tr.is-next th")).to_have_text("L\u00a0119")


def test_next_with_a_called_visitor_asks(page: Page, counter: CounterHouse) -> None:
    """F8 while somebody is called opens the question, changes nothing, and one answer does both steps."""
    work(page, counter)
    page.keyboard.press("F8")
    expect(page.locator("h1")).to_have_text("A\u00a0105")
    page.wait_for_timeout(SHIELD_MS)
    page.keyboard.press("F8")
    expect(page.locator("#detail h2")).to_have_text("A\u00a0105 ist noch an diesem Platz")
    expect(page.locator("#detail h2")).to_be_focused()
    assert len(counter.queue.requests) == 2
    page.locator("#detail").get_by_role("button", name="Nicht erschienen").click()
    expect(page.locator("h1")).to_have_text("F\u00a0110")
    expect(page.locator("#detail")).to_be_hidden()


def test_close_of_an_old_page_asks(page: Page, counter: CounterHouse) -> None:
    """Close pressed on a page that does not show the case yet leads to the question by itself."""
    work(page, counter)
    turn = page.locator("form[action='/act/close'] input[name=turn]").input_value()
    page.keyboard.press("F8")
    expect(page.locator("h1")).to_have_text("A\u00a0105")
    page.evaluate(
        """turn => { const form = document.querySelector("form[action='/act/recall']");
          form.action = "/act/close"; form.turn.value = turn; form.requestSubmit(); }""",
        turn,
    )
    expect(page.locator("#detail h2")).to_have_text("A\u00a0105 ist noch an diesem Platz")
    assert not any(isinstance(one, ClosePlace) for one in counter.queue.requests)


def test_parking_with_the_keyboard_alone(page: Page, counter: CounterHouse) -> None:
    """Open, choose, send and be back at the place, without a pointer; Escape closes and gives the focus back."""
    work(page, counter)
    serve(page)
    link = page.locator("#now a[href='/case/park']")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#detail h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#detail h2")).to_be_focused()
    page.keyboard.press("Tab")  # back to the list
    page.keyboard.press("Tab")  # where
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # until
    page.keyboard.type("2")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Frei")
    parked = counter.queue.requests[-1]
    assert isinstance(parked, Park)
    assert parked.where == "Kasse"
    expect(page.locator("#tab-parked")).to_contain_text("1")


def test_typed_text_stays_when_the_list_moves(page: Page, counter: CounterHouse) -> None:
    """A half-written note survives changes of the line, and F8 does not fire from within the text."""
    work(page, counter)
    page.get_by_role("link", name="F\u00a0110").click()
    note = page.locator("#text")
    note.click()
    page.keyboard.type("Wartet ? auf")
    counter.queue.waiting.pop(0)
    counter.queue.publish()
    expect(page.locator("#tab-mine")).to_contain_text("2")
    expect(note).to_have_value("Wartet ? auf")
    expect(page.locator(".keylist")).to_have_count(0)
    page.get_by_role("button", name="Notiz speichern").click()
    expect(page.locator("#detail")).to_be_hidden()
    expect(page.locator("#panel-mine")).to_contain_text("Wartet ? auf")


def test_last_step_is_taken_back_by_key(page: Page, counter: CounterHouse) -> None:
    """The button names the step and counts down; Ctrl Z takes it back."""
    work(page, counter)
    page.keyboard.press("F8")
    undo = page.locator(".undo__button")
    expect(undo).to_contain_text("Aufruf A\u00a0105 zurücknehmen")
    left = int(undo.locator("[data-until]").inner_text())
    expect(undo.locator("[data-until]")).not_to_have_text(str(left))
    assert int(undo.locator("[data-until]").inner_text()) < left <= 31
    page.wait_for_timeout(SHIELD_MS)
    page.keyboard.press("Control+z")
    expect(page.locator("h1")).to_have_text("Frei")
    assert isinstance(counter.queue.requests[-1], Undo)
    assert not any(isinstance(one, Finish) for one in counter.queue.requests)


def test_help_opens_by_its_key(page: Page, counter: CounterHouse) -> None:
    """The question mark shows all keys; Escape goes back to the list."""
    work(page, counter)
    page.keyboard.press("?")
    expect(page.locator(".keylist")).to_contain_text("nicht erschienen")
    page.keyboard.press("Escape")
    expect(page.locator("#lists")).to_be_visible()


def test_emergency_is_seen_and_heard_at_other_counters(
    page: Page, chromium: Browser, counter: CounterHouse
) -> None:
    """Ctrl F1 here: the other counter shows and sounds it until somebody goes, and both see who; here it is silent."""
    work(page, counter)
    context = chromium.new_context()
    other = context.new_page()
    work(other, counter, "clerk-2", "8")
    page.keyboard.press("Control+F1")
    band = other.locator(".emergency")
    expect(band).to_contain_text("Notruf an Platz 7")
    expect(other.locator("body[data-sounded]")).to_have_count(1)
    expect(other).to_have_title("Notruf an Platz 7 – Platz 8 – Platz und Warteschlange")
    expect(page.locator(".emergency")).to_contain_text("Ihr Notruf an Platz 7")
    expect(page.locator("body[data-sounded]")).to_have_count(0)
    band.get_by_role("button", name="Ich gehe hin").click()
    expect(page.locator(".emergency")).to_contain_text("Platz 8 geht hin")
    expect(other.locator("[data-alarm]")).to_have_count(0)
    page.get_by_role("button", name="Notruf beenden").click()
    for tab in (page, other):
        expect(tab.locator(".emergency")).to_have_count(0)
    context.close()


def test_band_that_moves_the_page_takes_no_press_by_accident(page: Page, counter: CounterHouse) -> None:
    """What an emergency pushed down takes no click at that moment; the band itself does."""
    work(page, counter)
    page.evaluate(
        """() => { const seen = new MutationObserver(() => {
            if (!document.querySelector(".counter__columns[data-moved]")) return;
            seen.disconnect();
            const click = new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 });
            document.querySelector("[data-hotkey=F8]").dispatchEvent(click);
            document.body.dataset.tried = "";
          });
          seen.observe(document.body, { subtree: true, attributes: true }); }"""
    )
    counter.at_place("clerk-2", "8").submit("/emergency/raise", {})
    expect(page.locator("body[data-tried]")).to_have_count(1)
    page.get_by_role("button", name="Ich gehe hin").click()
    expect(page.locator(".emergency")).to_contain_text("Sie gehen hin")
    assert counter.queue.calls() == []


def test_key_works_while_a_band_moves_the_page(page: Page, counter: CounterHouse) -> None:
    """Nobody misses a button with a key: what just moved still calls by F8."""
    work(page, counter)
    page.evaluate(
        """() => { const seen = new MutationObserver(() => {
            if (!document.querySelector(".counter__columns[data-moved]")) return;
            seen.disconnect();
            const press = new KeyboardEvent("keydown", { key: "F8", bubbles: true, cancelable: true });
            document.body.dispatchEvent(press);
          });
          seen.observe(document.body, { subtree: true, attributes: true }); }"""
    )
    counter.at_place("clerk-2", "8").submit("/emergency/raise", {})
    expect(page.locator('#now [data-status^="called"]')).to_be_visible()
    assert len(counter.queue.calls()) == 1


def test_holding_the_button_calls_and_a_tap_does_not(page: Page, counter: CounterHouse) -> None:
    """One tap opens the choice; holding for 0.6 s sends."""
    work(page, counter)
    opener = page.locator(".alarm summary")
    opener.click()
    expect(page.locator(".alarm__form")).to_be_visible()
    assert counter.queue.emergencies == {}
    page.keyboard.press("Escape")
    opener.hover()
    page.mouse.down()
    expect(page.locator(".emergency")).to_contain_text("Ihr Notruf")
    page.mouse.up()
    expect(page.locator(".alarm__form")).to_be_hidden()


def test_sound_that_is_off_is_told(chromium: Browser, counter: CounterHouse) -> None:
    """Before the page was used the bar says that sound is off; the first press turns it on, and what waits is heard."""
    counter.at_place("clerk-1", "7")
    context = chromium.new_context()
    page = context.new_page()
    page.goto(counter.page.link("clerk-1"))
    page.wait_for_url(f"{counter.page.url}/")
    counter.at_place("clerk-2", "8").submit("/emergency/raise", {})
    expect(page.locator(".emergency")).to_be_visible()
    expect(page.locator(".mute")).to_be_visible()
    expect(page.locator("body[data-sounded]")).to_have_count(0)
    page.locator(".mute").click()
    expect(page.locator(".mute")).to_be_hidden()
    expect(page.locator("body[data-sounded]")).to_have_count(1)
    context.close()


@pytest.mark.slow
def test_everybody_can_use_the_forms(page: Page, counter: CounterHouse) -> None:
    """Axe finds nothing serious on any form, with an emergency and a refusal on the page, at 200 % zoom too."""
    work(page, counter)
    serve(page)
    counter.at_place("clerk-2", "8").submit("/emergency/raise", {})
    expect(page.locator(".emergency")).to_be_visible()
    visit = page.locator("#more a[href^='/visit/']").get_attribute("href")
    for path in (
        "/case/close",
        "/case/finish",
        "/case/park",
        "/case/transfer",
        "/case/hand-over",
        visit,
        "/keys",
    ):
        page.goto(f"{counter.page.url}{path}")
        for width, height in ((1440, 900), (720, 450)):
            page.set_viewport_size({"width": width, "height": height})
            assert barriers(page) == [], (path, width)
            assert page.evaluate(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            )
