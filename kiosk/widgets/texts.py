"""Blocks that only say something."""

from typing import Any

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty

from kiosk.troubles import Level
from kiosk.widgets.block import GERMAN, Block, Box, Need, words_fit
from kiosk.widgets.icons import icon
from kiosk.widgets.typeset import TextSpec, extent
from lobby.look.fonts import Weight
from lobby.look.tokens import HAIRLINE, SPACE_8, SPACE_16, SPACE_24, SPACE_32

SIGNS = {Level.GOOD: "tick", Level.CAUTION: "note", Level.STOP: "stop"}
COLOURS = {Level.GOOD: "success", Level.CAUTION: "warning", Level.STOP: "danger"}


class Words(Block):
    """A text that wraps."""

    text = StringProperty("")
    size_name = StringProperty("body")
    bold = BooleanProperty(defaultvalue=False)
    role = StringProperty("text")
    align = StringProperty("start")

    def need(self, width: float) -> Need:
        """The wrapped text."""
        return Need.exactly(extent(self._spec(width)).height)

    def fits(self, width: float) -> bool:
        """No word is cut."""
        return words_fit([self._spec(width)])

    def draw(self, box: Box) -> None:
        """The text."""
        self.write(self._spec(box.width), box, getattr(self.theme.palette, self.role))

    def _spec(self, width: float) -> TextSpec:
        weight = Weight.BOLD if self.bold else Weight.MEDIUM
        return self.spec(self.text, self.size_name, weight, width=int(width), align=self.align)


class Hero(Block):
    """A ticket number: as large as the width allows, left to right in every language."""

    text = StringProperty("")
    share = NumericProperty(0.86)

    def need(self, width: float) -> Need:
        """One line of it."""
        return Need.exactly(extent(self._spec(width)).height * 0.86)

    def draw(self, box: Box) -> None:
        """The number in the middle."""
        self.write(self._spec(box.width), box, self.theme.palette.text)

    def _spec(self, width: float) -> TextSpec:
        size = self.theme.size("hero")
        spec = TextSpec(self.text, size, Weight.BOLD, GERMAN, None, "centre", tabular=True)
        wide = extent(spec).width or 1
        size = int(min(size, size * width * self.share / wide))
        return TextSpec(self.text, size, Weight.BOLD, GERMAN, None, "centre", tabular=True)


class BannerBox(Block):
    """A result: a coloured edge, an icon and a sentence."""

    item = ObjectProperty(None, allownone=True)
    """A `views.blocks.Banner`."""
    size_name = StringProperty("title")

    def need(self, width: float) -> Need:
        """The sentence beside the icon, with room around."""
        theme = self.theme
        text = extent(self._spec(width)).height
        return Need.exactly(max(text, self._icon()) + 2 * theme.gap(SPACE_32))

    def fits(self, width: float) -> bool:
        """No word is cut."""
        return words_fit([self._spec(width)])

    def draw(self, box: Box) -> None:
        """Ground, edge, icon, sentence."""
        theme, name = self.theme, COLOURS[self.item.level]
        colour, soft = getattr(theme.palette, name), getattr(theme.palette, f"{name}_soft")
        ink = theme.palette.text
        if self.item.is_alarm:
            soft, ink = colour, theme.palette.ground
        edge, side = theme.px(12), self._icon()
        begin = self._begin()
        self.fill(soft, box)
        if theme.is_mirrored:
            self.fill(colour, Box(box.right - edge, box.y, edge, box.height), 0)
            text = Box(box.x + theme.px(SPACE_24), box.y, box.width - begin - theme.px(SPACE_24), box.height)
            at = box.right - theme.px(SPACE_32) - edge - side
        else:
            self.fill(colour, Box(box.x, box.y, edge, box.height), 0)
            text = Box(box.x + begin, box.y, box.width - begin - theme.px(SPACE_24), box.height)
            at = box.x + edge + theme.px(SPACE_32)
        sign = "clock" if self.item.is_about_time else SIGNS[self.item.level]
        self.picture(
            icon(sign, side),
            Box(at, box.y + (box.height - side) / 2, side, side),
            ink if self.item.is_alarm else colour,
        )
        self.write(self._spec(box.width), text, ink)

    def _icon(self) -> int:
        return int(max(self.theme.px(56), self.theme.size(self.size_name) * 1.15))

    def _begin(self) -> float:
        return float(self.theme.px(12 + SPACE_32 + SPACE_32) + self._icon())

    def _spec(self, width: float) -> TextSpec:
        words = self.item.text if self.item is not None else ""
        inner = width - self._begin() - self.theme.px(SPACE_24)
        return self.spec(words, self.size_name, Weight.BOLD, width=int(inner))


