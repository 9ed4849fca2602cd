"""The end of a day: who is left was not served."""

from datetime import datetime, time, timedelta

from lobby.contract.events import Unserved
from lobby.queueing.line import Line, VisitState
from lobby.queueing.rules import LOCAL

_LEFT = frozenset({VisitState.PRESENT, VisitState.CALLED, VisitState.SERVING, VisitState.PARKED})
_LAST = timedelta(seconds=1)


def unserved(line: Line) -> tuple[Unserved, ...]:
    """Facts for all who are still in the house, of the last second of the line's day."""
    if line.day is None:
        return ()
    at = datetime.combine(line.day + timedelta(days=1), time(), LOCAL) - _LAST
    return tuple(Unserved(at=at, visit=visit.id) for visit in line.visits.values() if visit.state in _LEFT)
