from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from kiosk.flow import FLOW
from kiosk.inputs import (
    Answered,
    Apply,
    CameraChanged,
    CentresChanged,
    ConfigOffered,
    Defer,
    Forget,
    HouseChanged,
    Idle,
    LinkBack,
    LinkLost,
    NameShown,
    NameWanted,
    Print,
    Report,
    ScannerChanged,
    Slow,
    StandInChanged,
)
from kiosk.moves import MOST_EXTENSIONS
from kiosk.samples import (
    NOW,
    booking,
    house,
    late_house,
    locked_house,
    numbers_house,
    online_house,
    ticket,
    used_up_house,
)
from kiosk.scanner.sight import CameraTrouble
from kiosk.session import Aids, Screen, Trouble, fresh_session
from kiosk.troubles import SERVICE_AWAY, TYPING_PAUSED, WAYS
from lobby.contract.answers import Reason, Refused
from lobby.contract.codes import CodeFault, typed_code
from lobby.contract.config import KioskConfig, Language
from lobby.contract.requests import CheckIn, ExpectedAt, Identify, WalkIn
from lobby.contract.state import Closure, Opening, Standing
from tests.kiosk.stories import CODE, OTHER_CODE, Visit, visit

TYPED = typed_code("00112233445566ff").symbols
AT_THE_COUNTER = {
    Reason.PLACE_BUSY, Reason.NOBODY_WAITING, Reason.NOT_PRESENT,
    Reason.NOBODY_CALLED, Reason.NOBODY_SERVED, Reason.PLACE_PAUSED, Reason.PLACE_NOT_FREE,
    Reason.NOTHING_TO_UNDO, Reason.CHANGED_SINCE, Reason.NO_EMERGENCY,
    Reason.MALFORMED, Reason.NOT_ALLOWED, Reason.EXPIRED,
}  # fmt: skip


def closed(closure: Closure) -> HouseChanged:
    return HouseChanged(house(Opening(is_open=False, closure=closure)))


# the ordinary way


def test_booked_visitor_scans_confirms_and_gets_a_number() -> None:
    """Code, question, number, gone."""
    visitor = visit().scan()
    assert (visitor.screen, visitor.asked) == (Screen.WELCOME, [Identify(id="request-0001", code=CODE)])
    assert visitor.identified().screen is Screen.CONFIRM
    visitor.touch("yes")
    assert visitor.asked[-1] == CheckIn(id="request-0003", code=CODE, language="de")
    assert visitor.checked_in().screen is Screen.NUMBER
    assert visitor.touch("done").screen is Screen.WELCOME
    assert visitor.effects[-1] == Forget()


def test_site_without_question_checks_in_at_once() -> None:
    """With the confirmation switched off one request makes the number."""
    visitor = visit(confirm_check_in=False).scan()
    assert isinstance(visitor.asked[0], CheckIn)
    assert visitor.checked_in().screen is Screen.NUMBER


def test_more_people_than_booked_are_told_to_the_queue_service() -> None:
    """The chosen number of persons goes with the check-in."""
    visitor = visit().scan().identified().touch("more-people", "persons-4", "yes")
    asked = visitor.asked[-1]
    assert isinstance(asked, CheckIn)
    assert asked.persons == 4


def test_a_part_of_a_group_says_how_many_they_are() -> None:
    """Fewer than were booked."""
    asked = visit().scan().identified(persons=4).touch("more-people", "persons-2", "yes").asked[-1]
    assert isinstance(asked, CheckIn)
    assert asked.persons == 2


def group(*touched: str) -> Visit:
    """Two of four are here; the same code is scanned once more."""
    return visit().scan().identified(known=ticket(persons=2, to_come=2), persons=4).touch(*touched)


@pytest.mark.parametrize(("touched", "persons"), [(("all-here",), 4), (("more-people", "persons-3"), 3)])
def test_the_others_of_a_group_come_to_the_same_number(touched: tuple[str, ...], persons: int) -> None:
    """One question, and the number again, for more of them; nothing is printed by itself."""
    visitor = group()
    asked = visitor.touch(*touched).asked[-1]
    assert isinstance(asked, CheckIn)
    assert (asked.code, asked.persons) == (CODE, persons)
    visitor.checked_in(ticket(persons=persons), again=True)
    assert visitor.screen is Screen.NUMBER
    assert [one for one in visitor.effects if isinstance(one, Print)] == []


def test_who_of_a_group_only_looks_up_the_number_sees_it() -> None:
    """Nothing is asked; once called, the way to the counter comes before any question."""
    visitor = group("show-number")
    assert (visitor.screen, len(visitor.asked)) == (Screen.NUMBER, 1)
    called = visit().scan().identified(known=ticket(persons=2, to_come=2, place="7"), persons=4)
    assert called.screen is Screen.NUMBER


def test_back_from_the_number_of_people_leads_to_the_page_that_asked() -> None:
    """Three pages ask."""
    assert group().screen is Screen.PARTY
    assert group("more-people", "back").screen is Screen.PARTY
    assert visit().scan().identified().touch("more-people", "back").screen is Screen.CONFIRM
    assert visit().touch("walk-in", "group", "back").screen is Screen.SUBJECTS


