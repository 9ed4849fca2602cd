"""Two bookings of one person: two numbers, never called at the same time."""

import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.answers import Reason
from lobby.contract.requests import (
    CallNext,
    Finish,
    NotHere,
    OpenPlace,
    Park,
    Start,
    Undo,
    Withdraw,
    WithdrawCall,
)
from lobby.queueing.evolve import replay
from lobby.queueing.explain import explain
from lobby.queueing.line import Visit, VisitState
from tests.support.house import House, booking, minutes, plain, reason


def _id() -> str:
    return uuid.uuid4().hex


def both() -> tuple[House, Visit, Visit]:
    """One person with two bookings, and two counters for them."""
    house = House()
    house.book(booking(1), booking(2, house.now + minutes(5)))
    first = house.present(booking(1)).visit
    second = house.present(booking(2), with_visit=first).visit
    for place in ("7", "8"):
        house.do(OpenPlace(id=_id(), place=place, services=("id-card",)))
    assert first is not None
    assert second is not None
    return house, house.line.visits[first], house.line.visits[second]


def test_while_one_number_is_at_a_counter_the_other_is_not_called() -> None:
    """The clerk hears why; afterwards it is called as ever."""
    house, first, second = both()
    house.now += minutes(10)
    assert house.do(CallNext(id=_id(), place="7")).visit == first.id
    assert reason(house.do(CallNext(id=_id(), place="8"))) is Reason.NOBODY_WAITING
    (why,) = explain(house.line, house.line.counter("8"), house.rules, house.now)
    assert (why.rule, why.visit.held) == ("not-yet", True)
    assert "anderen Platz" in why.why_de
    house.do(Start(id=_id(), place="7"))
    assert second.held
    house.do(Finish(id=_id(), place="7"))
    assert house.do(CallNext(id=_id(), place="8")).visit == second.id


@pytest.mark.parametrize(
    ("commands", "state"),
    [
        ((NotHere(id="command-1", place="7"),), VisitState.PRESENT),
        ((WithdrawCall(id="command-1", place="7"),), VisitState.PRESENT),
        ((Undo(id="command-1", place="7"),), VisitState.PRESENT),
        (
            (Start(id="command-1", place="7"), Park(id="command-2", place="7", where="photo")),
            VisitState.PARKED,
        ),
    ],
)
def test_whatever_ends_the_call_lets_the_other_number_go(
    commands: tuple[object, ...], state: VisitState
) -> None:
    """Not there, withdrawn, taken back, parked."""
    house, first, second = both()
    house.do(CallNext(id=_id(), place="7"))
    assert second.held
    for command in commands:
        house.do(command)  # type: ignore[arg-type]  # of the commands at a counter
    assert (first.state, second.held) == (state, False)


def test_step_that_would_bring_them_to_two_counters_is_not_taken_back() -> None:
    """The other number was called in between: the first one's case stays finished."""
    house, _first, second = both()
    house.now += minutes(10)
    house.do(CallNext(id=_id(), place="7"))
    house.do(Finish(id=_id(), place="7"))
    assert house.do(CallNext(id=_id(), place="8")).visit == second.id
    assert reason(house.do(Undo(id=_id(), place="7"))) is Reason.CHANGED_SINCE


def test_a_second_number_is_held_from_the_beginning_where_the_first_is_called() -> None:
    """Also when the other code is shown while the number is on the display."""
    house = House()
    house.book(booking(1), booking(2))
    first = house.present(booking(1)).visit
    house.do(OpenPlace(id=_id(), place="7", services=("id-card",)))
    house.do(CallNext(id=_id(), place="7"))
    second = house.present(booking(2), with_visit=first).visit
    assert second is not None
    assert house.line.visits[second].held


def test_nobody_is_bound_to_a_visit_that_is_not_there() -> None:
    """Unknown, or the visit itself."""
    house = House()
    house.book(booking(1))
    house.present(booking(1), with_visit="no-such-visit")
    (visit,) = house.line.present.values()
    assert visit.with_visit is None
    other = House()
    other.book(booking(1))
    other.present(booking(1), with_visit=booking(1).booking)
    assert [one.with_visit for one in other.line.present.values()] == [None]


@given(st.lists(st.sampled_from(["call", "start", "finish", "missing", "undo", "leave"]), max_size=25))
def test_one_person_is_never_at_two_counters(steps: list[str]) -> None:
    """Whatever two counters do by turns; and the journal tells the same."""
    house, first, second = both()
    for index, step in enumerate(steps):
        house.now += minutes(1)
        place = "78"[index % 2]
        command: Any = {
            "call": CallNext(id=_id(), place=place),
            "start": Start(id=_id(), place=place),
            "finish": Finish(id=_id(), place=place),
            "missing": NotHere(id=_id(), place=place),
            "undo": Undo(id=_id(), place=place),
            "leave": Withdraw(id=_id(), visit=first.id),
        }[step]
        house.do(command)
        at_counter = [one.state in {VisitState.CALLED, VisitState.SERVING} for one in (first, second)]
        assert not all(at_counter)
        assert [first.held, second.held] == [at_counter[1], at_counter[0]]
    assert plain(replay(enumerate(house.journal, 1)).visits) == plain(house.line.visits)
