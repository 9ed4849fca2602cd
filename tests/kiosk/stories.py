"""Stories of visits: what happens, one after the other, and the page that follows each."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from kiosk.flow import step
from kiosk.inputs import Answered, Ask, Effect, Input, Moment, Scanned, Touched, Unanswered
from kiosk.samples import NOW, booking, house, ticket
from kiosk.session import Asked, Screen, Terminal, fresh_session
from lobby.contract.answers import CheckedIn, Done, Identified, Reason, Refused, Ticket
from lobby.contract.config import KioskConfig
from lobby.contract.requests import CallHelp
from lobby.contract.state import Standing
from tests.support.codes import code

CODE = code()
OTHER_CODE = code(booking="ffeeddccbbaa9988")


@dataclass
class Visit:
    """A terminal that things happen to. `asked` are the requests it has sent, `effects` all that it wanted done."""

    terminal: Terminal
    now: datetime = NOW
    asked: list[Asked | CallHelp] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    steps: int = 0

    @property
    def screen(self) -> Screen:
        return self.terminal.screen

    def then(self, *events: Input) -> "Visit":
        """These happen, a second apart."""
        for event in events:
            self.steps += 1
            self.now += timedelta(seconds=1)
            self.terminal, effects = step(self.terminal, event, Moment(self.now, f"request-{self.steps:04d}"))
            self.effects += effects
            self.asked += [effect.request for effect in effects if isinstance(effect, Ask)]
        return self

    def scan(self, text: str = CODE) -> "Visit":
        return self.then(Scanned(text))

    def touch(self, *controls: str) -> "Visit":
        return self.then(*(Touched(control) for control in controls))

    def pause(self, seconds: float) -> "Visit":
        self.now += timedelta(seconds=seconds)
        return self

    def identified(
        self, standing: Standing = Standing.ON_TIME, known: Ticket | None = None, **more: Any
    ) -> "Visit":
        """The queue service knows the code."""
        told = Identified(
            id=self.asked[-1].id, at=self.now, standing=standing, booking=booking(**more), ticket=known
        )
        return self.then(Answered(told))

    def checked_in(self, given: Ticket | None = None, *, again: bool = False) -> "Visit":
        """The queue service gives a number."""
        told = CheckedIn(id=self.asked[-1].id, at=self.now, ticket=given or ticket(), again=again)
        return self.then(Answered(told))

    def refused(self, reason: Reason, detail: str | None = None) -> "Visit":
        """The queue service says no."""
        told = Refused(id=self.asked[-1].id, at=self.now, reason=reason, detail=detail, booking=booking())
        return self.then(Answered(told))

    def unanswered(self) -> "Visit":
        """Nobody answers."""
        return self.then(Unanswered(self.asked[-1].id))

    def told(self) -> "Visit":
        """The call for a person is taken."""
        return self.then(Answered(Done(id=self.asked[-1].id, at=self.now)))

    def type(self, symbols: str) -> "Visit":
        return self.touch(*(f"key-{symbol.lower()}" for symbol in symbols))


def visit(**config: Any) -> Visit:
    """Somebody comes to an open centre whose terminal has this configuration."""
    settings = KioskConfig(**config)
    terminal = Terminal(
        screen=Screen.WELCOME,
        config=settings,
        house=house(),
        session=fresh_session(settings),
        device="kiosk-1",
    )
    return Visit(terminal)


def on(screens: Iterable[Screen]) -> list[Visit]:
    """One visit for each page, as a visitor stands before it."""
    visits = []
    for screen in screens:
        one = visit()
        one.terminal = replace(one.terminal, screen=screen)
        visits.append(one)
    return visits
