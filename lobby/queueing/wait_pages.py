"""What visitors see of their own number on the phone."""

from collections.abc import Callable, Mapping

from lobby.contract.fields import VisitId
from lobby.contract.state import Closure
from lobby.contract.wait_pages import MOST_PAGES, Ahead, Digest, WaitPage, WaitPages, WaitState
from lobby.queueing.documents import Stamp
from lobby.queueing.estimate import delay_of, wait_of
from lobby.queueing.estimate_ahead import ahead_of
from lobby.queueing.estimate_forecast import Forecast
from lobby.queueing.line import Line, Visit
from lobby.queueing.line import VisitState as V
from lobby.queueing.opening import opening
from lobby.queueing.rules import LOCAL, Rules

STATES: Mapping[V, WaitState] = {
    V.PRESENT: WaitState.WAITING,
    V.CALLED: WaitState.CALLED,
    V.SERVING: WaitState.SERVING,
    V.PARKED: WaitState.PARKED,
    V.MISSED: WaitState.MISSED,
}


def wait_pages(
    line: Line, rules: Rules, stamp: Stamp, found: Forecast, digest: Callable[[VisitId], Digest]
) -> WaitPages:
    """Everybody with a number today; those whose visit is over by digest alone. The newest where there are too many."""
    newest_first = sorted(
        (one for one in line.visits.values() if one.number is not None), key=lambda one: -one.changed
    )
    ahead = ahead_of(found)
    pages = (
        _page(line, one, found, ahead.get(one.id), digest(one.id))
        for one in newest_first
        if one.state in STATES
    )
    over = (digest(one.id) for one in newest_first if one.state not in STATES)
    return WaitPages(
        epoch=stamp.epoch,
        rev=line.seq,
        as_of=stamp.now,
        day=line.day or stamp.now.astimezone(LOCAL).date(),
        centre=rules.centre,
        name=rules.config.name,
        area=rules.config.area,
        is_evacuated=opening(rules.config, stamp.now).closure is Closure.EVACUATION,
        pages=tuple(pages)[:MOST_PAGES],
        over=tuple(over)[:MOST_PAGES],
    )


def _page(line: Line, visit: Visit, found: Forecast, ahead: Ahead | None, digest: Digest) -> WaitPage:
    assert visit.number is not None  # noqa: S101 - only visits with a number have a page
    call = line.calls.get(visit.id)
    is_waiting = visit.state is V.PRESENT
    return WaitPage(
        digest=digest,
        number=visit.number,
        state=STATES[visit.state],
        place=visit.place if visit.state in {V.CALLED, V.SERVING} else None,
        called_at=None if call is None else call.at,
        slot=visit.slot,
        callable_from=visit.callable_from if is_waiting else None,
        wait=wait_of(found, visit) if is_waiting else None,
        delay=delay_of(found, visit) if is_waiting else None,
        ahead=ahead if is_waiting else None,
    )
