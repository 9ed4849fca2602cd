"""What the reception can do: a press in, a request out, and what there is to say or to show afterwards."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lobby.contract.answers import AnyAnswer, CheckedIn, Ticket
from lobby.counter.actions import Counter, Said
from lobby.counter.orders import Form, OddFormError
from lobby.counter.reception.hall import ReceptionHall
from lobby.counter.reception.orders import REQUESTS, Order
from lobby.counter.turns import Press, content_of

if TYPE_CHECKING:
    from lobby.contract.requests import AnyRequest


@dataclass(frozen=True)
class Pressed:
    """A button of the reception, and what its form says. `who` is the account that pressed it."""

    op: str
    who: str
    turn: str
    form: Form

    def value(self, name: str) -> str:
        """The first value of a field."""
        return next(iter(self.form.get(name, ())), "")


@dataclass
class Desk:
    """Presses in, requests out. `counter` sends them, one of a kind at a time."""

    hall: ReceptionHall
    counter: Counter

    def turn(self, op: str, who: str, about: str = "") -> str:
        """What the forms of that kind carry now."""
        return self.counter.turns.turn(_subject(op, who, about), self._seen(op, about))

    async def press(self, pressed: Pressed) -> tuple[Said, Ticket | None]:
        """Do what was pressed, once; the number where one was given."""
        make = REQUESTS[pressed.op]
        about = pressed.value("visit") or pressed.value("device") or pressed.value("dispute")
        subject = _subject(pressed.op, pressed.who, about)
        press = Press(subject, pressed.op, pressed.turn, content_of(pressed.form))
        try:
            make(Order(press.command_id, pressed.form))
        except OddFormError as error:
            return Said(str(error)), None
        got: list[AnyAnswer] = []

        async def ask(command: str) -> AnyAnswer:
            request: AnyRequest = make(Order(command, pressed.form))
            return await asyncio.wrap_future(self.counter.ask(request))

        async def run() -> AnyAnswer:
            got.append(await self.counter.turns.run(press, self.turn(pressed.op, pressed.who, about), ask))
            return got[0]

        said = await self.counter.told(run())
        ticket = got[0].ticket if got and isinstance(got[0], CheckedIn) else None
        if ticket is not None:
            self.hall.gave(ticket)
        return said, ticket

    def _seen(self, op: str, about: str) -> object:
        """What ends the turn of such a form when it changes."""
        reception = self.hall.reception
        match op:
            case "help":
                return self.hall.help_call(about)
            case "lock" | "unlock":
                return reception and (reception.walk_in_locked, reception.lock_reason)
            case "note" | "flag" | "withdraw" | "take-back":
                visit = self.hall.visit(about)
                return visit and (visit.note, visit.in_person)
            case _:
                return None


def _subject(op: str, who: str, about: str) -> str:
    match op:
        case "help" | "settle":
            return f"{op} {about}"
        case "lock" | "unlock":
            return "lock"
        case "walk-in" | "contingent":
            return f"{op} {who}"
        case _:
            return f"visit {about}"