def test_tapping_twice_tells_the_queue_service_once() -> None:
    """The second tap finds the request on its way."""
    assert len(group("all-here", "all-here").asked) == 2  # one of them to identify


def test_a_group_without_a_booking_gets_one_number() -> None:
    """Said before the service is chosen; the next visitor is alone again."""
    visitor = visit().touch("walk-in", "group", "persons-3")
    assert visitor.screen is Screen.SUBJECTS
    visitor.touch("subject-j", "service-registration-confirmation")
    assert visitor.asked[-1] == WalkIn(
        id=visitor.asked[-1].id, service="registration-confirmation", persons=3, language="de"
    )
    visitor.checked_in(ticket(Standing.WALK_IN, persons=3)).touch("done")
    alone = visitor.touch("walk-in", "subject-j", "service-registration-confirmation").asked[-1]
    assert isinstance(alone, WalkIn)
    assert alone.persons == 1


def test_where_there_is_one_subject_the_services_ask_for_the_group() -> None:
    """The page before is left out there."""
    few = msgspec.structs.replace(
        house(), services=tuple(one for one in house().services if one.family == "J")
    )
    visitor = visit().then(HouseChanged(few)).touch("walk-in", "group", "persons-3")
    assert (visitor.screen, visitor.terminal.session.persons) == (Screen.SERVICES, 3)


def test_not_my_booking_leads_back_and_forgets_the_code() -> None:
    """Whoever sees another one's booking starts again, in the same language."""
    visitor = visit().touch("language-en").scan().identified().touch("not-mine")
    assert visitor.screen is Screen.WELCOME
    assert visitor.terminal.session.code is None
    assert visitor.terminal.session.language is Language.EN


def test_scanning_again_after_leaving_shows_the_same_number() -> None:
    """A visitor who lost the number scans again and is told the same, without a question."""
    visitor = visit().scan().identified().touch("yes").checked_in().touch("done").scan()
    visitor.identified(known=ticket())
    assert visitor.screen is Screen.NUMBER
    result = visitor.terminal.session.result
    assert result is not None
    assert (result.ticket.number, result.again) == ("A104", True)


def test_code_held_still_is_one_reading() -> None:
    """A scanner that repeats the code while it is held there asks only once."""
    visitor = visit()
    for _ in range(3):
        visitor.scan().pause(-0.7)
    assert len(visitor.asked) == 1


def test_next_visitor_may_scan_over_the_last_ones_number() -> None:
    """Another code on the number page belongs to somebody else, who starts with a clean page."""
    visitor = visit().touch("language-en", "aid-text").scan().identified().touch("yes").checked_in()
    visitor.pause(5).scan(OTHER_CODE)
    assert visitor.terminal.session.language is Language.DE
    assert visitor.terminal.session.aids == Aids()
    assert visitor.terminal.session.result is None


def test_double_tap_on_yes_sends_one_request() -> None:
    """While the check-in is on its way nothing is sent again."""
    visitor = visit().scan().identified().touch("yes", "yes", "yes")
    assert len([one for one in visitor.asked if isinstance(one, CheckIn)]) == 1


def test_answer_to_a_visitor_who_has_left_is_ignored() -> None:
    """A late answer never shows one visitor's number to the next."""
    visitor = visit().scan().identified().touch("yes")
    late = visitor.asked[-1]
    visitor.touch("back")
    visitor.asked.append(late)
    assert visitor.checked_in().screen is Screen.WELCOME


# two codes


def test_two_codes_let_the_visitor_choose() -> None:
    """A second code on the question page leads to a choice between both bookings."""
    visitor = visit().scan().identified().scan(OTHER_CODE).identified(service="passport")
    assert visitor.screen is Screen.CHOOSE
    assert visitor.touch("choice-1").screen is Screen.CONFIRM
    assert visitor.terminal.session.code == OTHER_CODE


def two_codes() -> Visit:
    """The later booking is scanned first."""
    late = booking().slot + timedelta(hours=1)
    return visit().scan().identified(slot=late).scan(OTHER_CODE).identified()


def test_both_bookings_of_one_person_are_checked_in_the_earlier_first() -> None:
    """One touch; the second request names the first one's visit, and the page has both numbers."""
    visitor = two_codes().touch("both", "both")
    first = visitor.asked[-1]
    assert isinstance(first, CheckIn)
    assert (first.code, first.with_visit, len(visitor.asked)) == (OTHER_CODE, None, 3)
    second = visitor.checked_in(ticket(visit="visit-0001")).asked[-1]
    assert isinstance(second, CheckIn)
    assert (second.code, second.with_visit) == (CODE, "visit-0001")
    assert visitor.screen is Screen.CHOOSE
    visitor.checked_in(ticket(number="J117"))
    session = visitor.terminal.session
    assert session.result is not None
    assert session.other is not None
    assert (session.result.ticket.number, session.other.number) == ("A104", "J117")
    assert visitor.touch("done").terminal.session == fresh_session(KioskConfig())


