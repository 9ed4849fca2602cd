"""The earlier calls as rows: which of them a display shows now, alone or beside others. Pure.

A call that nobody has answered yet is never dropped: when there are more than rows, pages change. Answered ones only
fill the rows that are left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

PAGE_SECONDS = 6
"""How long a page of rows stands, in whole seconds of the house's clock: displays side by side turn together."""


class Awaited(Protocol):
    """A call as far as it matters here."""

    @property
    def awaited(self) -> bool:
        """Whether nobody has answered it yet."""


A = TypeVar("A", bound=Awaited)


@dataclass(frozen=True)
class Part:
    """Display `number` of `count` side by side: 1 has the large place, the others the rows that follow."""

    number: int = 1
    count: int = 1

    @property
    def has_large_place(self) -> bool:
        """Whether the newest call stands here."""
        return self.number == 1


ALONE = Part()


@dataclass(frozen=True)
class Room:
    """How many rows there are on the display with the large place, and on each that has rows only."""

    first: int
    others: int = 0


def page(calls: Sequence[A], room: Room, part: Part, turn: int) -> tuple[A, ...]:
    """The rows of this display, of all earlier calls newest first; `turn` counts pages since ever."""
    total = room.first + room.others * (part.count - 1)
    awaited = sum(call.awaited for call in calls)
    if total <= 0:
        return ()
    if awaited <= total:
        return _share(_filled(calls, total), room, part)
    pages = -(-awaited // total)
    first = turn % pages * total
    return _share([call for call in calls if call.awaited][first : first + total], room, part)


def _filled(calls: Sequence[A], total: int) -> list[A]:
    spare = total - sum(call.awaited for call in calls)
    kept: list[A] = []
    for call in calls:
        if not call.awaited:
            spare -= 1
        if call.awaited or spare >= 0:
            kept.append(call)
    return kept


def _share(shown: Sequence[A], room: Room, part: Part) -> tuple[A, ...]:
    if part.has_large_place:
        return tuple(shown[: room.first])
    begin = room.first + (part.number - 2) * room.others
    return tuple(shown[begin : begin + room.others])
