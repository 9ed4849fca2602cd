"""What the steps of an interrupted case teach, and that what was taken back has taught nothing."""

import uuid
from collections.abc import Callable

import pytest

from lobby.contract.measured import Sums
from lobby.contract.requests import (
    AddService,
    CallNext,
    CallOne,
    Finish,
    HandOver,
    NotHere,
    OpenPlace,
    Park,
    PausePlace,
    Recall,
    Start,
    Transfer,
    Undo,
    Unpark,
    WalkIn,
    WithdrawCall,
)
from lobby.queueing.decide import Command
from lobby.queueing.decision import Declined
from tests.support.house import House, minutes, plain, rules

SERVICES = ("id-card", "passport")
Cases = dict[str, dict[int, Sums]]


def _id() -> str:
    return uuid.uuid4().hex


def _called() -> House:
    """Somebody called to counter 1 half a minute after coming."""
    house = House()
    for place in ("1", "2"):
        house.do(OpenPlace(id=_id(), place=place, services=SERVICES))
    house.do(WalkIn(id="visitor-0001", service="id-card"))
    house.now += minutes(0.5)
    house.do(CallNext(id=_id(), place="1"))
    return house


def _serving(for_minutes: float = 8) -> House:
    house = _called()
    house.now += minutes(1)
    house.do(Start(id=_id(), place="1"))
    house.now += minutes(for_minutes)
    return house


def _served(lasted: float, service: str = "id-card") -> Cases:
    return {service: {10: Sums(1, lasted, lasted * lasted)}}


def test_parked_time_is_not_service_time() -> None:
    """Nor is the second way: a case is its periods at counters, counted once when it is over."""
    house = _serving(8)
    house.do(Park(id=_id(), place="1", where="Fotostation"))
    assert house.line.durations.cases == {}
    house.now += minutes(20)
    house.do(Unpark(id=_id(), visit="visitor-0001"))
    house.now += minutes(3)
    house.do(CallNext(id=_id(), place="2"))
    house.now += minutes(1)
    house.do(Start(id=_id(), place="2"))
    house.now += minutes(4)
    house.do(Finish(id=_id(), place="2"))
    assert house.line.durations.cases == _served(12)
    assert house.line.durations.begun == {}


def test_a_case_that_was_handed_over_is_one_case() -> None:
    """At two counters."""
    house = _serving(8)
    house.do(HandOver(id=_id(), place="1", to="2"))
    house.now += minutes(5)
    house.do(Finish(id=_id(), place="2"))
    assert house.line.durations.cases == _served(13)


def test_a_transfer_for_another_service_ends_the_case_of_the_first() -> None:
    """One to a counter, for the same service, does not."""
    house = _serving(8)
    house.do(Transfer(id=_id(), place="1", service="passport"))
    assert house.line.durations.cases == _served(8)
    house = _serving(8)
    house.do(Transfer(id=_id(), place="1", to="2"))
    assert house.line.durations.cases == {}
    house.do(CallNext(id=_id(), place="2"))
    house.do(Start(id=_id(), place="2"))
    house.now += minutes(2)
    house.do(Finish(id=_id(), place="2"))
    assert house.line.durations.cases == _served(10)


def test_a_second_service_is_a_case_of_its_own() -> None:
    """From the moment when it was added."""
    house = _serving(8)
    house.do(AddService(id=_id(), place="1", service="passport"))
    house.now += minutes(6)
    house.do(Finish(id=_id(), place="1"))
    assert house.line.durations.cases == _served(8) | _served(6, "passport")


def test_a_call_that_was_a_mistake_teaches_nothing() -> None:
    """Neither a pause nor a call in vain; recalls change nothing in that."""
    house = _called()
    assert house.line.durations.between == Sums(1, 0.5, 0.25)
    house.now += minutes(1)
    house.do(Recall(id=_id(), place="1"))
    house.do(WithdrawCall(id=_id(), place="1"))
    durations = house.line.durations
    assert (durations.between, durations.in_vain, durations.calls) == (Sums(), Sums(), {})


def test_a_break_is_no_pause_before_a_call() -> None:
    """The pause begins when it is over."""
    house = House()
    house.do(OpenPlace(id=_id(), place="1", services=SERVICES))
    house.do(PausePlace(id=_id(), place="1"))
    house.do(WalkIn(id=_id(), service="id-card"))
    house.now += minutes(6)
    house.do(PausePlace(id=_id(), place="1", paused=False))
    house.now += minutes(1)
    house.do(CallNext(id=_id(), place="1"))
    assert house.line.durations.between == Sums(1, 1, 1)


STEPS: dict[str, tuple[Callable[[], House], Callable[[], Command]]] = {
    "called again": (_called, lambda: Recall(id=_id(), place="1")),
    "started": (_called, lambda: Start(id=_id(), place="1")),
    "not here": (_called, lambda: NotHere(id=_id(), place="1")),
    "call withdrawn": (_called, lambda: WithdrawCall(id=_id(), place="1")),
    "finished at the call": (_called, lambda: Finish(id=_id(), place="1")),
    "finished": (_serving, lambda: Finish(id=_id(), place="1")),
    "parked": (_serving, lambda: Park(id=_id(), place="1", where="Kasse")),
    "transferred": (_serving, lambda: Transfer(id=_id(), place="1", service="passport")),
}


def _learnt(house: House) -> object:
    known = house.line.durations
    sums = (known.between, known.way, known.in_vain)
    return plain([known.cases, *sums, known.missed, known.calls, known.begun])


@pytest.mark.parametrize("name", list(STEPS))
def test_what_is_undone_has_taught_nothing(name: str) -> None:
    """And what comes of the case then is counted once."""
    house, step = STEPS[name][0](), STEPS[name][1]()
    house.now += minutes(1)
    before = _learnt(house)
    assert not isinstance(house.do(step), Declined)
    house.now += minutes(0.25)
    assert not isinstance(house.do(Undo(id=_id(), place="1")), Declined)
    assert _learnt(house) == before


def test_an_undone_finish_counts_once() -> None:
    """The case goes on and is as long as it was in the end."""
    house = _serving(8)
    house.do(Finish(id=_id(), place="1"))
    house.now += minutes(0.25)
    house.do(Undo(id=_id(), place="1"))
    house.now += minutes(1.75)
    house.do(Finish(id=_id(), place="1"))
    assert house.line.durations.cases == _served(10)


def test_an_undone_miss_is_none() -> None:
    """Nor a call in vain."""
    house = House(rules=rules(calls_in_vain=1))
    house.do(OpenPlace(id=_id(), place="1", services=SERVICES))
    house.do(WalkIn(id="visitor-0001", service="id-card"))
    house.do(CallOne(id=_id(), place="1", visit="visitor-0001"))
    house.now += minutes(1)
    house.do(NotHere(id=_id(), place="1"))
    assert (house.line.durations.missed, house.line.durations.in_vain) == (1, Sums(1, 1, 1))
    house.do(Undo(id=_id(), place="1"))
    assert (house.line.durations.missed, house.line.durations.in_vain) == (0, Sums())
