"""What a programme is made of."""

from dataclasses import dataclass, field
from datetime import date, time

MIDNIGHT = time(0)
SHORTEST, LONGEST = 5, 3600
LARGEST_SHARE = 100


@dataclass(frozen=True)
class DayPart:
    """Wall times of the centre on some weekdays (Monday is 0). `ends` is exclusive; midnight there ends the day.

    Raises ValueError when it is empty or names a weekday that does not exist.
    """

    weekdays: frozenset[int]
    begins: time
    ends: time

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError("weekdays are 0 (Monday) to 6, at least one")
        if self.ends != MIDNIGHT and self.ends <= self.begins:
            raise ValueError("a day part ends after it begins; one over midnight is two")

    def holds(self, day: date, wall: time) -> bool:
        """Whether this wall time of this day lies in it."""
        return (
            day.weekday() in self.weekdays
            and self.begins <= wall
            and (self.ends == MIDNIGHT or wall < self.ends)
        )


@dataclass(frozen=True)
class Item:
    """Something to show. `dwell` in seconds, first and last day inclusive, no day parts: all day.

    Of the items that may show, only those of the highest priority do; they divide the time by `share`.
    Raises ValueError when it cannot be meant.
    """

    id: str
    source: str
    dwell: int = 10
    first_day: date | None = None
    last_day: date | None = None
    priority: int = 0
    share: int = 1
    parts: tuple[DayPart, ...] = ()
    wait_over: int | None = None
    """Shown only while the longest expected wait is above this, in minutes."""

    def __post_init__(self) -> None:
        if not SHORTEST <= self.dwell <= LONGEST:
            raise ValueError(f"{self.id}: dwell is {SHORTEST} to {LONGEST} seconds")
        if not 1 <= self.share <= LARGEST_SHARE:
            raise ValueError(f"{self.id}: share is 1 to {LARGEST_SHARE}")
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValueError(f"{self.id}: the last day lies before the first")


@dataclass(frozen=True)
class Programme:
    """Items in the order in which they take turns. Raises ValueError when two have one id."""

    items: tuple[Item, ...]

    def __post_init__(self) -> None:
        if len({item.id for item in self.items}) < len(self.items):
            raise ValueError("two items have the same id")


@dataclass(frozen=True)
class LobbyState:
    """What conditions look at: the longest expected wait in minutes, if known, and sources that are not there."""

    wait: int | None = None
    missing: frozenset[str] = field(default_factory=frozenset)
