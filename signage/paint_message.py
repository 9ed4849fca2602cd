"""What stands in the large place when no call does. Pure."""

from lobby.look.primitives import Fill, Primitive
from lobby.look.tokens import RADIUS_LARGE
from signage.brush import BOLD, LINE, MEDIUM, Brush, Ink
from signage.layout import Layout
from signage.view import Message, Tone

LEAST_SHRINK = 0.4


def message(brush: Brush, shown: Message, where: Layout, *, whole_screen: bool) -> list[Primitive]:
    """In the large place, or over the whole screen."""
    u, c, box = where.unit, brush.palette, where.hero
    ground, ink, text = {
        Tone.CALM: (c.action_soft, c.action, c.text),
        Tone.WARNING: (c.warning_soft, c.warning, c.text),
        Tone.ALERT: (c.danger_soft, c.danger, c.text),
        Tone.DANGER: (c.danger, c.on_action, c.on_action),
    }[shown.tone]
    out: list[Primitive] = [Fill(box, ground, 0 if whole_screen else RADIUS_LARGE * u)]
    inner = box.inset(64 * u, 48 * u)
    texts = (
        (shown.title, Ink(104, BOLD, ink)),
        (shown.text, Ink(54, MEDIUM, text)),
        (shown.second, Ink(46, MEDIUM, text if shown.tone is Tone.DANGER else c.muted)),
    )
    full = u * (1.5 if whole_screen else 1.0)
    shrink = 1.0
    while True:
        scale = full * shrink
        paragraphs = [
            (brush.broken(words, inner.width, one.size * scale, one.face), one.size * scale, one)
            for words, one in texts
            if words
        ]
        gap = 26 * scale
        total = sum(len(lines) * size * LINE for lines, size, _ in paragraphs) + gap * (len(paragraphs) - 1)
        if total <= inner.height or shrink < LEAST_SHRINK:
            break
        shrink *= 0.92
    y = inner.y + (inner.height - total) / 2
    for lines, size, one in paragraphs:
        for line in lines:
            set_in = Ink(size, one.face, one.colour)
            out.append(brush.line(line, (inner.x, inner.right), y + size * 0.92, set_in))
            y += size * LINE
        y += gap
    return out
