"""Rows of the same kind, made anew when their items change."""

import math
from typing import Any

from kivy.properties import NumericProperty, ObjectProperty, StringProperty

from kiosk.views.blocks import Button
from kiosk.widgets.block import Block, Box, Need, Stack
from kiosk.widgets.controls import ChoiceButton, LanguageButton, PressButton
from kiosk.widgets.texts import FactRow
from lobby.look.tokens import SPACE_8, SPACE_16

MOST_LANGUAGES_IN_ROW = 5


class Group(Stack):
    """One block of `row` for each item."""

    items = ObjectProperty(())
    row: type[Block] = Block

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        self._fill()
        self.fbind("items", self._fill)

    @property
    def is_present(self) -> bool:
        """Whether there is anything in it."""
        return bool(self.items) and super().is_present

    def _fill(self, *_: object) -> None:
        while len(self.children) > len(self.items):
            self.remove_widget(self.children[0])
        for block, item in zip(self.blocks, self.items, strict=False):
            block.item = item
        for item in self.items[len(self.children) :]:
            fresh = self.row(item=item)
            self.add_widget(fresh)
            if self.theme is not None:
                fresh.dress(self.theme)


class Facts(Group):
    """Labels and values between hairlines."""

    row = FactRow

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        self.gap = 0


class Buttons(Group):
    """Buttons one below the other."""

    row = PressButton

    def __init__(self, **properties: Any) -> None:
        properties.setdefault("gap", SPACE_16 + SPACE_8)
        super().__init__(**properties)


class Choices(Group):
    """Large ways, one below the other."""

    row = ChoiceButton

    def __init__(self, **properties: Any) -> None:
        properties.setdefault("gap", SPACE_16 + SPACE_8)
        super().__init__(**properties)


class Grid(Group):
    """Blocks of equal size in rows of at most `columns`."""

    columns = NumericProperty(3)
    row_height = NumericProperty(0)
    """In token pixels; 0 takes what the highest block needs."""

    def need(self, width: float) -> Need:
        """All rows."""
        rows = math.ceil(len(self.blocks) / self._columns(width))
        gap = self.theme.px(SPACE_16)
        return Need.exactly(rows * self._height(width) + max(0, rows - 1) * gap)

    def fits(self, width: float) -> bool:
        """No word is cut in any cell."""
        return all(block.fits(self._cell(width)) for block in self.blocks)

    def draw(self, box: Box) -> None:
        """Row by row in reading direction."""
        cell, gap = self._cell(box.width), self.theme.px(SPACE_16)
        height = self._height(box.width)
        columns = self._columns(box.width)
        for index, block in enumerate(self.blocks):
            column, line = index % columns, index // columns
            if self.theme.is_mirrored:
                column = columns - 1 - column
            x = box.x + column * (cell + gap)
            block.place(Box(x, box.top - line * (height + gap) - height, cell, height))

    def _columns(self, _width: float) -> int:
        return self._even(int(self.columns))

    def _even(self, most: int) -> int:
        """At most so many columns, as few as the number of rows allows."""
        count = len(self.blocks)
        return max(1, min(most, math.ceil(count / math.ceil(count / most)))) if count else 1

    def _cell(self, width: float) -> float:
        return self._wide(width, self._columns(width))

    def _wide(self, width: float, columns: int) -> float:
        return float((width - (columns - 1) * self.theme.px(SPACE_16)) // columns)

    def _height(self, width: float) -> float:
        cell = self._cell(width)
        least = max((block.need(cell).least for block in self.blocks), default=0.0)
        return float(max(least, self.theme.gap(self.row_height)))


class Languages(Grid):
    """The languages in their own names."""

    row = LanguageButton

    def __init__(self, **properties: Any) -> None:
        properties.setdefault("columns", MOST_LANGUAGES_IN_ROW)
        super().__init__(**properties)

    def _columns(self, width: float) -> int:
        """As many as the longest name leaves room for: with larger text there are more rows."""
        for most in range(int(self.columns), 1, -1):
            columns = self._even(most)
            cell = self._wide(width, columns)
            if all(block.fits(cell) for block in self.blocks):
                return columns
        return 1


class Numbers(Grid):
    """Numbers to choose from."""

    row = PressButton


class Pager(Block):
    """Choices page by page, as many as there is room for; two buttons below turn the pages."""

    items = ObjectProperty(())
    page = NumericProperty(0)
    next_label = StringProperty("")
    previous_label = StringProperty("")

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        self._rows = Choices()
        self._turn = Grid(columns=2)
        self._turn.row = PressButton
        self.add_widget(self._rows)
        self.add_widget(self._turn)

    @property
    def has_controls(self) -> bool:
        """Its rows come when it is drawn."""
        return True

    def need(self, width: float) -> Need:
        """At least three rows and the buttons, two in large text; at most all rows."""
        row, gap = self._row(width), self._gap()
        everything = self._height(len(self.items), row, gap)
        few = min(len(self.items), 2 if self.theme.aids.large_text else 3)
        least = self._height(few, row, gap) + (
            0 if few == len(self.items) else gap + self._turn_height(width)
        )
        return Need(min(least, everything), max(least, everything))

    def fits(self, width: float) -> bool:
        """No word is cut on any of its pages."""
        return all(self._probe(item).fits(width) for item in self.items)

    def draw(self, box: Box) -> None:
        """The rows of this page, then the buttons where there are other pages."""
        row, gap = self._row(box.width), self._gap()
        has_all = self._height(len(self.items), row, gap) <= box.height + 1
        room = box.height if has_all else box.height - gap - self._turn_height(box.width)
        many = max(1, len(self.items) if has_all else int((room + gap) // (row + gap)))
        pages = max(1, math.ceil(len(self.items) / many))
        page = min(int(self.page), pages - 1)
        self._show(page, many, pages)
        top = box.top
        for block in self._rows.blocks:
            block.place(Box(box.x, top - row, box.width, row))
            top -= row + gap
        if pages > 1:
            height = self._turn_height(box.width)
            self._turn.place(Box(box.x, box.y, box.width, height))

    def _show(self, page: int, many: int, pages: int) -> None:
        self._rows.items = tuple(self.items)[page * many : (page + 1) * many]
        more = pages > 1
        self._turn.items = (
            Button("previous-page", self.previous_label, is_enabled=page > 0),
            Button("next-page", self.next_label, is_enabled=page < pages - 1),
        ) if more else ()  # fmt: skip
        self._rows.dress(self.theme)
        self._turn.dress(self.theme)
        if not more:
            self._turn.hide()

    def _probe(self, item: object) -> ChoiceButton:
        probe = ChoiceButton(item=item)
        probe.dress(self.theme)
        return probe

    def _row(self, width: float) -> float:
        return max((self._probe(item).need(width).least for item in self.items), default=0.0)

    def _gap(self) -> float:
        return float(self.theme.gap(SPACE_16 + SPACE_8))

    def _turn_height(self, width: float) -> float:
        probe = PressButton(item=Button("next-page", self.next_label))
        probe.dress(self.theme)
        return float(probe.need(width / 2).least)

    @staticmethod
    def _height(rows: int, row: float, gap: float) -> float:
        return rows * row + max(0, rows - 1) * gap
