"""The audit finds what it is there to find."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from lobby.contract.answers import AnyAnswer, CheckedIn, PlaceChanged, Reason, Refused, Ticket
from lobby.contract.events import (
    AnyEvent,
    Arrived,
    Called,
    CallWithdrawn,
    DayStarted,
    Finished,
    HandedOver,
    Missed,
    NotAnswered,
    Parked,
    PlaceOpened,
    ServingStarted,
    Transferred,
    Undone,
)
from lobby.contract.requests import CallNext, WalkIn
from lobby.contract.state import PlaceState, PlaceStatus, Standing
from lobby.queueing.documents import Stamp, line_state
from lobby.queueing.evolve import replay
from tests.lobby_day import audit
from tests.lobby_day.asking import Asked
from tests.support.house import rules

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _arrived(visit: str, number: str, **more: Any) -> Arrived:
    fields: dict[str, Any] = {"service": "id-card", "persons": 1, "standing": Standing.WALK_IN} | more
    return Arrived(at=NOW, visit=visit, number=number, **fields)


def _called(visit: str, number: str, place: str, attempt: int = 1) -> Called:
    return Called(at=NOW, visit=visit, number=number, place=place, attempt=attempt)


BEGIN: list[AnyEvent] = [
    DayStarted(at=NOW, day="2026-11-23"),
    PlaceOpened(at=NOW, place="1", services=("id-card",)),
    PlaceOpened(at=NOW, place="2", services=("id-card",)),
    _arrived("visit-0001", "A101"),
    _arrived("visit-0002", "A102"),
]
GOOD: list[AnyEvent] = [
    *BEGIN,
    _called("visit-0001", "A101", "1"),
    ServingStarted(at=NOW, visit="visit-0001", place="1"),
    Finished(at=NOW, visit="visit-0001", place="1"),
]


def _faults(*events: AnyEvent) -> list[str]:
    return list(audit.journal(list(enumerate([*BEGIN, *events], 1))))


def test_a_good_journal_has_no_fault() -> None:
    """So that a fault means something."""
    assert list(audit.journal(list(enumerate(GOOD, 1)))) == []


def _undone(visit: str, place: str) -> Undone:
    return Undone(at=NOW, visit=visit, place=place, of=1)


def test_the_whole_life_of_a_visit_has_no_fault() -> None:
    """Parked, handed over, called by mistake, finished too soon."""
    one, two = "visit-0001", "visit-0002"
    assert not _faults(
        _called(one, "A101", "1"), ServingStarted(at=NOW, visit=one, place="1"),
        HandedOver(at=NOW, visit=one, place="1", to="2"), _called(two, "A102", "1"),
        CallWithdrawn(at=NOW, visit=two, place="1"), _called(two, "A102", "1"), _undone(two, "1"),
        Parked(at=NOW, visit=one, place="2", where="Kasse"), _called(one, "A101", "1"),
        Finished(at=NOW, visit=one, place="1"), _undone(one, "1"),
        Transferred(at=NOW, visit=one, place="1", service="passport"), _called(one, "A101", "2"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fault", "events"),
    [
        ("another visit's", [_arrived("visit-0003", "A101")]),
        ("has the number A101 already", [_arrived("visit-0001", "A103")]),
        ("is at counter 1", [_called("visit-0001", "A101", "1"), _called("visit-0001", "A101", "2", 2)]),
        ("the counter has visit-0001", [_called("visit-0001", "A101", "1"), _called("visit-0002", "A102", "1")]),
        ("the counter is closed", [_called("visit-0001", "A101", "9")]),
        ("call number 2", [_called("visit-0001", "A101", "1", 2)]),
        ("called before", [
            _arrived("visit-0003", "A103", callable_from=NOW + timedelta(hours=1)), _called("visit-0003", "A103", "1"),
        ]),
        ("is not at this counter", [NotAnswered(at=NOW, visit="visit-0001", number="A101", place="1")]),
        ("missed after 1", [
            _called("visit-0001", "A101", "1"), Missed(at=NOW, visit="visit-0001", number="A101", place="1"),
        ]),
        ("the visit is finished", [*GOOD[5:], _called("visit-0001", "A101", "1", 2)]),
        ("nothing to undo", [Undone(at=NOW, visit="visit-0001", place="1", of=1)]),
        ("is not at this counter", [Parked(at=NOW, visit="visit-0001", place="1", where="Kasse")]),
        ("the counter has visit-0002", [
            _called("visit-0001", "A101", "1"), _called("visit-0002", "A102", "2"),
            HandedOver(at=NOW, visit="visit-0001", place="1", to="2"),
        ]),
        ("older than the one before", [PlaceOpened(at=NOW - timedelta(seconds=1), place="3", services=("id-card",))]),
    ],
)  # fmt: skip
def test_a_fault_of_the_journal_is_found(fault: str, events: list[AnyEvent]) -> None:
    """Two visits with one number, two counters with one visit, and the like."""
    assert any(fault in found for found in _faults(*events)), _faults(*events)


def test_a_missing_fact_is_found() -> None:
    """By its number."""
    facts = [(seq, event) for seq, event in enumerate(GOOD, 1) if seq != 4]
    assert list(audit.journal(facts)) == ["fact 4 is missing; 5 follows"]


def _ticket(number: str, visit: str) -> CheckedIn:
    ticket = Ticket(
        visit=visit, number=number, service="id-card", persons=1, standing=Standing.WALK_IN, checked_in=NOW, area=""
    )  # fmt: skip
    return CheckedIn(id="command-0001", at=NOW, ticket=ticket)


def _asked(*answers: AnyAnswer, others: tuple[AnyAnswer, ...] = ()) -> dict[str, Asked]:
    request = WalkIn(id="command-0001", service="id-card")
    return {request.id: Asked(request, "kiosk-2", 0.0, list(answers), list(others))}


def _kept(answer: AnyAnswer, caller: str = "kiosk-2") -> dict[str, audit.Kept]:
    return {"command-0001": (caller, msgspec.json.encode(answer))}


def test_answers_that_do_not_agree_are_found() -> None:
    """None at all, two different ones, another one in the journal or none, somebody else's handed out."""
    one, other = _ticket("A101", "visit-0001"), _ticket("A102", "visit-0002")
    refused = Refused(id="command-0001", at=NOW, reason=Reason.NOT_ALLOWED)
    assert list(audit.answers(_asked(one, one, others=(refused,)), _kept(one))) == []
    assert list(audit.answers(_asked(), {}))
    assert list(audit.answers(_asked(one, other), _kept(one)))
    assert list(audit.answers(_asked(one), _kept(other)))
    assert list(audit.answers(_asked(one), _kept(one, "kiosk-3")))
    assert list(audit.answers(_asked(one), {}))
    assert list(audit.answers(_asked(one, others=(one,)), _kept(one)))


