"""The typed code: its eight places, and the keys."""

import math

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty

from kiosk.widgets.block import GERMAN, Block, Box, Need
from kiosk.widgets.controls import KeyButton
from kiosk.widgets.groups import Group
from kiosk.widgets.icons import icon
from kiosk.widgets.touchable import Touchable
from kiosk.widgets.typeset import TextSpec
from lobby.look.fonts import Weight
from lobby.look.tokens import SPACE_16

GROUP = 4
COLUMNS = 10
GAP = 10
CELL_SHAPE, KEY_SHAPE = 1.25, 1.18
LEAST_CELL, MOST_CELL = 64, 132


class Cells(Block):
    """Eight places in two groups of four, or a row of them; the next one is framed in the accent.

    Left to right everywhere.
    """

    cells = ObjectProperty(())
    in_groups = BooleanProperty(defaultvalue=True)
    at = NumericProperty(0)
    wrong = ObjectProperty(None, allownone=True)

    def need(self, width: float) -> Need:
        """A little higher than wide."""
        return Need.exactly(self._side(width) * CELL_SHAPE)

    def draw(self, box: Box) -> None:
        """The places and what is typed."""
        theme, palette = self.theme, self.theme.palette
        side, gap, dash = self._side(box.width), theme.px(GAP), theme.px(40)
        x = box.x + (box.width - len(self.cells) * side - self._between) / 2
        for index, cell in enumerate(self.cells):
            if self.in_groups and index == GROUP:
                bar = theme.px(6)
                self.fill(
                    palette.muted, Box(x - gap + dash * 0.2, box.y + box.height / 2, dash * 0.6, bar), 0
                )
                x += dash - gap
            edge = palette.warning if self.wrong else palette.action if index == self.at else palette.border
            wide = max(2, theme.px(5 if index == self.at or self.wrong else 2))
            self.outline(edge, palette.ground, Box(x, box.y, side, box.height), wide)
            size = int(min(theme.size("question"), side * 0.78))
            spec = TextSpec(cell, size, Weight.BOLD, GERMAN, None, "centre")
            self.write(spec, Box(x, box.y, side, box.height), palette.text)
            x += side + gap

    @property
    def _between(self) -> float:
        """All room between the places."""
        gaps = max(0, len(self.cells) - 1) * self.theme.px(GAP)
        dash = self.theme.px(40) - self.theme.px(GAP) if self.in_groups else 0
        return float(gaps + dash)

    def _side(self, width: float) -> float:
        count = max(1, len(self.cells))
        free = width - self._between
        most = self.theme.px(LEAST_CELL) + self.theme.gap(MOST_CELL - LEAST_CELL)
        return float(min(free / count, most))


class EraseKey(Touchable):
    """Takes the last symbol away."""

    item = ObjectProperty(None)

    def on_item(self, _widget: object, item: object) -> None:
        """Take over its name."""
        self.control = getattr(item, "control", "")
        self.is_enabled = getattr(item, "is_enabled", True)

    def draw(self, box: Box) -> None:
        """The sign, and the word where there is room."""
        palette, theme = self.theme.palette, self.theme
        ground = palette.action_soft if self.is_pressed else palette.surface
        ink = palette.text if self.is_enabled else palette.muted
        self.outline(palette.border, ground, box, max(2, theme.px(2)))
        side, gap = int(min(box.height * 0.5, theme.px(56))), theme.px(SPACE_16)
        size = int(min(theme.size("body"), box.height * 0.4))
        spec = TextSpec(self.item.label, size, Weight.BOLD, theme.language)
        mirrored = theme.is_mirrored
        sign = box.right - gap - side if mirrored else box.x + gap
        self.picture(icon("erase", side), Box(sign, box.y + (box.height - side) / 2, side, side), ink)
        words = box.x + gap if mirrored else sign + side + gap
        self.write(spec, Box(words, box.y, box.width - side - 3 * gap, box.height), ink)


class Keypad(Group):
    """The typed alphabet: digits in the first row, letters in order below, erase in the last."""

    row = KeyButton
    erase = ObjectProperty(None)
    """A `views.blocks.Button`."""

    def __init__(self, **properties: object) -> None:
        self._erase = EraseKey()
        super().__init__(**properties)
        self._erase.item = self.erase
        self.fbind("erase", self._on_erase)

    def _on_erase(self, _widget: object, item: object) -> None:
        self._erase.item = item

    def _fill(self, *_: object) -> None:
        keys = [block for block in self.blocks if block is not self._erase]
        for block, item in zip(keys, self.items, strict=False):
            block.item = item
        for item in self.items[len(keys) :]:
            self.add_widget(KeyButton(item=item))
        self.remove_widget(self._erase)  # it comes last, also for those who go by keys
        self.add_widget(self._erase)

    def need(self, width: float) -> Need:
        """Four rows."""
        rows = math.ceil((len(self.items) + 1) / COLUMNS)
        gap = self.theme.px(GAP)
        least = max(self.theme.target, self._side(width) * 0.8)
        most = max(least, min(self._side(width) * KEY_SHAPE, self.theme.px(124)))
        room = (rows - 1) * gap
        return Need(rows * least + room, rows * most + room)

    def draw(self, box: Box) -> None:
        """Row by row."""
        rows = math.ceil((len(self.items) + 1) / COLUMNS)
        gap = self.theme.px(GAP)
        side, height = self._side(box.width), (box.height - (rows - 1) * gap) / rows
        keys = [block for block in self.blocks if block is not self._erase]
        for index, block in enumerate(keys):
            column, line = index % COLUMNS, index // COLUMNS
            y = box.top - (line + 1) * height - line * gap
            block.place(Box(box.x + column * (side + gap), y, side, height))
        last = len(keys) % COLUMNS
        left = box.x + last * (side + gap)
        self._erase.place(Box(left, box.y, box.right - left, height))

    def _side(self, width: float) -> float:
        return float((width - (COLUMNS - 1) * self.theme.px(GAP)) / COLUMNS)
