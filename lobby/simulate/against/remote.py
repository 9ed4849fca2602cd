"""A running lobby as the people of a played day live in it: asked over MQTT, seen by its published line."""

import heapq
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial

from lobby.centre.clock import FastClock
from lobby.contract.answers import AnyAnswer, PlaceChanged
from lobby.contract.fields import Place, VisitId
from lobby.contract.requests import AnyRequest, CheckIn, WalkIn
from lobby.contract.state import House, Line, PlaceState, PlaceStatus
from lobby.contract.topics import HOUSE, LINE
from lobby.link.device import ConfigOffer, Device
from lobby.link.incoming import Incoming, LinkChanged, Subscription
from lobby.link.settings import Settings
from lobby.queueing.line import VisitState
from lobby.simulate.against.lobby import AskTerminal
from lobby.simulate.asking import Asking, Then
from lobby.simulate.loop import Loop
from lobby.simulate.play.world import Task
from lobby.simulate.strangers import SeenRoom

SEEN_SECONDS = 0.6
"""After which what happened is sure to be in the published line."""
LOOK_SECONDS = 0.01
LEAST = timedelta(seconds=10)


class Remote:
    """A part of the loop. What is due is due by the clock of the lobby; `changed` is run when the line has changed."""

    def __init__(
        self, settings: Settings, clock: FastClock, loop: Loop, terminal: AskTerminal | None
    ) -> None:
        self._clock = clock
        self._loop = loop
        self._terminal = terminal
        self._due: list[tuple[datetime, int, Task]] = []
        self._count = 0
        self._line: Line | None = None
        self._answered: dict[Place, tuple[datetime, PlaceState]] = {}
        self._is_open = False
        subscriptions = (Subscription(LINE), Subscription(HOUSE))
        self._device = Device(settings, subscriptions=subscriptions, deliver=self._heard)
        self._asking = Asking(self._device, loop)
        self.changed: Task = lambda: None

    @property
    def is_there(self) -> bool:
        """Whether the queue service has said how things stand."""
        return self._line is not None

    @property
    def places(self) -> frozenset[Place]:
        """The counters it has."""
        return frozenset() if self._line is None else frozenset(one.place for one in self._line.places)

    def is_idle(self, places: Collection[Place], visits: Collection[VisitId]) -> bool:
        """None of these people are in the house, and none of these counters is open."""
        line = self._line
        if line is None or any(one.visit in visits for one in (*line.waiting, *line.parked)):
            return False
        return all(one.status is PlaceStatus.CLOSED for one in line.places if one.place in places)

    @property
    def is_open(self) -> bool:
        """Whether the house takes visitors now."""
        return self._is_open

    @property
    def settles(self) -> timedelta:
        """After which a change is sure to be seen."""
        return max(LEAST, timedelta(seconds=SEEN_SECONDS * self._clock.speed))

    def now(self) -> datetime:
        """The time of the day that is played."""
        return self._clock.now()

    def at(self, moment: datetime, task: Task) -> None:
        """Do this then, or soon when that is over."""
        self._count += 1
        heapq.heappush(self._due, (moment, self._count, task))

    def ask(self, request: AnyRequest, then: Then) -> None:
        """Check-ins by the terminal, all else in the name of the counters and the reception."""
        if self._terminal is not None and isinstance(request, CheckIn | WalkIn):
            self._terminal(request, then)
        else:
            self._asking.ask(request, partial(self._take_answer, then))

    def place(self, place: Place) -> PlaceState:
        """A counter, as the line or a later answer has it."""
        told = self._answered.get(place)
        seen = next((one for one in self._line.places if one.place == place), None) if self._line else None
        if told is not None and (seen is None or self._line is None or told[0] >= self._line.as_of):
            return told[1]
        return seen or PlaceState(place=place, status=PlaceStatus.CLOSED)

    def stands(self, visit: VisitId) -> VisitState | None:
        """Where a visit stands, as far as the line tells."""
        if self._line is None:
            return None
        for state, visits in (
            (VisitState.PRESENT, self._line.waiting),
            (VisitState.PARKED, self._line.parked),
            (VisitState.MISSED, self._line.missed),
        ):
            if any(one.visit == visit for one in visits):
                return state
        at = next((one for one in self._line.places if one.visit and one.visit.visit == visit), None)
        if at is None:
            return None
        return VisitState.CALLED if at.status is PlaceStatus.CALLED else VisitState.SERVING

    def somebody_for(self, place: PlaceState) -> datetime | None:
        """From when somebody waits whom this counter may call, as far as one can see."""
        return (
            None
            if self._line is None
            else SeenRoom(self._line, self._is_open, self.now()).somebody_for(place)
        )

    def start(self) -> None:
        """Connect in the background."""
        self._device.start()

    def serve(self, now: float) -> float:
        """Do what is due."""
        while self._due and self._due[0][0] <= self._clock.now():
            heapq.heappop(self._due)[2]()
        return now + LOOK_SECONDS

    def stop(self) -> None:
        """Leave."""
        self._device.stop()

    def _heard(self, item: Incoming | LinkChanged | ConfigOffer) -> None:
        if isinstance(item, Incoming) and item.message is not None:
            self._loop.post(partial(self._take, item.message))

    def _take(self, message: object) -> None:
        match message:
            case Line():
                self._line = message
                self.changed()
            case House(opening=opening):
                self._is_open = opening.is_open
            case _:
                pass

    def _take_answer(self, then: Then, answer: AnyAnswer | None) -> None:
        if isinstance(answer, PlaceChanged):
            self._answered[answer.place.place] = answer.at, answer.place
        then(answer)
