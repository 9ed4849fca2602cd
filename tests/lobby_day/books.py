"""What a visit and a counter may do, told anew from the facts; shares nothing with the rules."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

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
    PlaceOpened,
    ServingStarted,
    Transferred,
    Undone,
)

Left = NotAnswered | Missed | Finished | Parked | Transferred | CallWithdrawn
MOST_CALLS = 3


class Before(NamedTuple):
    """How a visit and a counter stood before a step."""

    visit: str
    at_place: str | None
    at_counter: str | None
    attempts: int
    is_finished: bool


@dataclass
class Books:
    """Who is where, as the facts tell it."""

    number: dict[str, str] = field(default_factory=dict)
    callable_from: dict[str, Any] = field(default_factory=dict)
    place: dict[str, str] = field(default_factory=dict)
    visit: dict[str, str] = field(default_factory=dict)
    attempts: Counter[str] = field(default_factory=Counter)
    finished: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)
    steps: dict[str, Before] = field(default_factory=dict)

    def enter(self, event: AnyEvent) -> Iterator[str]:
        """Take the fact; what is wrong with it."""
        match event:
            case Arrived():
                yield from self._arrived(event)
            case Called():
                self._keep(event)
                yield from self._called(event)
            case NotAnswered() | Missed() | Finished() | Parked() | Transferred() | CallWithdrawn():
                self._keep(event)
                yield from self._left(event)
            case ServingStarted() | HandedOver():
                self._keep(event)
                yield from self._served(event)
            case Undone():
                yield from self._undone(event)
            case PlaceOpened() | PlaceClosed():
                yield from self._staffed(event)
            case _:
                pass

    def _staffed(self, event: PlaceOpened | PlaceClosed) -> Iterator[str]:
        if isinstance(event, PlaceOpened):
            self.open.add(event.place)
            return
        if event.place in self.visit:
            yield "the counter has a case"
        self.open.discard(event.place)

    def _keep(self, event: Called | ServingStarted | HandedOver | Left) -> None:
        self.steps[event.place] = Before(
            event.visit,
            self.place.get(event.visit),
            self.visit.get(event.place),
            self.attempts[event.visit],
            event.visit in self.finished,
        )

    def _left(self, event: Left) -> Iterator[str]:
        if self.place.get(event.visit) != event.place or self.visit.get(event.place) != event.visit:
            yield "the visit is not at this counter"
        match event:
            case Finished():
                self.finished.add(event.visit)
            case Missed() if self.attempts[event.visit] < MOST_CALLS:
                yield f"missed after {self.attempts[event.visit]} calls"
            case CallWithdrawn():
                self.attempts[event.visit] = max(0, self.attempts[event.visit] - 1)
            case _:
                pass
        if isinstance(event, Missed | Parked | Transferred):
            self.attempts[event.visit] = 0
        self.place.pop(event.visit, None)
        self.visit.pop(event.place, None)

    def _served(self, event: ServingStarted | HandedOver) -> Iterator[str]:
        if self.visit.get(event.place) != event.visit:
            yield "the visit is not at this counter"
        if isinstance(event, ServingStarted):
            return
        if event.to not in self.open:
            yield "the counter is closed"
        if event.to in self.visit:
            yield f"the counter has {self.visit[event.to]}"
        self.visit.pop(event.place, None)
        self.place[event.visit], self.visit[event.to] = event.to, event.visit

    def _undone(self, event: Undone) -> Iterator[str]:
        before = self.steps.pop(event.place, None)
        if before is None or before.visit != event.visit:
            yield "nothing to undo at this counter"
            return
        _set(self.place, event.visit, before.at_place)
        _set(self.visit, event.place, before.at_counter)
        self.attempts[event.visit] = before.attempts
        if not before.is_finished:
            self.finished.discard(event.visit)

    def _arrived(self, event: Arrived) -> Iterator[str]:
        known = self.number.get(event.visit)
        if known is None and event.number in self.number.values():
            yield "this number is another visit's"
        if known not in {None, event.number}:
            yield f"the visit has the number {known} already"
        if event.visit in self.finished:
            yield "the visit is finished"
        self.number[event.visit] = event.number
        self.callable_from[event.visit] = event.callable_from

    def _called(self, event: Called) -> Iterator[str]:
        if self.number.get(event.visit) != event.number:
            yield f"the visit has the number {self.number.get(event.visit)}"
        if event.place not in self.open:
            yield "the counter is closed"
        if self.place.get(event.visit, event.place) != event.place:
            yield f"the visit is at counter {self.place[event.visit]}"
        if self.visit.get(event.place, event.visit) != event.visit:
            yield f"the counter has {self.visit[event.place]}"
        if event.visit in self.finished:
            yield "the visit is finished"
        callable_from = self.callable_from[event.visit]
        if callable_from is not None and event.at < callable_from:
            yield f"called before {callable_from}"
        self.attempts[event.visit] += 1
        if event.attempt != self.attempts[event.visit]:
            yield f"call number {event.attempt}, expected {self.attempts[event.visit]}"
        self.place[event.visit] = event.place
        self.visit[event.place] = event.visit


def _set(found: dict[str, str], key: str, value: str | None) -> None:
    found.pop(key, None)
    if value is not None:
        found[key] = value
