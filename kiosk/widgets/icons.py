"""Icons as line drawings on a grid of 24, drawn four times too large and scaled down: their edges are smooth."""

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from kivy.graphics.texture import Texture
from PIL import Image, ImageDraw, ImageOps

GRID = 24
OVERSAMPLING = 4
Point = tuple[float, float]


class Pen:
    """Draws in grid units, y downwards."""

    def __init__(self, size: int) -> None:
        self._scale = size * OVERSAMPLING / GRID
        side = size * OVERSAMPLING
        self.image = Image.new("L", (side, side), 0)
        self._draw = ImageDraw.Draw(self.image)
        self.width = 2.0

    def line(self, *points: Point, width: float | None = None) -> None:
        """A line with round ends and corners."""
        thick = (width or self.width) * self._scale
        placed = [self._at(point) for point in points]
        self._draw.line(placed, fill=255, width=round(thick), joint="curve")
        for x, y in placed:
            self._draw.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=255)

    def box(self, left: float, top: float, right: float, bottom: float, radius: float = 2.0) -> None:
        """A rounded rectangle, not filled."""
        s = self._scale
        self._draw.rounded_rectangle(
            (left * s, top * s, right * s, bottom * s), radius * s, outline=255, width=round(self.width * s)
        )

    def circle(self, x: float, y: float, radius: float) -> None:
        """A circle, not filled."""
        self._draw.ellipse(self._round(x, y, radius), outline=255, width=round(self.width * self._scale))

    def dot(self, x: float, y: float, radius: float, ink: int = 255) -> None:
        """A filled circle; `ink` 0 cuts a hole."""
        self._draw.ellipse(self._round(x, y, radius), fill=ink)

    def arc(self, x: float, y: float, radius: float, begin: float, end: float) -> None:
        """Part of a circle, degrees clockwise from the right."""
        around = self._round(x, y, radius)
        self._draw.arc(around, begin, end, fill=255, width=round(self.width * self._scale))
        inner = radius - self.width / 2
        for angle in (begin, end):
            turn = math.radians(angle)
            self.dot(x + inner * math.cos(turn), y + inner * math.sin(turn), self.width / 2)

    def half_disc(self, x: float, y: float, radius: float) -> None:
        """The right half, filled."""
        self._draw.pieslice(self._round(x, y, radius), -90, 90, fill=255)

    def cut(self, *points: Point, width: float) -> None:
        """A line taken out of what is there."""
        thick = width * self._scale
        placed = [self._at(point) for point in points]
        self._draw.line(placed, fill=0, width=round(thick), joint="curve")
        for x, y in placed:
            self._draw.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=0)

    def block(self, left: float, top: float, right: float, bottom: float) -> None:
        """A filled rectangle."""
        s = self._scale
        self._draw.rectangle((left * s, top * s, right * s, bottom * s), fill=255)

    def _at(self, point: Point) -> Point:
        return (point[0] * self._scale, point[1] * self._scale)

    def _round(self, x: float, y: float, radius: float) -> tuple[float, float, float, float]:
        s = self._scale
        return ((x - radius) * s, (y - radius) * s, (x + radius) * s, (y + radius) * s)


def _keyboard(pen: Pen) -> None:
    pen.box(2, 5, 22, 19)
    for x in (6.5, 10.2, 13.8, 17.5):
        pen.dot(x, 9, 1)
        pen.dot(x, 12.3, 1)
    pen.line((8, 15.7), (16, 15.7), width=1.7)


def _person(pen: Pen) -> None:
    pen.circle(12, 7.5, 4.5)
    pen.arc(12, 22.5, 9, 190, 350)


def _counter(pen: Pen) -> None:
    pen.circle(12, 6, 3.6)
    pen.arc(12, 18, 7, 200, 340)
    pen.line((2, 16), (22, 16))
    pen.line((4, 16), (4, 21))
    pen.line((20, 16), (20, 21))


def _card(pen: Pen) -> None:
    pen.box(2, 4, 22, 20)
    pen.circle(8, 10, 2.6)
    pen.arc(8, 18, 4.4, 205, 335)
    for y in (9, 12, 15):
        pen.line((14, y), (18.5, y), width=1.6)


def _calendar(pen: Pen) -> None:
    pen.box(3, 5, 21, 21)
    pen.line((3, 10), (21, 10))
    pen.line((8, 3), (8, 7))
    pen.line((16, 3), (16, 7))


def _tick(pen: Pen) -> None:
    pen.dot(12, 12, 11)
    pen.cut((6.8, 12.4), (10.6, 16), (17.2, 8.6), width=2.6)


def _clock(pen: Pen) -> None:
    pen.width = 2.4
    pen.circle(12, 12, 11)
    pen.line((12, 6.5), (12, 12.4), (15.6, 15))


def _stop(pen: Pen) -> None:
    pen.dot(12, 12, 11)
    pen.cut((8, 8), (16, 16), width=2.6)
    pen.cut((16, 8), (8, 16), width=2.6)


def _note(pen: Pen) -> None:
    pen.width = 2.4
    pen.circle(12, 12, 11)
    pen.line((12, 6.6), (12, 13))
    pen.dot(12, 17, 1.5)


def _forward(pen: Pen) -> None:
    pen.width = 2.6
    pen.line((9, 5), (16, 12), (9, 19))


