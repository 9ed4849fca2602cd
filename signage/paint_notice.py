"""A notice of the staff or a public warning in its zone. Pure."""

from lobby.look.primitives import Fill, Primitive
from signage.brush import BOLD, LINE, MEDIUM, Brush, Ink
from signage.layout import Box, Layout
from signage.view import NoticeText

SIZES = (58, 52, 46, 42, 38, 34, 30, 26)
_TITLE, _SOURCE = 38, 30
_LEFT, _RIGHT = 44, 36
_ABOVE, _BELOW = 72, 24


def share(brush: Brush, shown: NoticeText, trial: Layout) -> float:
    """How much of the zone it needs, 0 to 1."""
    if trial.notice is None:
        return 0.0
    lines, size = _lines(brush, shown, trial.notice, trial.unit)
    needed = (len(lines) * size * LINE + (132 + _foot(shown)) * trial.unit) / trial.notice.height
    return min(1.0, needed)


def notice(brush: Brush, shown: NoticeText | None, where: Layout) -> list[Primitive]:
    """Title, as much of the text as there is room for, and the source at the bottom."""
    if where.notice is None or shown is None:
        return []
    u, c, box = where.unit, brush.palette, where.notice
    strong, soft = (c.warning, c.warning_soft) if shown.warning else (c.info, c.info_soft)
    if shown.danger:
        strong, soft = c.danger, c.danger_soft
    lines, size = _lines(brush, shown, box, u)
    left, right = box.x + _LEFT * u, box.right - _RIGHT * u
    out: list[Primitive] = [
        Fill(box, soft, 16 * u),
        Fill(Box(box.x, box.y, 12 * u, box.height), strong),
        brush.fitted(shown.title, (left, box.y + 60 * u), right - left, Ink(_TITLE * u, BOLD, strong)),
    ]
    for i, line in enumerate(lines):
        y = box.y + _ABOVE * u + (i + 0.85) * size * LINE
        out.append(brush.line(line, (left, right), y, Ink(size, MEDIUM, c.text)))
    if shown.source:
        at = (left, box.bottom - 22 * u)
        out.append(brush.fitted(shown.source, at, right - left, Ink(_SOURCE * u, MEDIUM, c.text)))
    return out


def _foot(shown: NoticeText) -> float:
    return _SOURCE * LINE + 12 if shown.source else 0.0


def _lines(brush: Brush, shown: NoticeText, box: Box, u: float) -> tuple[list[str], float]:
    """The lines in the largest size in which all of them fit; in the smallest only those that do."""
    lines: list[str] = []
    size, room = 0.0, box.height - (_ABOVE + _BELOW + _foot(shown)) * u
    for size in (each * u for each in SIZES):
        lines = brush.broken(shown.text, box.width - (_LEFT + _RIGHT) * u, size, MEDIUM)
        if len(lines) * size * LINE <= room:
            return lines, size
    fitting = max(0, int(room / (size * LINE)))
    return ([*lines[: fitting - 1], lines[fitting - 1].rstrip(" .,;") + " …"] if fitting else []), size
