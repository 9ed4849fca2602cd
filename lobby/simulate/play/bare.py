"""The bare rules with a time of their own: a heap of what is due, and a desk that decides at once."""

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from lobby.centre.desk import Desk
from lobby.contract.catalogue import Catalogue
from lobby.contract.events import AnyEvent
from lobby.contract.fields import Place, VisitId
from lobby.contract.requests import AnyRequest, CheckIn, WalkIn
from lobby.contract.state import PlaceState
from lobby.queueing.discipline import is_for
from lobby.queueing.documents import place_state
from lobby.queueing.evolve import replay
from lobby.queueing.line import Line, Visit, VisitState
from lobby.queueing.opening import opening
from lobby.queueing.rules import Rules
from lobby.simulate.play.world import Task, Then
from lobby.simulate.strangers import BACK_SOON

AT_THE_TERMINAL = (CheckIn, WalkIn)
SOON = timedelta(seconds=10)
NO_ANSWER_AFTER = timedelta(seconds=6)
"""When a program that asks gives up, see lobby.link.pending."""
OVER = frozenset({VisitState.FINISHED, VisitState.CANCELLED})

Heard = Callable[[AnyEvent], None]


class Bare:
    """`run` lets the day pass. `heard` is told each fact once the line has it; `changed` that something happened.

    While it `is_away` nothing is answered, while the terminal `is_offline` nobody gets a number.
    """

    def __init__(self, rules: Rules, catalogue: Catalogue, begins: datetime, heard: Heard) -> None:
        self._rules = rules
        self._catalogue = catalogue
        self._heard = heard
        self._now = begins
        self._due: list[tuple[datetime, int, Task]] = []
        self._count = 0
        self._desk = Desk(Line(), rules, catalogue)
        self.facts: list[AnyEvent] = []
        self.changed: Task = lambda: None
        self.is_away = False
        self.is_offline = False

    @property
    def line(self) -> Line:
        """The fold of the facts so far."""
        return self._desk.line

    @property
    def settles(self) -> timedelta:
        """Everything is seen at once."""
        return SOON

    @property
    def is_open(self) -> bool:
        """Whether the house takes visitors now."""
        return opening(self._rules.config, self._now).is_open

    def now(self) -> datetime:
        """The time of the day that is played."""
        return self._now

    def at(self, moment: datetime, task: Task) -> None:
        """Do this then; what is due at the same moment, in the order in which it was said."""
        self._count += 1
        heapq.heappush(self._due, (max(moment, self._now), self._count, task))

    def run(self, until: datetime) -> None:
        """Do what is due, up to this moment or until nothing is."""
        while self._due and self._due[0][0] <= until:
            self._now, _, task = heapq.heappop(self._due)
            task()

    def ask(self, request: AnyRequest, then: Then) -> None:
        """Decide it now; the answer is heard before anything later."""
        if self.is_away or (self.is_offline and isinstance(request, AT_THE_TERMINAL)):
            self.at(self._now + NO_ANSWER_AFTER, partial(then, None))
            return
        handled = self._desk.handle(request, self._now)
        self.happened(*handled.events)
        self.at(self._now, partial(then, handled.answer))
        if handled.events:
            self.changed()

    def happened(self, *events: AnyEvent) -> None:
        """These are facts now; the line has them already."""
        self.facts += events
        for event in events:
            self._heard(event)

    def restart(self) -> None:
        """The queue service is killed and reads its journal again."""
        self._desk = Desk(replay(enumerate(self.facts, 1)), self._rules, self._catalogue)

    def place(self, place: Place) -> PlaceState:
        """A counter as it stands."""
        return place_state(self.line, self.line.counter(place), self._now)

    def stands(self, visit: VisitId) -> VisitState | None:
        """Where a visit stands; None for one that is over or was never there."""
        known = self.line.visits.get(visit)
        return None if known is None or known.state in OVER else known.state

    def somebody_for(self, place: PlaceState) -> datetime | None:
        """From when somebody waits whom this counter may call."""
        soonest: datetime | None = None
        for visit in (*self.line.present.values(), *self.line.parked.values()):
            if not is_for(visit, place.services, place.place):
                continue
            first = max(self._now, self._callable_from(visit))
            if first == self._now:
                return first
            soonest = first if soonest is None else min(soonest, first)
        return soonest

    def _callable_from(self, visit: Visit) -> datetime:
        """When this visit may be called; a parked one once it is back, which cannot be known before it was to be."""
        if visit.state is VisitState.PARKED:
            return max(visit.parked_until or self._now, self._now + BACK_SOON)
        first = visit.callable_from or self._now
        return first if visit.in_vain_at is None else max(first, visit.in_vain_at + self._rules.skip)
