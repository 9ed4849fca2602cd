"""A code to take along: the QR code of a link at the beginning of the line, beside it what it is good for."""

from kivy.graphics import Color, Rectangle
from kivy.properties import ObjectProperty

from kiosk.qr import QUIET_ZONE, Modules, modules_of, runs_of
from kiosk.widgets.block import Block, Box, Need, words_fit
from kiosk.widgets.typeset import TextSpec, extent
from lobby.look.fonts import Weight
from lobby.look.tokens import RADIUS, SPACE_4, SPACE_32, rgba

MODULE_MM, LEAST_MODULE_MM = 1.2, 0.9
"""Phones read half a millimetre from a hand's breadth; visitors stand further away."""
TIGHT = 0.6
"""Room from which on the code gives way too."""
DARK, LIGHT = "#000000", "#FFFFFF"
"""In high contrast too: inverted codes are not read by every phone."""


class PhoneCode(Block):
    """Left out where a page is full: it is on the printed ticket as well, and nobody needs it to be served."""

    item = ObjectProperty(None, allownone=True)
    """A `views.blocks.PhoneLink`."""

    def __init__(self, **properties: object) -> None:
        self._modules: Modules = ()
        super().__init__(**properties)
        self.bind(item=self._make)
        self._make()

    @property
    def is_present(self) -> bool:
        """Whether there is a link, and room."""
        return self.item is not None and super().is_present

    def need(self, width: float) -> Need:
        """The code, or the words beside it where they are higher."""
        return Need.exactly(
            max(self._side(), sum(extent(one).height for one in self._specs(width)) + self._gap())
        )

    def fits(self, width: float) -> bool:
        """No word is cut."""
        return words_fit(self._specs(width))

    def draw(self, box: Box) -> None:
        """Code, words."""
        if self.item is None:
            return
        side, out = self._side(), self._outset()
        code_x = box.right - side + out if self.theme.is_mirrored else box.x - out
        words_x = box.x if self.theme.is_mirrored else box.x + side - out + self.theme.px(SPACE_32)
        self._draw_code(code_x, box.y + (box.height - side) / 2)
        specs = self._specs(box.width)
        heights = [extent(one).height for one in specs]
        top = box.y + (box.height + sum(heights) + self._gap()) / 2
        for spec, height, colour in zip(
            specs, heights, (self.theme.palette.text, self.theme.palette.muted), strict=True
        ):
            self.write(spec, Box(words_x, top - height, self._room(box.width), height), colour)
            top -= height + self._gap()

    def _draw_code(self, x: float, y: float) -> None:
        module, side = self._module(), self._side()
        x, y = round(x), round(y)
        self.fill(LIGHT, Box(x, y, side, side), self.theme.px(RADIUS))
        with self.canvas.before:
            Color(*rgba(DARK))
            for row, column, count in runs_of(self._modules):
                Rectangle(
                    pos=(x + column * module, y + side - (row + 1) * module), size=(count * module, module)
                )

    def _make(self, *_: object) -> None:
        self._modules = modules_of(self.item.link) if self.item is not None else ()

    def _module(self) -> int:
        size = LEAST_MODULE_MM if self.theme.squeeze.space < TIGHT else MODULE_MM
        return int(max(2, round(size * self.theme.metrics.px_per_mm)))

    def _side(self) -> int:
        return self._module() * len(self._modules)

    def _outset(self) -> int:
        """On a white page the code itself begins where texts do: the page is its quiet zone."""
        return QUIET_ZONE * self._module() if self.theme.palette.ground == LIGHT else 0

    def _gap(self) -> float:
        return float(self.theme.gap(SPACE_4))

    def _room(self, width: float) -> float:
        return width - self._side() + self._outset() - float(self.theme.px(SPACE_32))

    def _specs(self, width: float) -> list[TextSpec]:
        if self.item is None:
            return []
        room = int(self._room(width))
        return [
            self.spec(self.item.title, "lead", Weight.BOLD, width=room),
            self.spec(self.item.text, "body", width=room),
        ]
