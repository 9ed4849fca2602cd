"""Getting about by keys: Tab and arrows in reading order, Enter and Space press, Escape goes back."""

from collections.abc import Sequence

from kiosk.widgets.touchable import Touchable

STEPS = {"next": 1, "previous": -1, "right": 1, "left": -1, "down": 1, "up": -1}
ESCAPES = ("back", "more-time", "done")
"""What Escape presses: the first of these that the page has."""


class Focus:
    """Which control is framed. Begins nowhere on each page."""

    def __init__(self) -> None:
        self._at: Touchable | None = None

    @property
    def is_somewhere(self) -> bool:
        """Whether a control is framed."""
        return self._at is not None

    @property
    def control(self) -> str:
        """The name of what is framed; empty where nothing is."""
        return "" if self._at is None else self._at.control

    def move(self, where: str, controls: Sequence[Touchable]) -> None:
        """Frame another control, or press one."""
        if where == "escape":
            found = {one.control: one for one in controls}
            for name in ESCAPES:
                if name in found:
                    found[name].activate()
                    return
        elif where == "press":
            if self._at in controls and self._at is not None:
                self._at.activate()
        elif where in STEPS and controls:
            self._frame(self._next(where, controls))

    def clear(self) -> None:
        """Nothing is framed."""
        if self._at is not None:
            self._at.is_focused = False
        self._at = None

    def _next(self, where: str, controls: Sequence[Touchable]) -> Touchable:
        if self._at not in controls or self._at is None:
            return controls[0 if STEPS[where] > 0 else -1]
        if where in ("up", "down") and (beside := _vertical(self._at, where, controls)):
            return beside
        return controls[(controls.index(self._at) + STEPS[where]) % len(controls)]

    def _frame(self, control: Touchable) -> None:
        self.clear()
        self._at = control
        control.is_focused = True


def _vertical(at: Touchable, where: str, controls: Sequence[Touchable]) -> Touchable | None:
    """The nearest control above or below, so that keys of a keypad are reached as they are seen."""
    sign = 1 if where == "up" else -1
    others = [one for one in controls if (one.center_y - at.center_y) * sign > min(one.height, at.height) / 2]
    return min(
        others,
        key=lambda one: abs(one.center_y - at.center_y) * 2 + abs(one.center_x - at.center_x),
        default=None,
    )
