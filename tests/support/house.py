"""A centre to try rules in: its rules, its bookings, a line that commands are played into."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

import msgspec

from lobby.catalogue_files import sample_catalogue
from lobby.contract.answers import Reason
from lobby.contract.bookings import Booking
from lobby.contract.config import CentreConfig
from lobby.contract.events import AnyEvent, Booked, DayStarted
from lobby.contract.state import OpeningHours
from lobby.queueing.arrivals import Presented
from lobby.queueing.bookings import Delivery, import_bookings
from lobby.queueing.decide import Command, decide
from lobby.queueing.decision import Decision, Declined
from lobby.queueing.evolve import evolve
from lobby.queueing.line import Line
from lobby.queueing.rules import Rules

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""Ten o'clock in Hamburg, a Monday."""
ALWAYS = tuple(OpeningHours(weekday=day, opens=time(0), closes=time(23, 59, 59)) for day in range(7))


def minutes(number: float) -> timedelta:
    """A number of minutes."""
    return timedelta(minutes=number)


def rules(**config: Any) -> Rules:
    """The rules of Altona, open at any hour."""
    return Rules.of("altona", CentreConfig(**({"hours": ALWAYS, "land": None} | config)), sample_catalogue())


def booking(name: int, slot: datetime = NOW, **more: Any) -> Booking:
    """Booking number `name` of Altona."""
    fields: dict[str, Any] = {"centre": "altona", "service": "id-card", "length_minutes": 15} | more
    return Booking(booking=f"{name:016x}", slot=slot, **fields)


@dataclass
class House:
    """A line and its journal; what is decided is evolved at once."""

    rules: Rules = field(default_factory=rules)
    line: Line = field(default_factory=Line)
    now: datetime = NOW
    journal: list[AnyEvent] = field(default_factory=list)

    def __post_init__(self) -> None:
        """The day begins."""
        self.take((DayStarted(at=self.now, day=self.now.date().isoformat()),))

    def take(self, events: tuple[AnyEvent, ...]) -> None:
        """Facts."""
        for event in events:
            evolve(self.line, event)
            self.journal.append(event)

    def book(self, *bookings: Booking) -> None:
        """Known bookings."""
        self.take(tuple(Booked(at=self.now, booking=one) for one in bookings))

    def deliver(self, command: Any) -> Delivery | Declined:
        """An import."""
        delivery = import_bookings(self.line, command, self.rules, self.now)
        if isinstance(delivery, Delivery):
            self.take(delivery.events)
        return delivery

    def present(self, shown: Booking, **more: Any) -> Decision:
        """Check in with this booking's code."""
        return self.do(Presented(shown, **more))

    def do(self, command: Command) -> Decision:
        """Decide, which changes nothing, and take what follows."""
        before = plain(self.line)
        decision = decide(self.line, command, self.rules, self.now)
        assert plain(self.line) == before
        if not isinstance(decision, Declined):
            self.take(decision.events)
        return decision

    def number(self, shown: Booking) -> str | None:
        """The number of a booking's visit."""
        visit = self.line.visits.get(shown.booking)
        return None if visit is None else visit.number

    def called(self) -> dict[str, str]:
        """Numbers by counter, as the board has them."""
        return {call.place: call.number for call in self.line.calls.values()}


def reason(decision: object) -> Reason | None:
    """Why something was declined."""
    return decision.reason if isinstance(decision, Declined) else None


def plain(thing: object) -> object:
    """Anything of the line as plain data, to compare two."""
    return msgspec.to_builtins(thing)
