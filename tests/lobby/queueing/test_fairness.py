"""What the order of calling promises, whoever comes and whenever."""

import uuid
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lobby.contract.requests import CallNext, Finish, OpenPlace, Start, WalkIn
from lobby.queueing.classes import Rate, VisitClass
from lobby.queueing.decision import Declined
from lobby.queueing.discipline import calling_order, class_of, next_visit
from lobby.queueing.line import Visit
from tests.support.house import NOW, House, booking, minutes, rules

SERVICES = ("id-card", "passport", "pickup")
CAP, LENGTH = 30, 10


def _walk_in(house: House, service: str = "id-card") -> Visit:
    name = uuid.uuid4().hex
    house.do(WalkIn(id=name, service=service))
    return house.line.visits[name]


def _serve(house: House, place: str) -> Visit | None:
    """One case from call to end; the clock stands."""
    if isinstance(house.do(CallNext(id=uuid.uuid4().hex, place=place)), Declined):
        return None
    house.do(Start(id=uuid.uuid4().hex, place=place))
    return house.line.visit_at(place)


@settings(deadline=None, max_examples=40)
@given(
    arrivals=st.lists(st.integers(0, 60), min_size=1, max_size=8),
    booked=st.lists(st.tuples(st.integers(0, 179), st.integers(-15, 14)), max_size=40),
    counters=st.integers(1, 3),
)
def test_no_walk_in_starves_while_counters_serve(
    arrivals: list[int], booked: list[tuple[int, int]], counters: int
) -> None:
    """Called within the cap, one service, and the time those who waited even longer take: however many are booked."""
    house = House(rules=rules(walk_in_cap_minutes=CAP, pick_up_cap_minutes=CAP))
    bookings = [booking(number, NOW + minutes(slot)) for number, (slot, _) in enumerate(booked)]
    house.book(*bookings)
    for place in range(1, counters + 1):
        house.do(OpenPlace(id=uuid.uuid4().hex, place=str(place), services=SERVICES))
    came: dict[str, int] = {}
    called: dict[str, int] = {}
    for minute in range(240):
        house.now = NOW + minutes(minute)
        for one, (_, late) in zip(bookings, booked, strict=True):
            if house.now == max(NOW, one.slot + minutes(late)):
                house.present(one)
        for _ in range(arrivals.count(minute)):
            came[_walk_in(house).id] = minute
        for place in range(1, counters + 1):
            if (minute + 3 * place) % LENGTH == 0:
                house.do(Finish(id=uuid.uuid4().hex, place=str(place)))
                visit = _serve(house, str(place))
                if visit is not None:
                    called[visit.id] = minute
    for visit_id, minute in came.items():
        before = sum(other <= minute for name, other in came.items() if name != visit_id)
        assert called[visit_id] - minute <= CAP + LENGTH * (1 + before // counters) + 1


@given(st.permutations(range(5)), st.permutations(range(5)))
def test_the_order_in_which_equal_arrivals_are_told_does_not_matter(one: list[int], other: list[int]) -> None:
    """Who came in the same second with slots of their own is called the same, whatever the network did."""
    orders = []
    for arrivals in (one, other):
        house = House()
        bookings = {number: booking(number, NOW - minutes(number)) for number in range(5)}
        house.book(*bookings.values())
        for number in arrivals:
            house.present(bookings[number])
        house.now += minutes(7)
        orders.append([visit.slot for visit in calling_order(house.line, house.rules, house.now)])
    assert orders[0] == orders[1]


@given(st.permutations(range(8)), st.data())
def test_the_order_comes_from_the_people_not_from_how_they_are_kept(
    order: list[int], data: st.DataObject
) -> None:
    """Whatever the order in which the line holds them."""
    house = House()
    house.book(*(booking(number, NOW + minutes(number // 3)) for number in range(4)))
    for number in range(8):
        house.now += timedelta(seconds=data.draw(st.integers(0, 1)))
        _ = house.present(booking(number, NOW + minutes(number // 3))) if number < 4 else _walk_in(house)
    before = [visit.id for visit in calling_order(house.line, house.rules, house.now)]
    kept = list(house.line.present.items())
    house.line.present = dict(kept[number] for number in order)
    assert [visit.id for visit in calling_order(house.line, house.rules, house.now)] == before


@given(
    st.lists(st.tuples(st.sampled_from(SERVICES), st.integers(0, 120), st.booleans()), max_size=12),
    st.sets(st.sampled_from(SERVICES)),
    st.integers(0, 200),
)
def test_a_counter_gets_only_what_it_offers_and_who_has_most_credit(
    people: list[tuple[str, int, bool]], offered: set[str], later: int
) -> None:
    """Nobody else's service, and nobody whom another callable visitor of these services goes before."""
    house = House(now=NOW - minutes(121))
    booked = {
        number: booking(number, NOW - minutes(ago), service=service)
        for number, (service, ago, _) in enumerate(people)
    }
    house.book(*booked.values())
    for number, (service, ago, is_booked) in sorted(enumerate(people), key=lambda item: -item[1][1]):
        house.now = NOW - minutes(ago)
        if is_booked:
            house.present(booked[number])
        else:
            _walk_in(house, service)
    house.now = NOW + minutes(later)
    found = next_visit(house.line, offered, house.rules, house.now)
    mine = [visit for visit in house.line.present.values() if visit.service in offered]
    assert (found is None) == (not mine)
    if found is not None:
        assert found.service in offered
        assert all(_credit(house, found) >= _credit(house, other) for other in mine)
        assert found is next(
            visit for visit in calling_order(house.line, house.rules, house.now) if visit in mine
        )


def _credit(house: House, visit: Visit) -> float:
    return house.rules.rates[class_of(visit, house.rules)].credit(house.now - visit.credit_from)


@given(st.integers(1, 10), st.integers(0, 10_000), st.integers(0, 10_000))
def test_credit_grows_by_waiting(weight: int, seconds: int, more: int) -> None:
    """And at the rate of the class; beyond the cap nothing is more."""
    rate = Rate(weight, timedelta(seconds=5_000))
    assert rate.credit(timedelta(seconds=seconds)) <= rate.credit(timedelta(seconds=seconds + more))
    assert rate.credit(timedelta(seconds=5_001)) == float("inf")


@pytest.mark.parametrize(("weight", "first"), [(1, "id-card"), (3, "pickup")])
def test_pick_ups_are_a_class_of_their_own(weight: int, first: str) -> None:
    """Six minutes of one against four of the other, as the city weighs them."""
    house = House(rules=rules(pick_up_weight=weight))
    assert class_of(_walk_in(house), house.rules) is VisitClass.WALK_IN
    house.now += minutes(2)
    assert class_of(_walk_in(house, "pickup"), house.rules) is VisitClass.PICK_UP
    house.now += minutes(4)
    found = next_visit(house.line, SERVICES, house.rules, house.now)
    assert found is not None
    assert found.service == first


def test_pick_ups_have_a_cap_of_their_own() -> None:
    """Before anybody who has not waited for longer than theirs."""
    house = House(rules=rules(pick_up_weight=1, pick_up_cap_minutes=10, walk_in_cap_minutes=90))
    _walk_in(house)
    house.now += minutes(5)
    _walk_in(house, "pickup")
    house.now += minutes(10)
    assert calling_order(house.line, house.rules, house.now)[0].service == "id-card"
    house.now += timedelta(seconds=1)
    assert calling_order(house.line, house.rules, house.now)[0].service == "pickup"
