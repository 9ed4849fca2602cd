"""A view as a list of things to draw: fills, lines of text, a picture. Pure: widths come from `measure`.

What is equal in two lists need not be drawn again; see `lobby.look.canvas`.
"""

from dataclasses import dataclass, replace

from lobby.look.primitives import Align, Fill, Image, Primitive, Words
from lobby.look.tokens import CAPITAL_HEIGHT, LIGHT, RADIUS_LARGE, Metrics, Palette
from signage.brush import BOLD, FIGURES, LINE, MEDIUM, SMALL_FIGURES, Brush, Ink, Measure
from signage.concerning import CallText
from signage.layout import Box, Layout, Parts, layout
from signage.paint_call import call
from signage.paint_message import message
from signage.paint_notice import notice, share
from signage.paint_rows import entry_width, missed, rows, shown_rows
from signage.view import View

ROW_CAPITAL = 1 / 155
"""Height of a capital in parts of the distance from which it is read (DIN 1450 and ASR A6, see ui.md)."""


@dataclass(frozen=True)
class Painter:
    """Draws views for one screen."""

    width: int
    height: int
    measure: Measure
    palette: Palette = LIGHT

    @property
    def brush(self) -> Brush:
        """Sets lines of text."""
        return Brush(self.measure, self.palette)

    def paint(self, view: View, device_name: str | None = None) -> tuple[list[Primitive], Box | None]:
        """Everything above the ground colour, lowest first, and the zone of the pictures if there is one."""
        parts, shown = self._parts(view)
        where = layout(self.width, self.height, parts)
        out: list[Primitive] = []
        if not parts.whole_screen:
            out += self._header(view, where) + self._footer(view, where)
            out += self._banner(view, where) + rows(self.brush, view, shown, where)
            out += notice(self.brush, view.notice, where) + missed(self.brush, view.missed, where, view.turn)
        if view.hero is not None:
            out += call(self.brush, view, view.hero, where)
        elif view.message is not None and parts.hero:
            out += message(self.brush, view.message, where, whole_screen=view.whole_screen)
        if where.media is not None:
            out.append(Image(where.media, "media", RADIUS_LARGE * where.unit))
        if device_name is not None:
            out += self._name(device_name, where)
        return out, where.media

    def _parts(self, view: View) -> tuple[Parts, tuple[CallText, ...]]:
        """What there is to place, and the rows among it."""
        metrics = Metrics(self.width, self.height, view.diagonal_mm)
        parts = Parts(
            history=0,
            banner=bool(view.banner),
            notice=0.0 if view.notice is None else 1.0,
            media=view.media,
            whole_screen=view.whole_screen,
            missed=view.missed is not None,
            caption=bool(view.history_caption),
            least=metrics.size_for_capital(view.distance_mm * ROW_CAPITAL),
            entry=entry_width(self.brush, view),
        )
        shown = shown_rows(view, (self.width, self.height), parts)
        wanted = min(view.rows, len(view.history)) if view.part.has_large_place else len(shown)
        hero = not (view.rows_only and shown)
        parts = replace(parts, history=wanted if shown else 0, hero=hero)
        if view.notice is not None:
            trial = layout(self.width, self.height, replace(parts, media=False))
            parts = replace(parts, notice=share(self.brush, view.notice, trial))
        return parts, shown

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
            out.append(self._muted(view.centre, (left, box.y + 102 * u), clock_left - left - 48 * u, 32 * u))
            return out
        x = left + self.measure(view.brand, size, BOLD) + 24 * u
        out.append(self._muted(view.centre, (x, base), clock_left - x - 48 * u, 34 * u))
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
            out.append(self._muted(view.elsewhere, (start, below), room, size))
        if view.stand:
            out.append(Words(view.stand, box.right - left, below, size, SMALL_FIGURES, c.muted, Align.END))
        return out

    def _muted(self, text: str, at: tuple[float, float], room: float, size: float) -> Words:
        return self.brush.fitted(text, at, room, Ink(size, MEDIUM, self.palette.muted))

    def _banner(self, view: View, where: Layout) -> list[Primitive]:
        if where.banner is None:
            return []
        u, c, box = where.unit, self.palette, where.banner
        size = 36 * u
        lines = self.brush.broken(view.banner, box.width - 96 * u, size, BOLD)
        first = box.y + (box.height - len(lines) * size * LINE) / 2 + size * 0.95
        return [
            Fill(box, c.warning_soft),
            Fill(Box(box.x, box.bottom - 6 * u, box.width, 6 * u), c.warning),
            *(
                Words(line, box.x + 48 * u, first + i * size * LINE - 3 * u, size, BOLD, c.warning)
                for i, line in enumerate(lines)
            ),
        ]

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
