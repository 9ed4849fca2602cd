"""Draws a list of primitives with Kivy, and touches only what differs from the list before.

Each primitive has its own group of instructions. Equal ones stay; changed ones are filled anew; their surroundings are
the damage that has to be painted.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from kivy.core.text import Label as CoreLabel
from kivy.graphics import Color, InstructionGroup, Rectangle, SmoothRoundedRectangle
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from lobby.look.fonts import face, numerals
from lobby.look.primitives import Box, Fill, Image, Primitive, Typeface, Words
from lobby.look.tokens import LIGHT, rgba

_ASCENT = 0.935
"""Of Fira Sans, in parts of the type size: from the top of a line's texture down to its baseline."""


def font_of(typeface: Typeface) -> str:
    """The path of a face."""
    return numerals(typeface.weight) if typeface.tabular else face(typeface.weight)


@lru_cache(maxsize=4096)
def measure(text: str, size: float, typeface: Typeface) -> float:
    """Width of a line in pixels."""
    return float(CoreLabel(font_size=size, font_name=font_of(typeface)).get_extents(text)[0])


@dataclass
class _Slot:
    primitive: Primitive | None = None
    group: InstructionGroup = field(default_factory=InstructionGroup)


class Canvas(Widget):
    """A widget that shows a list of primitives over its whole size."""

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        self._slots: list[_Slot] = []
        self._images: dict[str, Texture] = {}

    def show(self, primitives: list[Primitive]) -> list[Box]:
        """Draw this list from now on; the boxes that changed."""
        damage: list[Box] = []
        while len(self._slots) < len(primitives):
            slot = _Slot()
            self._slots.append(slot)
            self.canvas.add(slot.group)
        wanted: list[Primitive | None] = [*primitives]
        wanted += [None] * (len(self._slots) - len(wanted))
        for slot, primitive in zip(self._slots, wanted, strict=True):
            if slot.primitive == primitive:
                continue
            damage += [box_of(one) for one in (slot.primitive, primitive) if one is not None]
            self._fill(slot, primitive)
        return damage

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
            self._fill(slot, slot.primitive)
        return [box_of(slot.primitive) for slot in changed if slot.primitive is not None]

    def _fill(self, slot: _Slot, primitive: Primitive | None) -> None:
        slot.primitive = primitive
        slot.group.clear()
        match primitive:
            case Fill():
                slot.group.add(Color(*rgba(primitive.colour, primitive.opacity)))
                slot.group.add(self._rectangle(primitive.box, primitive.radius))
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
        label = CoreLabel(text=words.text, font_size=words.size, font_name=font_of(words.face))
        label.refresh()
        texture = label.texture
        width, height = texture.size
        x = round(words.x - words.align.value * width)
        y = round(self.height - words.baseline + _ASCENT * words.size - height)
        group.add(Color(*rgba(words.colour)))
        group.add(Rectangle(texture=texture, pos=(x, y), size=texture.size))

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
        return primitive.box
    width = measure(primitive.text, primitive.size, primitive.face) if primitive.text else 0.0
    size = primitive.size
    left = primitive.x - primitive.align.value * width
    return (left - 2, primitive.baseline - size * 0.98 - 2, width + 4, size * 1.3 + 4)
