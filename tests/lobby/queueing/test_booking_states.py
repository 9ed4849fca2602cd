"""What a booking system is told of its bookings."""

import uuid
from datetime import date

import pytest

from lobby.contract.bookings import BookingState, BookingStatus
from lobby.contract.requests import (
    CallNext,
    Finish,
    ImportBookings,
    NotHere,
    OpenPlace,
    Park,
    Start,
    Undo,
    WalkIn,
    Withdraw,
)
from lobby.queueing.booking_states import booking_states
from lobby.queueing.decision import Decided
from lobby.queueing.line import VisitState
from tests.support.house import NOW, House, booking, minutes, rules

TODAY = date(2026, 11, 23)


def _id() -> str:
    return uuid.uuid4().hex


def _told(house: House) -> list[BookingState]:
    return list(booking_states(house.line, TODAY, house.rules, house.now))


def _one(house: House) -> BookingState:
    (state,) = _told(house)
    return state


def _served(house: House) -> None:
    """One booking, here, with a counter open for it."""
    house.book(booking(1))
    house.present(booking(1))
    house.do(OpenPlace(id=_id(), place="7", services=("id-card",)))


def test_every_state_of_a_visit_is_told() -> None:
    """A new state cannot be forgotten here."""
    house = House()
    house.book(booking(1))
    for state in VisitState:
        house.line.visits[booking(1).booking].state = state
        assert isinstance(_one(house).status, BookingStatus)


def test_a_visit_is_told_step_by_step() -> None:
    """Arrived, called, serving, finished; each with the moment it began."""
    house = House()
    house.book(booking(1))
    assert _one(house).status is BookingStatus.EXPECTED
    house.present(booking(1))
    assert (_one(house).status, _one(house).number, _one(house).arrived) == (
        BookingStatus.ARRIVED,
        "A101",
        NOW,
    )
    house.do(OpenPlace(id=_id(), place="7", services=("id-card",)))
    for wait, command, status in (
        (3, CallNext(id=_id(), place="7"), BookingStatus.CALLED),
        (4, Start(id=_id(), place="7"), BookingStatus.SERVING),
        (9, Finish(id=_id(), place="7"), BookingStatus.FINISHED),
    ):
        house.now = NOW + minutes(wait)
        house.do(command)
        assert (_one(house).status, _one(house).since) == (status, house.now)
    house.do(Undo(id=_id(), place="7"))
    assert (_one(house).status, _one(house).since) == (BookingStatus.SERVING, NOW + minutes(4))


def test_who_did_not_answer_left_or_is_away_for_papers() -> None:
    """Missed, withdrawn and parked are told apart."""
    house = House(rules=rules(calls_in_vain=1))
    _served(house)
    house.do(CallNext(id=_id(), place="7"))
    house.do(NotHere(id=_id(), place="7"))
    assert _one(house).status is BookingStatus.MISSED
    house.do(Withdraw(id=_id(), visit=booking(1).booking))
    assert _one(house).status is BookingStatus.WITHDRAWN
    other = House()
    _served(other)
    other.do(CallNext(id=_id(), place="7"))
    other.do(Start(id=_id(), place="7"))
    other.do(Park(id=_id(), place="7", where="photo"))
    assert _one(other).status is BookingStatus.PARKED


@pytest.mark.parametrize(("late", "status"), [(15, BookingStatus.EXPECTED), (16, BookingStatus.ABSENT)])
def test_who_did_not_come_is_absent_after_the_grace(late: int, status: BookingStatus) -> None:
    """Not before: they may still come."""
    house = House(rules=rules(grace_minutes=15))
    house.book(booking(1))
    house.now = NOW + minutes(late)
    assert _one(house).status is status


def test_only_bookings_of_the_day_are_told_by_slot() -> None:
    """Walk-ins are nobody's booking; a code newer than the list is one."""
    house = House()
    house.book(booking(2, NOW + minutes(30)), booking(3, NOW + minutes(1440)))
    house.do(WalkIn(id=_id(), service="id-card"))
    house.present(booking(1))
    assert [(one.booking, one.status) for one in _told(house)] == [
        (booking(1).booking, BookingStatus.ARRIVED),
        (booking(2).booking, BookingStatus.EXPECTED),
    ]


def test_a_joined_booking_is_told_under_its_own_id() -> None:
    """With the number of the visitor who was here before it."""
    house = House()
    came = house.do(WalkIn(id=_id(), service="id-card"))
    assert isinstance(came, Decided)
    number = house.line.visits[came.visit or ""].number
    house.deliver(ImportBookings(id=_id(), bookings=(booking(1, number=number),)))
    assert (_one(house).booking, _one(house).number) == (booking(1).booking, number)
