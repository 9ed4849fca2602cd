"""The day that is played: a Monday in the future, so that no clock of a machine comes near it, 400 times as fast."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lobby.centre.clock import FastClock
from lobby.contract.codes.keyring import LOCAL

MONDAY = datetime(2030, 3, 4, tzinfo=LOCAL)
BEGINS, OPENS, CLOSES = (MONDAY + timedelta(hours=hours) for hours in (6.75, 7, 19))
SPEED = 400.0


def at(clock: str) -> datetime:
    """A moment of the day, `at("09:30")`."""
    hours, minutes = clock.split(":")
    return MONDAY + timedelta(hours=int(hours), minutes=int(minutes))


@dataclass(frozen=True)
class DayClock:
    """The same clock as the queue service's."""

    origin: float

    @classmethod
    def starting_now(cls) -> "DayClock":
        """A day that begins now."""
        return cls(time.time())

    def now(self) -> datetime:
        """The moment in the day."""
        return self.table().now()

    def table(self) -> FastClock:
        """The settings table [clock] of the queue service."""
        return FastClock(start=BEGINS.astimezone(UTC), speed=SPEED, origin=self.origin)
