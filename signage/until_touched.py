"""The display as a screen saver over a terminal: gone at the first touch, and every key is the terminal's.

Keys go out by standard output, a line each: `key <scancode, HID usage> <modifiers …>`. The terminal ends this program.
"""

import os
import sys
from typing import Any

from kivy.core.window import Window

POLL_SECONDS = 1 / 60
"""Unlike on a display that hangs on a wall, somebody touches it."""


def watch() -> None:
    """From now on."""
    Window.bind(on_touch_down=_leave, on_key_down=_tell)


def _leave(_window: object, _touch: Any) -> None:
    """A window goes with its process; what an orderly end would do can wait for the next start."""
    os._exit(0)


def _tell(
    _window: object, _key: int, scancode: int, _letter: str | None = None, modifiers: object = ()
) -> bool:
    held = modifiers if isinstance(modifiers, (list, tuple, set, frozenset)) else ()
    sys.stdout.write(" ".join(["key", str(scancode), *map(str, held)]) + "\n")
    sys.stdout.flush()
    return True
