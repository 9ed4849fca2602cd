"""The classes of a waiting line: each earns credit at a rate of its own, and may have a cap on waiting."""

from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum


class VisitClass(IntEnum):
    """What decides the rate at which somebody earns credit."""

    BOOKED = 0
    WALK_IN = 1
    PICK_UP = 2
    """Without a booking, for a finished document: a case of some minutes."""


@dataclass(frozen=True)
class Rate:
    """How a class earns credit: so much by the minute; whoever waited longer than the cap goes first."""

    weight: int
    cap: timedelta | None = None

    def credit(self, waited: timedelta) -> float:
        """The credit of so long a wait, in weighted seconds. Coming early earns nothing, in any class the same."""
        seconds = waited.total_seconds()
        if self.cap is not None and waited > self.cap:
            return float("inf")
        return seconds * self.weight if seconds > 0 else seconds