@pytest.mark.parametrize("ends", ["refused", "unanswered"])
def test_number_of_the_first_booking_is_shown_whatever_becomes_of_the_second(ends: str) -> None:
    """Its visitor is here, and has it."""
    visitor = two_codes().touch("both").checked_in()
    if ends == "refused":
        visitor.refused(Reason.CANCELLED)
    else:
        visitor.unanswered()
    session = visitor.terminal.session
    assert (visitor.screen, session.is_asking, session.other) == (Screen.NUMBER, False, None)
    assert session.result is not None


def test_who_has_a_number_for_one_of_them_chooses() -> None:
    """Nothing is checked in twice."""
    visitor = visit().scan().identified().scan(OTHER_CODE).identified(known=ticket())
    assert len(visitor.touch("both").asked) == 2


def test_second_code_while_the_first_is_asked_for_waits_its_turn() -> None:
    """Both are asked for, one after the other."""
    visitor = visit().scan().scan(OTHER_CODE)
    assert len(visitor.asked) == 1
    visitor.identified()
    assert visitor.asked[-1].id != visitor.asked[0].id
    assert visitor.identified().screen is Screen.CHOOSE


def test_bad_second_code_leaves_the_first_one_standing() -> None:
    """When only one of two codes is good, that is the one."""
    visitor = visit().scan().identified().scan(OTHER_CODE).refused(Reason.CANCELLED)
    assert visitor.screen is Screen.CONFIRM
    assert visitor.terminal.session.code == CODE


# typed codes


def test_typed_code_is_sent_when_its_check_symbol_fits() -> None:
    """Eight symbols and a press."""
    visitor = visit().touch("type").type(TYPED).touch("ok")
    assert visitor.asked == [Identify(id=visitor.asked[0].id, code=TYPED)]
    assert visitor.identified().screen is Screen.CONFIRM


@pytest.mark.parametrize("typed", ["", "7KD2", TYPED[:7] + ("A" if TYPED[7] != "A" else "B")])
def test_unfinished_or_mistyped_code_is_not_sent(typed: str) -> None:
    """The press on "continue" does nothing then."""
    assert visit().touch("type").type(typed).touch("ok").asked == []


def test_symbols_can_be_taken_back() -> None:
    """Erase takes the last one, and no ninth symbol is taken."""
    visitor = visit().touch("type").type(TYPED + "A").touch("erase")
    assert visitor.terminal.session.typed == TYPED[:7]


def test_fifth_wrong_code_in_a_row_pauses_typing_but_not_the_scanner() -> None:
    """Guessing is slowed down; the next visitor's QR code works all the same."""
    visitor = visit()
    for _ in range(4):
        visitor.touch("type").type(TYPED).touch("ok").refused(Reason.UNKNOWN_TYPED_CODE)
        assert visitor.terminal.session.trouble is not None
        assert visitor.terminal.session.trouble.key == Reason.UNKNOWN_TYPED_CODE
        visitor.touch("done" if visitor.screen is not Screen.PROBLEM else "back")
    visitor.touch("type").type(TYPED).touch("ok").refused(Reason.UNKNOWN_TYPED_CODE)
    assert visitor.terminal.session.trouble is not None
    assert visitor.terminal.session.trouble.key == TYPING_PAUSED
    visitor.touch("back", "type")
    assert visitor.screen is Screen.PROBLEM
    assert visitor.scan().identified().screen is Screen.CONFIRM
    assert visitor.pause(31).touch("back", "type").screen is Screen.TYPE_CODE


def test_number_of_the_confirmation_is_typed_where_the_house_takes_it() -> None:
    """From six digits on it may be sent, to eleven it may grow; no letter after the eighth symbol."""
    visitor = visit().then(HouseChanged(numbers_house())).touch("type").type("47119")
    assert visitor.touch("ok").asked == []
    assert visitor.type("9").touch("ok").asked == [Identify(id=visitor.asked[0].id, code="471199")]
    assert visitor.identified().screen is Screen.CONFIRM
    long = visit().then(HouseChanged(numbers_house())).touch("type").type("471199001A52")
    assert long.terminal.session.typed == "47119900152"


def test_typed_code_is_still_a_code_where_numbers_are_taken() -> None:
    """Eight symbols with a letter among them need their check symbol."""
    visitor = visit().then(HouseChanged(numbers_house())).touch("type")
    assert visitor.type(TYPED[:7]).touch("ok").asked == []
    assert visitor.type(TYPED[7]).touch("ok").asked == [Identify(id=visitor.asked[0].id, code=TYPED)]


def test_digits_are_not_sent_where_no_numbers_are_taken() -> None:
    """They are the beginning of a typed code."""
    assert visit().touch("type").type("471199").touch("ok").asked == []


def test_unknown_numbers_count_as_guesses() -> None:
    """The fifth in a row makes typing rest, as with codes."""
    visitor = visit().then(HouseChanged(numbers_house()))
    for tried in range(5):
        visitor.touch("type").type(f"47119{tried}").touch("ok").refused(Reason.UNKNOWN_NUMBER)
        assert visitor.terminal.session.trouble is not None
        expected = TYPING_PAUSED if tried == 4 else Reason.UNKNOWN_NUMBER
        assert visitor.terminal.session.trouble.key == expected
        visitor.touch("back")


