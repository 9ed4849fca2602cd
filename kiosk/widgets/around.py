"""Header and bar: at the same place on every page."""

from dataclasses import replace
from itertools import pairwise

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty

from kiosk.views.frame import AidView, FrameView
from kiosk.widgets.block import GERMAN, Block, Box, Need, words_fit
from kiosk.widgets.icons import MIRRORED, icon
from kiosk.widgets.touchable import Touchable
from kiosk.widgets.typeset import TextSpec, extent
from lobby.look.fonts import Weight
from lobby.look.tokens import HAIRLINE, MARGIN, SPACE_8, SPACE_16, SPACE_24

BRAND, ICON = 52, 46
WORD_SIZES = (1.0, 0.93, 0.87, 0.8, 0.74)
"""Of the bar's words, the first that fits: some languages need it with large text and reading aloud."""
UNKEPT = "aid-speech"
"""The slot that is there only at terminals which speak: without it nothing is kept free."""


class Header(Block):
    """Whose house this is, and the time."""

    view = ObjectProperty(None)
    """A `views.frame.FrameView`."""

    def need(self, width: float) -> Need:
        """One or two lines and the margins."""
        heights = [extent(spec).height for spec in self._specs(width)]
        words = max(heights) if self._in_one_line(width) else sum(heights)
        height = max(words, self.theme.px(BRAND))
        return Need.exactly(height + 2 * self.theme.px(24 if self.theme.is_landscape else 40))

    def draw(self, box: Box) -> None:
        """Brand at the beginning, clock at the end."""
        theme, palette = self.theme, self.theme.palette
        inner = box.inset(theme.px(MARGIN), 0)
        side, gap = theme.px(BRAND), theme.px(SPACE_24)
        middle = box.y + box.height / 2
        clock = self._clock()
        wide = extent(clock).width
        mirrored = theme.is_mirrored
        at = inner.right - side if mirrored else inner.x
        self.fill(palette.action, Box(at, middle - side / 2, side, side))
        self.write(
            clock, Box(inner.x if mirrored else inner.right - wide, box.y, wide, box.height), palette.text
        )
        left = inner.x + wide + gap if mirrored else inner.x + side + gap
        self._write(Box(left, box.y, inner.width - side - wide - 2 * gap, box.height), box.width)

    def _write(self, room: Box, width: float) -> None:
        """Whose house, and how long it is open: after each other where there is room, else below each other."""
        palette, specs = self.theme.palette, self._specs(width)
        if self._in_one_line(width):
            brand, place = (replace(spec, width=None) for spec in specs)
            begin = extent(brand).width + self.theme.px(SPACE_24)
            self.write(brand, room, palette.text)
            left = room.x if self.theme.is_mirrored else room.x + begin
            self.write(place, Box(left, room.y, room.width - begin, room.height), palette.muted)
            return
        heights = [extent(spec).height for spec in specs]
        top = room.y + (room.height + sum(heights)) / 2
        for spec, height, colour in zip(specs, heights, (palette.text, palette.muted), strict=True):
            top -= height
            self.write(spec, Box(room.x, top, room.width, height), colour)

    def _in_one_line(self, width: float) -> bool:
        """On a screen across, where every line counts."""
        if not self.theme.is_landscape:
            return False
        wide = sum(extent(replace(spec, width=None)).width for spec in self._specs(width))
        return bool(wide + self.theme.px(SPACE_24) <= self._room(width))

    def _room(self, width: float) -> int:
        theme = self.theme
        around = 2 * theme.px(MARGIN + SPACE_24) + theme.px(BRAND)
        return int(width - around - extent(self._clock()).width)

    def _specs(self, width: float) -> tuple[TextSpec, TextSpec]:
        brand = self.spec(self.view.brand, "body", Weight.BOLD, width=self._room(width))
        return brand, self.spec(self.view.place, "small", width=self._room(width))

    def _clock(self) -> TextSpec:
        return TextSpec(
            self.view.time, self.theme.size("title"), Weight.BOLD, GERMAN, None, "end", tabular=True
        )

    def fits(self, width: float) -> bool:
        """No word is cut."""
        return words_fit(self._specs(width))


