"""The window's keys, put together to scans and strokes; on the main thread."""

import time
from collections.abc import Callable

from kivy.clock import Clock

from kiosk.scanner.window_keys import WindowEvent, WindowKeys

MODIFIERS = range(224, 232)
"""Shift, Ctrl, Alt and the like, left and right, by HID usage."""


class Keyboard:
    """Tells what was typed once it is whole: at a terminator, or when no key has come for a while."""

    def __init__(self, typed: Callable[[WindowEvent], None]) -> None:
        self._typed = typed
        self._keys = WindowKeys()
        self._key_at = 0.0
        self._awaits_pause = False
        self.least_pause_seconds = 0.0
        """A pause ends nothing sooner, wherever the keys have been on their way."""

    def key(
        self, _window: object, _key: int, scancode: int, _letter: str | None = None, modifiers: object = ()
    ) -> bool:
        """Kivy's `on_key_down`. Always true: no key does anything else, such as closing the window."""
        held = modifiers if isinstance(modifiers, (list, tuple, set, frozenset)) else ()
        self._tell(self._keys.key(scancode, tuple(held)))
        self._key_at = time.monotonic()
        if self._keys.is_collecting and not self._awaits_pause:
            self._awaits_pause = True
            after(self._pause_seconds, self._pause)
        return True

    def is_busy(self, scancode: int | None) -> bool:
        """Whether a text has begun that is not whole, or this key only goes with the next one."""
        return self._keys.is_collecting or scancode in MODIFIERS

    def forget(self) -> None:
        """Drop what was begun."""
        self._keys.forget()

    @property
    def _pause_seconds(self) -> float:
        return max(self._keys.pause_seconds, self.least_pause_seconds)

    def _pause(self) -> None:
        left = self._key_at + self._pause_seconds - time.monotonic()
        self._awaits_pause = self._keys.is_collecting and left > 0
        if self._awaits_pause:
            after(left, self._pause)
        else:
            self._tell(self._keys.pause())

    def _tell(self, event: WindowEvent | None) -> None:
        if event is not None:
            self._typed(event)


def after(seconds: float, do: Callable[[], None]) -> None:
    """Later, on the main thread. Kivy counts from the last tick, which may have been long ago."""
    Clock.schedule_once(lambda _elapsed: do(), seconds + Clock.time() - Clock.get_time())
