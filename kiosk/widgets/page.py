"""One page: a column that says something, and one with controls; below each other, or side by side in landscape."""

from pathlib import Path

from kivy.lang import Builder
from kivy.properties import NumericProperty, ObjectProperty, StringProperty

from kiosk.theme import SQUEEZES, Theme
from kiosk.widgets.block import Block, Box, Stack
from lobby.look.tokens import MARGIN, SPACE_48, SPACE_64


def load_layout(module: str) -> None:
    """The layout beside a screen's module: the `.kv` file of the same name."""
    Builder.load_file(str(Path(module).with_suffix(".kv")))


class Info(Stack):
    """What the page says. Nothing to touch."""


class Controls(Stack):
    """What can be done."""


class Page(Block):
    """Shows its `view`; a fresh one for every page that is opened, so that nothing of the last visitor is in it.

    `controls_stand` says where they are when there is room to spare: "at-foot", or "below-info".
    """

    view = ObjectProperty(None, rebind=True)
    controls_stand = StringProperty("at-foot")
    info_share = NumericProperty(0.46)
    """Of the width, in landscape."""
    squeeze_at = NumericProperty(0)
    """How far the page had to give way, as index of `SQUEEZES`."""

    def show(self, view: object) -> None:
        """Draw this instead. `arrange` follows."""
        self.view = view

    def arrange(self, box: Box, theme: Theme) -> bool:
        """Take the widest look that holds everything; False if even the tightest does not.

        Columns beside each other give way apart: a full one makes nothing smaller in the other.
        """
        self.dress(theme)
        columns = [one for one in (self.info, self.controls) if one is not None]
        apart = columns if theme.is_landscape and len(columns) > 1 else [self]
        self.squeeze_at = max(self._tighten(one, box, theme) for one in apart)
        self.place(box)
        return bool(self.squeeze_at < len(SQUEEZES))

    def _tighten(self, block: Block, box: Box, theme: Theme) -> int:
        for index, squeeze in enumerate(SQUEEZES):
            block.dress(theme.squeezed(squeeze))
            if all(_holds(*part) for part in self._parts(box) if block in (self, part[0])):
                return index
        return len(SQUEEZES)

    @property
    def info(self) -> Info | None:
        """The column that says something."""
        return next((one for one in self.blocks if isinstance(one, Info)), None)

    @property
    def controls(self) -> Controls | None:
        """The column with controls, when it has any."""
        found = next((one for one in self.blocks if isinstance(one, Controls)), None)
        return found if found is not None and found.present() else None

    def draw(self, box: Box) -> None:
        """Place both columns."""
        for block, part in self._parts(box):
            if block is self.controls:
                is_foot = self.theme.aids.low_reach or (
                    self.controls_stand == "at-foot" and not self.theme.is_landscape
                )
                block.rests = "above" if is_foot else "below"
            block.place(part)
        for block in self.blocks:
            if block not in (self.info, self.controls):
                block.hide()

    def _parts(self, box: Box) -> list[tuple[Block, Box]]:
        info, controls = self.info, self.controls
        inner = box.inset(self.theme.px(MARGIN), 0)
        if info is None or controls is None:
            one = info or controls
            return [] if one is None else [(one, inner)]
        if self.theme.is_landscape:
            return self._beside(info, controls, inner)
        return self._below(info, controls, inner)

    def _beside(self, info: Info, controls: Controls, box: Box) -> list[tuple[Block, Box]]:
        gap = self.theme.px(SPACE_64)
        left = round((box.width - gap) * self.info_share)
        right = box.width - gap - left
        reach = self._reach(box, controls, right)
        if self.theme.is_mirrored:
            return [
                (info, Box(box.right - left, box.y, left, box.height)),
                (controls, Box(box.x, box.y, right, reach)),
            ]
        return [
            (info, Box(box.x, box.y, left, box.height)),
            (controls, Box(box.right - right, box.y, right, reach)),
        ]

    def _below(self, info: Info, controls: Controls, box: Box) -> list[tuple[Block, Box]]:
        gap = self.theme.gap(SPACE_48)
        above, below = info.need(box.width), controls.need(box.width)
        reach = self._reach(box, controls, box.width)
        spare = box.height - gap - above.least - below.least
        more_info = min(above.most - above.least, max(0.0, spare))
        more_controls = min(below.most - below.least, max(0.0, spare - more_info))
        low = min(below.least + more_controls, reach)
        if below.least > reach:
            low = reach  # does not fit: the next squeeze is tried
        if self.controls_stand == "at-foot" or self.theme.aids.low_reach:
            return [
                (info, Box(box.x, box.y + low + gap, box.width, box.height - gap - low)),
                (controls, Box(box.x, box.y, box.width, low)),
            ]
        high = min(above.least + more_info, box.height - gap - low)
        return [
            (info, Box(box.x, box.top - high, box.width, high)),
            (controls, Box(box.x, box.y, box.width, box.height - gap - high)),
        ]

    def _reach(self, box: Box, controls: Controls, width: float) -> float:
        """How high the column of controls may go up from the foot of the page; what says something may stand above."""
        if not self.theme.aids.low_reach:
            return box.height
        above = 0.0
        for block in controls.present():
            if block.has_controls:
                break
            above += block.need(width).least + controls.theme.gap(controls.gap)
        return float(min(box.height, self.theme.reach_px - box.y + above))


def _holds(block: Block, part: Box) -> bool:
    return block.need(part.width).least <= part.height + 1 and block.fits(part.width)
