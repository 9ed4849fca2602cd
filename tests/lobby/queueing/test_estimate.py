"""How long it will take."""

import uuid
from math import inf

from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.requests import CallNext, ClosePlace, OpenPlace, WalkIn
from lobby.contract.state import WaitRange
from lobby.queueing.estimate import (
    OVER_MINUTES,
    STEP_MINUTES,
    delay_of,
    longest_of,
    range_of,
    wait_for,
    wait_of,
)
from lobby.queueing.estimate_forecast import Forecast, forecast
from tests.support.house import NOW, House, booking, minutes

SERVICE = "id-card"


def _id() -> str:
    return uuid.uuid4().hex


def _house(people: int, counters: int) -> House:
    house = House()
    for _ in range(people):
        house.do(WalkIn(id=_id(), service=SERVICE))
    for place in range(1, counters + 1):
        house.do(OpenPlace(id=_id(), place=str(place), services=(SERVICE,)))
    return house


def _forecast(house: House) -> Forecast:
    return forecast(house.line, house.rules, house.now)


def _wait(people: int, counters: int) -> WaitRange:
    house = _house(people, counters)
    found = wait_for(_forecast(house), SERVICE)
    assert found is not None
    return found


def test_nothing_is_said_while_no_counter_takes_the_service() -> None:
    """No counter open, or none for this."""
    house = _house(3, 0)
    assert wait_for(_forecast(house), SERVICE) is None
    house.do(OpenPlace(id=_id(), place="1", services=("passport",)))
    assert wait_for(_forecast(house), SERVICE) is None


@given(st.integers(0, 60), st.integers(1, 12))
def test_a_range_is_whole_steps_of_five_minutes(people: int, counters: int) -> None:
    """And its ends are in order; beyond the cap it has no upper one."""
    found = _wait(people, counters)
    assert found.low_minutes % 5 == 0
    if found.high_minutes is None:
        assert found.low_minutes <= OVER_MINUTES
    else:
        assert found.high_minutes % 5 == 0
        assert found.low_minutes < found.high_minutes


@given(st.integers(0, 40), st.integers(1, 8))
def test_people_lengthen_and_counters_shorten(people: int, counters: int) -> None:
    """One more ahead never shortens the wait, one more counter never lengthens it."""
    here = _wait(people, counters)
    assert _wait(people + 1, counters).low_minutes >= here.low_minutes
    assert _wait(people, counters + 1).low_minutes <= here.low_minutes


def test_busy_counters_add_half_a_case() -> None:
    """The case at the counter is on average half done."""
    house = _house(1, 1)
    house.do(CallNext(id=_id(), place="1"))
    length = house.rules.services[SERVICE].length / minutes(1)
    found = wait_for(_forecast(house), SERVICE)
    assert found is not None
    assert found.high_minutes is not None
    assert found.low_minutes <= length / 2 <= found.high_minutes


def test_who_waits_is_told_of_those_ahead_only() -> None:
    """Not of oneself, nor of later ones without a booking."""
    house = _house(1, 1)
    first = next(iter(house.line.present.values()))
    alone = wait_of(_forecast(house), first)
    house.now += minutes(1)
    for _ in range(8):
        house.do(WalkIn(id=_id(), service=SERVICE))
    assert wait_of(_forecast(house), first) == alone == WaitRange(low_minutes=0, high_minutes=5)


def test_booked_visitors_of_now_go_before() -> None:
    """They earn more by the minute."""
    house = _house(1, 1)
    first = next(iter(house.line.present.values()))
    for number in range(8):
        house.book(booking(number))
        house.present(booking(number))
    house.now += minutes(1)
    longer = wait_of(_forecast(house), first)
    assert longer is not None
    assert longer.low_minutes > 0


def test_booked_and_called_visitors_are_given_no_range() -> None:
    """The one is told the slot, the other where to go."""
    house = _house(1, 1)
    house.book(booking(1))
    house.present(booking(1))
    assert wait_of(_forecast(house), house.line.visits[booking(1).booking]) is None
    called = next(visit for visit in house.line.present.values() if visit.slot is None)
    house.now += minutes(100)
    house.do(CallNext(id=_id(), place="1"))
    assert called.place == "1"
    assert wait_of(_forecast(house), called) is None


def _late_house() -> House:
    """One counter, four booked visitors of this minute before it, and a fifth to come who is booked for it too."""
    house = _house(0, 1)
    for number in range(5):
        house.book(booking(number))
    for number in range(4):
        house.present(booking(number))
    return house


def test_booked_visitors_are_told_the_delay() -> None:
    """Whoever is booked for a minute in which three others are before the only counter."""
    house = _late_house()
    last = max(
        (house.line.visits[booking(one).booking] for one in range(4)), key=lambda visit: visit.number or ""
    )
    delay = delay_of(_forecast(house), last)
    assert delay is not None
    assert delay.low_minutes >= STEP_MINUTES


def test_delay_is_known_of_one_who_comes_after_the_forecast() -> None:
    """The booking was reckoned with: no other run is needed."""
    house = _late_house()
    known = _forecast(house)
    house.present(booking(4))
    delay = delay_of(known, house.line.visits[booking(4).booking])
    assert delay is not None
    assert delay.low_minutes >= STEP_MINUTES


def test_no_delay_is_told_that_is_none_or_unknown() -> None:
    """The counter is free, the visitor is early or called, or has no slot."""
    house = _house(1, 1)
    house.book(booking(1, NOW + minutes(10)))
    house.present(booking(1, NOW + minutes(10)))
    known = _forecast(house)
    assert delay_of(known, house.line.visits[booking(1).booking]) is None
    assert delay_of(known, next(iter(house.line.present.values()))) is None
    house.do(CallNext(id=_id(), place="1"))
    for visit in house.line.visits.values():
        assert delay_of(_forecast(house), visit) is None


def test_of_several_ranges_the_longest_is_said() -> None:
    """Nobody is promised the best case of another service."""
    short, long = WaitRange(low_minutes=5, high_minutes=10), WaitRange(low_minutes=60)
    assert (longest_of([short, long]), longest_of([])) == (long, None)


@given(st.lists(st.floats(0, 200), min_size=24, max_size=24))
def test_a_range_holds_the_middle_of_the_expected_waits(waits: list[float]) -> None:
    """Rounded outward, and never narrower than a step."""
    waits.sort()
    found = range_of(waits)
    high = inf if found.high_minutes is None else found.high_minutes
    inside = sum(found.low_minutes <= one <= high for one in waits)
    assert inside >= 17 or found.low_minutes == OVER_MINUTES
    assert high - found.low_minutes >= STEP_MINUTES


def test_nothing_is_promised_beyond_what_was_looked_at() -> None:
    """Who is not called within the horizon on many paths hears of no upper end."""
    assert range_of([42.0] * 12 + [inf] * 12) == WaitRange(low_minutes=40)
    assert range_of([inf] * 24) == WaitRange(low_minutes=OVER_MINUTES)


def test_a_visitor_nobody_takes_is_told_nothing() -> None:
    """The only counter for the service has closed; who came after the forecast is a newcomer to it."""
    house = _house(1, 1)
    before = _forecast(house)
    house.do(WalkIn(id="newcomer-0001", service=SERVICE))
    assert wait_of(before, house.line.visits["newcomer-0001"]) == wait_for(before, SERVICE) is not None
    house.do(ClosePlace(id=_id(), place="1"))
    house.do(OpenPlace(id=_id(), place="2", services=("passport",)))
    assert wait_of(_forecast(house), house.line.visits["newcomer-0001"]) is None
