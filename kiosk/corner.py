"""The hidden way to the service page: a finger rests in the upper left corner of the screen for five seconds."""

from collections.abc import Callable
from typing import Any

from kivy.core.window import Window

from kiosk.keyboard import after
from lobby.look.tokens import Metrics

HOLD_SECONDS = 5.0
TARGETS = 1.5
"""Sides of the corner, in touch targets of 20 mm."""


class CornerHold:
    """Watches the window's touches and takes none. `diagonal_mm` is the screen's, when asked."""

    def __init__(self, wanted: Callable[[], None], diagonal_mm: Callable[[], int]) -> None:
        self._wanted, self._diagonal_mm = wanted, diagonal_mm
        self._finger: object = None

    def watch(self) -> None:
        """From now on."""
        Window.bind(on_touch_down=self._down, on_touch_move=self._moved, on_touch_up=self._up)

    def _down(self, _window: object, touch: Any) -> bool:
        if self._is_inside(touch):
            self._finger = touch
            after(HOLD_SECONDS, lambda: self._held(touch))
        return False

    def _moved(self, _window: object, touch: Any) -> bool:
        if touch is self._finger and not self._is_inside(touch):
            self._finger = None
        return False

    def _up(self, _window: object, touch: Any) -> bool:
        if touch is self._finger:
            self._finger = None
        return False

    def _held(self, touch: object) -> None:
        if touch is self._finger:
            self._finger = None
            self._wanted()

    def _is_inside(self, touch: Any) -> bool:
        width, height = Window.system_size
        side = Metrics(width, height, self._diagonal_mm()).target_px * TARGETS
        return bool(touch.sx * width < side and (1 - touch.sy) * height < side)
