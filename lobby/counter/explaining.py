"""Who is next at a counter and why, asked of the queue service in the background.

Counters with the same services are asked for together, at most once a second, and only while somebody looks. Until an
answer is there the page goes by the order of the line, which is nearly always the same.
"""

import asyncio
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from lobby.contract.answers import Explained, Ranked
from lobby.contract.requests import Explain
from lobby.contract.state import PlaceState
from lobby.counter.actions import Ask
from lobby.counter.hall import Hall
from lobby.link.incoming import RequestError

APART_SECONDS = 1.0
MOST_GROUPS = 200

Group = tuple[frozenset[str], str]


@dataclass
class Ranking:
    """The last answer for a group of counters."""

    asked_at: float
    version: int
    """Which picture of the centre it was asked about."""
    ranked: tuple[Ranked, ...] = ()
    is_answered: bool = False


class Explaining:
    """Keeps the newest rankings. `changed` is called when one says something new. Used on the event loop."""

    def __init__(self, hall: Hall, ask: Ask, changed: Callable[[], None]) -> None:
        self._hall = hall
        self._ask = ask
        self._changed = changed
        self._known: dict[Group, Ranking] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def of(self, place: PlaceState) -> tuple[tuple[Ranked, ...], bool]:
        """The ranking for this place, and whether it is of the present line; asks for a newer one where it is due."""
        if self._hall.line is None:
            return (), False
        group = self._group(place)
        known = self._known.get(group)
        if known is None or self._is_due(known):
            self._start(group, place.place)
        if known is None:
            return (), False
        return known.ranked, known.is_answered and known.version == self._hall.version

    def _group(self, place: PlaceState) -> Group:
        line = self._hall.line
        own = line is not None and any(one.only_place == place.place for one in line.waiting)
        return frozenset(place.services), place.place if own else ""

    def _is_due(self, known: Ranking) -> bool:
        return known.version != self._hall.version and time.monotonic() - known.asked_at > APART_SECONDS

    def _start(self, group: Group, place: str) -> None:
        before = self._known.pop(group, None)
        ranked = before.ranked if before else ()
        self._known[group] = Ranking(time.monotonic(), self._hall.version, ranked)
        while len(self._known) > MOST_GROUPS:
            del self._known[next(iter(self._known))]
        task = asyncio.get_running_loop().create_task(self._run(self._known[group], place))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, ranking: Ranking, place: str) -> None:
        try:
            answer = await asyncio.wrap_future(self._ask(Explain(id=uuid.uuid4().hex, place=place)))
        except RequestError:
            return
        if not isinstance(answer, Explained):
            return
        before, ranking.ranked, ranking.is_answered = ranking.ranked, answer.ranked, True
        if _said(before) != _said(answer.ranked):
            self._changed()


def _said(ranked: tuple[Ranked, ...]) -> object:
    return [(one.visit.visit, one.rule) for one in ranked]
