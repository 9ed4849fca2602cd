"""A scanner that plays keyboard into our window, and a keyboard that is one.

Codes of ours are read without shift: under X11 a quick release and press of the same key passes for a repeat, and the
release is left out, so that with fast scanners shift may seem to be held over a digit. No two symbols share a key.

Nothing here waits or looks at a clock: the shell calls `pause` when no key has come for `pause_seconds`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kiosk.scanner.keymap import ENTER, HID, TAB
from kiosk.scanner.source import Buffer
from lobby.contract.codes.shape import CODE_LENGTH, PREFIX

PAUSE_SECONDS = 0.08
UNFINISHED_PAUSE_SECONDS = 0.3
"""For what begins as a code of ours and is not whole yet: a busy machine may hold keys back that long."""
LEAST_SCAN = 6
"""Characters; fewer in one burst are a person at a keyboard."""
NAVIGATION = {79: "right", 80: "left", 81: "down", 82: "up", 41: "escape", 44: "press", 42: "erase"}
"""Keys that move about, by HID usage."""
SERVICE_KEY = 22
"""S, with Ctrl and Alt: the hidden way to the service page where there is a keyboard."""


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
    """A key to get about with: next, previous, left, right, up, down, press, escape, erase, service."""

    where: str


WindowEvent = Scan | Typed | Moved


class WindowKeys:
    """Collects what the window's keys type."""

    def __init__(self) -> None:
        self._buffer = Buffer()
        self._bare = Buffer()
        """The same keys as if shift were not held."""

    @property
    def is_collecting(self) -> bool:
        """Whether a pause would end something."""
        return len(self._buffer) > 0

    @property
    def pause_seconds(self) -> float:
        """How long a pause ends what was typed so far."""
        begins_ours = self._bare.begins(PREFIX) and len(self._buffer) < CODE_LENGTH
        return UNFINISHED_PAUSE_SECONDS if begins_ours else PAUSE_SECONDS

    def key(self, scancode: int, modifiers: Sequence[str]) -> WindowEvent | None:
        """One key went down."""
        if scancode == SERVICE_KEY and {"ctrl", "alt"} <= set(modifiers):
            return Moved("service")
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
            self._bare.add(pair[0])
        return None

    def pause(self) -> WindowEvent | None:
        """No key for 80 ms, or a terminator: what was typed is whole."""
        is_ours = self._bare.begins(PREFIX)
        text, bare = self._buffer.take(), self._bare.take()
        if not text:
            return None
        if is_ours:
            return Scan(bare.upper())
        return Scan(text) if len(text) >= LEAST_SCAN else Typed(text)

    def forget(self) -> None:
        """Drop what was begun."""
        self._buffer.take()
        self._bare.take()
