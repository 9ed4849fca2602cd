"""Visitors whom a counter expects."""

import uuid
from typing import Any

import pytest

from lobby.contract.answers import Reason
from lobby.contract.contingents import UsualContingent
from lobby.contract.requests import (
    CallNext,
    ClosePlace,
    ExpectedAt,
    LockWalkIn,
    OpenPlace,
    Start,
    Transfer,
    Undo,
    WalkIn,
)
from lobby.contract.state import Closure, HalfDay, Standing
from lobby.queueing.decision import Decided, Declined
from lobby.queueing.expected import MOST_EXPECTED
from lobby.queueing.line import Visit, VisitState
from tests.support.house import House, minutes, reason, rules

SERVICE = "id-card"


def _id() -> str:
    return uuid.uuid4().hex


def house(*open_places: str, **config: Any) -> House:
    """A house with these counters open."""
    lobby = House(rules(**config))
    for place in open_places:
        lobby.do(OpenPlace(id=_id(), place=place, services=(SERVICE, "passport")))
    return lobby


def expected(lobby: House, place: str = "7", **more: Any) -> Visit:
    """Somebody says so and gets a number."""
    decision = lobby.do(ExpectedAt(id=_id(), place=place, **more))
    assert isinstance(decision, Decided), decision
    assert decision.visit is not None
    return lobby.line.visits[decision.visit]


def test_the_counter_that_expects_them_alone_calls_the_number() -> None:
    """Another one with the same services has nobody; language and people are known as of everybody."""
    lobby = house("7", "8")
    visit = expected(lobby, language="tr", persons=2)
    assert (visit.number, visit.standing, visit.language, visit.persons) == (
        "A101",
        Standing.WALK_IN,
        "tr",
        2,
    )
    assert reason(lobby.do(CallNext(id=_id(), place="8"))) is Reason.NOBODY_WAITING
    assert lobby.do(CallNext(id=_id(), place="7")).visit == visit.id
    assert (visit.state, visit.place) == (VisitState.CALLED, "7")


def test_no_contingent_is_used_and_no_lock_holds_them_up() -> None:
    """A clerk has sent for them; who comes without that is refused as ever."""
    lobby = house(
        "7", contingents=tuple(UsualContingent(service=SERVICE, half=half, count=0) for half in HalfDay)
    )
    lobby.do(LockWalkIn(id=_id(), locked=True))
    expected(lobby)
    assert sum(lobby.line.hall.used.values()) == 0
    assert lobby.line.hall.untouched == {}
    assert reason(lobby.do(WalkIn(id=_id(), service=SERVICE))) is Reason.WALK_IN_LOCKED


@pytest.mark.parametrize(
    ("place", "config", "why"),
    [
        ("8", {}, Reason.PLACE_CLOSED),
        ("99", {}, Reason.UNKNOWN_PLACE),
        ("7", {"closure": Closure.STAFF_MEETING}, Reason.CLOSED),
    ],
)
def test_nobody_is_sent_to_a_counter_that_is_not_there(
    place: str, config: dict[str, Any], why: Reason
) -> None:
    """Closed, unknown, or the house as a whole: no number, and a reason of its own."""
    lobby = house("7")
    lobby.rules = rules(**config)
    assert reason(lobby.do(ExpectedAt(id=_id(), place=place))) is why
    assert lobby.line.present == {}


def test_counter_that_closes_again_takes_nobody() -> None:
    """As it is at that moment."""
    lobby = house("7")
    lobby.do(ClosePlace(id=_id(), place="7"))
    assert reason(lobby.do(ExpectedAt(id=_id(), place="7"))) is Reason.PLACE_CLOSED


def test_so_many_may_wait_for_one_counter_and_no_more() -> None:
    """The sixth is sent to the reception; once one is called there is room again, and other counters have their own."""
    lobby = house("7", "8")
    for _ in range(MOST_EXPECTED):
        expected(lobby)
    assert reason(lobby.do(ExpectedAt(id=_id(), place="7"))) is Reason.PLACE_FULL
    expected(lobby, "8")
    lobby.do(CallNext(id=_id(), place="7"))
    expected(lobby)


def test_same_id_makes_no_second_number() -> None:
    """A message that came twice finds the visit."""
    lobby = house("7")
    visit = expected(lobby)
    assert isinstance(lobby.do(ExpectedAt(id=visit.id, place="7")), Declined)
    assert list(lobby.line.present) == [visit.id]


def test_after_a_transfer_nobody_expects_them_in_their_own_words_any_more() -> None:
    """Taken back, it stands as before."""
    lobby = house("7", "8")
    visit = expected(lobby)
    lobby.do(CallNext(id=_id(), place="7"))
    lobby.do(Start(id=_id(), place="7"))
    lobby.do(Transfer(id=_id(), place="7", service="passport"))
    assert (visit.only_place, visit.announced) == (None, False)
    lobby.now += minutes(0.1)
    lobby.do(Undo(id=_id(), place="7"))
    assert (visit.only_place, visit.announced) == ("7", True)
