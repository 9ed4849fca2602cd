"""What each fact teaches about how long things take. Called before the fact changes the line."""

from datetime import datetime, timedelta

from lobby.contract.events import AnyEvent, Arrived, Called, Finished, Missed, NotAnswered, ServingStarted
from lobby.contract.measured import Measured
from lobby.contract.state import PlaceStatus
from lobby.queueing.durations import plus, total
from lobby.queueing.estimate_punctuality import CLASSES, class_of
from lobby.queueing.line import Line, Visit, VisitState
from lobby.queueing.rules import LOCAL

SHORTEST_CASE, LONGEST_CASE = timedelta(seconds=15), timedelta(hours=4)
"""A shorter one was pressed by mistake, a longer one forgotten: neither is counted."""
LONGEST_PAUSE = timedelta(minutes=10)
"""A counter that calls nobody for longer has a break."""
ENOUGH_CASES, MOST_TIMES_THE_MEAN = 5, 4.0
"""A case counts as at most so many times the mean of its service, once that is known."""

_MINUTE = timedelta(minutes=1)


def learn(line: Line, event: AnyEvent) -> None:
    """Take note of it; O(1)."""
    match event:
        case Arrived():
            _arrived(line, event)
        case Called():
            _called(line, event)
        case ServingStarted():
            since = line.durations.called_at.get(event.place)
            if since is not None:
                line.durations.way = plus(line.durations.way, (event.at - since) / _MINUTE)
        case NotAnswered() | Missed():
            line.durations.missed += isinstance(event, Missed)
            since = line.durations.called_at.pop(event.place, None)
            if since is not None:
                line.durations.in_vain = plus(line.durations.in_vain, (event.at - since) / _MINUTE)
        case Finished():
            line.durations.called_at.pop(event.place, None)
            _left(line, event.visit, event.at)
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
        found = class_of((event.at - event.slot) / _MINUTE)
        line.durations.punctuality[found] = line.durations.punctuality.get(found, 0) + 1


def _called(line: Line, event: Called) -> None:
    counter = line.counter(event.place)
    if counter.visit is not None:
        return
    line.durations.called_at[event.place] = event.at
    visit = line.visits.get(event.visit)
    if visit is None or visit.state is not VisitState.PRESENT or counter.since is None:
        return
    both_here = max(
        moment for moment in (counter.since, visit.checked_in, visit.callable_from) if moment is not None
    )
    pause = event.at - both_here
    if timedelta() <= pause <= LONGEST_PAUSE:
        line.durations.between = plus(line.durations.between, pause / _MINUTE)


def _left(line: Line, visit_id: str, at: datetime) -> None:
    """A case at a counter is over. A clerk who never says that it began is taken to begin at the call."""
    visit = line.visits.get(visit_id)
    counter = line.counter(visit.place or "") if visit is not None else None
    if visit is None or counter is None or counter.since is None or counter.status is PlaceStatus.FREE:
        return
    lasted = at - counter.since
    if SHORTEST_CASE <= lasted <= LONGEST_CASE:
        minutes = lasted / _MINUTE
        known = total(line.durations.cases.get(visit.service, {}).values())
        if known.weight >= ENOUGH_CASES:
            minutes = min(minutes, MOST_TIMES_THE_MEAN * known.minutes / known.weight)
        line.durations.add_case(visit.service, counter.since.astimezone(LOCAL).hour, minutes)
