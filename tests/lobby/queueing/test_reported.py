"""What terminals gave alone: taken as it was given, or disputed, and never lost."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.answers import Reason
from lobby.contract.bookings import Booking
from lobby.contract.day_list import NOT_LEASED, TWO_NUMBERS
from lobby.contract.events import ArrivalUnheard, Arrived, BookingCancelled, NumberDisputed
from lobby.contract.requests import LeaseNumbers, ReportArrival, SettleDispute, WalkIn
from lobby.contract.state import Dispute, Standing
from lobby.queueing.arrivals import Presented
from lobby.queueing.decision import Decided, Decision, Declined
from lobby.queueing.reception import FromTerminal
from lobby.queueing.reported import Reported
from tests.support.house import NOW, House, booking, minutes, reason

CAME = NOW - minutes(20)


@pytest.fixture(name="house")
def _house() -> House:
    """Two terminals with a block each, and a booking."""
    house = House()
    for device in ("kiosk-1", "kiosk-2"):
        house.do(FromTerminal(LeaseNumbers(id="lease-0001"), device))
    house.book(booking(1, NOW))
    return house


def told(
    house: House, number: str, shown: Booking | None = None, device: str = "kiosk-1", **fields: Any
) -> Decision:
    """A terminal tells of a number."""
    known: dict[str, Any] = {"id": f"report-{number}", "came": CAME, "service": "id-card"} | fields
    presented = None if shown is None else Presented(shown)
    return house.do(Reported(ReportArrival(number=number, **known), device, presented))


def dispute(house: House) -> Dispute:
    """The only one."""
    (only,) = house.line.hall.disputes.values()
    return only


def test_a_visitor_keeps_number_and_time(house: House) -> None:
    """With and without a booking; waiting counts from when they came."""
    told(house, "A940", booking(1, NOW))
    told(house, "A941")
    booked, without = house.line.visits[booking(1).booking], house.line.visits["report-A941"]
    assert (booked.number, booked.checked_in, booked.standing) == ("A940", CAME, Standing.EARLY)
    assert (without.number, without.checked_in, without.standing) == ("A941", CAME, Standing.WALK_IN)
    house.do(WalkIn(id="walk-in-0001", service="id-card"))
    assert house.line.visits["walk-in-0001"].number == "A101"


def test_told_twice_it_is_one_visit(house: House) -> None:
    """Under the same id, also long after the answer was forgotten."""
    told(house, "A940", booking(1, NOW))
    again = told(house, "A940", booking(1, NOW))
    assert again == Decided(visit=booking(1).booking)
    told(house, "A941")
    assert told(house, "A941") == Decided(visit="report-A941")
    assert house.line.totals.arrived == 2


def test_both_terminals_alone_and_the_same_code_at_each(house: House) -> None:
    """The first number that is heard of holds; the reception is told of the other."""
    told(house, "A880", booking(1, NOW), "kiosk-2")
    told(house, "A940", booking(1, NOW))
    one = dispute(house)
    assert (one.number, one.other, one.reason, one.device) == ("A940", "A880", TWO_NUMBERS, "kiosk-1")
    settle = SettleDispute(id="settle-0001", dispute=one.id, admit=True)
    assert reason(house.do(settle)) is Reason.CHANGED_SINCE
    house.do(SettleDispute(id="settle-0002", dispute=one.id))
    assert house.line.hall.disputes == {}


def test_the_command_was_heard_after_all(house: House) -> None:
    """The terminal got no answer and went on alone: one visitor, two numbers, not two visitors."""
    house.do(WalkIn(id="walk-in-0001", service="id-card"))
    told(house, "A940", instead_of="walk-in-0001")
    assert dispute(house).other == "A101"
    assert house.line.totals.arrived == 1


def test_cancelled_while_nobody_heard(house: House) -> None:
    """Not in the line, not lost: the reception lets the visitor in with the number in their hand."""
    house.take((BookingCancelled(at=NOW, visit=booking(1).booking),))
    told(house, "A940", booking(1, NOW))
    one = dispute(house)
    assert one.reason == Reason.CANCELLED
    house.do(SettleDispute(id="settle-0001", dispute=one.id, admit=True))
    visit = house.line.visits[one.id]
    assert (visit.number, visit.checked_in, visit.standing) == ("A940", CAME, Standing.WALK_IN)


def test_a_number_that_is_not_the_terminals(house: House) -> None:
    """Of the other's block, or one of the queue service's: disputed; let in, it gets one that is free."""
    told(house, "A880")
    assert dispute(house).reason == NOT_LEASED
    told(house, "A880", id="report-other", device="kiosk-2")
    house.do(SettleDispute(id="settle-0001", dispute="report-A880", admit=True))
    assert house.line.visits["report-A880"].number == "A101"


def test_a_day_that_is_over(house: House) -> None:
    """It is counted for the reception; nobody is put into today's line."""
    decided = told(house, "A940", came=NOW - timedelta(days=1))
    told(house, "A941", came=NOW - timedelta(days=2))
    assert isinstance(decided, Decided)
    assert isinstance(decided.events[0], ArrivalUnheard)
    unheard = house.line.hall.unheard["kiosk-1"]
    assert (unheard.count, unheard.first) == (2, NOW - timedelta(days=2))
    assert not house.line.present


def test_a_clock_ahead_of_the_house_is_not_believed(house: House) -> None:
    """Nobody has come later than now."""
    told(house, "A940", came=NOW + minutes(30))
    assert house.line.visits["report-A940"].checked_in == NOW


def test_what_the_terminal_took_in_time_is_not_late_now(house: House) -> None:
    """The slot is judged at the time of coming; a booking past its grace is taken as it was."""
    late = booking(2, NOW - minutes(60))
    house.book(late)
    told(house, "A940", late, came=NOW - minutes(50))
    assert house.line.visits[late.booking].standing is Standing.LATE


_WAYS = st.tuples(
    st.sampled_from(["kiosk-1", "kiosk-2"]),
    st.integers(0, 3),
    st.sampled_from(["A", "R"]),
    st.integers(880, 999),
    st.integers(-3000, 30),
)


@given(st.lists(_WAYS, max_size=25), st.sets(st.integers(1, 3)))
def test_each_report_becomes_one_fact_and_no_number_is_anybody_elses(
    ways: list[tuple[str, int, str, int, int]], cancelled: set[int]
) -> None:
    """Whatever terminals tell, in whatever order: an arrival, a dispute or one of a day that is over."""
    house = House()
    for device in ("kiosk-1", "kiosk-2"):
        house.do(FromTerminal(LeaseNumbers(id="lease-0001"), device))
    house.book(*(booking(one, NOW) for one in (1, 2, 3)))
    house.take(tuple(BookingCancelled(at=NOW, visit=booking(one).booking) for one in sorted(cancelled)))
    for count, (device, booked, family, digits, minute) in enumerate(ways):
        shown = booking(booked, NOW) if booked else None
        came: datetime = NOW + minutes(minute)
        service = "id-card" if family == "A" else "residence-register"
        decision = told(
            house, f"{family}{digits}", shown, device, id=f"report-{count:04d}", came=came, service=service
        )
        assert not isinstance(decision, Declined)
        kinds = (Arrived, NumberDisputed, ArrivalUnheard)
        assert len(decision.events) == 1 or decision.visit is not None
        assert all(isinstance(one, kinds) for one in decision.events)
    numbers = [visit.number for visit in house.line.visits.values() if visit.number is not None]
    assert len(numbers) == len(set(numbers))
