"""A scanner that plays keyboard into our window, and a keyboard that is one.

Nothing here waits or looks at a clock: the shell calls `pause` when no key has come for 80 ms.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kiosk.scanner.keymap import ENTER, HID, TAB
from kiosk.scanner.source import Buffer

PAUSE_SECONDS = 0.08
LEAST_SCAN = 6
"""Characters; fewer in one burst are a person at a keyboard."""
NAVIGATION = {79: "right", 80: "left", 81: "down", 82: "up", 41: "escape", 44: "press", 42: "erase"}
"""Keys that move about, by HID usage."""


@dataclass(frozen=True)
class Scan:
    """A whole text."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class Typed:
    """Single characters, typed by a person."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class Moved:
    """A key to get about with: next, previous, left, right, up, down, press, escape, erase."""

    where: str


WindowEvent = Scan | Typed | Moved


class WindowKeys:
    """Collects what the window's keys type."""

    def __init__(self) -> None:
        self._buffer = Buffer()

    @property
    def is_collecting(self) -> bool:
        """Whether a pause would end something."""
        return len(self._buffer) > 0

    def key(self, scancode: int, modifiers: Sequence[str]) -> WindowEvent | None:
        """One key went down."""
        pair = HID.get(scancode)
        is_shifted = "shift" in modifiers
        if pair is not None and pair[0] in (ENTER, TAB):
            if self.is_collecting:
                return self.pause()
            if pair[0] == TAB:
                return Moved("previous" if is_shifted else "next")
            return Moved("press")
        if scancode in NAVIGATION and not (self.is_collecting and pair):
            return Moved(NAVIGATION[scancode])
        if pair is not None and not {"ctrl", "alt", "meta"} & set(modifiers):
            caps = "capslock" in modifiers and pair[0].isalpha()
            self._buffer.add(pair[1] if is_shifted != caps else pair[0])
        return None

    def pause(self) -> WindowEvent | None:
        """No key for 80 ms, or a terminator: what was typed is whole."""
        text = self._buffer.take()
        if not text:
            return None
        return Scan(text) if len(text) >= LEAST_SCAN else Typed(text)

    def forget(self) -> None:
        """Drop what was begun."""
        self._buffer.take()
