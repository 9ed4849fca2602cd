"""Large areas of one colour, cleared instead of blended.

Kivy draws every rectangle with a texture and blending; in software that takes four times as long as a clear of the same
pixels. Of a rounded area only the edges are drawn, each within its own strip.
"""

from functools import partial

from kivy.graphics import Callback, Color, SmoothRoundedRectangle
from kivy.graphics.instructions import Instruction
from kivy.graphics.opengl import (
    GL_COLOR_BUFFER_BIT,
    GL_SCISSOR_BOX,
    GL_SCISSOR_TEST,
    glClear,
    glClearColor,
    glDisable,
    glEnable,
    glGetIntegerv,
    glIsEnabled,
    glScissor,
)

from lobby.look.tokens import Rgba

Area = tuple[int, int, int, int]
"""x, y, width, height in pixels of the window, from its lower left corner as GL counts."""
EDGE = 3


def opaque(area: Area, colour: Rgba, radius: float) -> list[Instruction]:
    """Instructions that fill the area; opaque colours only, and only in a canvas that is not moved or turned."""
    if not radius:
        return [Callback(partial(_clear, area, colour))]
    x, y, width, height = area
    high = round(radius) + 1
    middle = height - 2 * high + 2
    strips = (
        (x - 1, y - 1, width + 2, high),
        (x - 1, y + height - high + 1, width + 2, high),
        (x - 1, y + high - 1, EDGE, middle),
        (x + width - EDGE + 1, y + high - 1, EDGE, middle),
    )
    made: list[Instruction] = [Color(*colour)]
    for strip in strips:
        window = _Window(strip)
        made += [
            Callback(window.narrow),
            SmoothRoundedRectangle(pos=(x, y), size=(width, height), radius=[radius]),
            Callback(window.widen),
        ]
    inner = (x + EDGE - 1, y + high - 1, width - 2 * (EDGE - 1), height - 2 * (high - 1))
    return [*made, Callback(partial(_clear, inner, colour))]


class _Window:
    """Lets drawing through inside an area only, within what was let through before."""

    def __init__(self, area: Area) -> None:
        self._area = area
        self._before: Area | None = None

    def narrow(self, _instruction: object = None) -> None:
        """From here on."""
        self._before = _scissor()
        glEnable(GL_SCISSOR_TEST)
        glScissor(*_common(self._area, self._before))

    def widen(self, _instruction: object = None) -> None:
        """Up to here."""
        if self._before is None:
            glDisable(GL_SCISSOR_TEST)
        else:
            glScissor(*self._before)


def _clear(area: Area, colour: Rgba, _instruction: object) -> None:
    window = _Window(area)
    window.narrow()
    glClearColor(*colour)
    glClear(GL_COLOR_BUFFER_BIT)
    window.widen()


def _scissor() -> Area | None:
    if not glIsEnabled(GL_SCISSOR_TEST):
        return None
    x, y, width, height = glGetIntegerv(GL_SCISSOR_BOX)
    return (x, y, width, height)


def _common(one: Area, other: Area | None) -> Area:
    """What both cover; an empty area where they do not meet."""
    if other is None:
        return one
    left, low = max(one[0], other[0]), max(one[1], other[1])
    right, high = min(one[0] + one[2], other[0] + other[2]), min(one[1] + one[3], other[1] + other[3])
    return (left, low, max(0, right - left), max(0, high - low))
