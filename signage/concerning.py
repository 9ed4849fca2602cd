"""Which of the calls on the board concern this display, and how each reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from lobby.contract.config import DisplayConfig
from lobby.contract.state import Board, ShownCall
from lobby.contract.ways import Direction, Way
from signage.speech import Caption, Speech

ARROWS = {Direction.LEFT: "←", Direction.RIGHT: "→", Direction.AHEAD: "↑", Direction.BACK: "↓"}


@dataclass(frozen=True)
class WayText:
    """The way to a counter in both languages, and the arrow that points there; the arrow may be empty."""

    words: Caption
    arrow: str = ""


@dataclass(frozen=True)
class Fetched:
    """What it says to somebody who is fetched: in the large place, and in a row."""

    large: Caption
    row: Caption


@dataclass(frozen=True)
class CallText:
    """A number and where to go. Who is fetched in person reads so (`fetched`) instead of a place."""

    number: str
    place: str
    awaited: bool = True
    way: WayText | None = None
    fetched: Fetched | None = None


def own_calls(board: Board, config: DisplayConfig) -> tuple[ShownCall, ...]:
    """The calls for the people in front of this display, newest first.

    A display whose area has no counters of its own shows all of them: a misspelt name must hide nobody's call.
    """
    if not has_own_counters(board, config):
        return board.calls
    return tuple(call for call in board.calls if call.area in {"", config.area})


def has_own_counters(board: Board, config: DisplayConfig) -> bool:
    """Whether the display's area is one that the centre has counters in."""
    return config.area in board.areas


def area_works(board: Board | None, config: DisplayConfig) -> bool | None:
    """False where the display's area has no counters although others have; None where nothing can be wrong."""
    if board is None or not board.areas or not config.area:
        return None
    return has_own_counters(board, config)


def spoken_number(number: str) -> str:
    """A number as it is set: the letter apart from the digits."""
    return f"{number[0]} {number[1:]}"


def texts(calls: Sequence[ShownCall], speech: Speech) -> tuple[CallText, ...]:
    """The calls as they read."""
    return tuple(_text(call, speech) for call in calls)


def _text(call: ShownCall, speech: Speech) -> CallText:
    number, awaited = spoken_number(call.number), not call.answered
    if call.in_person:
        return CallText(
            number, "", awaited, fetched=Fetched(speech.caption("fetched.large"), speech.caption("fetched"))
        )
    return CallText(number, call.place, awaited, None if call.way is None else _way(call.way, speech))


def _way(way: Way, speech: Speech) -> WayText:
    floors, directions = Caption("", ""), Caption("", "")
    if way.floor is not None:
        key = "floor.ground" if way.floor == 0 else "floor.upper" if way.floor > 0 else "floor.lower"
        floors = speech.caption(key, n=abs(way.floor))
    if way.direction is not None:
        directions = speech.caption(f"direction.{way.direction.value}")
    words = Caption(_joined(floors.first, directions.first), _joined(floors.second, directions.second))
    return WayText(words, ARROWS[way.direction] if way.direction is not None else "")


def _joined(floor: str, direction: str) -> str:
    return ", ".join(word for word in (floor, direction) if word)
