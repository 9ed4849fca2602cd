"""The newest call in the large place: number, place, and the way there. Pure."""

from dataclasses import dataclass

from lobby.look.primitives import Fill, Primitive, Words
from lobby.look.tokens import CAPITAL_HEIGHT, RADIUS_LARGE
from signage.brush import BOLD, FIGURES, LINE, MEDIUM, Brush, Ink
from signage.concerning import CallText, WayText
from signage.layout import Box, Layout
from signage.speech import Caption
from signage.view import View

WIDEST_NUMBER, WIDEST_PLACE = "R 104", "12"
TAIL_HEIGHT = 0.17
"""Of the type size that the J of Fira Sans Bold reaches below the line."""
TAIL_ROOM = 24
"""What such a tail may use of the margin below, in units."""
LABEL, LABEL_HEIGHT = 44, 1.55
WAY = 62
"""Type size of the way, in units."""


@dataclass(frozen=True)
class Panel:
    """Where number, place and way stand, and the type size that number and place share."""

    number: Box
    place: Box
    way: Box | None
    size: float


def call(brush: Brush, view: View, shown: CallText, where: Layout) -> list[Primitive]:
    """The panel with its number."""
    u, c, box = where.unit, brush.palette, where.hero
    ground, ink = (c.action_soft, c.action) if view.turned else (c.action, c.on_action)
    out: list[Primitive] = [Fill(box, ground, RADIUS_LARGE * u)]
    if view.turned:
        out = [Fill(box, c.action, RADIUS_LARGE * u), Fill(box.inset(10 * u), ground, 16 * u)]
    panel = _panel(brush, where, has_way=shown.way is not None)
    out += _labelled(brush, panel, (panel.number, view.number_caption, shown.number), (ink, u))
    if shown.fetched is not None:
        out += _sentence(brush, panel, shown.fetched.large, (ink, u))
    else:
        out += _labelled(brush, panel, (panel.place, view.place_caption, shown.place), (ink, u))
    if shown.way is not None and panel.way is not None:
        out += _way(brush, panel.way, shown.way, (ink, u))
    number, place = panel.number, panel.place
    line = (
        Box(number.x, place.y - 26 * u, number.width, 3 * u)
        if where.portrait
        else Box(place.x - 56 * u, box.y + 64 * u, 3 * u, place.bottom - box.y - 88 * u)
    )
    return [*out, Fill(line, ink, opacity=0.45)]


def _labelled(
    brush: Brush, panel: Panel, part: tuple[Box, Caption, str], look: tuple[str, float]
) -> list[Primitive]:
    (box, caption, text), (ink, u) = part, look
    label = LABEL * u
    base = box.y + label * 0.95
    out: list[Primitive] = [Words(caption.first, box.x, base, label, BOLD, ink)]
    if caption.second:
        x = box.x + brush.measure(f"{caption.first}  ", label, BOLD)
        out.append(Words(caption.second, x, base, label, MEDIUM, ink))
    fitting = min(panel.size, panel.size * box.width / max(1.0, brush.measure(text, panel.size, FIGURES)))
    capitals_top = box.y + label * LABEL_HEIGHT
    middle = capitals_top + (box.bottom - capitals_top + fitting * CAPITAL_HEIGHT) / 2
    baseline = min(middle, box.bottom + TAIL_ROOM * u - TAIL_HEIGHT * panel.size)
    return [*out, Words(text, box.x, baseline, fitting, FIGURES, ink)]


def _sentence(brush: Brush, panel: Panel, words: Caption, look: tuple[str, float]) -> list[Primitive]:
    """In both languages in the middle of the place's part, each on lines of its own."""
    ink, u = look
    box, size = panel.place, 84 * u
    while True:
        texts = ((words.first, size, BOLD), (words.second, size * 0.8, MEDIUM))
        lines = [
            (line, Ink(high, face, ink))
            for text, high, face in texts
            for line in brush.broken(text, box.width, high, face)
        ]
        total = sum(one.size * LINE for _, one in lines)
        widest = max(brush.measure(line, one.size, one.face) for line, one in lines)
        if (total <= box.height and widest <= box.width) or size < 20 * u:
            break
        size *= 0.92
    y = box.y + (box.height - total) / 2
    out: list[Primitive] = []
    for line, one in lines:
        out.append(brush.line(line, (box.x, box.right), y + one.size * 0.92, one))
        y += one.size * LINE
    return out


def _way(brush: Brush, box: Box, way: WayText, look: tuple[str, float]) -> list[Primitive]:
    ink, u = look
    size = min(WAY * u, box.height * 0.8)
    gap = size * 0.5
    pieces = [
        (text, face)
        for text, face in ((way.arrow, BOLD), (way.words.first, BOLD), (way.words.second, MEDIUM))
        if text
    ]
    width = sum(brush.measure(text, size, face) for text, face in pieces) + gap * (len(pieces) - 1)
    if width > box.width:
        size, gap = size * box.width / width, gap * box.width / width
    x, base = box.x, box.y + (box.height + size * CAPITAL_HEIGHT) / 2
    out: list[Primitive] = []
    for text, face in pieces:
        out.append(Words(text, x, base, size, face, ink))
        x += brush.measure(text, size, face) + gap
    return out


def _panel(brush: Brush, where: Layout, *, has_way: bool) -> Panel:
    u, inner = where.unit, where.hero.inset(56 * where.unit, 40 * where.unit)
    way = None
    if has_way:
        high = WAY * 1.3 * u
        way = Box(inner.x, inner.bottom - high + 16 * u, inner.width, high)
        inner = Box(inner.x, inner.y, inner.width, inner.height - high - 12 * u)
    number, place = (brush.measure(text, 100, FIGURES) / 100 for text in (WIDEST_NUMBER, WIDEST_PLACE))
    label = LABEL * LABEL_HEIGHT * u

    def tallest(height: float) -> float:
        return (height + TAIL_ROOM * u) / (CAPITAL_HEIGHT + TAIL_HEIGHT)

    if where.portrait:
        half = (inner.height - 52 * u) / 2
        size = min(inner.width / number, tallest(half - label))
        upper = Box(inner.x, inner.y, inner.width, half)
        return Panel(upper, Box(inner.x, upper.bottom + 52 * u, inner.width, half), way, size)
    gap = 112 * u
    size = min((inner.width - gap) / (number + place), tallest(inner.height - label))
    left = inner.width - gap - max(place * size, inner.width * 0.28)
    return Panel(
        Box(inner.x, inner.y, left, inner.height),
        Box(inner.x + left + gap, inner.y, inner.width - gap - left, inner.height),
        way,
        size,
    )
