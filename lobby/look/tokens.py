"""Colours, distances and type sizes of every screen. Pure data, with the functions that judge it.

The colours follow KERN, the design standard of German administration; the accent is the brand's slot. Sizes are in
pixels of a screen whose short side has 1080 of them; `Metrics` turns millimetres into pixels of a real one.
"""

import math
from dataclasses import dataclass, fields

Rgba = tuple[float, float, float, float]


@dataclass(frozen=True)
class Palette:
    """One set of colours, each as `#RRGGBB`. Texts stand on `ground` or `surface`; `on_x` stands on `x`."""

    ground: str
    surface: str
    text: str
    muted: str
    border: str
    hairline: str
    action: str
    on_action: str
    action_soft: str
    info: str
    info_soft: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    focus: str
    scrim: str
    """Behind a dialogue, and the ground of calls that are no longer current."""
    on_scrim: str

    def names(self) -> tuple[str, ...]:
        """The names of all colours."""
        return tuple(field.name for field in fields(self))


LIGHT = Palette(
    ground="#FFFFFF", surface="#EFF3FB", text="#131525", muted="#51577A", border="#6E7597", hairline="#D5D9E8",
    action="#2044AA", on_action="#FFFFFF", action_soft="#E4EAF8", info="#006B8C", info_soft="#E3F2F7",
    success="#007155", success_soft="#E1F3EE", warning="#925400", warning_soft="#FBEFE0",
    danger="#C31C13", danger_soft="#FCE9E8", focus="#131525", scrim="#51577A", on_scrim="#FFFFFF",
)  # fmt: skip
HIGH_CONTRAST = Palette(
    ground="#000000", surface="#14161F", text="#FFFFFF", muted="#D9DCE8", border="#C9CDDD", hairline="#6E7597",
    action="#97AFE1", on_action="#000000", action_soft="#1B2440", info="#8FD3E8", info_soft="#0B2029",
    success="#7FD9BC", success_soft="#08231B", warning="#F5C07A", warning_soft="#2A1B06",
    danger="#FFA8A2", danger_soft="#2E0B09", focus="#FFE066", scrim="#D9DCE8", on_scrim="#000000",
)  # fmt: skip

SPACE_4, SPACE_8, SPACE_16, SPACE_24, SPACE_32, SPACE_48, SPACE_64 = 4, 8, 16, 24, 32, 48, 64
MARGIN = 56
RADIUS = 8
RADIUS_LARGE = 24
FOCUS_WIDTH = 4
HAIRLINE = 2

SMALL, BODY, LEAD, TITLE, HEADING, HERO = 28, 34, 40, 48, 84, 280
"""Type sizes: captions, text, introductions, labels of large buttons, the question of a page, a ticket number."""
LINE_HEIGHT = 1.25
LARGE_TEXT = 1.35
"""What large-text mode multiplies type sizes with, at least; see `Metrics.large_text_size`."""

CAPITAL_HEIGHT = 0.689
"""Of Fira Sans, in parts of the type size."""
TARGET_MM, TARGET_GAP_PX, TARGET_MIN_PX = 20.0, 8, 44
READING_DISTANCE_MM = 600.0


_LINEAR_BELOW = 0.04045  # of sRGB


def rgba(colour: str, alpha: float = 1.0) -> Rgba:
    """What Kivy draws with: red, green, blue and opacity, each 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return (red, green, blue, alpha)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= _LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = rgba(colour)
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2, 1.4.3)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def michelson(one: str, other: str) -> float:
    """Contrast of a sign against its ground, 0 to 1 (DIN 32975)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high - low) / (high + low) if high else 0.0


@dataclass(frozen=True)
class Metrics:
    """A real screen: its pixels, and how large they are."""

    width_px: int
    height_px: int
    diagonal_mm: float

    @property
    def px_per_mm(self) -> float:
        """Pixels in a millimetre."""
        return math.hypot(self.width_px, self.height_px) / self.diagonal_mm

    @property
    def unit(self) -> float:
        """What a token in pixels is multiplied with on this screen: 1 where the short side has 1080."""
        return min(self.width_px, self.height_px) / 1080

    @property
    def target_px(self) -> float:
        """The least side of a touch target (EN 301 549, DIN 18040)."""
        return max(float(TARGET_MIN_PX), TARGET_MM * self.px_per_mm)

    def size_for_capital(self, capital_mm: float) -> float:
        """The type size, in pixels, whose capitals are so high."""
        return capital_mm * self.px_per_mm / CAPITAL_HEIGHT

    def large_text_size(self, size_px: float, distance_mm: float = READING_DISTANCE_MM) -> float:
        """A type size in large-text mode: capitals of at least distance / 82."""
        return max(size_px * LARGE_TEXT, self.size_for_capital(distance_mm / 82))
