"""What clerks do at a counter."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from lobby.contract.answers import Reason
from lobby.contract.events import (
    AnyEvent,
    Called,
    CallWithdrawn,
    Finished,
    Missed,
    NotAnswered,
    PlaceClosed,
    PlaceOpened,
    PlacePaused,
    ServingStarted,
    Undone,
)
from lobby.contract.requests import (
    AddService,
    CallNext,
    CallOne,
    ClosePlace,
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
    WithdrawCall,
)
from lobby.contract.state import PlaceStatus
from lobby.queueing.cases import add_service, hand_over, park, transfer
from lobby.queueing.decision import Decided, Decision, Declined
from lobby.queueing.discipline import next_visit
from lobby.queueing.line import Counter, Line, Visit, VisitState
from lobby.queueing.rules import Rules
from lobby.queueing.undo import UNDO, is_untouched

PlaceCommand = (
    OpenPlace | ClosePlace | PausePlace | CallNext | CallOne | Recall | NotHere | WithdrawCall | Start | Finish | Park
    | Transfer | HandOver | AddService | Undo
)  # fmt: skip
_CALLABLE = frozenset({VisitState.PRESENT, VisitState.MISSED, VisitState.PARKED})


def at_counter(line: Line, command: PlaceCommand, rules: Rules, now: datetime) -> Decision:
    """Decide a clerk's command."""
    counter = line.counter(command.place)
    is_closed = counter.status is PlaceStatus.CLOSED
    if command.place not in rules.places and (is_closed or isinstance(command, OpenPlace)):
        return Declined(Reason.UNKNOWN_PLACE, detail=command.place)
    if counter.status is PlaceStatus.CLOSED and not isinstance(command, OpenPlace | ClosePlace):
        return Declined(Reason.PLACE_CLOSED, detail=command.place)
    return _DECIDE[type(command)](line, counter, command, rules, now)


def _open_place(_line: Line, counter: Counter, command: OpenPlace, rules: Rules, now: datetime) -> Decision:
    foreign = next((service for service in command.services if service not in rules.services), None)
    if foreign is not None:
        return Declined(Reason.NOT_OFFERED, detail=foreign)
    services = tuple(dict.fromkeys(command.services))
    if counter.status is not PlaceStatus.CLOSED and counter.services == services:
        return Decided()
    return Decided((PlaceOpened(at=now, place=counter.place, services=services),))


def _close_place(
    _line: Line, counter: Counter, _command: ClosePlace, _rules: Rules, now: datetime
) -> Decision:
    if counter.status is PlaceStatus.CLOSED:
        return Decided()
    if counter.visit is not None:
        return Declined(Reason.PLACE_BUSY, visit=counter.visit)
    return Decided((PlaceClosed(at=now, place=counter.place),))


def _call_next(line: Line, counter: Counter, command: CallNext, rules: Rules, now: datetime) -> Decision:
    if counter.paused:
        return Declined(Reason.PLACE_PAUSED, detail=counter.place)
    if counter.visit is not None and not command.finish_current:
        return Declined(Reason.PLACE_BUSY, visit=counter.visit)
    done: tuple[AnyEvent, ...] = ()
    if counter.visit is not None:
        done = (_finished(line, counter, command, now),)
    visit = next_visit(line, counter.services, rules, now, counter.place)
    if visit is None:
        return Decided(done) if done else Declined(Reason.NOBODY_WAITING)
    return Decided((*done, _call(visit, counter, now)), visit.id)


def _call_one(line: Line, counter: Counter, command: CallOne, _rules: Rules, now: datetime) -> Decision:
    if counter.visit is not None:
        return Declined(Reason.PLACE_BUSY, visit=counter.visit)
    if counter.paused:
        return Declined(Reason.PLACE_PAUSED, detail=counter.place)
    visit = line.visits.get(command.visit)
    if visit is None or visit.state not in _CALLABLE:
        return Declined(Reason.NOT_PRESENT, visit=None if visit is None or visit.number is None else visit.id)
    return Decided((_call(visit, counter, now),), visit.id)


