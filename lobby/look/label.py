"""A text that wraps, in any of the languages, in tokens' colours.

Kivy wraps and aligns by glyphs from left to right; a text from right to left is therefore broken and turned here, with
the widths of its own face, and aligned right.
"""

from typing import Any

from kivy.core.text import Label as CoreLabel
from kivy.properties import BooleanProperty, NumericProperty, OptionProperty, StringProperty
from kivy.uix.label import Label

from lobby.contract.config import Language
from lobby.look.fonts import Weight, face, numerals
from lobby.look.shaping import is_right_to_left, laid_out
from lobby.look.tokens import LIGHT, LINE_HEIGHT, rgba


class TextLabel(Label):
    """Wraps in its width; its height follows the text unless `fixed_height`. Set `words`, never `text`.

    `align` is "start", "centre" or "end" in reading direction; `tabular` sets digits of equal width.
    """

    words = StringProperty("")
    language = StringProperty(Language.DE.value)
    weight = NumericProperty(int(Weight.MEDIUM))
    align = OptionProperty("start", options=["start", "centre", "end"])
    tabular = BooleanProperty(defaultvalue=False)
    fixed_height = BooleanProperty(defaultvalue=False)
    colour = StringProperty(LIGHT.text)

    def __init__(self, **properties: Any) -> None:
        properties.setdefault("line_height", LINE_HEIGHT * 0.86)  # Fira's own line is 1.2 of its size
        super().__init__(**properties)
        for name in ("words", "language", "weight", "tabular", "align", "font_size", "width"):
            self.fbind(name, self._lay_out)
        self.fbind("height", self._place)
        self.fbind("texture_size", self._grow)
        self.fbind("colour", self._paint)
        self._paint()
        self._lay_out()

    def _lay_out(self, *_: object) -> None:
        language = Language(self.language)
        turned = is_right_to_left(language)
        weight = Weight(int(self.weight))
        self.font_name = numerals(weight) if self.tabular and not turned else face(weight, language)
        sides = ("right", "left") if turned else ("left", "right")
        self.halign = {"start": sides[0], "centre": "center", "end": sides[1]}[self.align]
        self.text = laid_out(self.words, language, self.width, self._measure)
        self._place()

    def _place(self, *_: object) -> None:
        self.text_size = (self.width, self.height if self.fixed_height else None)

    def _grow(self, *_: object) -> None:
        if not self.fixed_height and self.size_hint_y is None:
            self.height = self.texture_size[1]

    def _paint(self, *_: object) -> None:
        self.color = rgba(self.colour)

    def _measure(self, line: str) -> float:
        label = CoreLabel(font_size=self.font_size, font_name=self.font_name)
        return float(label.get_extents(line)[0])
