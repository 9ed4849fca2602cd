"""What becomes of an open case: parked, transferred, handed over, a second service, and the way back."""

import uuid
from datetime import timedelta

import pytest

from lobby.contract.answers import Reason
from lobby.contract.requests import (
    AddService,
    CallNext,
    CallOne,
    ClosePlace,
    Finish,
    Flag,
    HandOver,
    NotHere,
    OpenPlace,
    Park,
    PausePlace,
    Start,
    Transfer,
    Undo,
    Unpark,
    WalkIn,
    Withdraw,
    WithdrawCall,
)
from lobby.contract.state import PlaceStatus
from lobby.queueing.decide import Command
from lobby.queueing.discipline import next_visit
from lobby.queueing.documents import waiting
from lobby.queueing.line import Visit, VisitState
from tests.support.house import House, booking, minutes, reason

HERE, THERE = "1", "2"


def new() -> str:
    """An id."""
    return uuid.uuid4().hex


def house_with_a_case(*, serving: bool = True) -> tuple[House, Visit]:
    """Two counters, a visitor at the first, since five minutes in the house."""
    house = House()
    house.do(OpenPlace(id=new(), place=HERE, services=("id-card", "passport")))
    house.do(OpenPlace(id=new(), place=THERE, services=("pickup",)))
    house.do(WalkIn(id="visitor-1", service="id-card"))
    house.now += minutes(5)
    house.do(CallNext(id=new(), place=HERE))
    if serving:
        house.do(Start(id=new(), place=HERE))
    return house, house.line.visits["visitor-1"]


@pytest.mark.parametrize("serving", [True, False])
def test_parked_with_place_and_time_and_back(serving: bool) -> None:  # noqa: FBT001
    """The counter is free; whoever waits for papers is not called by the line until they are back."""
    house, visit = house_with_a_case(serving=serving)
    until = house.now + minutes(20)
    house.do(Park(id=new(), place=HERE, where=" Fotostation ", until=until))
    assert (visit.state, visit.parked_where, visit.parked_until) == (VisitState.PARKED, "Fotostation", until)
    assert waiting(visit).away_since == house.now
    assert house.line.counter(HERE).visit is None
    assert reason(house.do(CallNext(id=new(), place=HERE))) is Reason.NOBODY_WAITING
    house.now += minutes(20)
    house.do(Unpark(id=new(), visit=visit.id))
    assert visit.state is VisitState.PRESENT
    assert waiting(visit).away_since is None
    house.do(CallNext(id=new(), place=HERE))
    assert house.called() == {HERE: visit.number}


def test_a_parked_visitor_can_be_called_without_waiting_again() -> None:
    """By the clerk who sees them come back."""
    house, visit = house_with_a_case()
    house.do(Park(id=new(), place=HERE, where="Fotostation"))
    house.do(CallOne(id=new(), place=THERE, visit=visit.id))
    assert (visit.state, visit.place) == (VisitState.CALLED, THERE)


@pytest.mark.parametrize(("where", "late"), [("  ", 0), ("Fotostation", -1)])
def test_parking_needs_a_place_and_a_time_to_come(where: str, late: int) -> None:
    """Else the next clerk would not know where somebody is."""
    house, visit = house_with_a_case()
    until = house.now + minutes(late) if late else None
    assert reason(house.do(Park(id=new(), place=HERE, where=where, until=until))) is Reason.MALFORMED
    assert visit.state is VisitState.SERVING


def test_transferred_to_a_service_keeps_number_and_credit() -> None:
    """The wait of before counts: nobody begins anew."""
    house, visit = house_with_a_case()
    number, since = visit.number, visit.credit_from
    house.do(Transfer(id=new(), place=HERE, service="pickup"))
    assert (visit.state, visit.service) == (VisitState.PRESENT, "pickup")
    assert (visit.number, visit.credit_from) == (number, since)
    assert next_visit(house.line, ("id-card",), house.rules, house.now, HERE) is None
    house.do(WalkIn(id="visitor-2", service="pickup"))
    house.do(CallNext(id=new(), place=THERE))
    assert house.called() == {THERE: number}


def test_transferred_to_a_counter_is_called_there_alone() -> None:
    """Whatever that counter offers, and however urgent at others."""
    house, visit = house_with_a_case()
    house.do(Transfer(id=new(), place=HERE, to=THERE))
    assert reason(house.do(CallNext(id=new(), place=HERE))) is Reason.NOBODY_WAITING
    house.do(CallNext(id=new(), place=THERE))
    assert house.called() == {THERE: visit.number}


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, Reason.MALFORMED),
        ({"service": "hot-dogs"}, Reason.NOT_OFFERED),
        ({"to": "77"}, Reason.UNKNOWN_PLACE),
        ({"to": "3"}, Reason.PLACE_CLOSED),
    ],
)
def test_transfers_to_nowhere_are_refused(more: dict[str, str], why: Reason) -> None:
    """The case stays open."""
    house, visit = house_with_a_case()
    assert reason(house.do(Transfer(id=new(), place=HERE, **more))) is why
    assert visit.state is VisitState.SERVING


def test_handed_over_goes_on_at_the_other_counter() -> None:
    """Without a call."""
    house, visit = house_with_a_case()
    house.do(HandOver(id=new(), place=HERE, to=THERE))
    assert (visit.state, visit.place) == (VisitState.SERVING, THERE)
    assert house.line.counter(HERE).status is PlaceStatus.FREE
    assert house.line.counter(THERE).visit == visit.id
    assert house.called() == {THERE: visit.number}


