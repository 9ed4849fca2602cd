"""The time a centre lives in: the wall clock, or a faster one for rehearsing whole days."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

import msgspec

from lobby.contract.fields import Instant


class Clock(Protocol):
    """Says what time it is."""

    def now(self) -> datetime:
        """An aware moment."""
        ...


class WallClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC)


class FastClock(msgspec.Struct, frozen=True, kw_only=True):
    """The settings table [clock]: a day that starts at `start` and runs `speed` times as fast, for tests.

    `origin` is the `time.time()` at which it began, so that a restarted service goes on in the same day.
    """

    start: Instant
    speed: float = 1.0
    origin: float

    def now(self) -> datetime:
        """The moment in the day that is played."""
        return self.start + timedelta(seconds=(time.time() - self.origin) * self.speed)