def test_numbers_that_are_not_in_both_books_are_found() -> None:
    """Told and not written, written and not told, on the terminal and not written."""
    facts = [(4, _arrived("visit-0001", "A101"))]
    asked = _asked(_ticket("A101", "visit-0001"))
    assert list(audit.arrivals(facts, asked, [])) == []
    assert list(audit.arrivals([], asked, []))
    assert list(audit.arrivals(facts, {}, []))
    assert list(audit.arrivals(facts, {}, ["A101"])) == []
    assert list(audit.arrivals([], {}, ["A101"]))
    assert list(audit.arrivals([*facts, (5, _arrived("visit-0001", "A101"))], asked, []))


def test_a_command_carried_out_twice_is_found() -> None:
    """One answer, two facts."""
    called = PlaceState(place="1", status=PlaceStatus.CALLED)
    request = CallNext(id="command-0002", place="1")
    asked = {request.id: Asked(request, "counter", 0.0, [PlaceChanged(id=request.id, at=NOW, place=called)])}
    once = [(1, _called("visit-0001", "A101", "1"))]
    assert list(audit.commands(once, asked)) == []
    assert list(audit.commands([*once, (2, _called("visit-0001", "A101", "1", 2))], asked))


def test_a_picture_that_is_not_the_journal_s_is_found() -> None:
    """A line with somebody missing, and one that is ahead of the journal."""
    facts = list(enumerate(GOOD, 1))
    told = line_state(replay(facts[:5]), rules(), Stamp("epoch-of-a-test", NOW))
    assert list(audit.pictures(facts, [told], rules())) == []
    assert list(audit.pictures(facts, [msgspec.structs.replace(told, waiting=told.waiting[1:])], rules()))
    assert list(audit.pictures(facts, [msgspec.structs.replace(told, rev=99)], rules()))
