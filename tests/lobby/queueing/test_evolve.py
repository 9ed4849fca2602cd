"""What facts make of the line."""

import itertools
import uuid
from datetime import timedelta

import pytest

from lobby.contract.events import (
    AnyEvent,
    Arrived,
    Booked,
    BookingCancelled,
    Called,
    CallWithdrawn,
    DayStarted,
    Finished,
    HandedOver,
    Missed,
    NotAnswered,
    Parked,
    PlaceClosed,
    PlaceOpened,
    ServiceAdded,
    ServingStarted,
    TakenElsewhere,
    Transferred,
    Unparked,
    Unserved,
    Withdrawn,
)
from lobby.contract.requests import CallNext, CallOne, NotHere, OpenPlace, Recall, WalkIn
from lobby.contract.state import Standing
from lobby.queueing.evolve import evolve, replay
from lobby.queueing.line import VisitState
from lobby.queueing.transitions import TRANSITIONS, ImpossibleError
from tests.support.house import NOW, House, booking, plain, rules

VISIT = booking(1).booking
FACTS: dict[type, AnyEvent] = {
    Booked: Booked(at=NOW, booking=booking(1)),
    BookingCancelled: BookingCancelled(at=NOW, visit=VISIT),
    Arrived: Arrived(
        at=NOW, visit=VISIT, number="A101", service="id-card", persons=1, standing=Standing.ON_TIME
    ),
    Called: Called(at=NOW, visit=VISIT, number="A101", place="7", attempt=1),
    TakenElsewhere: TakenElsewhere(at=NOW, visit=VISIT, centre="wandsbek"),
    NotAnswered: NotAnswered(at=NOW, visit=VISIT, number="A101", place="7"),
    Missed: Missed(at=NOW, visit=VISIT, number="A101", place="7"),
    ServingStarted: ServingStarted(at=NOW, visit=VISIT, place="7"),
    Finished: Finished(at=NOW, visit=VISIT, place="7"),
    Parked: Parked(at=NOW, visit=VISIT, place="7", where="Fotostation"),
    Unparked: Unparked(at=NOW, visit=VISIT),
    Transferred: Transferred(at=NOW, visit=VISIT, place="7", service="passport"),
    HandedOver: HandedOver(at=NOW, visit=VISIT, place="7", to="8"),
    ServiceAdded: ServiceAdded(at=NOW, visit=VISIT, place="7", service="passport"),
    CallWithdrawn: CallWithdrawn(at=NOW, visit=VISIT, place="7"),
    Withdrawn: Withdrawn(at=NOW, visit=VISIT),
    Unserved: Unserved(at=NOW, visit=VISIT),
}
WAY_TO: dict[VisitState, tuple[type, ...]] = {
    VisitState.BOOKED: (Booked,),
    VisitState.CANCELLED: (Booked, BookingCancelled),
    VisitState.ELSEWHERE: (Booked, TakenElsewhere),
    VisitState.PRESENT: (Booked, Arrived),
    VisitState.CALLED: (Booked, Arrived, Called),
    VisitState.SERVING: (Booked, Arrived, Called, ServingStarted),
    VisitState.FINISHED: (Booked, Arrived, Called, Finished),
    VisitState.MISSED: (Booked, Arrived, Called, Missed),
    VisitState.PARKED: (Booked, Arrived, Called, ServingStarted, Parked),
    VisitState.WITHDRAWN: (Booked, Arrived, Withdrawn),
    VisitState.UNSERVED: (Booked, Arrived, Unserved),
}


def _id() -> str:
    return uuid.uuid4().hex


def _house_with(state: VisitState) -> House:
    house = House()
    house.take((PlaceOpened(at=NOW, place="7", services=("id-card",)),))
    house.take((PlaceOpened(at=NOW, place="8", services=("id-card",)),))
    house.take(tuple(FACTS[kind] for kind in WAY_TO[state]))
    return house


