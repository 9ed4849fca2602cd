"""The base of everything on a page, and how blocks are stacked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kivy.graphics import Color, Rectangle, SmoothRoundedRectangle
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty
from kivy.uix.widget import Widget

from kiosk.theme import Theme
from kiosk.widgets.typeset import TextSpec, extent, texture
from lobby.contract.config import Language
from lobby.look.fonts import Weight
from lobby.look.tokens import RADIUS, rgba


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels, from the lower left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.y + self.height

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    def inset(self, sideways: float, upright: float | None = None) -> "Box":
        """The box inside these margins."""
        v = sideways if upright is None else upright
        return Box(self.x + sideways, self.y + v, self.width - 2 * sideways, self.height - 2 * v)


@dataclass(frozen=True)
class Need:
    """The least height that shows everything, and the most that is of use."""

    least: float
    most: float

    @classmethod
    def exactly(cls, height: float) -> "Need":
        """No more, no less."""
        return cls(height, height)


class Block(Widget):
    """One thing on a page. `extra` ones are left out where there is no room; not `shown` ones have nothing to say."""

    theme = ObjectProperty(None, allownone=True)
    shown = BooleanProperty(defaultvalue=True)
    extra = BooleanProperty(defaultvalue=False)
    space_before = NumericProperty(0.0)

    @property
    def blocks(self) -> tuple["Block", ...]:
        """The blocks inside, in reading order."""
        return tuple(one for one in reversed(self.children) if isinstance(one, Block))

    @property
    def is_present(self) -> bool:
        """Whether it takes part at the present squeeze."""
        return self.shown and (self.theme.squeeze.has_extras or not self.extra)

    @property
    def has_controls(self) -> bool:
        """Whether there is anything to press in it."""
        return any(block.has_controls for block in self.blocks)

    def dress(self, theme: Theme) -> None:
        """Take over sizes and colours, for all blocks inside too."""
        self.theme = theme
        for block in self.blocks:
            block.dress(theme)

    def need(self, width: float) -> Need:  # noqa: ARG002 - most blocks need to know
        """How high it wants to be at this width."""
        return Need.exactly(0)

    def fits(self, width: float) -> bool:
        """Whether every word fits into its line at this width."""
        return all(block.fits(width) for block in self.blocks if block.is_present)

    def place(self, box: Box) -> None:
        """Stand here and draw."""
        self.pos, self.size = (box.x, box.y), (box.width, box.height)
        self.opacity = 1
        self.disabled = False
        self.canvas.before.clear()
        self.draw(box)

    def hide(self) -> None:
        """Not on the page: nothing drawn, nothing to touch."""
        self.pos, self.size = (-10_000, -10_000), (0, 0)
        self.canvas.before.clear()
        self.opacity = 0
        self.disabled = True
        for block in self.blocks:
            block.hide()

    def draw(self, box: Box) -> None:
        """Put pixels there."""

    # drawing, on the canvas before the children's

    def fill(self, colour: str, box: Box, radius: float | None = None) -> None:
        """A filled rectangle; round corners unless `radius` is 0."""
        with self.canvas.before:
            Color(*rgba(colour))
            bend = self.theme.px(RADIUS) if radius is None else radius
            if bend:
                SmoothRoundedRectangle(pos=(box.x, box.y), size=(box.width, box.height), radius=[bend])
            else:
                Rectangle(pos=(box.x, box.y), size=(box.width, box.height))

    def outline(self, colour: str, inner: str, box: Box, width: float) -> None:
        """A frame inside the box, filled with `inner`."""
        radius = self.theme.px(RADIUS)
        self.fill(colour, box, radius)
        self.fill(inner, box.inset(width), max(1.0, radius - width))

    def picture(self, image: Any, box: Box, colour: str = "#FFFFFF") -> None:
        """A texture in the box, tinted."""
        with self.canvas.before:
            Color(*rgba(colour))
            Rectangle(texture=image, pos=(round(box.x), round(box.y)), size=(box.width, box.height))

    def write(self, spec: TextSpec, box: Box, colour: str) -> None:
        """A text, in the middle of the box's height."""
        if not spec.words.strip():
            return
        pixels = texture(spec, rgba(colour))
        width, height = pixels.size
        spare = box.width - width
        begins_right = self.theme.is_mirrored
        share = {"start": float(begins_right), "centre": 0.5, "end": float(not begins_right)}[spec.align]
        with self.canvas.before:
            Color(1, 1, 1, 1)
            place = (round(box.x + spare * share), round(box.y + (box.height - height) / 2))
            Rectangle(texture=pixels, pos=place, size=(width, height))

    def spec(self, words: str, size: str, weight: Weight = Weight.MEDIUM, **more: Any) -> TextSpec:
        """How a text is set with the present theme."""
        more.setdefault("language", self.theme.language)
        return TextSpec(words, self.theme.size(size), weight, **more)


ABOVE = {"below": 0.0, "above": 1.0, "around": 1 / 3}
"""Of the unused height."""


class Stack(Block):
    """Blocks one below the other. Spare height goes to those that can use it, the rest stays where `rests` says."""

    gap = NumericProperty(24.0)
    rests = ObjectProperty("below")
    """Where unused height stays: "below" or "above" the blocks, or "around" them, a third of it above."""

    def present(self) -> list[Block]:
        """The blocks that are shown now."""
        return [block for block in self.blocks if block.is_present]

    def need(self, width: float) -> Need:
        """The sum of its blocks and the gaps between them."""
        needs = [block.need(width) for block in self.present()]
        room = self._room(self.present())
        return Need(sum(one.least for one in needs) + room, sum(one.most for one in needs) + room)

    def draw(self, box: Box) -> None:
        """Place the blocks from the top down."""
        for block in self.blocks:
            if not block.is_present:
                block.hide()
        blocks = self.present()
        heights = _shared([block.need(box.width) for block in blocks], box.height - self._room(blocks))
        spare = box.height - self._room(blocks) - sum(heights)
        top = box.top - spare * ABOVE[self.rests]
        for index, (block, height) in enumerate(zip(blocks, heights, strict=True)):
            top -= self._before(block, index) + height
            block.place(Box(box.x, top, box.width, height))

    def _room(self, blocks: Sequence[Block]) -> float:
        return sum(self._before(block, index) for index, block in enumerate(blocks))

    def _before(self, block: Block, index: int) -> float:
        if index == 0:
            return 0.0
        return float(self.theme.gap(block.space_before or self.gap))


def _shared(needs: Sequence[Need], height: float) -> list[float]:
    """Heights for the needs: the least of each, and spare height to those that can use it, evenly."""
    heights = [need.least for need in needs]
    spare = height - sum(heights)
    wants = {i for i, need in enumerate(needs) if need.most > need.least}
    while wants and spare > 1:
        share = spare / len(wants)
        for i in sorted(wants):
            taken = min(share, needs[i].most - heights[i])
            heights[i] += taken
            spare -= taken
        wants = {i for i in wants if needs[i].most - heights[i] > 1}
    return heights


def words_fit(specs: Sequence[TextSpec]) -> bool:
    """Whether no word of these texts is cut."""
    return all(extent(spec).fits for spec in specs)


GERMAN = Language.DE
"""The language of numbers: Fira Sans, from left to right, everywhere."""
