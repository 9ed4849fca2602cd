"""A view as a list of things to draw: fills, lines of text, a picture. Pure: widths come from `measure`.

What is equal in two lists need not be drawn again; see `lobby.look.canvas`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from lobby.look.fonts import Weight
from lobby.look.primitives import Align, Fill, Image, Primitive, Typeface, Words
from lobby.look.shaping import broken
from lobby.look.tokens import CAPITAL_HEIGHT, LIGHT, RADIUS_LARGE, Palette
from signage.layout import ROWS, Box, Layout, Parts, layout
from signage.view import CallText, Message, NoticeText, Tone, View

BOLD, MEDIUM = Typeface(Weight.BOLD), Typeface(Weight.MEDIUM)
FIGURES = Typeface(Weight.BOLD, tabular=True)
SMALL_FIGURES = Typeface(Weight.MEDIUM, tabular=True)

Measure = Callable[[str, float, Typeface], float]
WIDEST_NUMBER, WIDEST_PLACE = "R 104", "12"
LINE = 1.22
TAIL_HEIGHT = 0.17
"""Of the type size that the J of Fira Sans Bold reaches below the line."""
TAIL_ROOM = 24
"""What such a tail may use of the margin below, in units."""
LEAST_SHRINK = 0.4


@dataclass(frozen=True)
class Painter:
    """Draws views for one screen."""

    width: int
    height: int
    measure: Measure
    palette: Palette = LIGHT

    def paint(self, view: View, device_name: str | None = None) -> tuple[list[Primitive], Box | None]:
        """Everything above the ground colour, lowest first, and the zone of the pictures if there is one."""
        parts = self._parts(view)
        where = layout(self.width, self.height, parts)
        out: list[Primitive] = []
        if not parts.whole_screen:
            out += self._header(view, where) + self._footer(view, where)
            out += self._banner(view, where) + self._history(view, where) + self._notice(view.notice, where)
        out += self._hero(view, where)
        if where.media is not None:
            out.append(Image(where.media, "media", RADIUS_LARGE * where.unit))
        if device_name is not None:
            out += self._name(device_name, where)
        return out, where.media

    def _parts(self, view: View) -> Parts:
        bare = Parts(bool(view.history), bool(view.banner), 0.0, view.media, view.whole_screen)
        if view.notice is None:
            return bare
        trial = layout(
            self.width, self.height, Parts(bare.history, bare.banner, 1.0, media=False, whole_screen=False)
        )
        zone = trial.notice
        if zone is None:
            return bare
        lines, size = self._notice_lines(view.notice, zone, trial.unit)
        needed = (len(lines) * size * LINE + 132 * trial.unit) / zone.height
        return Parts(bare.history, bare.banner, min(1.0, needed), view.media, view.whole_screen)

    def _header(self, view: View, where: Layout) -> list[Primitive]:
        u, c, box = where.unit, self.palette, where.header
        size, left, base = 38 * u, 48 * u, box.y + box.height * 0.62
        clock = 56 * u
        out: list[Primitive] = [
            Words(view.brand, left, base, size, BOLD, c.text),
            Words(view.clock, box.right - left, base + 3 * u, clock, FIGURES, c.text, Align.END),
            Fill(Box(0, box.bottom - 2 * u, box.width, 2 * u), c.hairline),
        ]
        clock_left = box.right - left - self.measure(view.clock, clock, FIGURES)
        if where.portrait:
            out[0] = Words(view.brand, left, box.y + 58 * u, size, BOLD, c.text)
            out.append(self._fitted(view.centre, (left, box.y + 102 * u), clock_left - left - 48 * u, 32 * u))
            return out
        x = left + self.measure(view.brand, size, BOLD) + 24 * u
        out.append(self._fitted(view.centre, (x, base), clock_left - x - 48 * u, 34 * u))
        date_left = clock_left - 32 * u - self.measure(view.date, 34 * u, MEDIUM)
        if x + self.measure(view.centre, 34 * u, MEDIUM) + 48 * u < date_left:
            out.append(Words(view.date, date_left, base, 34 * u, MEDIUM, c.muted))
        return out

    def _footer(self, view: View, where: Layout) -> list[Primitive]:
        u, c, box = where.unit, self.palette, where.footer
        size, left = 36 * u, 48 * u
        base = box.y + (54 if where.portrait else box.height / u * 0.64) * u
        out: list[Primitive] = [Fill(Box(0, box.y, box.width, 2 * u), c.hairline)]
        x = left
        label, wait = view.wait
        if label:
            out.append(Words(f"{label}:", x, base, size, MEDIUM, c.text))
            x += self.measure(f"{label}: ", size, MEDIUM)
            out.append(Words(wait, x, base, size, BOLD, c.text))
            x += self.measure(wait, size, BOLD)
        below = box.y + 106 * u if where.portrait else base
        stand_width = self.measure(view.stand, size, SMALL_FIGURES)
        if view.elsewhere:
            start = left if where.portrait else x + 56 * u
            room = box.right - left - stand_width - 48 * u - start
            out.append(self._fitted(view.elsewhere, (start, below), room, size))
        if view.stand:
            out.append(Words(view.stand, box.right - left, below, size, SMALL_FIGURES, c.muted, Align.END))
        return out

    def _fitted(self, text: str, at: tuple[float, float], room: float, size: float) -> Words:
        width = self.measure(text, size, MEDIUM)
        fitting = size if width <= room else size * room / width
        return Words(text, at[0], at[1], fitting, MEDIUM, self.palette.muted)

    def _banner(self, view: View, where: Layout) -> list[Primitive]:
        if where.banner is None:
            return []
        u, c, box = where.unit, self.palette, where.banner
        size = 36 * u
        lines = broken(view.banner, box.width - 96 * u, lambda text: self.measure(text, size, BOLD))
        first = box.y + (box.height - len(lines) * size * LINE) / 2 + size * 0.95
        return [
            Fill(box, c.warning_soft),
            Fill(Box(box.x, box.bottom - 6 * u, box.width, 6 * u), c.warning),
            *(
                Words(line, box.x + 48 * u, first + i * size * LINE - 3 * u, size, BOLD, c.warning)
                for i, line in enumerate(lines)
            ),
        ]

    def _hero(self, view: View, where: Layout) -> list[Primitive]:
        if view.hero is None:
            return [] if view.message is None else self._message(view.message, where, view)
        return self._call(view, view.hero, where)

    def _call(self, view: View, call: CallText, where: Layout) -> list[Primitive]:
        u, c, box = where.unit, self.palette, where.hero
        ground, ink = (c.action_soft, c.action) if view.turned else (c.action, c.on_action)
        out: list[Primitive] = [Fill(box, ground, RADIUS_LARGE * u)]
        if view.turned:
            out = [Fill(box, c.action, RADIUS_LARGE * u), Fill(box.inset(10 * u), ground, 16 * u)]
        captions = (view.number_caption, view.place_caption)
        number_box, place_box, size = self._hero_boxes(where)
        for part, caption, text in zip(
            (number_box, place_box), captions, (call.number, call.place), strict=True
        ):
            label = 44 * u
            base = part.y + label * 0.95
            out.append(Words(caption.first, part.x, base, label, BOLD, ink))
            if caption.second:
                x = part.x + self.measure(f"{caption.first}  ", label, BOLD)
                out.append(Words(caption.second, x, base, label, MEDIUM, ink))
            fitting = min(size, size * part.width / max(1.0, self.measure(text, size, FIGURES)))
            capitals_top = part.y + label * 1.55
            rest = part.bottom - capitals_top
            middle = capitals_top + (rest + fitting * CAPITAL_HEIGHT) / 2
            baseline = min(middle, part.bottom + TAIL_ROOM * u - TAIL_HEIGHT * size)
            out.append(Words(text, part.x, baseline, fitting, FIGURES, ink))
        line = (
            Box(number_box.x, place_box.y - 26 * u, number_box.width, 3 * u)
            if where.portrait
            else Box(place_box.x - 56 * u, box.y + 64 * u, 3 * u, box.height - 128 * u)
        )
        out.append(Fill(line, ink, opacity=0.45))
        return out

    def _hero_boxes(self, where: Layout) -> tuple[Box, Box, float]:
        """The parts for number and place, and the type size that both share."""
        u, inner = where.unit, where.hero.inset(56 * where.unit, 40 * where.unit)
        number, place = (self.measure(text, 100, FIGURES) / 100 for text in (WIDEST_NUMBER, WIDEST_PLACE))
        label = 44 * 1.55 * u

        def tallest(height: float) -> float:
            return (height + TAIL_ROOM * u) / (CAPITAL_HEIGHT + TAIL_HEIGHT)

        if where.portrait:
            half = (inner.height - 52 * u) / 2
            size = min(inner.width / number, tallest(half - label))
            upper = Box(inner.x, inner.y, inner.width, half)
            return upper, Box(inner.x, upper.bottom + 52 * u, inner.width, half), size
        gap = 112 * u
        size = min((inner.width - gap) / (number + place), tallest(inner.height - label))
        left = inner.width - gap - max(place * size, inner.width * 0.28)
        return (
            Box(inner.x, inner.y, left, inner.height),
            Box(inner.x + left + gap, inner.y, inner.width - gap - left, inner.height),
            size,
        )

    def _message(self, message: Message, where: Layout, view: View) -> list[Primitive]:
        u, c, box = where.unit, self.palette, where.hero
        ground, ink, text = {
            Tone.CALM: (c.action_soft, c.action, c.text),
            Tone.WARNING: (c.warning_soft, c.warning, c.text),
            Tone.DANGER: (c.danger, c.on_action, c.on_action),
        }[message.tone]
        out: list[Primitive] = [Fill(box, ground, 0 if view.whole_screen else RADIUS_LARGE * u)]
        inner = box.inset(64 * u, 48 * u)
        scale = 1.5 if view.whole_screen else 1.0
        shrink = 1.0
        while True:
            paragraphs = [
                (
                    self._broken(words, inner.width, size * scale * shrink * u, face),
                    size * scale * shrink * u,
                    face,
                    colour,
                )
                for words, size, face, colour in (
                    (message.title, 104, BOLD, ink),
                    (message.text, 54, MEDIUM, text),
                    (message.second, 46, MEDIUM, text if message.tone is Tone.DANGER else c.muted),
                )
                if words
            ]
            gap = 26 * u * scale * shrink
            total = sum(len(lines) * size * LINE for lines, size, _, _ in paragraphs) + gap * (
                len(paragraphs) - 1
            )
            if total <= inner.height or shrink < LEAST_SHRINK:
                break
            shrink *= 0.92
        y = inner.y + (inner.height - total) / 2
        for lines, size, face, colour in paragraphs:
            for line in lines:
                out.append(Words(line, inner.x, y + size * 0.92, size, face, colour))
                y += size * LINE
            y += gap
        return out

    def _broken(self, words: str, width: float, size: float, face: Typeface) -> list[str]:
        return broken(words, width, lambda line: self.measure(line, size, face)) if words else []

    def _history(self, view: View, where: Layout) -> list[Primitive]:
        if where.history is None:
            return []
        u, c, box = where.unit, self.palette, where.history
        out: list[Primitive] = []
        row, top = where.row, box.y
        ink, muted = (c.text, c.muted) if view.is_current else (c.muted, c.muted)
        if view.history_caption:
            row = box.height / (ROWS + 1)
            out.append(Words(view.history_caption, box.x, top + row * 0.66, row * 0.44, MEDIUM, c.muted))
            top += row
        size = min(row * 0.74, 68 * u)
        place_x = box.x + box.width * 0.52
        for i, call in enumerate(view.history):
            base = top + i * row + row / 2 + size * CAPITAL_HEIGHT / 2
            caption = view.place_caption.first
            out.append(Words(call.number, box.x + 8 * u, base, size, FIGURES, ink))
            out.append(Words(caption, place_x, base, size * 0.6, MEDIUM, muted))
            x = place_x + self.measure(f"{caption} ", size * 0.6, MEDIUM) + 8 * u
            out.append(Words(call.place, x, base, size, FIGURES, ink))
            if i:
                out.append(Fill(Box(box.x, top + i * row - u, box.width, 2 * u), c.hairline))
        return out

    def _notice(self, notice: NoticeText | None, where: Layout) -> list[Primitive]:
        if where.notice is None or notice is None:
            return []
        u, c, box = where.unit, self.palette, where.notice
        strong, soft = (c.warning, c.warning_soft) if notice.warning else (c.info, c.info_soft)
        lines, size = self._notice_lines(notice, box, u)
        out: list[Primitive] = [
            Fill(box, soft, 16 * u),
            Fill(Box(box.x, box.y, 12 * u, box.height), strong),
            Words(notice.title, box.x + 44 * u, box.y + 60 * u, 38 * u, BOLD, strong),
        ]
        for i, line in enumerate(lines):
            y = box.y + 72 * u + (i + 0.85) * size * LINE
            out.append(Words(line, box.x + 44 * u, y, size, MEDIUM, c.text))
        return out

    def _notice_lines(self, notice: NoticeText, box: Box, u: float) -> tuple[list[str], float]:
        lines: list[str] = []
        size = 0.0
        for size in (58 * u, 52 * u, 46 * u, 42 * u, 38 * u, 34 * u, 30 * u, 26 * u):
            lines = self._broken(notice.text, box.width - 80 * u, size, MEDIUM)
            if len(lines) * size * LINE + 96 * u <= box.height:
                break
        return lines, size

    def _name(self, name: str, where: Layout) -> list[Primitive]:
        u, c = where.unit, self.palette
        box = where.screen.inset(where.screen.width * 0.12, where.screen.height * 0.28)
        size = min(180 * u, 180 * u * (box.width - 96 * u) / max(1.0, self.measure(name, 180 * u, BOLD)))
        base = box.y + (box.height + size * CAPITAL_HEIGHT) / 2
        middle = box.x + box.width / 2
        return [
            Fill(box, c.text, RADIUS_LARGE * u),
            Words(name, middle, base, size, BOLD, c.ground, Align.CENTRE),
        ]