def test_rest_that_the_queue_service_ordered_is_kept_and_not_told_twice() -> None:
    """A terminal that was started anew learns of it by the first code: until then nothing is sent any more."""
    visitor = visit().touch("type").type(TYPED).touch("ok")
    until = visitor.now + timedelta(minutes=9)
    refused = Refused(id=visitor.asked[-1].id, at=visitor.now, reason=Reason.TYPING_PAUSED, again_from=until)
    visitor.then(Answered(refused))
    assert visitor.terminal.session.trouble == Trouble(TYPING_PAUSED, refused, until)
    assert [one for one in visitor.effects if isinstance(one, Report)] == []
    assert len(visitor.touch("back", "type").type(TYPED).touch("ok").asked) == 1
    assert visitor.pause(600).touch("back", "type").screen is Screen.TYPE_CODE


def test_site_without_typing_does_not_open_the_keypad() -> None:
    """The control is not there, and pressing it by other ways does nothing."""
    assert visit(typed_code=False).touch("type").screen is Screen.WELCOME


# without a booking


def test_walk_in_chooses_subject_and_service() -> None:
    """Two touches make a number."""
    visitor = visit().touch("walk-in", "subject-j", "service-registration-confirmation")
    assert visitor.asked == [
        WalkIn(id=visitor.asked[0].id, service="registration-confirmation", language="de")
    ]
    assert visitor.checked_in(ticket(Standing.WALK_IN)).screen is Screen.NUMBER


def test_collecting_a_document_goes_straight_to_the_pick_ups() -> None:
    """Its own way on the first page, without a subject, and back leads to the start."""
    visitor = visit().touch("collect")
    assert (visitor.screen, visitor.terminal.session.family) == (Screen.SERVICES, "L")
    assert visitor.touch("back").screen is Screen.WELCOME


@pytest.mark.parametrize("service", ["passport", "no-such-service"])
def test_only_services_of_the_chosen_subject_can_be_taken(service: str) -> None:
    """A control that is not on the page does nothing."""
    assert visit().touch("walk-in", "subject-j", f"service-{service}").asked == []


def test_who_is_expected_says_where_and_gets_a_number() -> None:
    """Only a counter of this house can be told, and only once."""
    visitor = visit().touch("expected").type("99").touch("ok")
    assert (visitor.screen, visitor.asked) == (Screen.COUNTER, [])
    visitor.touch("erase", "erase", "key-1", "key-2", "key-3", "ok", "ok")
    assert visitor.asked == [ExpectedAt(id=visitor.asked[0].id, place="12", language="de")]
    visitor.checked_in(ticket(Standing.WALK_IN, only_place="12"))
    assert visitor.screen is Screen.NUMBER


@pytest.mark.parametrize("reason", [Reason.PLACE_CLOSED, Reason.PLACE_FULL, Reason.UNKNOWN_PLACE])
def test_who_is_expected_where_nobody_is_goes_to_the_reception(reason: Reason) -> None:
    """A page of its own, from which a person can be called; the reception hears why."""
    visitor = visit().touch("expected").type("7").touch("ok").refused(reason)
    assert visitor.terminal.session.trouble is not None
    assert visitor.terminal.session.trouble.key == reason
    assert [one.request.reason for one in visitor.effects if isinstance(one, Report)] == [reason]
    assert visitor.touch("call").screen is Screen.HELP


def test_counters_with_letters_are_typed_with_letters() -> None:
    """As their signs have it."""
    signs = msgspec.structs.replace(house(), places=("A1", "b2"))
    visitor = visit().then(HouseChanged(signs)).touch("expected").type("b2").touch("ok")
    assert visitor.asked == [ExpectedAt(id=visitor.asked[0].id, place="b2", language="de")]


def test_where_it_is_not_offered_nobody_is_asked_for_a_counter() -> None:
    """By configuration, or without counters."""
    assert visit(expected=False).touch("expected").screen is Screen.WELCOME
    none = msgspec.structs.replace(house(), places=())
    assert visit().then(HouseChanged(none)).touch("expected").screen is Screen.WELCOME


def test_tapping_a_service_twice_makes_one_ticket() -> None:
    """The second tap finds the request on its way."""
    visitor = visit().touch("walk-in", "subject-j", "service-registration-confirmation")
    assert len(visitor.touch("service-registration-confirmation").asked) == 1


def test_what_can_be_done_online_is_said_before_a_number_is_taken() -> None:
    """A page with the address; one touch more takes the number all the same, a second one no second number."""
    visitor = visit().touch("walk-in", "subject-j", "service-registration-certificate")
    assert (visitor.screen, visitor.asked) == (Screen.ONLINE, [])
    visitor.touch("take-number", "take-number")
    assert visitor.asked == [
        WalkIn(id=visitor.asked[0].id, service="registration-certificate", language="de")
    ]
    assert visitor.checked_in(ticket(Standing.WALK_IN)).screen is Screen.NUMBER


