"""Who is next."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.requests import WalkIn
from lobby.queueing.discipline import calling_order, next_visit
from tests.support.house import NOW, House, booking, minutes, rules

ALL = ("id-card", "passport")


def _walk_in(house: House) -> str:
    name = uuid.uuid4().hex
    house.do(WalkIn(id=name, service="id-card"))
    return name


def _order(house: House) -> list[str]:
    return [visit.id for visit in calling_order(house.line, house.rules, house.now)]


@given(st.permutations(range(6)))
def test_booked_visitors_go_by_slot_never_by_arrival(arrivals: list[int]) -> None:
    """Whoever comes first, the slots decide."""
    house = House()
    slots = {number: NOW + minutes(20 + number * 5) for number in range(6)}
    house.book(*(booking(number, slot) for number, slot in slots.items()))
    for number in arrivals:
        house.present(booking(number, slots[number]))
        house.now += minutes(1)
    house.now = NOW + minutes(60)
    assert _order(house) == [booking(number).booking for number in range(6)]


def test_a_late_visitor_follows_those_who_were_on_time() -> None:
    """Credit counts from the check-in, not from the missed slot."""
    house = House()
    early, late = booking(1, NOW + minutes(2)), booking(2, NOW - minutes(10))
    house.book(early, late)
    house.present(early)
    house.now = NOW + minutes(5)
    house.present(late)
    house.now = NOW + minutes(12)
    assert _order(house) == [early.booking, late.booking]


def test_waiting_with_a_booking_counts_more() -> None:
    """Three minutes of a walk-in weigh one of a booked visitor."""
    house = House()
    stranger = _walk_in(house)
    booked = booking(1, NOW + minutes(10))
    house.book(booked)
    house.present(booked)
    house.now = NOW + minutes(14)
    assert _order(house) == [stranger, booked.booking]
    house.now = NOW + minutes(16)
    assert _order(house) == [booked.booking, stranger]


def test_a_walk_in_beyond_the_cap_goes_first() -> None:
    """Nobody starves behind bookings."""
    house = House(rules=rules(walk_in_cap_minutes=30))
    stranger = _walk_in(house)
    booked = booking(1, NOW + minutes(5))
    house.book(booked)
    house.present(booked)
    house.now = NOW + minutes(29)
    assert _order(house)[0] == booked.booking
    house.now = NOW + minutes(31)
    assert _order(house)[0] == stranger


def test_who_is_before_the_slot_is_called_only_when_nobody_has_waited() -> None:
    """Early presence is used, at nobody's cost."""
    house = House()
    early = booking(1, NOW + minutes(10))
    house.book(early)
    house.present(early)
    found = next_visit(house.line, ALL, house.rules, NOW)
    assert found is not None
    assert found.id == early.booking
    stranger = _walk_in(house)
    house.now = NOW + minutes(1)
    assert _order(house)[0] == stranger


def test_who_was_called_in_vain_is_skipped_for_a_while() -> None:
    """And comes last in the list meanwhile."""
    house = House()
    first, second = booking(1, NOW), booking(2, NOW + minutes(1))
    house.book(first, second)
    house.present(first)
    house.present(second)
    house.line.visits[first.booking].in_vain_at = NOW
    house.now = NOW + minutes(4)
    assert _order(house) == [second.booking, first.booking]
    house.now = NOW + minutes(5)
    assert _order(house) == [first.booking, second.booking]
