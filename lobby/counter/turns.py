"""One intention, one command: what makes double clicks and second tabs harmless.

Every button of a page carries the turn of its place. The command's id is made of turn, operation and visit, so the
same press from anywhere is the same command, and the queue service answers it once. When the place has changed or a
command was answered the turn is over, and a press that still carries it is told so instead of doing something else.
"""

import asyncio
import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from lobby.contract.answers import AnyAnswer
from lobby.contract.state import PlaceState

REMEMBERED = 500


class OtherTurnError(Exception):
    """The place is no longer as the presser saw it."""


class InFlightError(Exception):
    """Another command of this place has no answer yet."""


@dataclass
class Turns:
    """The turns of all places of this program."""

    _nonce: str = field(default_factory=lambda: secrets.token_hex(8))
    _answered: dict[str, int] = field(default_factory=dict)
    _answers: "OrderedDict[str, AnyAnswer]" = field(default_factory=OrderedDict)
    _running: dict[str, tuple[str, "asyncio.Future[AnyAnswer]"]] = field(default_factory=dict)

    def turn(self, place: str, state: PlaceState | None) -> str:
        """The present turn of a place."""
        visit = state.visit if state else None
        seen = (
            self._nonce, place, self._answered.get(place, 0), state and (state.status, state.since, state.services),
            visit and (visit.visit, visit.attempts),
        )  # fmt: skip
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:24]

    async def run(
        self, press: "Press", present: str, send: Callable[[str], Awaitable[AnyAnswer]]
    ) -> AnyAnswer:
        """Carry a press out once, however often it comes.

        Raises:
            OtherTurnError: it was made on an older picture of the place.
            InFlightError: a different command of this place is under way.
        """
        command = press.command_id
        if command in self._answers:
            return self._answers[command]
        if press.place in self._running:
            running, future = self._running[press.place]
            if running != command:
                raise InFlightError
            return await asyncio.shield(future)
        if press.turn != present:
            raise OtherTurnError
        task = asyncio.ensure_future(self._send(press.place, command, send))
        self._running[press.place] = (command, task)
        return await asyncio.shield(task)

    async def _send(self, place: str, command: str, send: Callable[[str], Awaitable[AnyAnswer]]) -> AnyAnswer:
        try:
            answer = await send(command)
        finally:
            self._running.pop(place, None)
        self._answered[place] = self._answered.get(place, 0) + 1
        self._answers[command] = answer
        while len(self._answers) > REMEMBERED:
            self._answers.popitem(last=False)
        return answer


@dataclass(frozen=True)
class Press:
    """A button that was pressed, as its form says."""

    place: str
    op: str
    turn: str
    visit: str = ""

    @property
    def command_id(self) -> str:
        """The same for the same press."""
        seen = f"{self.place}|{self.op}|{self.turn}|{self.visit}"
        return hashlib.sha256(seen.encode()).hexdigest()[:32]