def test_who_does_it_online_leaves_nothing_behind() -> None:
    """Done: no number, and the next visitor is alone."""
    visitor = visit().touch("walk-in", "subject-j", "service-registration-certificate", "done")
    assert (visitor.screen, visitor.asked, visitor.effects) == (Screen.WELCOME, [], [Forget()])


def test_back_from_the_online_page_leads_to_the_services() -> None:
    """With the subject still chosen."""
    visitor = visit().touch("walk-in", "subject-j", "service-registration-certificate", "back")
    assert visitor.screen is Screen.SERVICES
    assert visitor.touch("service-registration-confirmation").asked != []


def test_numbers_that_end_while_the_online_page_stands_are_not_asked_for() -> None:
    """What the house says last counts."""
    visitor = visit().touch("walk-in", "subject-j", "service-registration-certificate")
    visitor.then(HouseChanged(online_house(used_up=True))).touch("take-number")
    assert (visitor.screen, visitor.asked) == (Screen.PROBLEM, [])


def test_used_up_service_goes_straight_to_the_page_that_says_so() -> None:
    """Its code is there: nobody has to be told twice that it goes online."""
    visitor = visit().then(HouseChanged(online_house(used_up=True)))
    visitor.touch("walk-in", "subject-j", "service-registration-certificate")
    assert visitor.terminal.session.trouble == Trouble(Reason.CONTINGENT_USED_UP)


def test_locked_walk_in_leads_to_a_sentence_of_its_own_and_to_no_request() -> None:
    """The reception gives out the numbers today: said before anything is chosen, also to whoever collects."""
    for way in ("walk-in", "collect"):
        visitor = visit().then(HouseChanged(locked_house())).touch(way)
        assert visitor.terminal.session.trouble == Trouble(Reason.WALK_IN_LOCKED)
        assert visitor.effects == []
        assert visitor.touch("done").screen is Screen.WELCOME


def test_used_up_service_leads_to_a_sentence_of_its_own_and_to_no_request() -> None:
    """What is given out is said before a request, with the time from which there are numbers again."""
    visitor = visit().then(HouseChanged(used_up_house())).touch("walk-in").touch("subject-a")
    noon = NOW.replace(hour=12, minute=0)
    for service, until in (("id-card", None), ("passport", noon)):
        refused = visitor.touch(f"service-{service}")
        assert refused.terminal.session.trouble == Trouble(Reason.CONTINGENT_USED_UP, until=until)
        assert refused.asked == []
        visitor = refused.touch("done").touch("walk-in").touch("subject-a")
    free = next(
        one for one in house().services if one.family == "A" and one.service not in {"id-card", "passport"}
    )
    assert isinstance(visitor.touch(f"service-{free.service}").terminal.session.asking, WalkIn)


def test_after_the_last_walk_in_the_terminal_says_so_and_asks_nothing() -> None:
    """Before anything is chosen; until then numbers are given as ever."""
    over = visit().then(HouseChanged(late_house(over=True))).touch("walk-in")
    assert over.terminal.session.trouble == Trouble(Reason.AFTER_LAST_WALK_IN)
    assert over.asked == []
    before = visit().then(HouseChanged(late_house())).touch("walk-in", "subject-a", "service-id-card")
    assert isinstance(before.terminal.session.asking, WalkIn)
    just_now = visit().then(HouseChanged(late_house())).touch("walk-in", "subject-a")
    just_now = just_now.then(HouseChanged(late_house(over=True))).touch("service-id-card")
    assert just_now.terminal.session.trouble == Trouble(Reason.AFTER_LAST_WALK_IN)


# everything that goes wrong


@pytest.mark.parametrize("fault", [one for one in CodeFault if one is not CodeFault.EMPTY])
def test_each_fault_of_a_code_has_its_own_page(fault: CodeFault) -> None:
    """What the queue service finds wrong with a code is shown as that, and scanning goes on."""
    visitor = visit().scan().refused(Reason.BAD_CODE, fault.value)
    assert visitor.screen is Screen.PROBLEM
    assert visitor.terminal.session.trouble is not None
    assert visitor.terminal.session.trouble.key == fault
    assert visitor.scan(OTHER_CODE).identified().screen is Screen.CONFIRM


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (CODE[:60], CodeFault.CUT),
        (CODE + CODE, CodeFault.DOUBLED),
        ("x" * 5000, CodeFault.TOO_LONG),
        (CODE.replace(CODE[40], "?"), CodeFault.MALFORMED),
        ("HK2" + CODE[3:], CodeFault.NEWER_VERSION),
        ("https://www.hamburg.de/", CodeFault.FOREIGN_URL),
        ("BCD\n002\n1\nSCT", CodeFault.FOREIGN_PAYMENT),
        ("openid4vp://?client_id=x", CodeFault.FOREIGN_WALLET),
        ("BEGIN:VCARD", CodeFault.FOREIGN_CONTACT),
        ("WIFI:S:guest;;", CodeFault.FOREIGN_WIFI),
        ("BEGIN:VEVENT", CodeFault.FOREIGN_CALENDAR),
        ("4006381333931", CodeFault.FOREIGN),
    ],
)
def test_what_is_no_code_of_ours_is_never_sent(text: str, key: CodeFault) -> None:
    """The shape is judged at the terminal; nothing of a foreign code leaves it."""
    visitor = visit().scan(text)
    assert visitor.asked == []
    assert visitor.terminal.session.trouble is not None
    assert visitor.terminal.session.trouble.key == key