class BarButton(Touchable):
    """An icon over a word, or beside it. What is switched on is filled and underlined."""

    item = ObjectProperty(None)
    """A `views.frame.AidView`."""
    is_beside = BooleanProperty(defaultvalue=False)
    word_size = NumericProperty(1.0)
    language = ObjectProperty(None, allownone=True)

    def on_item(self, _widget: object, item: object) -> None:
        """Take over its name."""
        self.control = getattr(item, "control", "")

    def need(self, _width: float) -> Need:
        """Icon and word, and never less than a finger needs."""
        theme = self.theme
        text = extent(self._spec()).height
        height = max(theme.px(ICON), text) if self.is_beside else theme.px(ICON + SPACE_8) + text
        return Need.exactly(max(height + 2 * theme.px(20), theme.target))

    def natural_width(self) -> float:
        """The word and the room beside it."""
        sign = self.theme.px(ICON + SPACE_16) if self.is_beside else 0
        side = self.theme.px(SPACE_16) if self.word_size == 1 else self.theme.px(SPACE_8)
        return float(max(sign + extent(self._spec()).width + 2 * side, self.theme.target))

    def fits(self, width: float) -> bool:
        """The word is not cut."""
        return extent(self._spec()).width <= width

    def draw(self, box: Box) -> None:
        """Help is always filled: it is what one looks for."""
        theme, palette = self.theme, self.theme.palette
        is_help = self.control == "help"
        ground = palette.action if is_help else palette.ground
        ink = palette.on_action if is_help else palette.text
        if self.item.is_on or self.is_pressed:
            ground, ink = palette.action_soft, palette.action
        self.fill(ground, box, 0)
        sign, words = self._beside(box) if self.is_beside else self._above(box)
        name = MIRRORED.get(self.item.icon, self.item.icon) if theme.is_mirrored else self.item.icon
        self.picture(icon(name, int(sign.width)), sign, ink)
        self.write(self._spec(), words, ink)
        if self.item.is_on:
            line = theme.px(6)
            wide = box.width * 0.5
            self.fill(ink, Box(box.x + (box.width - wide) / 2, box.y + theme.px(6), wide, line), line / 2)

    def _above(self, box: Box) -> tuple[Box, Box]:
        """Where the icon and the word are."""
        theme = self.theme
        side, text = int(theme.px(ICON)), extent(self._spec()).height
        top = box.y + (box.height + side + theme.px(SPACE_8) + text) / 2
        sign = Box(box.x + (box.width - side) / 2, top - side, side, side)
        return sign, Box(box.x, top - side - theme.px(SPACE_8) - text, box.width, text)

    def _beside(self, box: Box) -> tuple[Box, Box]:
        theme = self.theme
        side, gap, text = int(theme.px(ICON)), theme.px(SPACE_16), extent(self._spec()).width
        left = box.x + (box.width - side - gap - text) / 2
        sign_left, words_left = (left + text + gap, left) if theme.is_mirrored else (left, left + side + gap)
        sign = Box(sign_left, box.y + (box.height - side) / 2, side, side)
        return sign, Box(words_left, box.y, text, box.height)

    def _spec(self) -> TextSpec:
        language = self.language or self.theme.language
        spec = self.spec(self.item.label, "small", width=None, align="centre", language=language)
        return replace(spec, size=int(spec.size * self.word_size))


class Bar(Block):
    """Back, language, aids, help. A slot without a control stays empty, so that the others keep their place."""

    view = ObjectProperty(None)
    """A `views.frame.FrameView`."""
    slots = ("back", "language", "aid-text", "aid-contrast", "aid-reach", "aid-speech", "help")

    def __init__(self, **properties: object) -> None:
        super().__init__(**properties)
        self._buttons = {name: BarButton() for name in self.slots}
        for button in self._buttons.values():
            self.add_widget(button)

    def on_view(self, _widget: object, view: FrameView) -> None:
        """Fill the slots."""
        items: dict[str, AidView | None] = {aid.control: aid for aid in view.aids}
        items["help"] = view.help
        items["back"] = AidView("back", view.back, "backward") if view.has_back else None
        spoken = view.language
        items["language"] = AidView(spoken.control, spoken.name, "globe") if spoken else None
        self._buttons["language"].language = spoken.language if spoken else None
        for name, button in self._buttons.items():
            item = items.get(name)
            button.shown = item is not None
            if item is not None:
                button.item = item

    def need(self, width: float) -> Need:
        """The highest slot."""
        self._settle(width)
        heights = [button.need(width).least for button in self._shown()]
        return Need.exactly(max(heights) + self._line() if heights else 0.0)

    def fits(self, width: float) -> bool:
        """All words beside each other."""
        return sum(self._natural().values()) <= width

    def draw(self, box: Box) -> None:
        """A hairline above, the slots between hairlines."""
        palette, line = self.theme.palette, self._line()
        for button in self._buttons.values():
            if not button.shown:
                button.hide()
        if not self._shown():
            return
        self.fill(palette.hairline, Box(box.x, box.top - line, box.width, line), 0)
        natural = self._natural()
        spare = (box.width - sum(natural.values())) / len(natural)
        x = box.x
        names = [*natural, ""]
        for name, beside in pairwise(names):
            wide = natural[name] + spare
            left = box.right - (x - box.x) - wide if self.theme.is_mirrored else x
            button = self._buttons[name]
            if button.shown:
                button.place(Box(left + line / 2, box.y, wide - line, box.height - line))
            x += wide
            edge = left if self.theme.is_mirrored else left + wide
            if button.shown or (beside and self._buttons[beside].shown):
                self.fill(palette.hairline, Box(edge - line / 2, box.y, line, box.height), 0)

    def _line(self) -> float:
        return float(max(1, self.theme.px(HAIRLINE)))

    def _shown(self) -> list[BarButton]:
        return [button for button in self._buttons.values() if button.shown]

    def _natural(self) -> dict[str, float]:
        empty = float(self.theme.target)
        return {
            name: button.natural_width()
            if button.shown
            else max(empty, self._back_width() if name == "back" else 0)
            for name, button in self._buttons.items()
            if button.shown or name != UNKEPT
        }

    def _settle(self, width: float) -> None:
        """Words beside their icons on a screen across, if all of them fit so; smaller words before crowded ones."""
        for is_beside, size in [(self.theme.is_landscape, 1.0), *((False, size) for size in WORD_SIZES)]:
            for button in self._buttons.values():
                button.is_beside, button.word_size = is_beside, size
            if self.fits(width):
                return

    def _back_width(self) -> float:
        sign = self.theme.px(ICON + SPACE_16) if self._buttons["back"].is_beside else 0
        words = extent(self.spec(self.view.back, "small")).width
        return float(sign + words + 2 * self.theme.px(SPACE_16))
