"""Where everything stands, for any screen from 1024 × 600 up. Pixels, from the upper left corner."""

from dataclasses import dataclass
from typing import NamedTuple

HERO_SHARE = 0.43
"""Of the screen's height; the newest call has at least 40 %."""
ROWS = 5


class Box(NamedTuple):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    def inset(self, across: float, down: float | None = None) -> "Box":
        """A smaller one inside, by so much on each side."""
        down = across if down is None else down
        return Box(self.x + across, self.y + down, self.width - 2 * across, self.height - 2 * down)


@dataclass(frozen=True)
class Parts:
    """What there is to place. `notice` is the share of its zone that the notice needs, 0 to 1."""

    history: bool
    banner: bool
    notice: float
    media: bool
    whole_screen: bool = False


@dataclass(frozen=True)
class Layout:
    """The zones of one picture. Zones that are not there are None."""

    unit: float
    """A token's pixels are multiplied with it: 1 on 1920 × 1080 and on 1080 × 1920."""
    portrait: bool
    screen: Box
    header: Box
    footer: Box
    hero: Box
    banner: Box | None
    history: Box | None
    notice: Box | None
    media: Box | None
    row: float
    """Height of a row of the history."""


def is_portrait(width: float, height: float) -> bool:
    """Whether the screen is higher than wide."""
    return height > width


def unit_of(width: float, height: float) -> float:
    """The screen's scale."""
    base = (1080, 1920) if is_portrait(width, height) else (1920, 1080)
    return min(width / base[0], height / base[1])


def layout(width: int, height: int, parts: Parts) -> Layout:
    """The zones for a screen of this size."""
    u, portrait = unit_of(width, height), is_portrait(width, height)
    margin, gap = 48 * u, 28 * u
    screen = Box(0, 0, width, height)
    header = Box(0, 0, width, (128 if portrait else 96) * u)
    footer = Box(0, height - (132 if portrait else 80) * u, width, (132 if portrait else 80) * u)
    top = header.bottom
    banner = Box(0, top, width, (116 if portrait else 72) * u) if parts.banner else None
    top = (banner.bottom if banner else top) + gap
    hero = Box(margin, top, width - 2 * margin, height * HERO_SHARE)
    body = Box(margin, hero.bottom + gap, width - 2 * margin, footer.y - hero.bottom - 2 * gap)
    if parts.whole_screen:
        hero, body = Box(0, 0, width, height), Box(0, height, width, 0)
    split = _split_portrait(body, parts, gap) if portrait else _split_landscape(body, parts, gap)
    history, side = split
    row = (history.height if history else body.height) / ROWS
    notice, media = _side(side, parts, gap, is_wide=history is None and not portrait)
    return Layout(u, portrait, screen, header, footer, hero, banner, history, notice, media, row)


def _split_landscape(body: Box, parts: Parts, gap: float) -> tuple[Box | None, Box | None]:
    side_wanted = parts.media or parts.notice > 0
    if not parts.history:
        return None, body if side_wanted else None
    if not side_wanted:
        return body, None
    left = body.width * 0.5
    return (
        Box(body.x, body.y, left - gap, body.height),
        Box(body.x + left + gap, body.y, body.width - left - gap, body.height),
    )


def _split_portrait(body: Box, parts: Parts, gap: float) -> tuple[Box | None, Box | None]:
    side_wanted = parts.media or parts.notice > 0
    if not parts.history:
        return None, body if side_wanted else None
    if not side_wanted:
        return body, None
    upper = body.height * 0.5
    return (
        Box(body.x, body.y, body.width, upper - gap / 2),
        Box(body.x, body.y + upper + gap / 2, body.width, body.height - upper - gap / 2),
    )


def _side(side: Box | None, parts: Parts, gap: float, *, is_wide: bool) -> tuple[Box | None, Box | None]:
    """The notice goes before the pictures: they get what it leaves, or nothing."""
    if side is None or side.height <= 0:
        return None, None
    if parts.notice <= 0:
        return None, side
    if is_wide and parts.media:
        half = (side.width - gap) / 2
        return (
            Box(side.x, side.y, half, side.height),
            Box(side.x + half + gap, side.y, half, side.height),
        )
    high = side.height * parts.notice
    rest = side.height - high - gap
    if not parts.media or rest < side.height * 0.3:
        return side, None
    return Box(side.x, side.y, side.width, high), Box(side.x, side.bottom - rest, side.width, rest)