@pytest.mark.parametrize(("state", "kind"), list(itertools.product(VisitState, FACTS)))
def test_the_table_of_transitions_is_all_there_is(state: VisitState, kind: type) -> None:
    """What stands in the table happens; everything else is a bug of the writer and stops the fold."""
    house = _house_with(state)
    assert house.line.visits[VISIT].state is state
    expected = TRANSITIONS.get((state, kind))
    if expected is None:
        with pytest.raises(ImpossibleError):
            evolve(house.line, FACTS[kind])
    else:
        assert evolve(house.line, FACTS[kind]).visits[VISIT].state is expected


@pytest.mark.parametrize(
    "fact",
    [
        Finished(at=NOW, visit="nobody-here", place="7"),
        PlaceClosed(at=NOW, place="7"),
        Called(at=NOW, visit=VISIT, number="A101", place="8", attempt=2),
    ],
)
def test_facts_against_the_counters_are_impossible(fact: AnyEvent) -> None:
    """An unknown visit, closing a counter that has a case, one visit at two counters."""
    house = _house_with(VisitState.CALLED)
    house.take((PlaceOpened(at=NOW, place="8", services=("id-card",)),))
    with pytest.raises(ImpossibleError):
        evolve(house.line, fact)


def test_every_call_has_an_id_of_its_own() -> None:
    """Recalled, called after a call in vain, taken up again after being missed: displays announce each."""
    house = House(rules=rules(calls_in_vain=2, skip_minutes=0))
    house.do(WalkIn(id=_id(), service="id-card"))
    house.do(OpenPlace(id=_id(), place="7", services=("id-card",)))
    seen = []
    for command in (CallNext, Recall, NotHere, None, NotHere, CallNext):
        visit = next(iter(house.line.visits))
        house.do(
            CallOne(id=_id(), place="7", visit=visit) if command is None else command(id=_id(), place="7")
        )
        seen += [call.id for call in house.line.calls.values()]
    assert len(seen) == len(set(seen)) == house.line.totals.called == 4
    assert house.line.totals.missed == 1


def test_a_replay_leads_to_the_same_line_and_the_same_ids() -> None:
    """Also when facts of earlier days are left out; a display does not announce again after a restart."""
    house = House()
    house.line.seq = 100
    house.do(WalkIn(id=_id(), service="id-card"))
    house.do(OpenPlace(id=_id(), place="7", services=("id-card",)))
    house.do(CallNext(id=_id(), place="7"))
    again = replay(enumerate(house.journal, 100))
    assert plain(again) == plain(house.line)


def test_a_replay_names_the_fact_that_cannot_be() -> None:
    """By its number in the journal."""
    with pytest.raises(ImpossibleError, match="fact 7:"):
        replay([(7, Finished(at=NOW, visit="nobody-here", place="7"))])


def test_a_new_day_keeps_what_is_to_come() -> None:
    """Tomorrow's bookings stay, today's visits go, counters close, numbers start over."""
    house = _house_with(VisitState.CALLED)
    tomorrow = booking(2, NOW + timedelta(days=1))
    house.book(tomorrow, booking(3))
    assert house.line.to_come == {booking(3).booking}
    house.take((DayStarted(at=NOW + timedelta(hours=15), day="2026-11-24"),))
    line = house.line
    assert list(line.visits) == [tomorrow.booking]
    assert (line.calls, line.present, line.counters, line.last_number) == ({}, {}, {}, {})
    assert line.to_come == {tomorrow.booking}
    assert list(line.typed.values()) == [tomorrow.booking]


def test_only_todays_open_bookings_are_to_come() -> None:
    """Not those of other days, the cancelled ones, or who is here already; days are local ones."""
    house = House()
    late = booking(4, NOW.replace(hour=23, minute=30))  # half past midnight in Hamburg, tomorrow
    house.book(booking(1), booking(2), booking(3, cancelled=True), late)
    house.present(booking(1))
    assert house.line.to_come == {booking(2).booking}
    house.take((BookingCancelled(at=NOW, visit=booking(2).booking),))
    assert house.line.to_come == set()
