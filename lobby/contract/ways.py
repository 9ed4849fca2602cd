"""Where a counter lies, as visitors find it: waiting area, floor, direction."""

from enum import StrEnum
from typing import Annotated

import msgspec

from lobby.contract.fields import Message, Place, ShortText


class Direction(StrEnum):
    """Which way to go, as seen by somebody in front of the display."""

    LEFT = "left"
    RIGHT = "right"
    AHEAD = "ahead"
    BACK = "back"


Floor = Annotated[int, msgspec.Meta(ge=-5, le=60, description="0 is the ground floor")]


class Way(Message, frozen=True, kw_only=True):
    """The way to a counter."""

    floor: Floor | None = None
    direction: Direction | None = None


class PlaceWay(Message, frozen=True, kw_only=True):
    """Counters that lie together. People who wait for them sit in `area`, and read the display that hangs there."""

    places: Annotated[tuple[Place, ...], msgspec.Meta(min_length=1, max_length=99)]
    area: ShortText = ""
    floor: Floor | None = None
    direction: Direction | None = None

    @property
    def way(self) -> Way | None:
        """Floor and direction; None where neither is known."""
        if self.floor is None and self.direction is None:
            return None
        return Way(floor=self.floor, direction=self.direction)
