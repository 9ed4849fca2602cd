"""How a booking stands as the day goes on."""

from datetime import datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lobby.bookings.day import Case, Entry
from lobby.contract.answers import Reason
from lobby.contract.state import Standing
from lobby.queueing.arrivals import Presented, Recognised, recognise
from lobby.stage.timing import BY_THE_CLOCK, UNTIL_TOO_LATE, case_now
from tests.support.house import NOW, House, booking, minutes

SAME: dict[Standing | Reason, Case] = {
    Standing.ON_TIME: Case.ON_TIME,
    Standing.EARLY: Case.EARLY,
    Standing.LATE: Case.LATE,
    Reason.TOO_LATE: Case.TOO_LATE,
    Reason.OTHER_DAY: Case.OTHER_DAY,
}
moments = st.integers(-16 * 3600, 16 * 3600).map(lambda seconds: NOW + timedelta(seconds=seconds))


@given(moments)
@example(NOW - minutes(15))
@example(NOW + minutes(15))
@pytest.mark.parametrize("case", sorted(BY_THE_CLOCK))
def test_the_phone_says_what_the_queue_service_decides(case: Case, now: datetime) -> None:
    """At every second of the day, before and after it, by the very rules."""
    house = House()
    house.book(booking(1))
    found = recognise(house.line, Presented(booking(1)), house.rules, now)
    decided = found.standing if isinstance(found, Recognised) else found.reason
    assert case_now(Entry(case=case, code="", booking=booking(1)), now) is SAME[decided]


@pytest.mark.parametrize("case", sorted(UNTIL_TOO_LATE))
def test_what_a_booking_is_there_to_show_is_shown_until_it_is_too_late(case: Case) -> None:
    """A family is a family before, at and after its slot; then it is a family that is too late."""
    entry = Entry(case=case, code="", booking=booking(1))
    assert [case_now(entry, NOW + minutes(late)) for late in (-60, 0, 15)] == [case] * 3
    assert case_now(entry, NOW + minutes(16)) is Case.TOO_LATE
    assert case_now(entry, NOW + minutes(24 * 60)) is Case.OTHER_DAY


@pytest.mark.parametrize("case", sorted(set(Case) - BY_THE_CLOCK - UNTIL_TOO_LATE))
def test_time_changes_nothing_about_a_wrong_code(case: Case) -> None:
    """Forged stays forged, cancelled stays cancelled."""
    assert case_now(Entry(case=case, code="", booking=booking(1)), NOW + minutes(300)) is case
    assert case_now(Entry(case=case, code=""), NOW) is case


def test_an_ordinary_booking_that_is_off_is_cancelled() -> None:
    """Whatever the time."""
    entry = Entry(case=Case.ORDINARY, code="", booking=booking(1, cancelled=True))
    assert case_now(entry, NOW) is Case.CANCELLED
