"""The reception's page in Chromium before the real queue service."""

import pytest
from playwright.sync_api import Browser, Page, expect

from lobby.contract.codes import typed_code
from lobby.contract.requests import CallHelp, RaiseEmergency, ReportFailure, Withdraw
from lobby.counter.rows import spaced
from tests.lobby.counter.reception.conftest import ReceptionHouse
from tests.support.browsers import barriers

pytestmark = pytest.mark.browser

FIRST = f"{1:016x}"
WITHIN_A_SECOND = 1000
SHIELD_MS = 650


def focused(page: Page) -> str:
    """What has the focus, in words."""
    found = page.evaluate(
        "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
    )
    return str(found).strip()


def test_call_for_help_is_seen_within_a_second_heard_and_answered_by_a_key(
    page: Page, house: ReceptionHouse
) -> None:
    """Big on the page, in the title, by a sound; F8 says that somebody goes, and all of it ends."""
    page.keyboard.press("Shift")
    house.call(CallHelp)
    expect(page.locator(".help")).to_contain_text("Hilfe an Terminal 1", timeout=WITHIN_A_SECOND)
    expect(page).to_have_title("Hilfe an Terminal 1 – Empfang")
    expect(page.locator("body[data-sounded]")).to_be_attached()
    page.keyboard.press("F8")
    expect(page.locator(".help--answered")).to_contain_text("unterwegs zu Terminal 1")
    expect(page).to_have_title("Empfang")
    assert house.state(lambda state: state.help_calls[0].answered).help_calls[0].device == "kiosk-1"


def test_booked_visitor_is_checked_in_with_the_keyboard_alone(page: Page, house: ReceptionHouse) -> None:
    """F6, the typed code, Enter, Enter: the number stands there, ready to be printed."""
    page.keyboard.press("F6")
    page.keyboard.type(str(typed_code(FIRST)))
    page.keyboard.press("Enter")
    expect(page.locator("#detail h2")).to_contain_text("Termin um")
    expect(page.locator("#detail").get_by_role("button", name="Anmelden")).to_be_focused()
    page.keyboard.press("Enter")
    number = house.in_line(lambda line: bool(line.waiting)).waiting[0].number
    expect(page.locator(".slip__number")).to_have_text(spaced(number))
    page.evaluate("window.print = () => { document.body.dataset.printed = ''; }")
    expect(page.locator("[data-print]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("body[data-printed]")).to_be_attached()
    page.keyboard.press("Escape")
    expect(page.locator("#lists")).to_be_visible()


def test_walk_in_with_the_keyboard_alone(page: Page, house: ReceptionHouse) -> None:
    """F9, service, persons, fetched in person, Enter."""
    page.keyboard.press("F9")
    expect(page.locator("#detail h2")).to_contain_text("Ohne Termin")
    page.keyboard.press("Tab")
    while focused(page) and page.evaluate("document.activeElement.id") != "service":
        page.keyboard.press("Tab")
    page.keyboard.type("Reisepass")
    page.keyboard.press("Tab")
    page.keyboard.type("3")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".slip__number")).to_be_visible()
    one = house.in_line(lambda line: bool(line.waiting)).waiting[0]
    assert (one.service, one.persons, one.in_person) == ("passport", 3, True)


def test_scanned_code_of_a_booking_opens_it(page: Page) -> None:
    """A scanner at the reception types the code and Enter, wherever the page finds it in the list."""
    page.keyboard.press("F6")
    page.keyboard.type(FIRST)
    page.keyboard.press("Enter")
    expect(page.locator("#detail")).to_contain_text(str(typed_code(FIRST)))


def test_search_follows_what_happens(page: Page, house: ReceptionHouse) -> None:
    """Who arrives while the search is open appears in it, and Escape gives the lists back."""
    page.keyboard.press("F6")
    page.keyboard.type("führungs")
    expect(page.locator("#found")).to_contain_text("Niemand passt dazu")
    number = house.arrive("good-conduct").ticket.number
    expect(page.locator("#found")).to_contain_text(spaced(number))
    page.keyboard.press("Escape")
    expect(page.locator("#found")).to_be_hidden()
    expect(page.locator("#lists")).to_be_visible()


def test_lock_and_contingent(page: Page, house: ReceptionHouse) -> None:
    """Set on the page, seen by the terminal, taken back."""
    page.get_by_role("link", name="Sperren").click()
    page.get_by_label("Grund").fill("Zu wenig Personal")
    page.get_by_role("button", name="Sperren").click()
    expect(page.locator("#walk-in")).to_contain_text("Zu wenig Personal")
    assert house.state(lambda state: state.walk_in_locked).lock_reason == "Zu wenig Personal"
    page.wait_for_timeout(SHIELD_MS)
    page.get_by_role("button", name="Wieder freigeben").click()
    expect(page.locator("#walk-in")).to_contain_text("Am Terminal gibt es Nummern")
    page.get_by_role("link", name="Kontingente").click()
    page.get_by_label("Anliegen").select_option("id-card")
    page.get_by_label("nachmittags").check()
    page.get_by_label("Anzahl").fill("7")
    page.get_by_role("button", name="Festlegen").click()
    expect(page.locator("#walk-in")).to_contain_text("Personalausweis, nachmittags: noch 7")


