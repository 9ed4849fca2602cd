"""What each fact teaches about how long things take. Called before the fact changes the line.

A case is all its periods at counters, whoever serves it and however often it was parked in between. What a step has
taught is kept until the next one at that counter, to be taken back with it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from lobby.contract.events import (
    AnyEvent,
    Arrived,
    Called,
    CallWithdrawn,
    Finished,
    HandedOver,
    Missed,
    NotAnswered,
    Parked,
    PlaceClosed,
    PlacePaused,
    ServiceAdded,
    ServingStarted,
    Transferred,
    Undone,
    Unserved,
    Withdrawn,
)
from lobby.contract.measured import Measured
from lobby.contract.state import PlaceStatus
from lobby.queueing.durations import Begun, Call, Learnt, Lesson, plus, total
from lobby.queueing.estimate_punctuality import CLASSES, class_of
from lobby.queueing.line import Counter, Line, Visit, VisitState
from lobby.queueing.rules import LOCAL

SHORTEST_CASE, LONGEST_CASE = timedelta(seconds=15), timedelta(hours=4)
"""A shorter one was pressed by mistake, a longer one forgotten: neither is counted."""
LONGEST_PAUSE = timedelta(minutes=10)
"""A counter that calls nobody for longer has a break."""
LONGEST_BREAK = timedelta(minutes=90)
"""A counter that stays away for longer is not coming back today."""
ENOUGH_CASES, MOST_TIMES_THE_MEAN = 5, 4.0
"""A case counts as at most so many times the mean of its service, once that is known."""

_MINUTE = timedelta(minutes=1)
_Step = Called | ServingStarted | NotAnswered | Missed | Finished | Parked | Transferred | CallWithdrawn
_Lessons = Iterator[tuple[Lesson, int]]


def learn(line: Line, event: AnyEvent) -> None:
    """Take note of it; O(1)."""
    match event:
        case Arrived():
            _arrived(line, event)
        case Called() | ServingStarted() | NotAnswered() | Missed() | CallWithdrawn():
            _step(line, event, _at_the_call(line, event))
        case Finished() | Parked() | Transferred():
            _step(line, event, _leaving(line, event))
        case HandedOver() | ServiceAdded():
            _goes_on(line, event)
        case Undone():
            _take_back(line, event)
        case PlacePaused():
            _paused(line, event)
        case PlaceClosed():
            line.durations.paused_at.pop(event.place, None)
        case Withdrawn() | Unserved():
            line.durations.begun.pop(event.visit, None)
        case _:
            pass


def measured_by(line: Line) -> Measured:
    """What the next day begins with, said at the end of the line's day."""
    absent = sum(_is_absent(line, visit) for visit in line.visits.values())
    return line.durations.carried(absent, CLASSES)


def _is_absent(line: Line, visit: Visit) -> bool:
    if visit.state is not VisitState.BOOKED or visit.slot is None or line.day is None:
        return False
    return visit.slot.astimezone(LOCAL).date() <= line.day


def _arrived(line: Line, event: Arrived) -> None:
    known = line.visits.get(event.visit)
    is_first = known is None or known.number is None
    if event.slot is not None and is_first:
        found = class_of(((event.came or event.at) - event.slot) / _MINUTE)
        line.durations.punctuality[found] = line.durations.punctuality.get(found, 0) + 1


def _paused(line: Line, event: PlacePaused) -> None:
    durations = line.durations
    if event.paused:
        durations.paused_at[event.place] = event.at
        return
    durations.resumed_at[event.place] = event.at
    began = durations.paused_at.pop(event.place, None)
    if began is not None and event.at - began <= LONGEST_BREAK:
        durations.breaks = plus(durations.breaks, (event.at - began) / _MINUTE)


def _step(line: Line, event: _Step, lessons: _Lessons) -> None:
    durations = line.durations
    call, begun = durations.calls.get(event.place), durations.begun.get(event.visit)
    taught = tuple(lessons)
    for lesson, weight in taught:
        durations.take(lesson, weight)
    durations.learnt[event.place] = Learnt(taught, event.visit, call, begun)


