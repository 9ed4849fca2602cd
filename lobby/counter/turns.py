"""One intention, one command: what makes double clicks and second tabs harmless.

Every button of a page carries the turn of its subject: a place, a visit, a form of the reception. The command's id is
made of turn, operation and what the form says, so the same press from anywhere is the same command, and the queue
service answers it once. When the subject has changed or a command was answered the turn is over, and a press that still
carries it is told so instead of doing something else.
"""

import asyncio
import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from lobby.contract.answers import AnyAnswer
from lobby.contract.state import PlaceState, Waiting

REMEMBERED = 500


class OtherTurnError(Exception):
    """The subject is no longer as the presser saw it."""


class InFlightError(Exception):
    """Another command of this subject has no answer yet."""


@dataclass(frozen=True)
class Press:
    """A button that was pressed, as its form says; `content` is everything else in the form."""

    subject: str
    op: str
    turn: str
    content: str = ""

    @property
    def command_id(self) -> str:
        """The same for the same press."""
        return _digest(self.subject, self.op, self.turn, self.content)[:32]


@dataclass
class Turns:
    """The turns of all subjects of this program."""

    _nonce: str = field(default_factory=lambda: secrets.token_hex(8))
    _answered: dict[str, int] = field(default_factory=dict)
    _answers: "OrderedDict[str, AnyAnswer]" = field(default_factory=OrderedDict)
    _running: dict[str, tuple[str, "asyncio.Future[AnyAnswer]"]] = field(default_factory=dict)

    def turn(self, subject: str, seen: object) -> str:
        """The present turn of a subject that looks like `seen`."""
        return _digest(self._nonce, subject, self._answered.get(subject, 0), seen)[:24]

    async def run(self, press: Press, present: str, send: Callable[[str], Awaitable[AnyAnswer]]) -> AnyAnswer:
        """Carry a press out once, however often it comes.

        Raises:
            OtherTurnError: it was made on an older picture of the subject.
            InFlightError: a different command of this subject is under way.
        """
        command = press.command_id
        if command in self._answers:
            return self._answers[command]
        if press.subject in self._running:
            running, future = self._running[press.subject]
            if running != command:
                raise InFlightError
            return await asyncio.shield(future)
        if press.turn != present:
            raise OtherTurnError
        task = asyncio.ensure_future(self._send(press.subject, command, send))
        self._running[press.subject] = (command, task)
        return await asyncio.shield(task)

    async def _send(
        self, subject: str, command: str, send: Callable[[str], Awaitable[AnyAnswer]]
    ) -> AnyAnswer:
        try:
            answer = await send(command)
        finally:
            self._running.pop(subject, None)
        self._answered[subject] = self._answered.get(subject, 0) + 1
        self._answers[command] = answer
        while len(self._answers) > REMEMBERED:
            self._answers.popitem(last=False)
        return answer


def seen_of_place(state: PlaceState | None) -> object:
    """What of a place ends its turn when it changes."""
    visit = state.visit if state else None
    return (
        state and (state.status, state.since, state.services, state.paused),
        visit and (visit.visit, visit.attempts, visit.service, visit.services),
    )


def seen_of_visit(visit: Waiting | None) -> object:
    """What of a visit ends the turn of its own forms when it changes."""
    return visit and (visit.note, visit.in_person)


def content_of(form: Mapping[str, Sequence[str]]) -> str:
    """All fields of a form, as one text."""
    return repr(sorted((name, tuple(values)) for name, values in form.items()))


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()
