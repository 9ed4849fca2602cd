"""The reception's page before the real queue service."""

import pytest

from lobby.contract.answers import CheckedIn, Refused
from lobby.contract.codes import typed_code
from lobby.contract.requests import CallHelp, ReportFailure, WalkIn
from lobby.counter.rows import spaced
from tests.lobby.counter.reception.conftest import ReceptionHouse, booking, submit
from tests.support.pages import PageClient, value_of

FIRST = f"{1:016x}"


def test_only_the_reception_comes_in(house: ReceptionHouse) -> None:
    """A clerk has another page."""
    assert house.page.client("clerk-1").get("/").status_code == 403
    assert house.page.client("reception-1").get("/").status_code == 200
    assert house.page.client().get("/").status_code == 303


def test_call_for_help_is_seen_and_answered(house: ReceptionHouse, desk: PageClient) -> None:
    """The call stands on top until somebody goes; the terminal can see that in the house's state."""
    house.call(CallHelp)
    page = desk.until("/", "Hilfe an Terminal 1")
    turn = value_of(page.partition('id="calls"')[2], "turn")
    assert desk.submit("/act/help", {"turn": turn, "device": "kiosk-1"}).status_code == 303
    desk.until("/", "Jemand ist unterwegs zu Terminal 1")
    assert house.state(lambda state: state.help_calls[0].answered).help_calls[0].device == "kiosk-1"
    assert desk.submit("/act/help", {"turn": turn, "device": "kiosk-1"}).status_code == 303, "the same press"


def test_failed_check_in_is_shown_with_what_to_do(house: ReceptionHouse, desk: PageClient) -> None:
    """In words, with the terminal; a reason of a newer terminal is shown as it is."""
    house.call(ReportFailure, reason="too-late")
    page = desk.until("/", "Zu spät zum Termin")
    assert "von Hand anmelden" in page
    house.call(ReportFailure, reason="never-heard-of")
    desk.until("/", "(never-heard-of)")


def test_booked_visitor_is_checked_in_by_hand(house: ReceptionHouse, desk: PageClient) -> None:
    """Also long after the slot; the number is shown at once, and the booking is not expected any more."""
    response = desk.get(f"/expected/{FIRST}")
    assert str(typed_code(FIRST)) in response.text
    turn = value_of(response.text.partition('id="detail"')[2], "turn")
    fields = {"turn": turn, "visit": FIRST, "persons": "2", "language": "tr", "in_person": "yes"}
    answer = desk.submit("/act/check-in", fields)
    assert answer.headers["location"] == f"/number/{FIRST}"
    one = house.in_line(lambda line: bool(line.waiting)).waiting[0]
    assert (one.persons, one.language, one.in_person, one.more_persons) == (2, "tr", True, True)
    assert spaced(one.number) in desk.get(f"/number/{FIRST}").text
    assert all(known.visit != FIRST for known in house.state(lambda state: len(state.expected) == 2).expected)


def test_walk_in_gets_a_number_also_while_the_terminal_is_locked(
    house: ReceptionHouse, desk: PageClient
) -> None:
    """The lock is the terminal's, with a reason for colleagues; it can be taken back."""
    assert submit(desk, "/lock", "lock", reason="Zu wenig Personal") == 303
    desk.until("/", "Zu wenig Personal")
    assert isinstance(house.do(WalkIn, service="id-card"), Refused)
    assert submit(desk, "/new", "walk-in", service="passport", persons="3") == 303
    assert house.in_line(lambda line: bool(line.waiting)).waiting[0].persons == 3
    turn = value_of(desk.get("/").text.partition('id="walk-in"')[2], "turn")
    assert desk.submit("/act/unlock", {"turn": turn}).status_code == 303
    house.state(lambda state: not state.walk_in_locked)
    assert isinstance(house.do(WalkIn, service="id-card"), CheckedIn)


def test_same_form_twice_gives_one_number(house: ReceptionHouse, desk: PageClient) -> None:
    """A double press is one walk-in; the next one from a fresh form is another."""
    turn = value_of(desk.get("/new").text.partition('id="detail"')[2], "turn")
    fields = {"turn": turn, "service": "passport", "persons": "1"}
    places = {desk.submit("/act/walk-in", fields).headers["location"] for _ in range(3)}
    assert len(places) == 1
    assert submit(desk, "/new", "walk-in", service="passport", persons="1") == 303
    assert len(house.in_line(lambda line: len(line.waiting) > 1).waiting) == 2


ODD_FORMS = [
    ("/new", "walk-in", {"service": "", "persons": "1"}, "Wählen Sie"),
    ("/new", "walk-in", {"service": "passport", "persons": "21"}, "1 bis 20 Personen"),
    ("/lock", "lock", {"reason": "  "}, "Schreiben Sie einen Grund"),
    ("/contingents", "contingent", {"service": "passport", "half": "am", "count": "-3"}, "0 bis 999"),
    (f"/expected/{FIRST}", "check-in", {"visit": FIRST, "persons": "many"}, "1 bis 20 Personen"),
]


