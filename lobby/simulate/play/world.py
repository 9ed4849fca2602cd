"""What the people of a day live in: the bare rules with a time of their own, or a running lobby."""

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from lobby.contract.answers import AnyAnswer
from lobby.contract.fields import CommandId, Place, VisitId
from lobby.contract.requests import AnyRequest
from lobby.contract.state import PlaceState
from lobby.queueing.line import VisitState
from lobby.simulate.clerks import Room

Task = Callable[[], None]
Then = Callable[[AnyAnswer | None], None]
"""Hears the answer; None when there was none."""


class World(Room, Protocol):
    """Everything happens on one thread."""

    @property
    def settles(self) -> timedelta:
        """After which a change is sure to be seen."""
        ...

    def now(self) -> datetime:
        """The time of the day that is played."""
        ...

    def at(self, moment: datetime, task: Task) -> None:
        """Do this then, or soon when that is over."""
        ...

    def ask(self, request: AnyRequest, then: Then) -> None:
        """Ask the queue service; the answer comes later."""
        ...

    def place(self, place: Place) -> PlaceState:
        """A counter as it stands."""
        ...

    def stands(self, visit: VisitId) -> VisitState | None:
        """Where a visit stands; None for one that is over or was never there."""
        ...


class Ids:
    """Command ids that can be made again: the same seed and salt, name and turn give the same id."""

    def __init__(self, seed: int, salt: str = "") -> None:
        self._key = f"{salt}/{seed}"
        self._turns: Counter[str] = Counter()

    def fresh(self, name: str) -> CommandId:
        """The next id in the name of a visitor or a counter."""
        self._turns[name] += 1
        text = f"{self._key}/{name}/{self._turns[name]}"
        return hashlib.sha256(text.encode()).hexdigest()[:32]
