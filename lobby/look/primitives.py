"""What a picture is made of. Pixels from the upper left corner; texts stand on their baseline."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from lobby.look.fonts import Weight

Box = tuple[float, float, float, float]
"""x, y, width, height."""


class Align(Enum):
    """Which point of a line `x` is."""

    START = 0.0
    CENTRE = 0.5
    END = 1.0


@dataclass(frozen=True)
class Typeface:
    """A weight, with digits of equal width or not."""

    weight: Weight
    tabular: bool = False


@dataclass(frozen=True)
class Fill:
    """A rectangle of one colour."""

    box: Box
    colour: str
    radius: float = 0.0
    opacity: float = 1.0


@dataclass(frozen=True)
class Words:
    """One line of text."""

    text: str
    x: float
    baseline: float
    size: float
    face: Typeface
    colour: str
    align: Align = Align.START


@dataclass(frozen=True)
class Image:
    """The picture that goes by this name at the moment, if there is one; its ground is the surface colour."""

    box: Box
    name: str
    radius: float = 0.0


Primitive = Fill | Words | Image


def merged(boxes: Sequence[Box], most: int = 6) -> list[Box]:
    """Boxes that cover the same and do not overlap; one box around all when there would be more than `most`."""
    apart: list[Box] = []
    for box in boxes:
        grown = box
        while touching := [one for one in apart if _overlap(one, grown)]:
            apart = [one for one in apart if one not in touching]
            grown = _around([grown, *touching])
        apart.append(grown)
    return apart if len(apart) <= most else [_around(apart)]


def _overlap(one: Box, other: Box) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def _around(boxes: Sequence[Box]) -> Box:
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    return (left, top, right - left, bottom - top)
