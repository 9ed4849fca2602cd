"""Sizes and colours for one visitor on one screen, and how they give way where a page would not fit."""

from dataclasses import dataclass, replace

from kiosk.session import Aids
from lobby.contract.config import Language
from lobby.look import tokens
from lobby.look.shaping import is_right_to_left
from lobby.look.tokens import HIGH_CONTRAST, LIGHT, Metrics, Palette

TYPE_SIZES = {
    "small": tokens.SMALL,
    "body": tokens.BODY,
    "lead": tokens.LEAD,
    "title": tokens.TITLE,
    "question": tokens.HEADING,
    "hero": 400,
    "result": 64,
    "statement": 56,
    "sentence": 48,
    "advice": 42,
}
DISPLAY_SIZES = {
    "question": "body",
    "hero": "body",
    "result": "title",
    "statement": "title",
    "sentence": "lead",
    "advice": "body",
}
"""Large enough in any mode, and first to give way: as far as the text size named beside them."""
REACH_SHARE, REACH_SHARE_LANDSCAPE = 0.62, 0.75
"""Of the screen's height, from below: where all controls are in low-reach mode. A screen across is half as high."""
LARGE_QUESTION = 1.1


@dataclass(frozen=True)
class Squeeze:
    """How far a page gives way: first room, then the question, then what is merely nice, then the text."""

    space: float = 1.0
    display: float = 1.0
    text: float = 1.0
    has_extras: bool = True


SQUEEZES: tuple[Squeeze, ...] = (
    Squeeze(),
    Squeeze(0.8, 0.95),
    Squeeze(0.7, 0.85),
    Squeeze(0.6, 0.75),
    Squeeze(0.55, 0.66),
    Squeeze(0.6, 0.75, has_extras=False),
    Squeeze(0.5, 0.66, has_extras=False),
    Squeeze(0.42, 0.58, has_extras=False),
    Squeeze(0.36, 0.5, has_extras=False),
    Squeeze(0.3, 0.42, has_extras=False),
    Squeeze(0.3, 0.42, 0.93, has_extras=False),
    Squeeze(0.3, 0.42, 0.87, has_extras=False),
    Squeeze(0.3, 0.42, 0.8, has_extras=False),
    Squeeze(0.28, 0.4, 0.74, has_extras=False),
)

NO_AIDS = Aids()


@dataclass(frozen=True)
class Theme:
    """What every widget draws itself with."""

    metrics: Metrics
    language: Language = Language.DE
    aids: Aids = NO_AIDS
    squeeze: Squeeze = SQUEEZES[0]

    @property
    def palette(self) -> Palette:
        """The colours."""
        return HIGH_CONTRAST if self.aids.high_contrast else LIGHT

    @property
    def is_mirrored(self) -> bool:
        """Whether reading begins at the right."""
        return is_right_to_left(self.language)

    @property
    def is_landscape(self) -> bool:
        """Whether there is room for two columns."""
        return self.metrics.width_px > self.metrics.height_px

    @property
    def reach_px(self) -> float:
        """How high up a control may be in low-reach mode, from the lower edge of the screen."""
        share = REACH_SHARE_LANDSCAPE if self.is_landscape else REACH_SHARE
        return self.metrics.height_px * share

    def px(self, token: float) -> float:
        """A distance that never gives way."""
        return round(token * self.metrics.unit)

    def gap(self, token: float) -> float:
        """A distance that gives way where a page is full."""
        return round(token * self.metrics.unit * self.squeeze.space)

    def size(self, name: str) -> int:
        """A type size in pixels."""
        size = TYPE_SIZES[name] * self.metrics.unit
        if name in DISPLAY_SIZES:
            factor = LARGE_QUESTION if self.aids.large_text and name == "question" else 1.0
            return max(round(size * factor * self.squeeze.display), self.size(DISPLAY_SIZES[name]))
        if self.aids.large_text:
            size = self.metrics.large_text_size(size)
        return round(size * self.squeeze.text)

    @property
    def target(self) -> float:
        """The least side of a touch target."""
        return round(self.metrics.target_px)

    def squeezed(self, squeeze: Squeeze) -> "Theme":
        """The same theme, tighter."""
        return replace(self, squeeze=squeeze)
