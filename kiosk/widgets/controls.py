"""Buttons, large ways, languages, keys."""

from kivy.properties import ObjectProperty

from kiosk.widgets.block import GERMAN, Box, Need, words_fit
from kiosk.widgets.icons import icon
from kiosk.widgets.touchable import Touchable
from kiosk.widgets.typeset import TextSpec, extent
from lobby.look.fonts import Weight
from lobby.look.tokens import SPACE_16, SPACE_24, SPACE_32

LEAST_BUTTON, LEAST_CHOICE, LEAST_LANGUAGE = 112, 120, 84
BORDER = 3


class PressButton(Touchable):
    """A button; the main one is filled."""

    item = ObjectProperty(None)
    """A `views.blocks.Button`."""

    def on_item(self, _widget: object, item: object) -> None:
        """Take over its name."""
        self.control = getattr(item, "control", "")
        self.is_enabled = getattr(item, "is_enabled", True)

    def need(self, width: float) -> Need:
        """The label, with room, and never less than a finger needs."""
        text = extent(self._spec(width)).height + 2 * self.theme.gap(SPACE_24)
        return Need.exactly(max(text, self.theme.gap(LEAST_BUTTON), self.theme.target))

    def fits(self, width: float) -> bool:
        """No word is cut."""
        return words_fit([self._spec(width)])

    def draw(self, box: Box) -> None:
        """Filled or framed, with its label in the middle."""
        palette = self.theme.palette
        if not self.is_enabled:
            ground, ink, edge = palette.surface, palette.muted, palette.hairline
        elif self.item.is_main:
            ground, ink, edge = palette.action, palette.on_action, palette.action
        else:
            ground, ink, edge = palette.ground, palette.action, palette.action
        if self.is_pressed:
            ground, ink = (palette.text, palette.ground) if self.item.is_main else (palette.action_soft, ink)
        self.outline(edge, ground, box, max(2, self.theme.px(BORDER)))
        self.write(self._spec(box.width), box, ink)

    def _spec(self, width: float) -> TextSpec:
        inner = int(width - 2 * self.theme.px(SPACE_24))
        return self.spec(self.item.label, "lead", Weight.BOLD, width=inner, align="centre")


class ChoiceButton(Touchable):
    """A way to take: icon, title, what it means, and an arrow onwards."""

    item = ObjectProperty(None)
    """A `views.blocks.Choice`."""

    def on_item(self, _widget: object, item: object) -> None:
        """Take over its name."""
        self.control = getattr(item, "control", "")

    def need(self, width: float) -> Need:
        """Title and detail, and never less than a finger needs."""
        text = sum(extent(spec).height for spec in self._specs(width)) + 2 * self.theme.gap(SPACE_24)
        return Need.exactly(max(text, self.theme.gap(LEAST_CHOICE), self.theme.target))

    def fits(self, width: float) -> bool:
        """No word is cut."""
        return words_fit(self._specs(width))

    def draw(self, box: Box) -> None:
        """A frame with all of it."""
        theme, palette = self.theme, self.theme.palette
        ground = palette.action_soft if self.is_pressed else palette.ground
        self.outline(palette.action, ground, box, max(2, theme.px(BORDER)))
        begin, end = self._edges()
        left = box.x + (end if theme.is_mirrored else begin)
        text = Box(left, box.y, box.width - begin - end, box.height)
        specs = self._specs(box.width)
        heights = [extent(spec).height for spec in specs]
        top = text.y + (text.height + sum(heights)) / 2
        for spec, height, colour in zip(specs, heights, (palette.action, palette.muted), strict=False):
            top -= height
            self.write(spec, Box(text.x, top, text.width, height), colour)
        self._signs(box)

    def _signs(self, box: Box) -> None:
        theme, colour = self.theme, self.theme.palette.action
        middle = box.y + box.height / 2
        arrow = int(theme.px(40))
        edge = theme.px(SPACE_32)
        at_end = box.x + edge if theme.is_mirrored else box.right - edge - arrow
        name = "backward" if theme.is_mirrored else "forward"
        self.picture(icon(name, arrow), Box(at_end, middle - arrow / 2, arrow, arrow), colour)
        if self.item.icon:
            side = int(theme.px(64))
            edge = theme.px(40)
            at_begin = box.right - edge - side if theme.is_mirrored else box.x + edge
            self.picture(icon(self.item.icon, side), Box(at_begin, middle - side / 2, side, side), colour)

    def _edges(self) -> tuple[float, float]:
        begin = self.theme.px(40 + 64 + 36) if self.item.icon else self.theme.px(SPACE_32 + 8)
        return begin, self.theme.px(SPACE_32 + 40 + SPACE_16)

    def _specs(self, width: float) -> list[TextSpec]:
        inner = int(width - sum(self._edges()))
        specs = [self.spec(self.item.title, "lead", Weight.BOLD, width=inner)]
        below = " · ".join(one for one in (self.item.german, self.item.detail) if one)
        if below:
            specs.append(self.spec(below, "small", width=inner))
        return specs


class LanguageButton(Touchable):
    """A language in its own name and script."""

    item = ObjectProperty(None)
    """A `views.frame.LanguageView`."""

    def on_item(self, _widget: object, item: object) -> None:
        """Take over its name."""
        self.control = getattr(item, "control", "")

    def need(self, width: float) -> Need:
        """Its name, and never less than a finger needs."""
        text = extent(self._spec(width)).height + 2 * self.theme.gap(SPACE_16)
        return Need.exactly(max(text, self.theme.gap(LEAST_LANGUAGE), self.theme.target))

    def fits(self, width: float) -> bool:
        """No word is cut."""
        return words_fit([self._spec(width)])

    def draw(self, box: Box) -> None:
        """Filled when it is the one spoken now."""
        palette = self.theme.palette
        ground = palette.action if self.item.is_on else palette.ground
        if self.is_pressed:
            ground = palette.action_soft
        edge = palette.action if self.item.is_on else palette.border
        self.outline(edge, ground, box, max(2, self.theme.px(2)))
        ink = palette.on_action if self.item.is_on and not self.is_pressed else palette.text
        self.write(self._spec(box.width), box, ink)

    def _spec(self, width: float) -> TextSpec:
        inner = int(width - 2 * self.theme.px(SPACE_16))
        weight = Weight.BOLD if self.item.is_on else Weight.MEDIUM
        return self.spec(
            self.item.name, "small", weight, width=inner, align="centre", language=self.item.language
        )


class KeyButton(Touchable):
    """One symbol of the keypad."""

    item = ObjectProperty(None)
    """A `views.blocks.Button`."""

    def on_item(self, _widget: object, item: object) -> None:
        """Take over its name."""
        self.control = getattr(item, "control", "")
        self.is_enabled = getattr(item, "is_enabled", True)

    def draw(self, box: Box) -> None:
        """The symbol on a light ground."""
        palette = self.theme.palette
        ground = palette.action_soft if self.is_pressed else palette.ground
        ink = palette.text if self.is_enabled else palette.muted
        self.outline(
            palette.border, ground if self.is_enabled else palette.surface, box, max(2, self.theme.px(2))
        )
        size = self.theme.size("title")
        size = int(min(size, box.height * 0.62, box.width * 0.9))
        self.write(TextSpec(self.item.label, size, Weight.BOLD, GERMAN, None, "centre"), box, ink)
