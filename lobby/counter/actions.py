"""What a clerk can do: each button's request, and each answer's sentence."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
from lobby.counter.hall import Hall
from lobby.counter.turns import InFlightError, OtherTurnError, Press, Turns
from lobby.link.incoming import NoAnswerError, NobodyListeningError

if TYPE_CHECKING:
    from concurrent.futures import Future

Ask = Callable[[AnyRequest], "Future[AnyAnswer]"]


@dataclass(frozen=True)
class Order:
    """What a request is made of."""

    id: str
    place: str
    visit: str
    services: tuple[str, ...]


REQUESTS: Mapping[str, Callable[[Order], AnyRequest]] = {
    "open": lambda order: OpenPlace(id=order.id, place=order.place, services=order.services),
    "close": lambda order: ClosePlace(id=order.id, place=order.place),
    "next": lambda order: CallNext(id=order.id, place=order.place),
    "finish-next": lambda order: CallNext(id=order.id, place=order.place, finish_current=True),
    "call": lambda order: CallOne(id=order.id, place=order.place, visit=order.visit),
    "recall": lambda order: Recall(id=order.id, place=order.place),
    "not-here": lambda order: NotHere(id=order.id, place=order.place),
    "start": lambda order: Start(id=order.id, place=order.place),
    "finish": lambda order: Finish(id=order.id, place=order.place),
}


@dataclass(frozen=True)
class Outcome:
    """How a press went; `key` is the wording of what to tell the clerk, None when there is nothing to tell."""

    key: str | None = None

    @property
    def ok(self) -> bool:
        """Whether it was done."""
        return self.key is None


@dataclass
class Counter:
    """Presses in, requests out."""

    hall: Hall
    turns: Turns
    ask: Ask

    def turn(self, place: str) -> str:
        """What the buttons of this place carry now."""
        return self.turns.turn(place, self.hall.place(place))

    async def press(self, press: Press, services: tuple[str, ...] = ()) -> Outcome:
        """Do what was pressed, once."""
        make = REQUESTS[press.op]

        async def send(command: str) -> AnyAnswer:
            order = Order(command, press.place, press.visit, services)
            return await asyncio.wrap_future(self.ask(make(order)))

        try:
            answer = await self.turns.run(press, self.turn(press.place), send)
        except OtherTurnError:
            return Outcome("conflict")
        except InFlightError:
            return Outcome("in-flight")
        except NobodyListeningError:
            return Outcome("nobody-listening")
        except NoAnswerError:
            return Outcome("no-answer")
        return self._outcome(answer)

    def _outcome(self, answer: AnyAnswer) -> Outcome:
        if isinstance(answer, Refused):
            return Outcome(f"reason-{answer.reason}")
        if isinstance(answer, PlaceChanged):
            self.hall.settle(answer)
        return Outcome()
