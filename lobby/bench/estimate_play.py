"""A day played through the real rules in simulated time: every fact is decided and evolved as in the queue service."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from random import Random

from lobby.bench.estimate_days import COUNTERS, SHARES, Day, Town, Visitor
from lobby.contract.events import AnyEvent, Booked, Called, DayStarted
from lobby.contract.fields import Place, VisitId
from lobby.contract.requests import CallNext, ClosePlace, Finish, NotHere, OpenPlace, Start, WalkIn
from lobby.queueing.arrivals import Presented
from lobby.queueing.decide import Command, decide
from lobby.queueing.decision import Declined
from lobby.queueing.estimate_learning import measured_by
from lobby.queueing.evolve import evolve
from lobby.queueing.line import Line
from lobby.queueing.rules import LOCAL, Rules

BETWEEN, WAY, PATIENCE = 0.5, 0.7, 1.5
"""Minutes on average between two cases, on the way to the counter, and until a call is given up."""
LOOK = timedelta(seconds=30)
"""How often a clerk with nobody to call looks again."""
_MINUTE = timedelta(minutes=1)

Asked = Callable[["House", Visitor], None]
"""Hears of each visitor without a booking, before the line does."""


@dataclass
class House:
    """The centre while a day is played."""

    town: Town
    rules: Rules
    day: Day
    line: Line
    rng: Random
    people: dict[VisitId, Visitor]
    now: datetime
    called: dict[VisitId, datetime] = field(default_factory=dict)
    _agenda: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _turn: int = 0

    def run(self, asked: Asked) -> None:
        """The whole day, until nobody waits and nothing is open."""
        for number in range(1, COUNTERS + 1):
            place = str(number)
            self.at(self.day.opens, partial(self._open, place))
        for visitor in self.people.values():
            if visitor.comes is not None:
                self.at(visitor.comes, partial(self._arrive, visitor, asked))
        while self._agenda:
            self.now, _, act = heappop(self._agenda)
            act()

    def at(self, moment: datetime, act: Callable[[], None]) -> None:
        """Do it then; in an outage everything at counters stands still."""
        self._turn += 1
        heappush(self._agenda, (moment, self._turn, act))

    def _after(self, minutes: float, act: Callable[[], None]) -> None:
        moment = self.now + minutes * _MINUTE
        outage = self.day.outage
        if outage is not None and self.now < outage[1] and moment > outage[0]:
            moment += outage[1] - max(outage[0], self.now)
        self.at(moment, act)

    def _do(self, command: Command) -> tuple[AnyEvent, ...] | None:
        decision = decide(self.line, command, self.rules, self.now)
        if isinstance(decision, Declined):
            return None
        for event in decision.events:
            evolve(self.line, event)
            if isinstance(event, Called):
                self.called.setdefault(event.visit, event.at)
        return decision.events

    def _arrive(self, visitor: Visitor, asked: Asked) -> None:
        if visitor.booking is not None:
            self._do(Presented(visitor.booking))
            return
        asked(self, visitor)
        self._do(WalkIn(id=visitor.name, service=visitor.service))

    def _open(self, place: Place) -> None:
        self._do(OpenPlace(id="open-place", place=place, services=tuple(SHARES)))
        self._after(self._drawn(BETWEEN), partial(self._call, place))

    def _call(self, place: Place) -> None:
        closes = self.day.closes.get(place)
        evening = self.day.opens + timedelta(hours=8)
        if (closes is not None and self.now >= closes) or (self.now > evening and not self.line.present):
            self._do(ClosePlace(id="close-place", place=place))
        elif self._do(CallNext(id="call-next", place=place)) is None:
            self._after(LOOK / _MINUTE, partial(self._call, place))
        else:
            visitor = self._visitor(place)
            if visitor.is_gone:
                self._after(self._drawn(PATIENCE), partial(self._give_up, place))
            else:
                self._after(self._drawn(WAY), partial(self._serve, place))

    def _give_up(self, place: Place) -> None:
        self._do(NotHere(id="not-here", place=place))
        self._after(self._drawn(BETWEEN), partial(self._call, place))

    def _serve(self, place: Place) -> None:
        self._do(Start(id="start-it", place=place))
        visitor = self._visitor(place)
        lasts = visitor.factor * self.town.mean(visitor.service, self.now, self.day.pace)
        self._after(lasts, partial(self._finish, place))

    def _finish(self, place: Place) -> None:
        self._do(Finish(id="finish-it", place=place))
        self._after(self._drawn(BETWEEN), partial(self._call, place))

    def _visitor(self, place: Place) -> Visitor:
        visit = self.line.counter(place).visit
        return self.people[visit or ""]

    def _drawn(self, mean: float) -> float:
        return mean * self.rng.uniform(0.5, 1.5)


def played(town: Town, rules: Rules, day: Day, line: Line, asked: Asked) -> House:
    """Play the day in the line of the day before."""
    began = datetime.combine(day.opens.date(), datetime.min.time(), LOCAL)
    measured = None if line.day is None else measured_by(line)
    evolve(line, DayStarted(at=began, day=day.opens.date().isoformat(), measured=measured))
    for visitor in day.visitors:
        if visitor.booking is not None:
            evolve(line, Booked(at=began, booking=visitor.booking))
    people = {visitor.name: visitor for visitor in day.visitors}
    house = House(town, rules, day, line, Random(f"{town.seed}/{day.opens}"), people, day.opens)  # noqa: S311
    house.run(asked)
    return house