def test_handed_over_to_a_counter_that_is_not_free_or_closed_is_refused() -> None:
    """Busy, on a break, closed."""
    house, visit = house_with_a_case()
    house.do(PausePlace(id=new(), place=THERE, paused=True))
    assert reason(house.do(HandOver(id=new(), place=HERE, to=THERE))) is Reason.PLACE_NOT_FREE
    house.do(ClosePlace(id=new(), place=THERE))
    assert reason(house.do(HandOver(id=new(), place=HERE, to=THERE))) is Reason.PLACE_CLOSED
    assert visit.place == HERE


def test_a_second_service_in_the_same_visit() -> None:
    """Both are finished with one number; the same once more is nothing new."""
    house, visit = house_with_a_case()
    house.do(AddService(id=new(), place=HERE, service="passport"))
    house.do(AddService(id=new(), place=HERE, service="id-card"))
    house.do(Finish(id=new(), place=HERE))
    assert visit.state is VisitState.FINISHED
    assert house.journal[-1].services == ("id-card", "passport")  # type: ignore[union-attr]


def test_several_people_are_one_number() -> None:
    """Who comes with more than booked is taken and flagged."""
    house = House()
    house.book(booking(1))
    house.present(booking(1), persons=3)
    visit = house.line.visits[booking(1).booking]
    assert (visit.persons, visit.more_persons, len(house.line.present)) == (3, True, 1)


def test_fetched_in_person_is_told_with_the_call() -> None:
    """The clerk and the display know that this call is not to be shown only."""
    house, visit = house_with_a_case(serving=False)
    assert not house.line.calls[visit.id].in_person
    house.do(WithdrawCall(id=new(), place=HERE))
    house.do(Flag(id=new(), visit=visit.id, in_person=True))
    house.do(CallNext(id=new(), place=HERE))
    assert house.line.calls[visit.id].in_person


def test_a_call_withdrawn_costs_nothing() -> None:
    """Back where they were, callable at once, and no call in vain."""
    house, visit = house_with_a_case(serving=False)
    house.do(WithdrawCall(id=new(), place=HERE))
    assert (visit.state, visit.in_vain_at) == (VisitState.PRESENT, None)
    house.do(CallNext(id=new(), place=HERE))
    assert house.called() == {HERE: visit.number}


@pytest.mark.parametrize("state", ["present", "parked", "missed"])
def test_withdrawn_by_the_reception_and_come_back_after_all(state: str) -> None:
    """Who goes home is called no more; the code gives the same number again."""
    house = House()
    house.do(OpenPlace(id=new(), place=HERE, services=("id-card",)))
    house.book(booking(1))
    house.present(booking(1))
    visit = house.line.visits[booking(1).booking]
    number = visit.number
    if state != "present":
        house.do(CallNext(id=new(), place=HERE))
    if state == "parked":
        house.do(Park(id=new(), place=HERE, where="Fotostation"))
    while state == "missed" and visit.state is not VisitState.MISSED:
        house.do(NotHere(id=new(), place=HERE))
        house.now += minutes(5)
        house.do(CallOne(id=new(), place=HERE, visit=visit.id)) if visit.state is VisitState.PRESENT else None
    house.do(Withdraw(id=new(), visit=visit.id))
    assert visit.state is VisitState.WITHDRAWN
    assert reason(house.do(CallNext(id=new(), place=HERE))) is Reason.NOBODY_WAITING
    house.now += timedelta(minutes=1)
    house.present(booking(1))
    assert (visit.state, visit.number) == (VisitState.PRESENT, number)


@pytest.mark.parametrize("state", ["called", "serving"])
def test_nobody_at_a_counter_is_withdrawn(state: str) -> None:
    """The clerk has the case."""
    house, visit = house_with_a_case(serving=state == "serving")
    assert reason(house.do(Withdraw(id=new(), visit=visit.id))) is Reason.CHANGED_SINCE
    assert visit.state == state


def _commands() -> list[Command]:
    return [
        CallNext(id=new(), place=HERE),
        CallOne(id=new(), place=HERE, visit="visitor-2"),
        ClosePlace(id=new(), place=HERE),
        PausePlace(id=new(), place=HERE, paused=True),
    ]


@pytest.mark.parametrize("index", range(4))
@pytest.mark.parametrize("serving", [True, False])
def test_a_counter_with_an_open_case_is_asked_what_to_do_with_it(index: int, serving: bool) -> None:  # noqa: FBT001
    """Next, another one, closing, a break: refused with the visit, so that the page can ask."""
    house, visit = house_with_a_case(serving=serving)
    house.do(WalkIn(id="visitor-2", service="id-card"))
    declined = house.do(_commands()[index])
    assert reason(declined) is Reason.PLACE_BUSY
    assert house.line.counter(HERE).visit == visit.id


def test_nothing_open_nothing_to_do() -> None:
    """Commands for a case at a counter without one."""
    house, _ = house_with_a_case()
    commands: list[Command] = [
        Park(id=new(), place=THERE, where="x"),
        Transfer(id=new(), place=THERE, to=HERE),
        HandOver(id=new(), place=THERE, to=HERE),
        AddService(id=new(), place=THERE, service="passport"),
        Undo(id=new(), place=THERE),
    ]
    told = [reason(house.do(command)) for command in commands]
    assert told == [Reason.NOBODY_SERVED] * 4 + [Reason.NOTHING_TO_UNDO]
