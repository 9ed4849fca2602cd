"""Earlier calls as rows, and the quiet list of missed numbers. Pure."""

from dataclasses import replace

from lobby.look.primitives import Fill, Primitive, Words
from lobby.look.tokens import CAPITAL_HEIGHT
from signage.brush import BOLD, FIGURES, MEDIUM, SMALL_FIGURES, Brush, Ink
from signage.concerning import CallText
from signage.layout import Box, Layout, Parts, Rows, layout
from signage.rows import Room, page
from signage.view import MissedText, View

NUMBER_WIDTH = 2.72
"""From the beginning of a number to what follows, in type sizes."""
CAPTION = 0.45
"""Type size of the word before a place, in parts of the row's."""
PLACE_WIDTH = 1.15
"""Of a sign with two digits; wider ones get the room they need."""
MOST_ROWS = 12
"""On a display that has rows only."""


def entry_width(brush: Brush, view: View) -> float:
    """How wide a row is, in type sizes."""
    caption = brush.measure(f"{view.place_caption.first} ", 100, MEDIUM) / 100 * CAPTION
    places = (brush.measure(call.place, 100, FIGURES) / 100 for call in view.history)
    return NUMBER_WIDTH + caption + 0.12 + max(PLACE_WIDTH, *places, 0.0)


def shown_rows(view: View, size: tuple[int, int], parts: Parts) -> tuple[CallText, ...]:
    """Which of the earlier calls stand on this page of this display, all of them being readable."""

    def fits(wanted: int, *, hero: bool) -> int:
        rows = replace(parts, history=wanted, hero=hero)
        return min(wanted, layout(*size, rows).capacity) if wanted else 0

    first = fits(min(view.rows, len(view.history)), hero=True)
    if not view.is_current:
        return view.history[:first]
    others = fits(MOST_ROWS, hero=False) if view.part.count > 1 else 0
    return page(view.history, Room(first, others), view.part, view.turn)


def rows(brush: Brush, view: View, shown: tuple[CallText, ...], where: Layout) -> list[Primitive]:
    """The rows in their zone."""
    if where.rows is None or not shown:
        return []
    c, zone = brush.palette, where.rows
    ink = c.text if view.is_current else c.muted
    out: list[Primitive] = []
    if view.history_caption:
        high = zone.top - zone.box.y
        at = (zone.box.x, zone.box.y + high * 0.7)
        out.append(brush.fitted(view.history_caption, at, zone.box.width, Ink(high * 0.6, MEDIUM, c.muted)))
    for index, call in enumerate(shown):
        out += _row(brush, view, call, (zone, index, ink))
        if index % zone.down:
            cell = zone.cell(index)
            out.append(Fill(Box(cell.x, cell.y - where.unit, cell.width, 2 * where.unit), c.hairline))
    return out


def _row(brush: Brush, view: View, call: CallText, spot: tuple[Rows, int, str]) -> list[Primitive]:
    zone, index, ink = spot
    cell, size = zone.cell(index), zone.size
    base = cell.y + (cell.height + size * CAPITAL_HEIGHT) / 2
    out: list[Primitive] = [Words(call.number, cell.x, base, size, FIGURES, ink)]
    x = cell.x + NUMBER_WIDTH * size
    muted = Ink(size * CAPTION, MEDIUM, brush.palette.muted)
    if call.fetched is not None:
        return [*out, brush.fitted(call.fetched.row.first, (x, base), cell.right - x, muted)]
    caption = view.place_caption.first
    out.append(Words(caption, x, base, muted.size, MEDIUM, muted.colour))
    x += brush.measure(f"{caption} ", muted.size, MEDIUM) + 0.12 * size
    return [*out, brush.fitted(call.place, (x, base), cell.right - x, Ink(size, FIGURES, ink))]


def missed(brush: Brush, shown: MissedText | None, where: Layout, turn: int) -> list[Primitive]:
    """One quiet line; numbers that do not fit have their turn on another page."""
    if shown is None or where.missed is None:
        return []
    u, c, box = where.unit, brush.palette, where.missed
    size, x = 38 * u, box.x + 24 * u
    words = " · ".join(part for part in (shown.words.first, shown.words.second) if part)
    base = box.y + (46 if where.portrait else 45) * u
    label = brush.fitted(
        words, (x, base), box.width * (0.95 if where.portrait else 0.55), Ink(size, BOLD, c.muted)
    )
    out: list[Primitive] = [Fill(box, c.surface, 12 * u), label]
    if where.portrait:
        base += 56 * u
    else:
        x += brush.measure(words, label.size, BOLD) + 40 * u
    step = brush.measure("R 104", size, SMALL_FIGURES) + 36 * u
    fit = max(1, int((box.right - x) / step))
    pages = -(-len(shown.numbers) // fit)
    first = turn % pages * fit
    for index, number in enumerate(shown.numbers[first : first + fit]):
        out.append(Words(number, x + index * step, base, size, SMALL_FIGURES, c.text))
    return out