def _recall(line: Line, counter: Counter, _command: Recall, _rules: Rules, now: datetime) -> Decision:
    visit = _called(line, counter)
    return visit if isinstance(visit, Declined) else Decided((_call(visit, counter, now),), visit.id)


def _not_here(line: Line, counter: Counter, _command: NotHere, rules: Rules, now: datetime) -> Decision:
    visit = _called(line, counter)
    if isinstance(visit, Declined):
        return visit
    kind = Missed if visit.attempts >= rules.config.calls_in_vain else NotAnswered
    return Decided((kind(at=now, visit=visit.id, number=visit.number or "", place=counter.place),), visit.id)


def _withdraw_call(
    line: Line, counter: Counter, _command: WithdrawCall, _rules: Rules, now: datetime
) -> Decision:
    visit = _called(line, counter)
    if isinstance(visit, Declined):
        return visit
    return Decided((CallWithdrawn(at=now, visit=visit.id, place=counter.place),), visit.id)


def _pause_place(
    _line: Line, counter: Counter, command: PausePlace, _rules: Rules, now: datetime
) -> Decision:
    if counter.paused == command.paused:
        return Decided()
    if command.paused and counter.visit is not None:
        return Declined(Reason.PLACE_BUSY, visit=counter.visit)
    return Decided((PlacePaused(at=now, place=counter.place, paused=command.paused),))


def _undo(line: Line, counter: Counter, _command: Undo, _rules: Rules, now: datetime) -> Decision:
    step = line.steps.get(counter.place)
    if step is None or now - step.at > UNDO:
        return Declined(Reason.NOTHING_TO_UNDO)
    if not is_untouched(line, step):
        return Declined(Reason.CHANGED_SINCE, detail=step.tag)
    return Decided((Undone(at=now, visit=step.visit.id, place=counter.place, of=step.seq),), step.visit.id)


def _start(line: Line, counter: Counter, _command: Start, _rules: Rules, now: datetime) -> Decision:
    if counter.status is PlaceStatus.SERVING:
        return Decided(visit=counter.visit)
    visit = _called(line, counter)
    if isinstance(visit, Declined):
        return visit
    return Decided((ServingStarted(at=now, visit=visit.id, place=counter.place),), visit.id)


def _finish(line: Line, counter: Counter, command: Finish, rules: Rules, now: datetime) -> Decision:
    if counter.visit is None:
        return Declined(Reason.NOBODY_CALLED)
    foreign = next((service for service in command.services_done if service not in rules.services), None)
    if foreign is not None:
        return Declined(Reason.NOT_OFFERED, detail=foreign)
    return Decided((_finished(line, counter, command, now),), counter.visit)


def _finished(line: Line, counter: Counter, command: Finish | CallNext, now: datetime) -> Finished:
    assert counter.visit is not None  # noqa: S101 - asked before
    visit = line.visits[counter.visit]
    done = tuple(dict.fromkeys(command.services_done)) or visit.services
    return Finished(at=now, visit=visit.id, place=counter.place, outcome=command.outcome, services=done)


def _called(line: Line, counter: Counter) -> Visit | Declined:
    if counter.visit is None or counter.status is not PlaceStatus.CALLED:
        return Declined(Reason.NOBODY_CALLED)
    return line.visits[counter.visit]


def _call(visit: Visit, counter: Counter, now: datetime) -> Called:
    return Called(
        at=now, visit=visit.id, number=visit.number or "", place=counter.place, attempt=visit.attempts + 1
    )


_DECIDE: Mapping[type, Callable[[Line, Counter, Any, Rules, datetime], Decision]] = {
    OpenPlace: _open_place,
    ClosePlace: _close_place,
    CallNext: _call_next,
    CallOne: _call_one,
    Recall: _recall,
    NotHere: _not_here,
    Start: _start,
    Finish: _finish,
    WithdrawCall: _withdraw_call,
    PausePlace: _pause_place,
    Undo: _undo,
    Park: park,
    Transfer: transfer,
    HandOver: hand_over,
    AddService: add_service,
}
