"""Numbers of other systems at the desk: found, unknown, counted."""

from datetime import timedelta
from typing import Any

import pytest

from lobby.catalogue_files import sample_catalogue
from lobby.centre.desk import Desk
from lobby.contract.answers import CheckedIn, Identified, Reason, Refused
from lobby.contract.codes import ForeignNumbers, NumberedBookings, TypedCode, parse_typed, typed_code
from lobby.contract.events import CheckInFailed, CodeUnknown
from lobby.contract.requests import CheckIn, Identify
from lobby.queueing.guessing import MOST_AT_DEVICE, WINDOW
from tests.support.house import NOW, House, booking

ZMS = ForeignNumbers("zms", bytes(range(32)))
OTHER = ForeignNumbers("other", bytes(32))
SYSTEMS = (NumberedBookings(ZMS, 6, 8), NumberedBookings(OTHER, 6, 8))
TODAY = NOW.date()
OUR_CODE = typed_code(booking(1).booking).symbols
NOBODYS_CODE = typed_code(booking(2).booking).symbols


class _Counter:
    """A desk that knows one booking of ours, and what it is asked."""

    def __init__(self, *ids: str, slot: timedelta = timedelta(), systems: Any = SYSTEMS) -> None:
        house = House()
        plain = booking(1, NOW + slot)
        named = {name: getattr(plain, name) for name in plain.__struct_fields__}
        house.book(plain, *(type(plain)(**(named | {"booking": one})) for one in ids))
        self.desk = Desk(house.line, house.rules, sample_catalogue(), systems)
        self.facts: list[object] = []
        self._asked = 0

    def ask(self, code: str, device: str = "kiosk-1", later: timedelta = timedelta()) -> Any:
        self._asked += 1
        request = Identify(id=f"request-{self._asked:03}", code=code)
        handled = self.desk.handle(request, NOW + later, device)
        self.facts += handled.events
        return handled.answer

    def reason(self, code: str, device: str = "kiosk-1", later: timedelta = timedelta()) -> Reason:
        answer = self.ask(code, device, later)
        assert isinstance(answer, Refused)
        return answer.reason


@pytest.mark.parametrize("of", [ZMS, OTHER], ids=["first system", "second system"])
def test_number_given_for_today_or_for_good_is_found(of: ForeignNumbers) -> None:
    """In either system, typed with blanks or without; checked in, the same number twice."""
    counter = _Counter(of.booking_on(TODAY, "471199"), of.booking("471200"))
    assert isinstance(counter.ask("471199"), Identified)
    assert isinstance(counter.ask("47 12 00"), Identified)
    given = [
        counter.desk.handle(CheckIn(id=f"check-in-{one}", code="471199"), NOW, "kiosk-1").answer
        for one in "ab"
    ]
    assert [isinstance(one, CheckedIn) and (one.ticket.number, one.again) for one in given] == [
        ("A101", False), ("A101", True),
    ]  # fmt: skip
    assert counter.facts == []


def test_number_of_yesterday_is_unknown_and_counted() -> None:
    """A number that is given again stands for the booking of its day."""
    counter = _Counter(ZMS.booking_on(TODAY - timedelta(days=1), "471199"))
    assert counter.reason("471199") is Reason.UNKNOWN_NUMBER
    assert counter.facts == [CodeUnknown(at=NOW, device="kiosk-1")]


@pytest.mark.parametrize("number", ["12345", "123456789"])
def test_number_of_another_length_is_none(number: str) -> None:
    """It is judged as a typed code, costs no look and is no guess."""
    counter = _Counter(ZMS.booking_on(TODAY, number))
    assert counter.reason(number) is Reason.BAD_CODE
    assert counter.facts == []


def test_eight_digits_may_be_code_and_number_at_once() -> None:
    """One number in 32 has a fitting check symbol: it is found all the same, and so is the code."""
    both = next(
        text for n in range(10_000_000, 10_000_099) if isinstance(parse_typed(text := str(n)), TypedCode)
    )
    assert isinstance(_Counter(ZMS.booking_on(TODAY, both)).ask(both), Identified)
    assert _Counter().reason(both) is Reason.UNKNOWN_NUMBER
    assert _Counter(systems=()).reason(both) is Reason.UNKNOWN_TYPED_CODE


def test_without_a_system_numbers_are_no_codes() -> None:
    """As before: too short for a typed code."""
    counter = _Counter(ZMS.booking_on(TODAY, "471199"), systems=())
    assert counter.reason("471199") is Reason.BAD_CODE


def test_after_ten_wrong_ones_nothing_typed_is_heard_from_there() -> None:
    """Neither wrong nor right ones, by code or by number; other terminals and signed codes go on."""
    counter = _Counter(ZMS.booking_on(TODAY, "471199"))
    for wrong in range(MOST_AT_DEVICE):
        typed = NOBODYS_CODE if wrong % 2 else f"9000{wrong:02}"
        assert counter.reason(typed) in (Reason.UNKNOWN_TYPED_CODE, Reason.UNKNOWN_NUMBER)
    told = CheckInFailed(at=NOW, device="kiosk-1", reason="guessing")
    assert counter.facts.count(told) == 1
    before = len(counter.facts)
    for typed in ("471199", OUR_CODE, "900000", NOBODYS_CODE):
        answer = counter.ask(typed, later=timedelta(minutes=1))
        assert isinstance(answer, Refused)
        assert (answer.reason, answer.again_from) == (Reason.TYPING_PAUSED, NOW + WINDOW)
    assert len(counter.facts) == before
    assert counter.reason("HK1" + "0" * 132) is Reason.BAD_CODE
    assert isinstance(counter.ask("471199", "kiosk-2"), Identified)
    assert isinstance(counter.ask(OUR_CODE, later=WINDOW), Identified)
