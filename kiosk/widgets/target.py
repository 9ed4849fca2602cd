"""Where to hold the code: a phone and a sheet of paper, each with a code, on their way to the scanner."""

from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from kiosk.widgets.block import Block, Box, Need, words_fit
from kiosk.widgets.icons import icon
from kiosk.widgets.typeset import TextSpec, extent
from lobby.look.fonts import Weight
from lobby.look.tokens import RADIUS_LARGE, SPACE_16, SPACE_24, SPACE_32

LEAST, LEAST_BESIDE, MOST = 270, 260, 470
LEAST_SHARE = 0.8
"""Of `LEAST`, on a page that is full: a smaller phone is not recognized as one."""
BESIDE = 0.4
"""How high phone and paper are at most, in parts of the width: so that they stand beside each other."""
STEPS = 2


class Target(Block):
    """The picture. `step` moves both a little towards the scanner; it changes seldom, since every change redraws."""

    text = StringProperty("")
    below = BooleanProperty(defaultvalue=True)
    step = NumericProperty(0)

    def need(self, width: float) -> Need:
        """Room for the picture between two bounds, and the words."""
        words = extent(self._spec(width)).height
        share = max(LEAST_SHARE, self.theme.squeeze.space)
        least = self.theme.px(LEAST_BESIDE if self.theme.is_landscape else LEAST * share)
        return Need(least + words, self.theme.px(MOST) + words)

    def fits(self, width: float) -> bool:
        """No word is cut."""
        return words_fit([self._spec(width)])

    def draw(self, box: Box) -> None:
        """Ground, phone, paper, arrow, words."""
        theme, palette = self.theme, self.theme.palette
        self.fill(palette.surface, box, theme.px(RADIUS_LARGE))
        spec = self._spec(box.width)
        words = extent(spec).height
        edge = theme.gap(SPACE_24)
        self.write(spec, Box(box.x, box.y + edge, box.width, words), palette.action)
        arrow = int(theme.px(44))
        arrow_y = box.y + edge + words
        name = "down" if self.below else "aside"
        middle = box.x + box.width / 2
        self.picture(icon(name, arrow), Box(middle - arrow / 2, arrow_y, arrow, arrow), palette.action)
        room = Box(
            box.x, arrow_y + theme.px(SPACE_16), box.width, box.top - edge - arrow_y - theme.px(SPACE_16)
        )
        self._things(room, int(self.step) % STEPS)

    def _things(self, room: Box, step: int) -> None:
        theme = self.theme
        travel = theme.px(SPACE_16)
        height = min(room.height - travel, room.width * BESIDE)
        shift = travel * (1 - step) + (room.height - travel - height) / 2
        phone = Box(room.x + room.width * 0.36 - height * 0.325, room.y + shift, height * 0.65, height)
        self._phone(phone)
        paper_height = height * 0.96
        paper = Box(
            room.x + room.width * 0.66 - paper_height * 0.36, room.y + shift + height * 0.03,
            paper_height * 0.72, paper_height,
        )  # fmt: skip
        self._paper(paper)

    def _phone(self, box: Box) -> None:
        palette = self.theme.palette
        radius = box.width * 0.14
        self.fill("#131525", box, radius)
        if palette.ground != "#FFFFFF":
            self.outline(palette.border, "#131525", box, 2)
        glass = box.inset(box.width * 0.09, box.width * 0.09)
        self.fill("#FFFFFF", glass, radius * 0.6)
        self._code(glass, glass.width * 0.7, 0.5)

    def _paper(self, box: Box) -> None:
        self.outline("#D5D9E8", "#FFFFFF", box, 2)
        line = box.height * 0.035
        for index, share in enumerate((0.56, 0.72, 0.44)):
            left = box.x + box.width * 0.14
            wide = box.width * share
            if self.theme.is_mirrored:
                left = box.right - box.width * 0.14 - wide
            y = box.top - box.height * 0.13 - index * box.height * 0.085
            self.fill("#D5D9E8", Box(left, y, wide, line), line / 2)
        self._code(box, box.width * 0.6, 0.36)

    def _code(self, box: Box, side: float, share: float) -> None:
        side = int(side)
        y = box.y + box.height * share - side / 2
        self.picture(icon("code", side), Box(box.x + (box.width - side) / 2, y, side, side), "#131525")

    def _spec(self, width: float) -> TextSpec:
        inner = int(width - 2 * self.theme.px(SPACE_32))
        return self.spec(self.text, "body", Weight.BOLD, width=inner, align="centre")
