"""Simulated visitors come in, check in beside the terminal or at it."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING

import structlog

from lobby.contract.answers import AnyAnswer, CheckedIn, Ticket
from lobby.contract.devices import Scan, Touch
from lobby.contract.fields import Name, VisitId
from lobby.contract.requests import CheckIn, WalkIn, Withdraw
from lobby.contract.state import House, Line
from lobby.contract.topics import SCAN, TOUCH
from lobby.link.device import Device
from lobby.simulate import at_terminal
from lobby.simulate.asking import Asks
from lobby.simulate.at_terminal import Terminal
from lobby.simulate.chance import drawn_for
from lobby.simulate.visitors import Arrival, Town, arrivals, balks

if TYPE_CHECKING:
    from collections.abc import Iterator

IN_PERSON_SHARE = 0.03
"""Who neither sees nor hears calls and is fetched."""
LEAVES_SHARE = 0.05
LEAVES_AFTER = timedelta(minutes=15)
"""Some who wait for so long go home and say so."""
TRIES = 3
TRY_AGAIN_SECONDS = 5.0

ArrivalRequest = CheckIn | WalkIn


@dataclass(frozen=True)
class _Try:
    request: ArrivalRequest
    number: int
    due: float


class Entrance:
    """`kiosk` is the terminal some use. Times are `time.monotonic()`."""

    def __init__(self, device: Device, asking: Asks, kiosk: Name | None, rng: Random) -> None:
        self._device = device
        self._asking = asking
        self._kiosk = kiosk
        self._rng = rng
        self._log = structlog.get_logger("lobby.simulate")
        self._coming: Iterator[Arrival] = iter(())
        self._next: Arrival | None = None
        self._again: list[_Try] = []
        self._leaving: dict[VisitId, datetime] = {}
        self._speed = 1.0
        self._terminal = Terminal()
        self.is_rehearsing = False

    def open(self, town: Town) -> None:
        """Visitors of this town come from now on."""
        self._speed = town.speed
        self._coming = arrivals(town, datetime.now(UTC))
        self._next = next(self._coming, None)

    def shown(self, screen: str, now: float) -> None:
        """The terminal says what is on its screen."""
        self._terminal = at_terminal.shown(self._terminal, screen, now)

    def serve(self, house: House, line: Line, counters: int, now: float) -> None:
        """Let in who is due, and press what the visitor at the terminal wants to press."""
        while self._next is not None and self._next.at <= datetime.now(UTC):
            arrival, self._next = self._next, next(self._coming, None)
            leaves = arrival.service is not None and balks(len(line.waiting), counters, self._rng)
            if house.opening.is_open and not leaves:
                self._arrive(arrival, now)
        due = [one for one in self._again if one.due <= now]
        self._again = [one for one in self._again if one.due > now]
        for one in due:
            self._ask(one, now)
        self._leave(line)
        self._at_terminal(now)

    def _leave_later(self, ticket: Ticket) -> None:
        if ticket.slot is None and drawn_for(ticket.visit, "leaves").random() < LEAVES_SHARE:
            self._leaving[ticket.visit] = ticket.checked_in + LEAVES_AFTER / self._speed

    def _leave(self, line: Line) -> None:
        now, waiting = datetime.now(UTC), {one.visit for one in line.waiting}
        for visit in [one for one, at in self._leaving.items() if at <= now]:
            del self._leaving[visit]
            if visit in waiting:
                self._asking.ask(Withdraw(id=uuid.uuid4().hex, visit=visit), lambda _answer: None)

    def _arrive(self, arrival: Arrival, now: float) -> None:
        if arrival.code is None:
            if arrival.service is not None:
                fetched = drawn_for(arrival.name, "in person").random() < IN_PERSON_SHARE
                walk_in = WalkIn(id=uuid.uuid4().hex, service=arrival.service, in_person=fetched)
                self._ask(_Try(walk_in, 1, now), now)
        elif arrival.at_terminal and not self.is_rehearsing and at_terminal.is_free(self._terminal, now):
            self._step_up(arrival.code, now)
        else:
            self._ask(_Try(CheckIn(id=uuid.uuid4().hex, code=arrival.code), 1, now), now)

    def _step_up(self, code: str, now: float) -> None:
        if self._kiosk is not None and self._device.publish(
            SCAN, Scan(id=uuid.uuid4().hex, code=code), device=self._kiosk
        ):
            self._terminal = at_terminal.stepped_up(self._terminal, now)

    def _at_terminal(self, now: float) -> None:
        control = at_terminal.press(self._terminal, now)
        if control is not None and self._kiosk is not None:
            self._terminal = at_terminal.pressed(self._terminal)
            self._device.publish(TOUCH, Touch(id=uuid.uuid4().hex, control=control), device=self._kiosk)
        elif at_terminal.has_given_up(self._terminal, now):
            self._terminal = at_terminal.left(self._terminal, now)

    def _ask(self, one: _Try, now: float) -> None:
        self._asking.ask(one.request, partial(self._answered, one, now))

    def _answered(self, one: _Try, asked_at: float, answer: AnyAnswer | None) -> None:
        if isinstance(answer, CheckedIn):
            self._leave_later(answer.ticket)
        if answer is not None:
            return
        if one.number >= TRIES:
            self._log.info("a visitor leaves without an answer")
            return
        self._again.append(_Try(one.request, one.number + 1, asked_at + TRY_AGAIN_SECONDS))