def test_odd_form_is_told_and_sends_nothing(house: ReceptionHouse, desk: PageClient) -> None:
    """What is missing stands on the page until it is put away."""
    before = house.state(lambda state: len(state.expected) == 3).rev
    for form, op, fields, sentence in ODD_FORMS:
        assert submit(desk, form, op, **fields) == 409
        assert sentence in desk.get("/").text
    assert house.reception[-1].rev == before


def test_visit_is_noted_flagged_and_withdrawn(house: ReceptionHouse, desk: PageClient) -> None:
    """What the counters will see; and a visitor who does not want to wait is gone."""
    visit = house.arrive().ticket.visit
    desk.until("/", f"/visit/{visit}")
    assert submit(desk, f"/visit/{visit}", "note", visit=visit, text="  Rollstuhl ") == 303
    house.in_line(lambda line: line.waiting[0].note == "Rollstuhl")
    desk.until(f"/visit/{visit}", "Rollstuhl")
    assert submit(desk, f"/visit/{visit}", "flag", visit=visit, in_person="yes") == 303
    house.in_line(lambda line: line.waiting[0].in_person)
    assert submit(desk, f"/visit/{visit}", "withdraw", visit=visit) == 303
    house.in_line(lambda line: not line.waiting)


def test_form_of_an_older_picture_is_refused(house: ReceptionHouse, desk: PageClient) -> None:
    """Somebody else wrote a note meanwhile: it is not overwritten unseen."""
    visit = house.arrive().ticket.visit
    page = desk.until(f"/visit/{visit}", "Notiz")
    turn = value_of(page.partition('id="detail"')[2], "turn")
    assert submit(desk, f"/visit/{visit}", "note", visit=visit, text="first") == 303
    desk.until(f"/visit/{visit}", "first")
    answer = desk.submit("/act/note", {"turn": turn, "visit": visit, "text": "second"})
    assert answer.status_code == 409
    assert "Inzwischen hat sich etwas geändert" in desk.get("/").text


def test_parked_visitor_waits_again(house: ReceptionHouse, desk: PageClient) -> None:
    """From the list, in one press."""
    parked = house.park()
    page = desk.until("/", "Fotostation")
    turn = value_of(page.partition('id="panel-parked"')[2], "turn")
    assert desk.submit("/act/take-back", {"turn": turn, "visit": parked}).status_code == 303
    house.in_line(lambda line: [one.visit for one in line.waiting] == [parked])


def test_contingent_is_set_shown_and_taken_back(desk: PageClient) -> None:
    """Set for one half of the day, used and left shown, empty means as configured."""
    form = {"service": "passport", "half": "pm", "count": "4"}
    assert submit(desk, "/contingents", "contingent", **form) == 303
    desk.until("/contingents", "noch 4")
    assert submit(desk, "/contingents", "contingent", **(form | {"count": ""})) == 303
    desk.until("/contingents", "kein Kontingent festgelegt")


@pytest.mark.parametrize("typed", ["{number}", "{digits}", "{id}", "{code}", "{part}", "Reisepass"])
def test_search_finds_who_is_here_and_who_is_expected(
    house: ReceptionHouse, desk: PageClient, typed: str
) -> None:
    """By number, booking, typed code, its beginning, or the service's name."""
    house.book(booking(9, 200))
    number = house.arrive("passport").ticket.number
    desk.until("/", spaced(number))
    visit = f"{9:016x}"
    code = str(typed_code(visit))
    wanted = typed.format(number=number, digits=number[1:], id=visit, code=code.lower(), part=code[:4])
    page = desk.until(f"/find?find={wanted}", 'id="found"')
    found = page.partition('id="found"')[2].partition('id="lists"')[0]
    assert (f"/expected/{visit}" in found) == ("number" not in typed and "digits" not in typed)
    assert (spaced(number) in found) == (typed in {"{number}", "{digits}", "Reisepass"})


def test_nobody_is_found_for_what_fits_nobody(desk: PageClient) -> None:
    """It is said, and no list is shown for an empty search."""
    assert "Niemand passt dazu" in desk.get("/find?find=ZZZZ").text
    assert "Niemand passt dazu" not in desk.get("/find?find=").text


def test_pages_of_a_visit_that_is_gone_say_so(desk: PageClient) -> None:
    """An old link leads to a sentence, not to an error; a path of nothing is not found."""
    for path in ("/visit/none-such", "/number/none-such", "/expected/none-such"):
        assert "nicht mehr" in desk.get(path).text
    assert desk.get("/case/park").status_code == 404
    assert desk.submit("/act/call", {"visit": "x"}).status_code == 404


def test_page_speaks_english(desk: PageClient) -> None:
    """Every region and every form."""
    desk.submit("/language", {"language": "en", "to": "/"})
    assert "Nobody calls for help." in desk.get("/").text
    titles = {
        "/new": "Take in without",
        "/lock": "Lock numbers",
        "/contingents": "Contingents",
        "/keys": "Go to the oldest",
    }
    for path, title in titles.items():
        assert title in desk.get(path).text
