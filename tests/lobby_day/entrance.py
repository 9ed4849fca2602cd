"""Visitors at the simple terminals: each shows a code or wants a number, and is told what the rules say."""

import heapq
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from lobby.contract.answers import AnyAnswer, CheckedIn, Identified, Reason, Refused
from lobby.contract.requests import CheckIn, Identify, WalkIn
from tests.lobby_day.asking import Clients, new_id
from tests.lobby_day.visitors import Visitor, expected, outcome

KIOSKS = ("kiosk-2", "kiosk-3")


@dataclass(order=True)
class _Due:
    at: datetime
    number: int
    visitor: Visitor = field(compare=False)
    first: bool = field(compare=False)


class Entrance:
    """Lets visitors in when they are due. `differences` says who was told something else than the rules say."""

    def __init__(self, visitors: Iterable[Visitor], clients: Clients, rng: random.Random) -> None:
        self.differences: list[str] = []
        self.tickets: dict[str, str] = {}
        """Number by visitor."""
        self._clients = clients
        self._rng = rng
        self._due: list[_Due] = []
        for visitor in visitors:
            moments = (visitor.at, *sorted(visitor.again))
            for number, moment in enumerate(moments):
                heapq.heappush(self._due, _Due(moment, len(self._due), visitor, first=number == 0))

    @property
    def is_done(self) -> bool:
        """Whether everybody has come."""
        return not self._due

    def serve(self, now: datetime) -> None:
        """Let in who is due."""
        while self._due and self._due[0].at <= now:
            due = heapq.heappop(self._due)
            if not due.first and due.visitor.name not in self.tickets:
                continue  # was told something else, or still waits for the first answer
            self._arrive(due.visitor, first=due.first)

    def _arrive(self, visitor: Visitor, *, first: bool) -> None:
        kiosk = self._rng.choice(KIOSKS)
        if visitor.code is None:
            request = WalkIn(
                id=new_id(), service=visitor.service, language=self._rng.choice((None, "en", "tr"))
            )
            self._clients.ask(kiosk, request, lambda answer: self._told(visitor, answer))
            return
        check_in = CheckIn(id=new_id(), code=visitor.code, persons=visitor.persons)
        if not first:
            self._clients.ask(kiosk, check_in, lambda answer: self._told_again(visitor, answer))
        elif self._rng.random() < 0.5:
            self._clients.ask(kiosk, check_in, lambda answer: self._told(visitor, answer))
        else:
            identify = Identify(id=new_id(), code=visitor.code)
            self._clients.ask(
                kiosk, identify, lambda answer: self._identified(kiosk, check_in, visitor, answer)
            )

    def _identified(self, kiosk: str, check_in: CheckIn, visitor: Visitor, answer: AnyAnswer) -> None:
        self._compare(visitor, answer, "looking")
        if isinstance(answer, Identified):
            self._clients.ask(kiosk, check_in, lambda answer: self._told(visitor, answer))

    def _told(self, visitor: Visitor, answer: AnyAnswer) -> None:
        self._compare(visitor, answer, "checking in")
        if isinstance(answer, CheckedIn):
            self.tickets[visitor.name] = answer.ticket.number
            if answer.again:
                self.differences.append(f"{visitor.name}: was told 'again' the first time")
            if answer.ticket.service != visitor.service:
                self.differences.append(
                    f"{visitor.name}: wants {visitor.service}, got {answer.ticket.service}"
                )

    def _told_again(self, visitor: Visitor, answer: AnyAnswer) -> None:
        number = self.tickets[visitor.name]
        served = isinstance(answer, Refused) and answer.reason is Reason.ALREADY_SERVED
        same = isinstance(answer, CheckedIn) and answer.ticket.number == number
        if not (served or same):
            self.differences.append(f"{visitor.name}: has {number}, showed the code again, was told {answer}")

    def _compare(self, visitor: Visitor, answer: AnyAnswer, step: str) -> None:
        wanted, told = expected(visitor, answer.at), outcome(answer)
        if told != wanted:
            self.differences.append(
                f"{visitor.name} ({visitor.case}), {step} at {answer.at:%H:%M:%S}, slot "
                f"{visitor.booking.slot if visitor.booking else None}: told {told!r}, expected {wanted!r}"
            )
