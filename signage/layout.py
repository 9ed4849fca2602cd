"""Where everything stands, for any screen from 1024 × 600 up. Pixels, from the upper left corner."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

HERO_SHARE, HERO_LEAST = 0.43, 0.405
"""Of the screen's height; the newest call has at least 40 %. The lesser one where many rows need the room."""
PITCH = 1.12
"""A row is at least so much higher than its type size: there is more than half a capital between two lines."""
AIRY = 0.74
"""Of a row's height that the type size takes where there is room for it."""
LOOSE = 1.5
"""A few rows stand at the top of their zone, so many type sizes apart, and are not drawn out over all of it."""
LARGEST_ROW = 68
"""Type size of a row in units, unless the last row of seats needs more."""
COLUMNS = (1, 2)


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

    history: int
    """Rows."""
    banner: bool
    notice: float
    media: bool
    whole_screen: bool = False
    hero: bool = True
    missed: bool = False
    caption: bool = False
    """Whether a line stands above the rows."""
    least: float = 0.0
    """Type size of a row that is read from the last row of seats."""
    entry: float = 5.8
    """Width of a row in type sizes."""


@dataclass(frozen=True)
class Rows:
    """A zone of rows: how they stand in it, filled column by column."""

    box: Box
    columns: int
    down: int
    size: float
    """The type size."""
    top: float
    """Where the first row begins: below the caption, if there is one."""

    @property
    def pitch(self) -> float:
        """From one row to the next."""
        return min((self.box.bottom - self.top) / self.down, self.size * LOOSE)

    def cell(self, index: int) -> Box:
        """Where this row stands."""
        gap = self.box.width * 0.04 if self.columns > 1 else 0.0
        width = (self.box.width - gap * (self.columns - 1)) / self.columns
        column, row = divmod(index, self.down)
        return Box(self.box.x + column * (width + gap), self.top + row * self.pitch, width, self.pitch)


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
    missed: Box | None = None
    rows: Rows | None = None
    capacity: int = 0
    """Rows that fit and are read from the last row of seats; at least one."""


def is_portrait(width: float, height: float) -> bool:
    """Whether the screen is higher than wide."""
    return height > width


def unit_of(width: float, height: float) -> float:
    """The screen's scale."""
    base = (1080, 1920) if is_portrait(width, height) else (1920, 1080)
    return min(width / base[0], height / base[1])


def layout(width: int, height: int, parts: Parts) -> Layout:
    """The zones for a screen of this size: of all ways to place them the first in which every row is readable.

    Pictures give way to rows, the notice does not; what fits nowhere is shown page by page.
    """
    ways = list(_ways(width, height, parts))
    return next((one for one in ways if one.capacity >= parts.history), ways[-1])


def _ways(width: int, height: int, parts: Parts) -> Iterator[Layout]:
    shares = (0.5, 0.6) if is_portrait(width, height) else (0.5, 0.56, 0.62, 0.66)
    for hero in (HERO_SHARE, HERO_LEAST) if parts.history and parts.hero else (HERO_SHARE,):
        for share in shares:
            yield _placed(width, height, parts, (hero, share))
        if parts.history and parts.media and not parts.notice:
            yield _placed(width, height, replace(parts, media=False), (hero, 1.0))


def _placed(width: int, height: int, parts: Parts, shares: tuple[float, float]) -> Layout:
    u, portrait = unit_of(width, height), is_portrait(width, height)
    margin, gap = 48 * u, 28 * u
    screen = Box(0, 0, width, height)
    header = Box(0, 0, width, (128 if portrait else 96) * u)
    footer = Box(0, height - (132 if portrait else 80) * u, width, (132 if portrait else 80) * u)
    top = header.bottom
    banner = Box(0, top, width, (116 if portrait else 72) * u) if parts.banner else None
    top = (banner.bottom if banner else top) + gap
    hero = Box(margin, top, width - 2 * margin, height * shares[0])
    begin = hero.bottom + gap if parts.hero else top
    end = footer.y - gap
    missed = None
    if parts.missed:
        high = (124 if portrait else 64) * u
        missed = Box(margin, end - high + gap * 0.5, width - 2 * margin, high)
        end = missed.y - gap * 0.5
    body = Box(margin, begin, width - 2 * margin, end - begin)
    if parts.whole_screen:
        hero, body = Box(0, 0, width, height), Box(0, height, width, 0)
    elif not parts.hero:
        hero = Box(margin, top, width - 2 * margin, 0)
    history, side = _split(body, parts, gap, shares[1], portrait=portrait)
    notice, media = _side(side, parts, gap, is_wide=history is None and not portrait)
    where = Layout(u, portrait, screen, header, footer, hero, banner, history, notice, media, missed)
    if history is None:
        return where
    rows, capacity = _rows(history, parts, u)
    return replace(where, rows=rows, capacity=capacity)


def _rows(box: Box, parts: Parts, u: float) -> tuple[Rows, int]:
    """How the rows stand in their zone, and how many could."""
    top = box.y + (0.14 * box.height if parts.caption else 0.0)
    high = box.bottom - top

    def across(columns: int) -> float:
        return Rows(box, columns, 1, 0, top).cell(0).width / parts.entry

    columns = 2 if across(2) >= parts.least else 1
    down = max(1, int(high / max(parts.least, 1.0) / PITCH + 1e-6))
    capacity = down * columns if parts.least else parts.history
    count = max(1, min(parts.history, capacity))
    one, two = (_size(high / -(-count // each), across(each), parts.least, u) for each in COLUMNS)
    chosen, size = (1, one) if one >= min(parts.least, two) or two <= one else (2, two)
    return Rows(box, chosen, -(-count // chosen), size, top), capacity


def _size(pitch: float, across: float, least: float, u: float) -> float:
    wished = min(pitch * AIRY, max(LARGEST_ROW * u, least))
    return min(max(wished, min(least, pitch / PITCH)), across)


def _split(
    body: Box, parts: Parts, gap: float, share: float, *, portrait: bool
) -> tuple[Box | None, Box | None]:
    side_wanted = parts.media or parts.notice > 0
    if not parts.history:
        return None, body if side_wanted else None
    if not side_wanted:
        return body, None
    if portrait:
        upper = body.height * share
        return (
            Box(body.x, body.y, body.width, upper - gap / 2),
            Box(body.x, body.y + upper + gap / 2, body.width, body.height - upper - gap / 2),
        )
    left = body.width * share
    return (
        Box(body.x, body.y, left - gap, body.height),
        Box(body.x + left + gap, body.y, body.width - left - gap, body.height),
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
