"""What clerks do at a counter."""

import uuid
from typing import Any

import pytest

from lobby.contract.answers import Reason
from lobby.contract.requests import (
    CallNext,
    CallOne,
    ClosePlace,
    Finish,
    NotHere,
    OpenPlace,
    Recall,
    Start,
    WalkIn,
)
from lobby.contract.state import PlaceStatus
from lobby.queueing.counters import PlaceCommand
from lobby.queueing.decision import Decided
from tests.support.house import NOW, House, booking, minutes, reason, rules


def _do(house: House, kind: type[PlaceCommand], place: str = "7", **more: Any) -> Reason | None:
    return reason(house.do(kind(id=uuid.uuid4().hex, place=place, **more)))


def _with_waiting(count: int = 2, *services: str) -> House:
    house = House()
    house.book(*(booking(number, NOW + minutes(number)) for number in range(count)))
    for number in range(count):
        house.present(booking(number, NOW + minutes(number)))
    _do(house, OpenPlace, services=services or ("id-card",))
    return house


def test_a_visit_from_call_to_finish() -> None:
    """Called, started, finished; the board shows the number as long as it lasts."""
    house = _with_waiting(1)
    assert _do(house, CallNext) is None
    assert house.called() == {"7": "A101"}
    assert _do(house, Start) is None
    assert house.line.counter("7").status is PlaceStatus.SERVING
    assert house.called() == {"7": "A101"}
    assert _do(house, Finish) is None
    assert (house.called(), house.line.counter("7").status) == ({}, PlaceStatus.FREE)


def test_a_recall_is_a_new_call_of_the_same_number() -> None:
    """Same counter, next attempt, a new id for the gong."""
    house = _with_waiting(1)
    _do(house, CallNext)
    first = next(iter(house.line.calls.values()))
    _do(house, Recall)
    second = next(iter(house.line.calls.values()))
    assert (second.number, second.attempt) == (first.number, 2)
    assert second.id != first.id


def test_three_calls_in_vain_make_a_visit_missed() -> None:
    """Twice it goes back and is skipped for five minutes, then it is missed and can be taken up again."""
    house = _with_waiting(1)
    for _ in range(2):
        _do(house, CallNext)
        _do(house, NotHere)
        assert _do(house, CallNext) is Reason.NOBODY_WAITING
        house.now += minutes(5)
    _do(house, CallNext)
    _do(house, NotHere)
    missed = list(house.line.missed)
    assert (missed, house.line.present) == ([booking(0).booking], {})
    assert _do(house, CallOne, visit=missed[0]) is None
    assert house.called() == {"7": "A101"}


def test_recalls_count_as_calls_in_vain() -> None:
    """Three calls in a row and nobody came: missed at once."""
    house = _with_waiting(1)
    _do(house, CallNext)
    _do(house, Recall)
    _do(house, Recall)
    _do(house, NotHere)
    assert list(house.line.missed) == [booking(0).booking]


def test_finish_and_next_in_one_step() -> None:
    """The open case is closed and the next called; when nobody waits the counter is free."""
    house = _with_waiting(2)
    _do(house, CallNext)
    assert _do(house, CallNext) is Reason.PLACE_BUSY
    assert _do(house, CallNext, finish_current=True) is None
    assert house.called() == {"7": "A102"}
    assert _do(house, CallNext, finish_current=True) is None
    assert (house.called(), house.line.counter("7").status) == ({}, PlaceStatus.FREE)
    assert _do(house, CallNext, finish_current=True) is Reason.NOBODY_WAITING


def test_two_counters_never_get_the_same_visitor() -> None:
    """Whoever is second gets the next one, or nobody; a specific call of a called visit is refused."""
    house = _with_waiting(1)
    _do(house, OpenPlace, "8", services=("id-card",))
    _do(house, CallNext, "7")
    assert _do(house, CallNext, "8") is Reason.NOBODY_WAITING
    assert _do(house, CallOne, "8", visit=booking(0).booking) is Reason.NOT_PRESENT


def test_a_counter_gets_only_what_it_offers() -> None:
    """A visitor for another service waits for another counter."""
    house = _with_waiting(1, "passport")
    assert _do(house, CallNext) is Reason.NOBODY_WAITING
    house.do(WalkIn(id=uuid.uuid4().hex, service="passport"))
    assert _do(house, CallNext) is None


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        (CallNext, {}),
        (CallOne, {"visit": "12345678"}),
        (Recall, {}),
        (NotHere, {}),
        (Start, {}),
        (Finish, {}),
    ],
)
def test_a_closed_counter_does_nothing(kind: type[PlaceCommand], more: dict[str, str]) -> None:
    """Open it first; a counter that does not exist is unknown."""
    house = House()
    assert _do(house, kind, **more) is Reason.PLACE_CLOSED
    assert _do(house, kind, "99", **more) is Reason.UNKNOWN_PLACE


def test_commands_without_a_case_are_refused() -> None:
    """Nothing to recall, to start, to finish."""
    house = _with_waiting(0)
    for kind in (Recall, NotHere, Start, Finish):
        assert _do(house, kind) is Reason.NOBODY_CALLED
    assert _do(house, OpenPlace, services=("no-such-service",)) is Reason.NOT_OFFERED


def test_a_counter_with_a_case_does_not_close() -> None:
    """First finish; then it closes, and closing again changes nothing."""
    house = _with_waiting(1)
    _do(house, CallNext)
    assert _do(house, ClosePlace) is Reason.PLACE_BUSY
    _do(house, Finish)
    assert _do(house, ClosePlace) is None
    assert house.do(ClosePlace(id=uuid.uuid4().hex, place="7")) == Decided()


def test_serving_cannot_be_called_again() -> None:
    """Who stands at the counter is neither recalled nor missed."""
    house = _with_waiting(1)
    _do(house, CallNext)
    _do(house, Start)
    assert _do(house, Recall) is Reason.NOBODY_CALLED
    assert _do(house, NotHere) is Reason.NOBODY_CALLED


def test_rules_come_from_the_configuration() -> None:
    """One call in vain is enough where the city says so."""
    house = House(rules=rules(calls_in_vain=1))
    house.book(booking(1))
    house.present(booking(1))
    _do(house, OpenPlace, services=("id-card",))
    _do(house, CallNext)
    _do(house, NotHere)
    assert list(house.line.missed) == [booking(1).booking]


def test_a_counter_taken_out_of_the_configuration_ends_its_case() -> None:
    """Finish and close still work there; it does not open again."""
    house = _with_waiting(1)
    _do(house, CallNext)
    house.rules = rules(places=("1",))
    assert _do(house, OpenPlace, services=("id-card",)) is Reason.UNKNOWN_PLACE
    assert _do(house, Start) is None
    assert _do(house, Finish) is None
    assert _do(house, ClosePlace) is None
    assert _do(house, CallNext) is Reason.UNKNOWN_PLACE