class FactRow(Block):
    """A label at the beginning of the line, what it is at its end, a hairline below."""

    item = ObjectProperty(None)
    """A `views.blocks.Fact`."""
    size_name = StringProperty("lead")

    def need(self, width: float) -> Need:
        """Both in one line, or below each other where they are too long for that."""
        heights = [extent(spec).height for spec in self._specs(width)]
        room = max(heights[0], sum(heights[1:])) if self._in_one_line(width) else sum(heights)
        return Need.exactly(room + 2 * self.theme.gap(SPACE_24) + self.theme.px(HAIRLINE))

    def fits(self, width: float) -> bool:
        """No word is cut."""
        return words_fit(self._specs(width))

    def draw(self, box: Box) -> None:
        """Label, value, German name, hairline."""
        palette = self.theme.palette
        line = self.theme.px(HAIRLINE)
        self.fill(palette.hairline, Box(box.x, box.y, box.width, max(1, line)), 0)
        specs = self._specs(box.width)
        inner = Box(box.x, box.y + line, box.width, box.height - line).inset(0, self.theme.gap(SPACE_24))
        heights = [extent(spec).height for spec in specs]
        top = inner.top
        if self._in_one_line(box.width):
            self.write(specs[0], Box(inner.x, top - heights[0], inner.width, heights[0]), palette.muted)
        else:
            self.write(specs[0], Box(inner.x, top - heights[0], inner.width, heights[0]), palette.muted)
            top -= heights[0]
        for spec, height, colour in zip(specs[1:], heights[1:], (palette.text, palette.muted), strict=False):
            top -= height
            self.write(spec, Box(inner.x, top, inner.width, height), colour)

    def _in_one_line(self, width: float) -> bool:
        gap = self.theme.px(SPACE_32)
        label = extent(self.spec(self.item.label, self.size_name)).width
        value = extent(self.spec(self.item.value, self.size_name, Weight.BOLD)).width
        german = extent(self.spec(self.item.german, "small")).width if self.item.german else 0
        return bool(label + gap + max(value, german) <= width)

    def _specs(self, width: float) -> list[TextSpec]:
        one_line = self._in_one_line(width)
        align = "end" if one_line else "start"
        whole: dict[str, Any] = {"width": None if one_line else int(width), "align": align}
        specs = [
            self.spec(self.item.label, self.size_name, **(whole | {"align": "start"})),
            self.spec(self.item.value, self.size_name, Weight.BOLD, **whole),
        ]
        if self.item.german:
            specs.append(self.spec(self.item.german, "small", **whole))
        return specs


class Hints(Block):
    """Short advice, one line each, with a mark before it."""

    lines = ObjectProperty(())
    role = StringProperty("text")
    size_name = StringProperty("body")

    def need(self, width: float) -> Need:
        """All of them."""
        gap = self.theme.gap(SPACE_16)
        heights = [extent(spec).height for spec in self._specs(width)]
        return Need.exactly(sum(heights) + gap * max(0, len(heights) - 1))

    def fits(self, width: float) -> bool:
        """No word is cut."""
        return words_fit(self._specs(width))

    def draw(self, box: Box) -> None:
        """Mark and line."""
        theme, top = self.theme, box.top
        mark = theme.px(14)
        for spec in self._specs(box.width):
            height = extent(spec).height
            top -= height
            inset = self._inset()
            x = box.right - mark - theme.px(SPACE_8) if theme.is_mirrored else box.x + theme.px(SPACE_8)
            first_line = top + height - theme.size(self.size_name) * 0.72
            self.fill(theme.palette.action, Box(x, first_line - mark / 2, mark, mark), mark / 2)
            begin = box.x if theme.is_mirrored else box.x + inset
            self.write(spec, Box(begin, top, box.width - inset, height), getattr(theme.palette, self.role))
            top -= theme.gap(SPACE_16)

    def _inset(self) -> float:
        return float(self.theme.px(SPACE_32 + 16))

    def _specs(self, width: float) -> list[TextSpec]:
        return [self.spec(line, self.size_name, width=int(width - self._inset())) for line in self.lines]
