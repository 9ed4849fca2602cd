"""Counters that a forecast counts on."""

import uuid

import pytest

from lobby.contract.measured import Sums
from lobby.contract.requests import (
    CallNext,
    ClosePlace,
    Finish,
    HandOver,
    OpenPlace,
    Park,
    PausePlace,
    Start,
    Transfer,
    Unpark,
    WalkIn,
)
from lobby.queueing.estimate_counters import open_counters
from lobby.queueing.estimate_forecast import forecast, mean_of
from lobby.queueing.estimate_learning import LONGEST_BREAK
from lobby.queueing.estimate_means import K_BREAKS, USUAL_BREAK, Means
from tests.support.house import House, minutes

SERVICE = "id-card"


def _id() -> str:
    return uuid.uuid4().hex


def _house(counters: int, people: int = 0) -> House:
    house = House()
    for place in range(1, counters + 1):
        house.do(OpenPlace(id=_id(), place=str(place), services=(SERVICE,)))
    for _ in range(people):
        house.do(WalkIn(id=_id(), service=SERVICE))
    return house


def _expected(house: House) -> float:
    return mean_of(forecast(house.line, house.rules, house.now).newcomers[SERVICE])


def test_a_counter_on_a_break_counts_from_when_it_is_expected_back() -> None:
    """Not before; the sooner, the longer it has been away."""
    two, one = _house(2, 9), _house(1, 9)
    both = _expected(two)
    two.do(PausePlace(id=_id(), place="2"))
    assert both < _expected(two) < _expected(one)
    found = open_counters(two.line, Means(two.line.durations, {}), {}, two.now + minutes(8))
    assert [(each.place, each.mean, each.elapsed) for each in found] == [
        ("1", None, 0.0),
        ("2", USUAL_BREAK, 8.0),
    ]


def test_a_counter_that_does_not_come_back_does_not_count() -> None:
    """Nor one that was closed; one whose break is over does at once, also while it has not called yet."""
    two, one = _house(2, 6), _house(1, 6)
    two.do(PausePlace(id=_id(), place="2"))
    for house in (one, two):
        house.now += minutes(9)
        house.do(CallNext(id=_id(), place="1"))
        house.do(Start(id=_id(), place="1"))
        house.now += LONGEST_BREAK
        house.do(Finish(id=_id(), place="1"))
    assert _expected(two) == _expected(one)
    two.do(PausePlace(id=_id(), place="2", paused=False))
    assert _expected(two) < _expected(one)
    two.do(PausePlace(id=_id(), place="2"))
    two.do(ClosePlace(id=_id(), place="2"))
    assert _expected(two) == _expected(one)


def test_breaks_are_as_long_as_they_were() -> None:
    """Measured at all counters."""
    house = _house(1)
    for _ in range(2):
        house.do(PausePlace(id=_id(), place="1"))
        house.now += minutes(30)
        house.do(PausePlace(id=_id(), place="1", paused=False))
    assert house.line.durations.breaks == Sums(2, 60, 1800)
    assert Means(house.line.durations, {}).breaks == pytest.approx(
        (K_BREAKS * USUAL_BREAK + 60) / (K_BREAKS + 2)
    )


def test_nothing_is_said_while_all_have_a_break() -> None:
    """Nobody knows how long it is."""
    house = _house(1, 3)
    house.do(PausePlace(id=_id(), place="1"))
    assert not forecast(house.line, house.rules, house.now).newcomers


def _elapsed(house: House, place: str) -> float:
    means = Means(house.line.durations, {})
    found = {one.place: one for one in open_counters(house.line, means, {}, house.now)}
    return found[place].elapsed


def test_what_a_case_has_lasted_counts_also_at_the_next_counter() -> None:
    """Handed over, or parked and called again."""
    house = _house(2, 1)
    house.do(CallNext(id=_id(), place="1"))
    house.do(Start(id=_id(), place="1"))
    house.now += minutes(7)
    house.do(HandOver(id=_id(), place="1", to="2"))
    house.now += minutes(2)
    assert _elapsed(house, "2") == 9
    visit = house.line.counters["2"].visit
    assert visit is not None
    house.do(Park(id=_id(), place="2", where="Kasse"))
    house.now += minutes(10)
    house.do(Unpark(id=_id(), visit=visit))
    house.do(CallNext(id=_id(), place="1"))
    assert _elapsed(house, "1") == 9


def test_who_waits_for_one_counter_alone_keeps_no_other_from_calling() -> None:
    """Transferred to counter 2, which is busy: a newcomer is called at counter 1 at once."""
    house = _house(2, 2)
    for place in ("1", "2"):
        house.do(CallNext(id=_id(), place=place))
        house.do(Start(id=_id(), place=place))
    house.now += minutes(5)
    visit = house.line.counters["1"].visit
    assert visit is not None
    house.do(Transfer(id=_id(), place="1", to="2"))
    found = forecast(house.line, house.rules, house.now)
    alone = found.visit(visit)
    assert alone is not None
    assert mean_of(found.newcomers[SERVICE]) < 1
    assert mean_of(alone) > 5
