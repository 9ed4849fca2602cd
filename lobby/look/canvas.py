"""Draws a list of primitives with Kivy, and touches only what differs from the list before.

Each primitive has its own group of instructions. Those that both lists begin and end with stay where they are, equal
ones between are moved, the others are made anew or taken away; their surroundings are the damage to paint.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from kivy.core.text import Label as CoreLabel
from kivy.graphics import Color, InstructionGroup, Rectangle, SmoothRoundedRectangle
from kivy.graphics.instructions import Instruction
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from lobby.contract.config import Language
from lobby.look.fonts import face, numerals
from lobby.look.opaque import opaque
from lobby.look.primitives import Box, Fill, Image, Primitive, Typeface, Words
from lobby.look.shaping import has_right_to_left, seen
from lobby.look.tokens import LIGHT, rgba

_ASCENT = 0.935
"""Of Fira Sans, in parts of the type size: from the top of a line's texture down to its baseline."""
_ARABIC_ASCENT = 1.085
"""Of IBM Plex Sans Arabic."""


CLEARED_PX = 20_000
"""Fills of more pixels are cleared; see `lobby.look.opaque`."""


GLYPHWISE_PX = 150
"""Numbers from this size up are set digit by digit: making and loading a texture of their size takes 5 ms and more."""


def font_of(typeface: Typeface, text: str = "") -> str:
    """The path of a face; one with Arabic letters where the text has any."""
    if has_right_to_left(text):
        return face(typeface.weight, Language.AR)
    return numerals(typeface.weight) if typeface.tabular else face(typeface.weight)


@lru_cache(maxsize=4096)
def measure(text: str, size: float, typeface: Typeface) -> float:
    """Width of a line in pixels."""
    label = CoreLabel(font_size=size, font_name=font_of(typeface, text))
    return float(label.get_extents(_seen(text))[0])


@lru_cache(maxsize=1024)
def _seen(text: str) -> str:
    """Letters in the order they stand, from left to right."""
    return seen(text, Language.AR) if has_right_to_left(text) else text


def _text(text: str, words: Words) -> Texture:
    label = CoreLabel(text=_seen(text), font_size=words.size, font_name=font_of(words.face, text))
    label.refresh()
    return label.texture


@lru_cache(maxsize=32)
def _glyph(letter: str, size: float, typeface: Typeface) -> Texture:
    """One letter, kept: a called number is made of letters and digits that were there before."""
    label = CoreLabel(text=letter, font_size=size, font_name=font_of(typeface))
    label.refresh()
    return label.texture


@dataclass
class _Slot:
    primitive: Primitive
    group: InstructionGroup = field(default_factory=InstructionGroup)


class Canvas(Widget):
    """A widget that shows a list of primitives over its whole size."""

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        self._slots: list[_Slot] = []
        self._images: dict[str, Texture] = {}

    def show(self, primitives: list[Primitive]) -> list[Box]:
        """Draw this list from now on; the boxes that changed."""
        old = [slot.primitive for slot in self._slots]
        first, last = _common_ends(old, primitives)
        gone = self._slots[first : len(old) - last]
        came = primitives[first : len(primitives) - last]
        kept = {slot.primitive: slot for slot in gone}
        for slot in gone:
            self.canvas.remove(slot.group)
        fresh: list[_Slot] = []
        damage: list[Box] = []
        for index, primitive in enumerate(came, first):
            slot = kept.pop(primitive) if primitive in kept else self._made(primitive, damage)
            self.canvas.insert(index, slot.group)
            fresh.append(slot)
        damage += [box_of(primitive) for primitive in kept]
        self._slots[first : len(old) - last] = fresh
        return damage

    def _made(self, primitive: Primitive, damage: list[Box]) -> _Slot:
        slot = _Slot(primitive)
        self._fill(slot)
        damage.append(box_of(primitive))
        return slot

    def set_image(self, name: str, texture: Texture | None) -> list[Box]:
        """The picture that a name stands for; the boxes that changed."""
        if texture is None:
            self._images.pop(name, None)
        else:
            self._images[name] = texture
        changed = [
            slot for slot in self._slots if isinstance(slot.primitive, Image) and slot.primitive.name == name
        ]
        for slot in changed:
            self._fill(slot)
        return [box_of(slot.primitive) for slot in changed]

    def _fill(self, slot: _Slot) -> None:
        primitive = slot.primitive
        slot.group.clear()
        match primitive:
            case Fill():
                for instruction in self._fill_of(primitive):
                    slot.group.add(instruction)
            case Words():
                self._write(slot.group, primitive)
            case Image():
                texture = self._images.get(primitive.name)
                colour = LIGHT.surface if texture is None else "#FFFFFF"
                slot.group.add(Color(*rgba(colour)))
                slot.group.add(self._rectangle(primitive.box, primitive.radius, texture))

    def _write(self, group: InstructionGroup, words: Words) -> None:
        if not words.text:
            return
        group.add(Color(*rgba(words.colour)))
        is_large = words.face.tabular and words.size >= GLYPHWISE_PX
        pieces = list(words.text) if is_large else [words.text]
        widths = [measure(piece, words.size, words.face) for piece in pieces]
        x = words.x - words.align.value * sum(widths)
        for piece, width in zip(pieces, widths, strict=True):
            if not piece.isspace():
                texture = _glyph(piece, words.size, words.face) if is_large else _text(piece, words)
                ascent = _ARABIC_ASCENT if has_right_to_left(piece) else _ASCENT
                y = self.height - words.baseline + ascent * words.size - texture.height
                group.add(Rectangle(texture=texture, pos=(round(x), round(y)), size=texture.size))
            x += width

    def _fill_of(self, fill: Fill) -> list[Instruction]:
        x, y, width, height = fill.box
        if fill.opacity == 1 and width * height > CLEARED_PX:
            left, bottom = round(x), round(y + height)
            area = (left, int(self.height) - bottom, round(x + width) - left, bottom - round(y))
            return opaque(area, rgba(fill.colour), fill.radius)
        return [Color(*rgba(fill.colour, fill.opacity)), self._rectangle(fill.box, fill.radius)]

    def _rectangle(self, box: Box, radius: float, texture: Texture | None = None) -> Rectangle:
        x, y, width, height = box
        left, right = round(x), round(x + width)
        top, bottom = round(y), round(y + height)
        place = {
            "pos": (left, self.height - bottom),
            "size": (right - left, bottom - top),
            "texture": texture,
        }
        return SmoothRoundedRectangle(radius=[radius], **place) if radius else Rectangle(**place)


def box_of(primitive: Primitive) -> Box:
    """The pixels a primitive may touch."""
    if not isinstance(primitive, Words):
        x, y, width, height = primitive.box
        return (x - 2, y - 2, width + 4, height + 4)  # smooth edges lie half outside
    width = measure(primitive.text, primitive.size, primitive.face) if primitive.text else 0.0
    size = primitive.size
    left = primitive.x - primitive.align.value * width
    above, high = (1.1, 1.55) if has_right_to_left(primitive.text) else (0.98, 1.3)
    return (left - 2, primitive.baseline - size * above - 2, width + 4, size * high + 4)


def _common_ends(old: Sequence[Primitive], new: Sequence[Primitive]) -> tuple[int, int]:
    """How many primitives both begin with, and how many of the rest both end with."""
    most = min(len(old), len(new))
    first = next((i for i in range(most) if old[i] != new[i]), most)
    last = next((i for i in range(most - first) if old[-1 - i] != new[-1 - i]), most - first)
    return first, last
