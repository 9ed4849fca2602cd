"""What visitors see of their own number on the phone."""

import uuid
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.coding import encode
from lobby.contract.requests import CallNext, Finish, NotHere, OpenPlace, Park, Start, WalkIn, Withdraw
from lobby.contract.state import Closure
from lobby.contract.wait_pages import WaitPage, WaitPages, WaitState
from lobby.queueing.decision import Decided
from lobby.queueing.documents import Stamp
from lobby.queueing.estimate_ahead import ahead_of
from lobby.queueing.estimate_forecast import forecast
from lobby.queueing.wait_pages import wait_pages
from tests.support.house import House, booking, minutes, rules

SERVICE = "id-card"


def digest(visit: str) -> str:
    return f"{abs(hash(visit)):032x}"[:32]


def come(house: House) -> str:
    decision = house.do(WalkIn(id=uuid.uuid4().hex, service=SERVICE))
    assert isinstance(decision, Decided)
    assert decision.visit is not None
    return decision.visit


def do(house: House, kind: Any, **fields: Any) -> None:
    assert isinstance(house.do(kind(id=uuid.uuid4().hex, **fields)), Decided)


def told(house: House) -> WaitPages:
    found = forecast(house.line, house.rules, house.now)
    return wait_pages(house.line, house.rules, Stamp("epoch-of-the-test", house.now), found, digest)


def page(house: House, visit: str) -> WaitPage | None:
    return next((one for one in told(house).pages if one.digest == digest(visit)), None)


def opened(house: House, count: int = 1) -> None:
    for place in range(1, count + 1):
        do(house, OpenPlace, place=str(place), services=(SERVICE,))


def test_a_visitor_sees_the_whole_visit() -> None:
    """Waiting with a range, called with the place, served, parked, called again, over."""
    house = House()
    visit = come(house)
    opened(house)
    seen: list[WaitState | None] = []

    def look() -> WaitPage | None:
        shown = page(house, visit)
        seen.append(None if shown is None else shown.state)
        return shown

    waiting = look()
    assert waiting is not None
    assert waiting.wait is not None
    assert waiting.number == house.line.visits[visit].number
    do(house, CallNext, place="1")
    called = look()
    assert called is not None
    assert (called.place, called.called_at, called.wait, called.ahead) == ("1", house.now, None, None)
    do(house, Start, place="1")
    look()
    do(house, Park, place="1", where="photo booth")
    parked = look()
    assert parked is not None
    assert parked.place is None
    do(house, Withdraw, visit=visit)
    look()
    assert seen == ["waiting", "called", "serving", "parked", None]
    assert told(house).over == (digest(visit),)


def test_who_does_not_answer_is_told_so() -> None:
    """After the last call in vain."""
    house = House(rules(calls_in_vain=1))
    visit = come(house)
    opened(house)
    do(house, CallNext, place="1")
    do(house, NotHere, place="1")
    missed = page(house, visit)
    assert missed is not None
    assert missed.state is WaitState.MISSED


def test_a_booked_visitor_sees_the_slot() -> None:
    """And from when a call may come; who is booked and not here has no page."""
    house = House()
    early, absent = booking(1, house.now + minutes(60)), booking(2, house.now + minutes(90))
    house.book(early, absent)
    house.present(early)
    (shown,) = told(house).pages
    assert (shown.slot, shown.wait) == (early.slot, None)
    assert shown.callable_from is not None
    assert shown.callable_from > house.now


def test_nothing_leaves_the_centre_but_numbers() -> None:
    """Neither visit nor service nor language of anybody, and of who is gone not even the number."""
    house = House()
    visit, gone = come(house), come(house)
    opened(house)
    do(house, Withdraw, visit=gone)
    text = encode(told(house)).decode()
    for secret in (visit, gone, SERVICE, "language", house.line.visits[gone].number or ""):
        assert secret not in text


def test_a_new_day_begins_with_no_page() -> None:
    """Whoever was left over."""
    house = House()
    come(house)
    do(house, OpenPlace, place="1", services=(SERVICE,))
    do(house, CallNext, place="1")
    do(house, Finish, place="1", outcome="done")
    assert told(house).over
    fresh = House(now=house.now + minutes(24 * 60))
    assert (told(fresh).pages, told(fresh).over) == ((), ())
    assert told(fresh).day != told(house).day


@given(st.integers(1, 25))
def test_at_one_counter_the_line_is_what_it_looks_like(people: int) -> None:
    """Who came third has two before."""
    house = House()
    visits = [come(house) for _ in range(people)]
    opened(house)
    ahead = ahead_of(forecast(house.line, house.rules, house.now))
    told = [(ahead[visit].low, ahead[visit].high) for visit in visits if visit in ahead]
    assert told == [(place, place) for place in range(len(told))]
    assert told


@given(st.integers(1, 30), st.integers(1, 6), st.integers(0, 10))
def test_a_range_of_numbers_before_is_possible(people: int, counters: int, booked: int) -> None:
    """Never more than are here or booked, in order, and somebody is first."""
    house = House()
    bookings = [booking(number, house.now + minutes(number)) for number in range(1, booked + 1)]
    house.book(*bookings)
    for one in bookings[::2]:
        house.present(one)
    for _ in range(people):
        come(house)
    opened(house, counters)
    ahead = ahead_of(forecast(house.line, house.rules, house.now))
    assert all(0 <= one.low <= one.high < people + booked for one in ahead.values())
    assert min(one.low for one in ahead.values()) == 0


def test_an_evacuation_is_told() -> None:
    """No other closure is: who has a number is served."""
    for closure, told_so in ((Closure.EVACUATION, True), (Closure.STAND_BY, False), (None, False)):
        assert told(House(rules(closure=closure))).is_evacuated is told_so


def test_nobody_is_told_who_comes_before_while_no_counter_is_open() -> None:
    """Nobody knows."""
    house = House()
    visit = come(house)
    shown = page(house, visit)
    assert shown is not None
    assert (shown.ahead, shown.wait) == (None, None)
