"""What a clerk can do: a press in, a request out, and what there is to say afterwards."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lobby.contract.answers import AnyAnswer, PlaceChanged, Reason, Refused
from lobby.contract.requests import AnyRequest
from lobby.counter.hall import Hall
from lobby.counter.orders import OF_A_VISIT, REQUESTS, THEN, Form, OddFormError, Order
from lobby.counter.rows import spaced
from lobby.counter.turns import (
    InFlightError,
    OtherTurnError,
    Press,
    Turns,
    content_of,
    seen_of_place,
    seen_of_visit,
)
from lobby.link.incoming import NoAnswerError, NobodyListeningError
from lobby.web.moments import Clock

if TYPE_CHECKING:
    from concurrent.futures import Future

Ask = Callable[[AnyRequest], "Future[AnyAnswer]"]

NOBODY = f"reason-{Reason.NOBODY_WAITING}"
ASKED = frozenset({"next", "close", "call", "pause"})
"""With an open case these are no press but a question: what shall become of the case?"""


@dataclass(frozen=True)
class Said:
    """How a press went. `key` is the wording of what to tell the clerk, None when there is nothing to tell."""

    key: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    must_choose: bool = False
    """The place has a case, and what shall become of it is to be asked."""
    is_old: bool = False
    """The press was made on an older picture; nothing was sent."""

    @property
    def ok(self) -> bool:
        """Whether it was done."""
        return self.key is None


@dataclass(frozen=True)
class Pressed:
    """A button of a clerk at a place, and what its form says."""

    op: str
    place: str
    turn: str
    form: Form
    services: tuple[str, ...] = ()

    @property
    def then(self) -> str:
        """What is to follow at once."""
        wanted = next(iter(self.form.get("then", ())), "")
        return wanted if wanted in THEN else ""

    @property
    def visit(self) -> str:
        """The visit that is meant, where the form names one."""
        return next(iter(self.form.get("visit", ())), "")


@dataclass
class Counter:
    """Presses in, requests out."""

    hall: Hall
    turns: Turns
    ask: Ask
    clock: Clock

    def turn(self, place: str) -> str:
        """What the buttons of this place carry now."""
        return self.turns.turn(place, seen_of_place(self.hall.place(place)))

    def visit_turn(self, visit: str) -> str:
        """What the forms of this visit carry now."""
        return self.turns.turn(f"visit {visit}", seen_of_visit(self.hall.visit(visit)))

    async def press(self, pressed: Pressed) -> Said:
        """Do what was pressed, once, and what is to follow it."""
        if pressed.op in OF_A_VISIT:
            subject, present = f"visit {pressed.visit}", self.visit_turn(pressed.visit)
        else:
            subject, present = pressed.place, self.turn(pressed.place)
        press = Press(subject, pressed.op, pressed.turn, content_of(pressed.form))
        said = await self._once(press, present, pressed)
        if said.ok and pressed.then:
            follow = Pressed(pressed.then, pressed.place, press.command_id, {}, pressed.services)
            after = Press(pressed.place, pressed.then, press.command_id)
            said = await self._once(after, press.command_id, follow)
            if said.key == NOBODY:
                return Said()  # the page says so itself; nothing went wrong
        return said

    async def send(self, request: AnyRequest) -> Said:
        """Ask for something that may be asked any number of times: an emergency never waits for a turn."""

        async def ask() -> AnyAnswer:
            return await asyncio.wrap_future(self.ask(request))

        return await self.told(ask())

    async def _once(self, press: Press, present: str, pressed: Pressed) -> Said:
        make = REQUESTS[pressed.op]

        def order(command: str) -> AnyRequest:
            return make(Order(command, pressed.place, pressed.form, pressed.services, self.clock()))

        try:
            order(press.command_id)
        except OddFormError as error:
            return Said(str(error))

        async def ask(command: str) -> AnyAnswer:
            return await asyncio.wrap_future(self.ask(order(command)))

        said = await self.told(self.turns.run(press, present, ask), pressed.op)
        place = self.hall.place(pressed.place)
        if said.is_old and pressed.op in ASKED and place is not None and place.visit is not None:
            return replace(said, must_choose=True)
        return said

    async def told(self, asking: Awaitable[AnyAnswer], op: str = "") -> Said:
        """What an answer means for whoever pressed."""
        try:
            answer = await asking
        except OtherTurnError:
            return Said("conflict", is_old=True)
        except InFlightError:
            return Said("in-flight")
        except NobodyListeningError:
            return Said("nobody-listening")
        except NoAnswerError:
            return Said("no-answer")
        if isinstance(answer, Refused):
            return _refused(answer, op)
        if isinstance(answer, PlaceChanged):
            self.hall.settle(answer)
        return Said()


def _refused(answer: Refused, op: str) -> Said:
    must_choose = answer.reason is Reason.PLACE_BUSY and op in ASKED
    if answer.ticket is not None and answer.ticket.place and answer.reason is Reason.NOT_PRESENT:
        values = {"number": spaced(answer.ticket.number), "place": answer.ticket.place}
        return Said("visit-is-at", values, must_choose)
    return Said(f"reason-{answer.reason}", {}, must_choose)