def _take_back(line: Line, event: Undone) -> None:
    durations = line.durations
    learnt = durations.learnt.pop(event.place, None)
    if learnt is None:
        return
    for lesson, weight in learnt.lessons:
        durations.take(lesson, -weight)
    durations.calls.pop(event.place, None)
    if learnt.call is not None:
        durations.calls[event.place] = learnt.call
    durations.begun.pop(learnt.visit, None)
    if learnt.begun is not None:
        durations.begun[learnt.visit] = learnt.begun


def _at_the_call(
    line: Line, event: Called | ServingStarted | NotAnswered | Missed | CallWithdrawn
) -> _Lessons:
    calls = line.durations.calls
    match event:
        case Called():
            if line.counter(event.place).visit is None:
                pause = _pause(line, event)
                calls[event.place] = Call(event.at, pause)
                if pause is not None:
                    yield Lesson("between", pause), 1
        case ServingStarted():
            call = calls.get(event.place)
            if call is not None:
                yield Lesson("way", (event.at - call.at) / _MINUTE), 1
        case CallWithdrawn():
            call = calls.pop(event.place, None)
            if call is not None and call.pause is not None:
                yield Lesson("between", call.pause), -1
        case _:
            call = calls.pop(event.place, None)
            if isinstance(event, Missed):
                yield Lesson("missed"), 1
            if call is not None:
                yield Lesson("in_vain", (event.at - call.at) / _MINUTE), 1


def _pause(line: Line, event: Called) -> float | None:
    """How long a free counter and somebody to call were there together."""
    counter, visit = line.counter(event.place), line.visits.get(event.visit)
    if visit is None or visit.state is not VisitState.PRESENT or counter.since is None:
        return None
    resumed = line.durations.resumed_at.get(event.place)
    moments = (counter.since, visit.checked_in, visit.since, visit.callable_from, resumed)
    pause = event.at - max(moment for moment in moments if moment is not None)
    return pause / _MINUTE if timedelta() <= pause <= LONGEST_PAUSE else None


def _leaving(line: Line, event: Finished | Parked | Transferred) -> _Lessons:
    durations = line.durations
    durations.calls.pop(event.place, None)
    visit, counter = line.visits.get(event.visit), line.counter(event.place)
    so_far = None if visit is None else _so_far(line, visit, counter, event.at)
    if visit is None or so_far is None:
        return
    if isinstance(event, Parked) or (isinstance(event, Transferred) and event.service == visit.service):
        durations.begun[visit.id] = so_far
        return
    durations.begun.pop(visit.id, None)
    yield from _case(line, visit, so_far)


def _goes_on(line: Line, event: HandedOver | ServiceAdded) -> None:
    """At another counter, or with another service: what was served before is a case of its own then."""
    durations = line.durations
    visit, counter = line.visits.get(event.visit), line.counter(event.place)
    so_far = None if visit is None else _so_far(line, visit, counter, event.at)
    if visit is None or so_far is None or counter.since is None:
        return
    if isinstance(event, HandedOver):
        durations.calls.pop(event.place, None)
        durations.begun[visit.id] = so_far
    elif event.service != visit.service:
        for lesson, weight in _case(line, visit, so_far):
            durations.take(lesson, weight)
        period = (event.at - counter.since) / _MINUTE
        durations.begun[visit.id] = Begun(-period, event.at.astimezone(LOCAL).hour)


def _so_far(line: Line, visit: Visit, counter: Counter, at: datetime) -> Begun | None:
    """What the case has lasted by now. A clerk who never says that it began is taken to begin at the call."""
    if counter.since is None or counter.visit != visit.id or counter.status is PlaceStatus.FREE:
        return None
    before = line.durations.begun.get(visit.id)
    minutes = (at - counter.since) / _MINUTE
    if before is None:
        return Begun(minutes, counter.since.astimezone(LOCAL).hour)
    return Begun(before.minutes + minutes, before.hour)


def _case(line: Line, visit: Visit, lasted: Begun) -> _Lessons:
    if not SHORTEST_CASE <= lasted.minutes * _MINUTE <= LONGEST_CASE:
        return
    minutes = lasted.minutes
    known = total(line.durations.cases.get(visit.service, {}).values())
    if known.weight >= ENOUGH_CASES:
        minutes = min(minutes, MOST_TIMES_THE_MEAN * known.minutes / known.weight)
    yield Lesson("case", minutes, visit.service, lasted.hour), 1