@pytest.mark.parametrize("reason", [one for one in Reason if one is not Reason.BAD_CODE])
def test_each_refusal_leads_to_a_page_with_a_next_step(reason: Reason) -> None:
    """Own wording for all that concerns a visitor; "that did not work" for the rest."""
    visitor = visit().scan().refused(reason)
    assert visitor.screen is Screen.PROBLEM
    assert visitor.terminal.session.trouble is not None
    assert visitor.terminal.session.trouble.key == ("technical" if reason in AT_THE_COUNTER else reason)
    assert WAYS[visitor.terminal.session.trouble.key].actions


def test_too_late_visitor_may_take_a_number_instead() -> None:
    """From the page that says so, without starting again."""
    visitor = visit().scan().refused(Reason.TOO_LATE).touch("walk-in")
    assert visitor.screen is Screen.SUBJECTS
    assert visitor.terminal.session.code is None


def test_trying_again_after_no_answer_repeats_the_same_request() -> None:
    """The id stays, so that a check-in that was carried out unseen is not made twice."""
    visitor = visit().scan().identified().touch("yes").unanswered()
    assert visitor.terminal.session.trouble is not None
    assert visitor.terminal.session.trouble.key == SERVICE_AWAY
    visitor.touch("again", "again")
    assert visitor.asked[-1] == visitor.asked[-2]
    assert len(visitor.asked) == 3
    assert visitor.checked_in().screen is Screen.NUMBER


def test_slow_answer_is_announced_and_then_shown() -> None:
    """Only an answer that takes long brings the waiting page, and the answer takes it away."""
    visitor = visit().scan()
    assert visitor.then(Slow("request-of-another")).screen is Screen.WELCOME
    assert visitor.then(Slow(visitor.asked[0].id)).screen is Screen.WAITING
    assert visitor.identified().screen is Screen.CONFIRM


# the house and the link


def test_lost_link_sends_everyone_to_reception_but_keeps_a_number() -> None:
    """What is promised stays; nothing new is promised."""
    assert visit().then(LinkLost()).screen is Screen.AWAY
    assert visit().touch("type").type("7K").then(LinkLost()).screen is Screen.AWAY
    numbered = visit().scan().identified().touch("yes").checked_in().then(LinkLost())
    assert numbered.screen is Screen.NUMBER
    assert numbered.touch("done").screen is Screen.AWAY
    assert numbered.then(LinkBack()).screen is Screen.WELCOME


def test_lost_link_changes_nothing_for_a_terminal_that_can_go_on_alone() -> None:
    """The page stays; what was asked and not answered is asked again, of the terminal itself."""
    ready = StandInChanged(ready=True)
    assert visit().then(ready, LinkLost()).screen is Screen.WELCOME
    assert visit().then(ready).touch("walk-in").then(LinkLost()).screen is Screen.SUBJECTS
    asking = visit().then(ready).scan().then(LinkLost())
    assert [one.id for one in asking.asked] == [asking.asked[0].id] * 2
    assert asking.identified().screen is Screen.CONFIRM
    again = visit().then(ready).scan()
    again.then(LinkLost())
    assert again.unanswered().asked[-1].id == again.asked[0].id


def test_alone_offers_neither_numbers_nor_counters() -> None:
    """Nobody can say here what a booking number stands for, and nobody hears at a counter."""
    visitor = visit().then(HouseChanged(numbers_house()), StandInChanged(ready=True), LinkLost())
    assert visitor.terminal.is_alone
    assert visitor.touch("type").type("471199").touch("ok").asked == []
    assert visitor.touch("back", "expected").screen is Screen.WELCOME


@pytest.mark.parametrize(("way", "typed"), [("type", "471199"), ("expected", "7")])
def test_what_only_the_queue_service_can_answer_is_not_asked_for_ever(way: str, typed: str) -> None:
    """The link goes while somebody waits for the answer: the page says so, and tries again when it is pressed."""
    visitor = visit().then(HouseChanged(numbers_house())).touch(way).type(typed).touch("ok")
    visitor.then(StandInChanged(ready=True), LinkLost()).unanswered()
    assert visitor.terminal.session.trouble == Trouble(SERVICE_AWAY)
    first, *others = visitor.asked
    assert {one.id for one in others} == {first.id}
    assert len(visitor.then(LinkBack()).touch("again").asked) == len(others) + 2


