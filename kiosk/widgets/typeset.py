"""Texts as textures: how large they get in a width, and the pixels. Arabic script is joined and turned on the way.

Sizes are remembered, since a page is measured several times until it fits; `forget` drops them with the visitor.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kivy.core.text import Label as CoreLabel

from lobby.contract.config import Language
from lobby.look.fonts import Weight, face, numerals
from lobby.look.lines import Measure
from lobby.look.shaping import is_right_to_left, laid_out, seen
from lobby.look.tokens import Rgba

LINE_HEIGHT = 1.05  # of the face's own line, which is 1.2 times its size


@dataclass(frozen=True)
class TextSpec:
    """A text as it is to be set; `width` in pixels, None for one line of any length."""

    words: str
    size: int
    weight: Weight = Weight.MEDIUM
    language: Language = Language.DE
    width: int | None = None
    align: str = "start"
    tabular: bool = False


@dataclass(frozen=True)
class Extent:
    """How large a text is, in pixels; `fits` when no single word is wider than the width."""

    width: int
    height: int
    fits: bool = True


@lru_cache(maxsize=4096)
def extent(spec: TextSpec) -> Extent:
    """The size of the text in its width."""
    if not spec.words.strip():
        return Extent(0, 0)
    label = _label(spec)
    width, height = label.render()
    fits = spec.width is None or all(_advance(spec, word) <= spec.width for word in spec.words.split())
    return Extent(int(width), int(height), fits)


def texture(spec: TextSpec, colour: Rgba) -> Any:
    """The text's pixels."""
    label = _label(spec, color=colour)
    label.refresh()
    return label.texture


def forget() -> None:
    """Drop what is remembered of texts that were measured."""
    extent.cache_clear()


def _advance(spec: TextSpec, word: str) -> float:
    return _measure(spec)(seen(word, spec.language))


def _face(spec: TextSpec) -> str:
    if spec.tabular and not is_right_to_left(spec.language):
        return numerals(spec.weight)
    return face(spec.weight, spec.language)


def _label(spec: TextSpec, **more: Any) -> Any:
    turned = is_right_to_left(spec.language)
    sides = ("right", "left") if turned else ("left", "right")
    halign = {"start": sides[0], "centre": "center", "end": sides[1]}[spec.align]
    width = spec.width if spec.width is not None else 100_000
    words = laid_out(spec.words, spec.language, width, _measure(spec))
    return CoreLabel(
        text=words, font_name=_face(spec), font_size=spec.size, halign=halign, line_height=LINE_HEIGHT,
        text_size=(spec.width, None), **more,
    )  # fmt: skip


def _measure(spec: TextSpec) -> Measure:
    """How wide a line is that is in the order it is seen in."""
    label = CoreLabel(font_name=_face(spec), font_size=spec.size)

    def wide(line: str) -> float:
        return float(label.get_extents(line)[0])

    return wide
