"""Ways in beside the QR code, at the real terminal: typed with its keys, answered by a real queue service."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from lobby.bench.house import wait_until
from lobby.contract.answers import AnyAnswer, Explained, PlaceChanged, Refused
from lobby.contract.bookings import Booking
from lobby.contract.codes import ForeignNumbers
from lobby.contract.codes.keyring import LOCAL
from lobby.contract.requests import AnyRequest, CallNext, CallOne, Explain, ImportBookings, OpenPlace
from lobby.contract.state import FailedCheckIn, Line, Reception, Waiting
from tests.kiosk.test_app import Lobby, lobby

pytestmark = [pytest.mark.window, pytest.mark.slow]
KEY = bytes(range(32))
NUMBER = "471199"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lobby]:
    key = tmp_path_factory.mktemp("key") / "numbers.key"
    key.write_text(KEY.hex())
    with lobby({"numbers": [{"system": "zms", "key": str(key)}]}) as opened:
        now = datetime.now(UTC)
        booking = Booking(
            booking=ForeignNumbers("zms", KEY).booking_on(now.astimezone(LOCAL).date(), NUMBER),
            centre="altona", service="id-card", slot=now, length_minutes=15,
        )  # fmt: skip
        opened.bus.devices["rehearsal"].ask(ImportBookings(id="import-1", bookings=(booking,))).result(10)
        yield opened


def type_in(running: Lobby, digits: str) -> None:
    """To the keypad, touch the digits, and go on."""
    running.tap("type")
    running.until("type-code")
    running.tap(f"key-{digits[0]}")
    for digit in digits[1:]:
        running.window.tap(f"key-{digit}")
    wait_until(lambda: "ok" in running.window.state()["controls"])
    running.tap("ok")


def test_number_of_the_confirmation_leads_to_a_ticket(running: Lobby) -> None:
    """Time and persons are asked for by the page, the number is as any other."""
    type_in(running, NUMBER)
    running.until("confirm")
    running.tap("yes")
    assert running.until("number")["number"]
    running.leave()


def test_a_group_in_parts_keeps_one_number(running: Lobby) -> None:
    """First two of four; the others come with the same code, and the counters see four under one number."""
    code = running.visitors.code(persons=4)
    running.window.keys(code + "\n")
    running.until("confirm")
    running.tap("more-people")
    running.until("persons")
    running.tap("persons-2")
    running.until("confirm")
    running.tap("yes")
    number = running.until("number")["number"]
    running.leave()
    running.window.keys(code + "\n")
    running.until("party")
    running.tap("all-here")
    assert running.until("number")["number"] == number
    wait_until(lambda: [one.persons for one in waiting(running) if one.number == number] == [4])
    running.leave()


def test_two_bookings_of_one_person_get_numbers_that_are_never_called_at_once(running: Lobby) -> None:
    """Both codes are scanned, one after the other; while one number is at a counter the other one waits."""
    ask(running, OpenPlace(id="open-0011", place="11", services=("id-card",)))
    ask(running, OpenPlace(id="open-0012", place="12", services=("id-card",)))
    before = {one.visit for one in waiting(running)}
    running.window.keys(running.visitors.code() + "\n")
    running.until("confirm")
    running.window.keys(running.visitors.code() + "\n")
    running.until("choose")
    running.tap("both")
    running.until("number")
    wait_until(lambda: len({one.visit for one in waiting(running)} - before) == 2)
    first, second = (one for one in waiting(running) if one.visit not in before)
    ask(running, CallOne(id="call-0011", place="11", visit=first.visit))
    wait_until(lambda: [one.held for one in waiting(running) if one.visit == second.visit] == [True])
    answer = ask(running, Explain(id="explain-12", place="12"))
    assert isinstance(answer, Explained)
    assert {one.rule for one in answer.ranked if one.visit.visit == second.visit} == {"not-yet"}
    running.leave()


def test_who_is_expected_is_called_by_that_counter(running: Lobby) -> None:
    """At first nobody is there; once the counter is open, it alone sees and calls the number."""
    say_expected(running)
    running.until("problem")
    running.leave()
    ask(running, OpenPlace(id="open-0007", place="7", services=("passport",)))
    ask(running, OpenPlace(id="open-0008", place="8", services=("passport",)))
    say_expected(running)
    number = running.until("number")["number"]
    wait_until(lambda: [one.only_place for one in waiting(running) if one.number == number] == ["7"])
    assert isinstance(ask(running, CallNext(id="call-0008", place="8")), Refused)
    called = ask(running, CallNext(id="call-0007", place="7"))
    assert isinstance(called, PlaceChanged)
    assert called.place.visit is not None
    assert called.place.visit.number == number
    running.leave()


def say_expected(running: Lobby) -> None:
    """At counter 7."""
    running.tap("expected")
    running.until("counter")
    running.tap("key-7")
    wait_until(lambda: "ok" in running.window.state()["controls"])
    running.tap("ok")


def ask(running: Lobby, request: AnyRequest) -> AnyAnswer:
    """What the queue service answers to somebody at a counter."""
    answer: AnyAnswer = running.bus.devices["rehearsal"].ask(request).result(10)
    return answer


def waiting(running: Lobby) -> tuple[Waiting, ...]:
    """Who waits, as the counters see it."""
    told: list[Line] = running.bus.of(Line)
    return told[-1].waiting if told else ()


def test_what_can_be_done_online_has_its_page_before_the_number(running: Lobby) -> None:
    """The address is on the page; who wants the number all the same has it with one touch more."""
    running.tap("walk-in")
    running.until("subjects")
    running.tap("subject-j")
    running.until("services")
    running.tap("service-registration-certificate")
    words = " ".join(running.until("online")["words"])
    assert "Das geht auch online." in words
    assert "online.example.org" in words
    running.tap("take-number")
    assert str(running.until("number")["number"]).startswith("J")
    running.leave()


def test_unknown_number_is_explained_and_told_to_the_reception(running: Lobby) -> None:
    """The reason, never the number."""
    type_in(running, "900000")
    running.until("problem")
    wait_until(lambda: "unknown-number" in [one.reason for one in failures(running)])
    (failed,) = (one for one in failures(running) if one.reason == "unknown-number")
    assert (failed.device, failed.detail) == ("kiosk-1", "")
    running.leave("back")


def failures(running: Lobby) -> tuple[FailedCheckIn, ...]:
    """What the reception was told."""
    told: list[Reception] = running.bus.of(Reception)
    return told[-1].failures if told else ()