def test_terminal_that_cannot_go_on_alone_any_more_says_so() -> None:
    """The disk is full, or the clock is not to be relied on: to the reception, until that is over."""
    alone = visit().then(StandInChanged(ready=True), LinkLost())
    assert alone.then(StandInChanged(ready=False)).screen is Screen.AWAY
    assert alone.then(StandInChanged(ready=True)).screen is Screen.WELCOME
    failed = visit().then(StandInChanged(ready=True), LinkLost()).scan().then(StandInChanged(ready=False))
    assert failed.unanswered().screen is Screen.PROBLEM


@pytest.mark.parametrize("closure", [Closure.HOURS, Closure.HOLIDAY, Closure.STAFF_MEETING])
def test_closed_house_shows_it_and_still_reads_codes(closure: Closure) -> None:
    """The queue service decides about an early bird; the terminal says why nothing else goes."""
    visitor = visit().then(closed(closure))
    assert visitor.screen is Screen.CLOSED
    assert visitor.scan().refused(Reason.CLOSED).screen is Screen.PROBLEM
    assert visitor.touch("done").then(HouseChanged(house())).screen is Screen.WELCOME


def test_evacuation_takes_the_whole_screen_at_once() -> None:
    """Also from a visitor in the middle of something."""
    assert visit().touch("type").type("7K").then(closed(Closure.EVACUATION)).screen is Screen.CLOSED


def test_evacuation_stays_when_the_link_goes() -> None:
    """It is staff who clear it, not a broken cable."""
    visitor = visit().then(closed(Closure.EVACUATION), LinkLost())
    assert visitor.screen is Screen.CLOSED
    assert visitor.then(LinkBack(), HouseChanged(house())).screen is Screen.WELCOME


@pytest.mark.parametrize("closure", [Closure.EVACUATION, Closure.STAND_BY])
def test_terminal_out_of_use_reads_nothing(closure: Closure) -> None:
    """Nobody is to stand in a queue then."""
    assert visit().then(closed(closure)).scan().asked == []


def test_opening_hours_end_without_throwing_anybody_out() -> None:
    """Whoever has begun may finish."""
    visitor = visit().scan().identified().then(closed(Closure.HOURS))
    assert visitor.screen is Screen.CONFIRM
    assert visitor.touch("yes").checked_in().touch("done").screen is Screen.CLOSED


def test_broken_scanner_is_known_to_the_first_page() -> None:
    """Typing is offered instead; when it is back, all is as before."""
    visitor = visit().then(ScannerChanged(works=False))
    assert not visitor.terminal.scanner_works
    assert visitor.then(ScannerChanged(works=True)).terminal.scanner_works


def test_blind_camera_is_told_to_the_reception_once_and_clears_itself() -> None:
    """The reason; what is told again when it is another."""
    visitor = visit(camera_device="v4l2:/dev/video0")
    visitor.then(*[CameraChanged(CameraTrouble.COVERED)] * 2)
    told = [one.request.reason for one in visitor.effects if isinstance(one, Report)]
    assert told == ["camera-covered"]
    assert not visitor.terminal.can_scan
    assert visitor.then(CameraChanged(None)).terminal.can_scan


def test_either_of_scanner_and_camera_is_enough_to_scan() -> None:
    """With a camera and no scanner of its own, the camera decides."""
    both = visit(camera_device="v4l2:/dev/video0", scanner_device="serial:/dev/ttyACM0")
    assert both.then(CameraChanged(CameraTrouble.DARK)).terminal.can_scan
    assert not both.then(ScannerChanged(works=False)).terminal.can_scan
    assert both.then(CameraChanged(None)).terminal.can_scan


def test_other_centres_are_remembered_for_those_who_get_no_number() -> None:
    """The city's overview is taken over."""
    assert visit().then(CentresChanged(())).terminal.centres == ()


# configuration


def test_configuration_applies_at_rest() -> None:
    """Nobody is there: at once."""
    config = KioskConfig(languages=(Language.EN, Language.DE), large_text=True)
    visitor = visit().then(ConfigOffered(config, "offer"))
    assert visitor.effects == [Apply("offer")]
    assert visitor.terminal.session == fresh_session(config)


@pytest.mark.parametrize("begun", ["type", "language-en", "aid-contrast", "help"])
def test_configuration_waits_for_the_visitor(begun: str) -> None:
    """Somebody is in the middle of something: deferred, and applied when they have left."""
    config = KioskConfig(idle_seconds=90)
    visitor = visit().touch(begun).then(ConfigOffered(config, "offer"))
    assert visitor.effects == [Defer("offer")]
    assert visitor.terminal.config.idle_seconds == 60
    visitor.then(Idle(), Idle())
    assert visitor.effects[1:] == [Forget(), Apply("offer")]
    assert visitor.terminal.config == config


def test_configuration_applies_when_the_visitor_goes_back_to_the_start() -> None:
    """Nothing was chosen, nothing was typed any more: nobody is served."""
    config = KioskConfig(idle_seconds=90)
    visitor = visit().touch("type").then(ConfigOffered(config, "offer")).touch("back")
    assert visitor.terminal.config == config
    assert visitor.effects == [Defer("offer"), Apply("offer")]


# aids, language, help, time


EVERYWHERE = [
    [], ["type", "key-7"], ["walk-in"], ["walk-in", "subject-j"], ["collect"],
]  # fmt: skip


