"""What all painting of a display shares: faces, colours, and how wide a line is. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from lobby.look.fonts import Weight
from lobby.look.lines import broken
from lobby.look.primitives import Align, Typeface, Words
from lobby.look.shaping import has_right_to_left
from lobby.look.tokens import Palette

BOLD, MEDIUM = Typeface(Weight.BOLD), Typeface(Weight.MEDIUM)
FIGURES = Typeface(Weight.BOLD, tabular=True)
SMALL_FIGURES = Typeface(Weight.MEDIUM, tabular=True)
LINE = 1.22
"""From one line of a text to the next, in type sizes."""

Measure = Callable[[str, float, Typeface], float]


@dataclass(frozen=True)
class Ink:
    """How a line is set."""

    size: float
    face: Typeface
    colour: str


@dataclass(frozen=True)
class Brush:
    """Sets lines of text."""

    measure: Measure
    palette: Palette

    def fitted(self, text: str, at: tuple[float, float], room: float, ink: Ink) -> Words:
        """A line that is set smaller where there is no room for it."""
        size = self.fitting(text, room, ink.size, ink.face)
        return Words(text, at[0], at[1], size, ink.face, ink.colour)

    def fitting(self, text: str, room: float, size: float, face: Typeface) -> float:
        """The type size, or the one that fits into the room."""
        width = self.measure(text, size, face)
        return size if width <= room else size * max(0.0, room) / width

    def broken(self, words: str, width: float, size: float, face: Typeface) -> list[str]:
        """The lines of a text."""
        return broken(words, width, lambda line: self.measure(line, size, face)) if words else []

    def line(self, text: str, sides: tuple[float, float], baseline: float, ink: Ink) -> Words:
        """A line of a text between two sides: at the left one, or at the right one where it is read from there."""
        if has_right_to_left(text):
            return Words(text, sides[1], baseline, ink.size, ink.face, ink.colour, Align.END)
        return Words(text, sides[0], baseline, ink.size, ink.face, ink.colour)
