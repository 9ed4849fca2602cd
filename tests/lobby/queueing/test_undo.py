"""The last step of a counter is taken back by a fact of its own, for 30 seconds, while nothing moved since."""

from datetime import timedelta

import pytest

from lobby.contract.answers import Reason
from lobby.contract.events import Undone
from lobby.contract.requests import (
    CallNext,
    CallOne,
    ClosePlace,
    Finish,
    NotHere,
    OpenPlace,
    Park,
    Recall,
    Start,
    Transfer,
    Undo,
    Unpark,
    WalkIn,
    WithdrawCall,
    WriteNote,
)
from lobby.queueing.decide import Command
from lobby.queueing.line import Line, VisitState
from lobby.queueing.undo import UNDO
from tests.lobby.queueing.test_cases import HERE, THERE, house_with_a_case, new
from tests.support.house import House, minutes, plain, reason

STEPS: dict[str, tuple[bool, type, dict[str, str]]] = {
    "recall": (False, Recall, {}),
    "not here": (False, NotHere, {}),
    "call withdrawn": (False, WithdrawCall, {}),
    "start": (False, Start, {}),
    "finish": (True, Finish, {}),
    "park": (True, Park, {"where": "Fotostation"}),
    "transfer to a service": (True, Transfer, {"service": "pickup"}),
    "transfer to a counter": (True, Transfer, {"to": THERE}),
    "finish and next": (True, CallNext, {"finish_current": True}),  # type: ignore[dict-item]
}


def _standing(line: Line) -> object:
    """Everything of the line that people see; not which fact moved it last."""
    visits = {one.id: (one.state, one.place, one.service, one.services, one.only_place, one.attempts,
                       one.in_vain_at, one.parked_where, one.parked_until, one.number, one.credit_from)
              for one in line.visits.values()}  # fmt: skip
    counters = {one.place: (one.status, one.visit, one.since) for one in line.counters.values()}
    indexes = sorted(line.present), sorted(line.missed), sorted(line.parked)
    totals = (
        line.totals.arrived,
        line.totals.finished,
        line.totals.missed,
    )  # calls were heard, taken back or not
    return plain((visits, counters, line.calls, indexes, totals))


def _step(house: House, name: str) -> None:
    _, kind, more = STEPS[name]
    house.do(kind(id=new(), place=HERE, **more))


@pytest.mark.parametrize("name", STEPS)
def test_every_step_can_be_taken_back(name: str) -> None:
    """Visit, counter, call, indexes and totals stand as before; the journal has one fact more, not one less."""
    house, _ = house_with_a_case(serving=STEPS[name][0])
    before, facts = _standing(house.line), len(house.journal)
    house.now += minutes(1)
    _step(house, name)
    assert _standing(house.line) != before
    house.now += UNDO - timedelta(seconds=0.1)
    house.do(Undo(id=new(), place=HERE))
    assert _standing(house.line) == before
    assert isinstance(house.journal[-1], Undone)
    assert len(house.journal) == facts + 2


@pytest.mark.parametrize("name", STEPS)
def test_after_thirty_seconds_it_stands(name: str) -> None:
    """Said as nothing to undo."""
    house, _ = house_with_a_case(serving=STEPS[name][0])
    _step(house, name)
    house.now += UNDO + timedelta(seconds=0.1)
    after = _standing(house.line)
    assert reason(house.do(Undo(id=new(), place=HERE))) is Reason.NOTHING_TO_UNDO
    assert _standing(house.line) == after


def test_a_step_is_taken_back_once() -> None:
    """And not the one before it."""
    house, _ = house_with_a_case()
    house.do(Undo(id=new(), place=HERE))
    assert reason(house.do(Undo(id=new(), place=HERE))) is Reason.NOTHING_TO_UNDO


def test_a_call_that_made_a_visit_missed() -> None:
    """The third in vain, taken back: called again, nobody counted as missed."""
    house, visit = house_with_a_case(serving=False)
    for _ in range(2):
        house.do(NotHere(id=new(), place=HERE))
        house.now += minutes(5)
        house.do(CallNext(id=new(), place=HERE))
    house.do(NotHere(id=new(), place=HERE))
    assert (visit.state, house.line.totals.missed) == (VisitState.MISSED, 1)
    house.do(Undo(id=new(), place=HERE))
    assert (visit.state, house.line.totals.missed) == (VisitState.CALLED, 0)


def _later(name: str) -> Command:
    commands: dict[str, Command] = {
        "called elsewhere": CallOne(id=new(), place=THERE, visit="visitor-1"),
        "back in the line": Unpark(id=new(), visit="visitor-1"),
        "counter closed": ClosePlace(id=new(), place=HERE),
    }
    return commands[name]


@pytest.mark.parametrize("name", ["called elsewhere", "back in the line", "counter closed"])
def test_what_was_touched_since_is_not_taken_back(name: str) -> None:
    """Another clerk's work is never undone by accident."""
    house, _ = house_with_a_case()
    house.do(Park(id=new(), place=HERE, where="Fotostation"))
    house.do(_later(name))
    after = _standing(house.line)
    declined = house.do(Undo(id=new(), place=HERE))
    assert reason(declined) in {Reason.CHANGED_SINCE, Reason.PLACE_CLOSED}
    assert _standing(house.line) == after


def test_others_may_go_on_meanwhile() -> None:
    """Arrivals, other counters and a note do not stand in the way."""
    house, visit = house_with_a_case()
    house.do(Finish(id=new(), place=HERE))
    house.do(WalkIn(id="visitor-2", service="pickup"))
    house.do(CallNext(id=new(), place=THERE))
    house.do(OpenPlace(id=new(), place="3", services=("passport",)))
    house.do(Undo(id=new(), place=HERE))
    assert (visit.state, visit.place) == (VisitState.SERVING, HERE)


def test_a_note_written_since_stays() -> None:
    """Taking back a step is not taking back a note."""
    house, visit = house_with_a_case()
    house.do(Park(id=new(), place=HERE, where="Fotostation"))
    house.do(WriteNote(id=new(), visit=visit.id, text="Foto fehlt"))
    house.do(Undo(id=new(), place=HERE))
    assert (visit.state, visit.note) == (VisitState.SERVING, "Foto fehlt")