def _backward(pen: Pen) -> None:
    pen.width = 2.6
    pen.line((15, 5), (8, 12), (15, 19))


def _down(pen: Pen) -> None:
    pen.width = 2.8
    pen.line((5, 9), (12, 16), (19, 9))


def _aside(pen: Pen) -> None:
    pen.width = 2.8
    pen.line((9, 5), (16, 12), (9, 19))


def _text_size(pen: Pen) -> None:
    pen.line((1.5, 19), (5.2, 9.5), (8.9, 19), width=1.9)
    pen.line((2.9, 15.9), (7.5, 15.9), width=1.7)
    pen.line((10.2, 19), (16.2, 4), (22.2, 19), width=2.5)
    pen.line((12.5, 14), (19.9, 14), width=2.2)


def _contrast(pen: Pen) -> None:
    pen.circle(12, 12, 9.5)
    pen.half_disc(12, 12, 9.5)


def _speech(pen: Pen) -> None:
    pen.line((3, 9.5), (6.5, 9.5), (11.5, 5), (11.5, 19), (6.5, 14.5), (3, 14.5), (3, 9.5))
    pen.arc(11.5, 12, 5, -45, 45)
    pen.arc(11.5, 12, 9.5, -45, 45)


def _reach(pen: Pen) -> None:
    pen.line((12, 3), (12, 16.5))
    pen.line((6.5, 11.2), (12, 16.7), (17.5, 11.2))
    pen.line((5, 21), (19, 21))


def _help(pen: Pen) -> None:
    pen.width = 2.6
    pen.arc(12, 8.2, 4.9, 180, 400)
    pen.line((14.9, 10.5), (12, 13), (12, 15.2))
    pen.dot(12, 19.8, 1.7)


def _help_mirrored(pen: Pen) -> None:
    """The question mark of Arabic script."""
    _help(pen)
    pen.image = ImageOps.mirror(pen.image)


def _globe(pen: Pen) -> None:
    pen.width = 1.8
    pen.circle(12, 12, 9.5)
    pen.line((2.8, 12), (21.2, 12))
    pen.line((12, 2.8), (12, 21.2))
    pen.arc(2.2, 12, 13, -46, 46)
    pen.arc(21.8, 12, 13, 134, 226)


def _erase(pen: Pen) -> None:
    pen.line((8.5, 5.5), (21, 5.5), (21, 18.5), (8.5, 18.5), (2.5, 12), (8.5, 5.5))
    pen.line((11.5, 9.3), (16.9, 14.7), width=1.9)
    pen.line((16.9, 9.3), (11.5, 14.7), width=1.9)


_PATTERN = (
    "#######.#.##.#.#######", "#.....#..#.#.#.#.....#", "#.###.#.##..#..#.###.#", "#.###.#.#.##.#.#.###.#",
    "#.###.#..#.##..#.###.#", "#.....#.#..#.#.#.....#", "#######.#.#.#..#######", "........##.#.#........",
    "##.#.##..#.##.#.##.#.#", ".#..#..##.#..#.#..##..", "#.##.##.#.##.#..#.#.##", "..#.#...#..#.##.#..#..",
    "##..#.##.#.#..#.##.#.#", "........#.##.#..#..##.", "#######..#.#.##.#.#..#", "#.....#.#..#....##.##.",
    "#.###.#.##.##.#.#..#.#", "#.###.#..#..#.##.##.#.", "#.###.#.#.##..#..#.##.", "#.....#.##..#.#.#.##..",
    "#######.#.#.#..##.#.##",
)  # fmt: skip
"""Looks like a code and is none: whoever holds a scanner to the screen reads nothing."""


def _code(pen: Pen) -> None:
    side = GRID / len(_PATTERN[0])
    for row, cells in enumerate(_PATTERN):
        for column, cell in enumerate(cells):
            if cell == "#":
                x, y = column * side, row * GRID / len(_PATTERN)
                pen.block(x, y, x + side, y + side)


_DRAWINGS: Mapping[str, Callable[[Pen], None]] = {
    "keyboard": _keyboard, "person": _person, "card": _card, "calendar": _calendar, "tick": _tick, "clock": _clock,
    "stop": _stop, "note": _note, "forward": _forward, "backward": _backward, "down": _down, "aside": _aside,
    "text-size": _text_size, "contrast": _contrast, "reach": _reach, "speech": _speech, "help": _help, "globe": _globe,
    "erase": _erase, "code": _code, "counter": _counter, "help-mirrored": _help_mirrored,
}  # fmt: skip
MIRRORED: Mapping[str, str] = {"backward": "forward", "help": "help-mirrored"}
"""What stands for an icon on a page from right to left; all others are the same there."""


@lru_cache(maxsize=128)
def icon(name: str, size: int) -> Any:
    """The icon as a white texture, to be tinted; `size` in pixels."""
    pen = Pen(size)
    _DRAWINGS[name](pen)
    mask = pen.image.resize((size, size), Image.Resampling.LANCZOS)
    image = Image.merge("LA", (Image.new("L", mask.size, 255), mask)).convert("RGBA")
    pixels = Texture.create(size=image.size, colorfmt="rgba")
    pixels.blit_buffer(image.tobytes(), colorfmt="rgba", bufferfmt="ubyte")
    pixels.flip_vertical()
    return pixels