def test_emergency_is_seen_heard_answered_and_ended(page: Page, house: ReceptionHouse) -> None:
    """A counter's emergency call; the counters see that the reception goes."""
    page.keyboard.press("Shift")
    house.do(RaiseEmergency, place="7")
    expect(page.locator("#emergencies")).to_contain_text("Platz 7", timeout=WITHIN_A_SECOND)
    expect(page.locator("body[data-sounded]")).to_be_attached()
    page.get_by_role("button", name="Ich gehe hin").click()
    answered = house.in_line(lambda line: bool(line.emergencies) and line.emergencies[0].answered)
    assert answered.emergencies[0].by is None
    page.locator("#emergencies").get_by_role("button", name="Notruf beenden").click()
    house.in_line(lambda line: not line.emergencies)
    expect(page.locator("#emergencies .emergency")).to_have_count(0)


def test_list_does_not_jump_under_the_pointer(page: Page, house: ReceptionHouse) -> None:
    """Who is pointed at stays there when somebody above them is gone."""
    second = page.locator("#rows-expected tr").nth(1)
    second.hover()
    before = second.bounding_box()
    key = second.get_attribute("data-key")
    page.context.new_page().goto(f"{house.page.url}/expected/{FIRST}")
    other = page.context.pages[-1]
    other.get_by_role("button", name="Anmelden").click()
    expect(other.locator(".slip__number")).to_be_visible()
    expect(page.locator(f'#rows-expected [data-key="{FIRST}"]:not(.gone)')).to_have_count(0)
    stays = page.locator(f'#rows-expected [data-key="{key}"]').bounding_box()
    assert before is not None
    assert stays is not None
    assert abs(stays["y"] - before["y"]) < 1


def test_refusal_stays_until_it_is_read(page: Page, house: ReceptionHouse) -> None:
    """Somebody else was quicker: it is said, with the number, and goes when it is put away."""
    visit = house.arrive().ticket.visit
    page.goto(f"{house.page.url}/visit/{visit}")
    page.route("**/live", lambda route: route.abort())
    page.reload()
    house.do(Withdraw, visit=visit)
    page.get_by_role("button", name="Geht ohne Bearbeitung").click()
    expect(page.locator("#notices")).to_contain_text("Inzwischen hat sich etwas geändert")
    page.get_by_role("button", name="Gelesen").click()
    expect(page.locator("#notices .notice")).to_have_count(0)


@pytest.mark.parametrize("viewport", [(1440, 900), (1024, 768), (720, 450)])
def test_no_barriers_and_nothing_wider_than_the_page(
    chromium: Browser, house: ReceptionHouse, viewport: tuple[int, int]
) -> None:
    """Axe finds nothing serious on the page, its forms and its number; the last size is 200 % zoom."""
    visit = house.arrive("good-conduct", language="tr").ticket.visit
    house.call(CallHelp)
    house.call(ReportFailure, reason="too-late")
    context = chromium.new_context(viewport={"width": viewport[0], "height": viewport[1]})
    page = context.new_page()
    page.goto(house.page.link("reception-1"))
    expect(page.locator(".help")).to_be_visible()
    for path in (
        "/",
        f"/visit/{visit}",
        f"/number/{visit}",
        "/new",
        "/lock",
        "/contingents",
        "/keys",
        "/find?find=pass",
    ):
        page.goto(f"{house.page.url}{path}")
        assert barriers(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    context.close()


def test_page_says_when_the_queue_service_is_away_and_goes_on_when_it_is_back(
    page: Page, house: ReceptionHouse
) -> None:
    """Nothing is lost: the call that was open is open again after a restart."""
    house.call(CallHelp)
    expect(page.locator(".help")).to_be_visible()
    house.centre.kill()
    expect(page.locator("#banner")).to_contain_text("nicht da", timeout=15_000)
    house.centre.start()
    expect(page.locator("#state")).to_contain_text("verbunden, Stand", timeout=15_000)
    expect(page.locator(".help")).to_contain_text("Hilfe an Terminal 1")


def test_page_works_in_english(page: Page, house: ReceptionHouse) -> None:
    """The same, in the other language."""
    page.get_by_role("button", name="English").click()
    house.call(CallHelp)
    expect(page.locator(".help")).to_contain_text("Help at Terminal 1")
    page.get_by_role("button", name="I am going").click()
    expect(page.locator(".help--answered")).to_contain_text("Somebody is on the way to Terminal 1")