@pytest.mark.parametrize("way", EVERYWHERE)
def test_language_and_aids_change_without_losing_the_step(way: list[str]) -> None:
    """On every page, at once, and back again."""
    visitor = visit().touch(*way)
    before = visitor.terminal.session
    visitor.touch("language-en", "aid-text", "aid-contrast", "aid-reach")
    session = visitor.terminal.session
    assert session.language is Language.EN
    assert session.aids == Aids(large_text=True, high_contrast=True, low_reach=True)
    assert (session.typed, session.family) == (before.typed, before.family)


@pytest.mark.parametrize("way", EVERYWHERE)
def test_help_gives_the_page_back(way: list[str]) -> None:
    """Help lies over the page; what was typed is still there."""
    visitor = visit().touch(*way)
    before = visitor.terminal
    assert visitor.touch("help").screen is Screen.HELP
    assert visitor.touch("back").terminal == before


def test_language_page_comes_back_to_the_step() -> None:
    """With more than two languages there is a page to choose from."""
    visitor = visit(languages=(Language.DE, Language.EN, Language.TR)).touch("type", "languages")
    assert visitor.screen is Screen.LANGUAGES
    assert visitor.touch("language-tr").screen is Screen.TYPE_CODE


@pytest.mark.parametrize("way", EVERYWHERE)
@pytest.mark.parametrize("language", Language)
def test_language_changes_on_every_page_and_nothing_else_does(way: list[str], language: Language) -> None:
    """The step, what was typed and chosen stay; the next visitor is greeted in the site's own language."""
    visitor = visit().touch(*way)
    before = visitor.terminal
    now = visitor.touch("languages", f"language-{language.value}").terminal
    assert now == replace(before, session=replace(before.session, language=language))
    visitor.then(Idle(), Idle())
    assert visitor.terminal.session == fresh_session(visitor.terminal.config)


def test_language_that_the_site_does_not_speak_is_not_taken() -> None:
    """Whatever asks for it."""
    assert (
        visit(languages=(Language.DE, Language.EN)).touch("language-pl").terminal.session.language
        is Language.DE
    )


@pytest.mark.parametrize("way", [*EVERYWHERE[1:], ["language-en"], ["type", "help"]])
def test_idle_visitor_is_warned_and_keeps_everything_with_one_tap(way: list[str]) -> None:
    """The page is given back as it was."""
    visitor = visit().touch(*way)
    before = visitor.terminal
    assert visitor.then(Idle()).screen is Screen.WARNING
    visitor.touch("more-time")
    assert visitor.screen is before.screen
    assert visitor.terminal.session.typed == before.session.typed
    assert visitor.terminal.session.back_to is before.session.back_to


def test_time_is_extended_ten_times_and_no_more() -> None:
    """Ten times one tap is enough, then the page belongs to somebody else."""
    visitor = visit().touch("type", "key-7")
    for _ in range(MOST_EXTENSIONS):
        assert visitor.then(Idle()).screen is Screen.WARNING
        assert visitor.touch("more-time").screen is Screen.TYPE_CODE
    assert visitor.then(Idle()).screen is Screen.WELCOME


def test_nobody_reacts_and_the_visit_is_forgotten() -> None:
    """Warning, silence, an empty first page in the site's language."""
    visitor = visit().touch("language-en", "aid-text").scan().identified().then(Idle(), Idle())
    assert visitor.screen is Screen.WELCOME
    assert visitor.effects[-1] == Forget()
    assert not visitor.terminal.is_serving


def test_first_page_without_anybody_never_warns() -> None:
    """It may stand there all day."""
    assert visit().then(Idle()).screen is Screen.WELCOME


def test_scanning_during_the_warning_counts_as_being_there() -> None:
    """The page comes back."""
    assert visit().touch("type").then(Idle()).scan().screen is Screen.TYPE_CODE


def test_name_of_the_screen_is_shown_and_taken_away() -> None:
    """Staff look for it; the visitor's page comes back."""
    visitor = visit().touch("type", "key-7").then(NameWanted())
    assert visitor.screen is Screen.NAME
    assert visitor.then(NameShown()).screen is Screen.TYPE_CODE
    assert visitor.terminal.session.typed == "7"


def test_repr_of_a_session_shows_nothing_of_the_visitor() -> None:
    """Whatever is logged by accident has neither code nor number in it."""
    visitor = visit().scan().identified().touch("yes").checked_in()
    shown = repr(visitor.terminal.session)
    assert CODE not in shown
    assert "A104" not in shown


def test_every_row_of_the_flow_names_a_page_and_leads_somewhere() -> None:
    """The table has a way out of every page that a visitor can be on."""
    ways_out = {"back", "done", "more-time", "not-mine"}
    for screen in set(Screen) - {
        Screen.STARTING,
        Screen.WELCOME,
        Screen.CLOSED,
        Screen.AWAY,
        Screen.WAITING,
        Screen.NAME,
    }:
        assert any((screen, f"touch {way}") in FLOW for way in ways_out), screen
