"""What clerks do at a counter."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from lobby.contract.answers import Reason
from lobby.contract.events import (
    AnyEvent,
    Called,
    Finished,
    Missed,
    NotAnswered,
    PlaceClosed,
    PlaceOpened,
    ServingStarted,
)
from lobby.contract.requests import (
    CallNext,
    CallOne,
    ClosePlace,
    Finish,
    NotHere,
    OpenPlace,
    Recall,
    Start,
)
from lobby.contract.state import PlaceStatus
from lobby.queueing.decision import Decided, Decision, Declined
from lobby.queueing.discipline import next_visit
from lobby.queueing.line import Counter, Line, Visit, VisitState
from lobby.queueing.rules import Rules

PlaceCommand = OpenPlace | ClosePlace | CallNext | CallOne | Recall | NotHere | Start | Finish


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
    if counter.visit is not None and not command.finish_current:
        return Declined(Reason.PLACE_BUSY, visit=counter.visit)
    done: tuple[AnyEvent, ...] = ()
    if counter.visit is not None:
        done = (Finished(at=now, visit=counter.visit, place=counter.place),)
    visit = next_visit(line, counter.services, rules, now)
    if visit is None:
        return Decided(done) if done else Declined(Reason.NOBODY_WAITING)
    return Decided((*done, _call(visit, counter, now)), visit.id)


def _call_one(line: Line, counter: Counter, command: CallOne, _rules: Rules, now: datetime) -> Decision:
    if counter.visit is not None:
        return Declined(Reason.PLACE_BUSY, visit=counter.visit)
    visit = line.visits.get(command.visit)
    if visit is None or visit.state not in {VisitState.PRESENT, VisitState.MISSED}:
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


def _start(line: Line, counter: Counter, _command: Start, _rules: Rules, now: datetime) -> Decision:
    if counter.status is PlaceStatus.SERVING:
        return Decided(visit=counter.visit)
    visit = _called(line, counter)
    if isinstance(visit, Declined):
        return visit
    return Decided((ServingStarted(at=now, visit=visit.id, place=counter.place),), visit.id)


def _finish(_line: Line, counter: Counter, _command: Finish, _rules: Rules, now: datetime) -> Decision:
    if counter.visit is None:
        return Declined(Reason.NOBODY_CALLED)
    return Decided((Finished(at=now, visit=counter.visit, place=counter.place),), counter.visit)


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
}
