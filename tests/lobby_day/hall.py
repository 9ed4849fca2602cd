"""Clerks at fourteen counters, and one who does everything wrong."""

import random
from collections.abc import Generator
from datetime import datetime, timedelta
from functools import partial
from itertools import cycle

from lobby.contract.answers import AnyAnswer, PlaceChanged, Refused
from lobby.contract.requests import (
    AnyRequest,
    CallNext,
    CallOne,
    ClosePlace,
    Finish,
    NotHere,
    OpenPlace,
    Recall,
    Start,
)
from lobby.contract.state import Line
from lobby.simulate.clerks import Clerk, intend
from lobby.simulate.strangers import SeenRoom, Strangers
from tests.lobby_day.asking import Clients, new_id
from tests.lobby_day.visitors import CATALOGUE, NOT_OFFERED, SERVICES

COUNTERS = ("counter", "counter-2", "counter-3")
PLACES = tuple(str(number) for number in range(1, 15))
ROGUE = "20"
MINUTES = {one.id: one.length.total_seconds() / 60 for one in CATALOGUE.services}


class Hall:
    """Good clerks, each working as `lobby simulate` has them work; three programs speak for them."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients
        self._busy: set[str] = set()
        self._answered_at: dict[str, datetime] = {}
        self._clerks = [Clerk(place, SERVICES) for place in PLACES]
        self._strangers = Strangers(MINUTES)
        self._speaks = dict(zip(PLACES, cycle(COUNTERS), strict=False))

    def work(self, line: Line, now: datetime, *, is_open: bool = True) -> None:
        """Let every clerk do the next thing, once the line shows the last one."""
        places = {place.place: place for place in line.places}
        room = SeenRoom(line, is_open, now)
        for clerk in self._clerks:
            answered_at = self._answered_at.get(clerk.place)
            if clerk.place in self._busy or (answered_at is not None and line.as_of <= answered_at):
                continue
            place = places[clerk.place]
            guest = None if place.visit is None else self._strangers.guest(place.visit)
            intent = intend(clerk, place, guest, room, now)
            if intent is not None and intent.at <= now:
                self._busy.add(clerk.place)
                request = intent.request(new_id())
                self._clients.ask(self._speaks[clerk.place], request, partial(self._done, clerk.place))

    def _done(self, place: str, answer: AnyAnswer) -> None:
        self._busy.discard(place)
        self._answered_at[place] = answer.at


BETWEEN_ROUNDS = timedelta(minutes=15)
EITHER = "either"
Expect = str | None
Script = Generator[tuple[AnyRequest, Expect], AnyAnswer, None]


class Rogue:
    """A clerk who does everything in the wrong order, and must be refused for the right reason each time.

    `differences` says where it was told something else.
    """

    def __init__(self, clients: Clients, rng: random.Random) -> None:
        self.differences: list[str] = []
        self.rounds = 0
        self._line: Line | None = None
        self._clients = clients
        self._rng = rng
        self._script: Script | None = None
        self._next_round: datetime | None = None

    @property
    def is_between_rounds(self) -> bool:
        """Whether its counter is closed and nothing is asked."""
        return self._script is None

    def work(self, line: Line, now: datetime) -> None:
        """Begin a round when it is time; the rest follows from the answers."""
        self._line = line
        if self._script is None and (self._next_round is None or now >= self._next_round):
            self._next_round = now + BETWEEN_ROUNDS
            self._script = self._round()
            self._ask(*next(self._script))

    def _ask(self, request: AnyRequest, wanted: Expect) -> None:
        self._clients.ask(self._rng.choice(COUNTERS), request, partial(self._told, request, wanted))

    def _told(self, request: AnyRequest, wanted: Expect, answer: AnyAnswer) -> None:
        told = str(answer.reason) if isinstance(answer, Refused) else None
        if wanted not in {EITHER, told}:
            self.differences.append(f"{request}: refused for {told}, expected {wanted}")
        assert self._script is not None
        try:
            self._ask(*self._script.send(answer))
        except StopIteration:
            self._script = None
            self.rounds += 1

    def _round(self) -> Script:
        place = ROGUE
        yield CallNext(id=new_id(), place="99"), "unknown-place"
        yield CallNext(id=new_id(), place=place), "place-closed"
        yield OpenPlace(id=new_id(), place=place, services=(NOT_OFFERED,)), "not-offered"
        yield OpenPlace(id=new_id(), place=place, services=SERVICES), None
        for kind in (Recall, NotHere, Start, Finish):
            yield kind(id=new_id(), place=place), "nobody-called"
        yield CallOne(id=new_id(), place=place, visit="nobody-0000"), "not-present"
        called = yield from self._steal(place)
        if called:
            yield CallNext(id=new_id(), place=place), "place-busy"
            yield ClosePlace(id=new_id(), place=place), "place-busy"
            yield Recall(id=new_id(), place=place), None
            yield Start(id=new_id(), place=place), None
            yield NotHere(id=new_id(), place=place), "nobody-called"
            yield Finish(id=new_id(), place=place), None
        yield ClosePlace(id=new_id(), place=place), None

    def _steal(self, place: str) -> Generator[tuple[AnyRequest, Expect], AnyAnswer, bool]:
        """Call whom others have called, then somebody who was missed or is waiting."""
        assert self._line is not None
        theirs = [one.visit.visit for one in self._line.places if one.visit is not None]
        free = [one.visit for one in (*self._line.missed, *self._line.waiting) if one.callable_from is None]
        for visit in (*theirs[:1], *free[:1]):
            answer = yield CallOne(id=new_id(), place=place, visit=visit), EITHER
            if isinstance(answer, PlaceChanged):
                return True
        return False
