"""The hidden way to the service page: a finger rests in the upper left corner of the screen for five seconds."""

from collections.abc import Callable
from typing import Any

from kivy.core.window import Window

from kiosk.keyboard import after

HOLD_SECONDS = 5.0


class CornerHold:
    """Watches the window's touches and takes none. `side` is the length of the corner in pixels, when asked."""

    def __init__(self, wanted: Callable[[], None], side: Callable[[], float]) -> None:
        self._wanted, self._side = wanted, side
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
        return bool(touch.sx * width < self._side() and (1 - touch.sy) * height < self._side())
