"""A scanner as a Linux input device, grabbed: nothing it types reaches the window or a console."""

import select
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from evdev import InputDevice

from kiosk.scanner.keymap import ENTER, TAB, LinuxKeys
from kiosk.scanner.source import Buffer, Source

KEY_EVENT = 1
POLL_SECONDS = 0.25


class Grabbed(Protocol):
    """What is used of `evdev.InputDevice`."""

    fd: int

    def grab(self) -> None:
        """Take it for us alone."""

    def read(self) -> Iterable[Any]:
        """The events that wait."""
        ...

    def close(self) -> None:
        """Let go."""


class EvdevSource(Source):
    """Reads key events; Enter or Tab ends a text. `opens` is the edge to the kernel."""

    def __init__(
        self,
        path: str,
        deliver: Callable[[str], None],
        works: Callable[[bool], None],
        opens: Callable[[str], Grabbed] = InputDevice,
    ) -> None:
        super().__init__(path, deliver, works)
        self._opens = opens

    def texts(self) -> Iterator[str]:
        """Grab, then translate keys."""
        device = self._opens(self.path)
        try:
            device.grab()
            yield ""
            yield from self._read(device)
        finally:
            device.close()

    def _read(self, device: Grabbed) -> Iterator[str]:
        keys, buffer = LinuxKeys(), Buffer()
        while not self.is_stopping:
            if not select.select([device.fd], [], [], POLL_SECONDS)[0]:
                continue
            for event in device.read():
                character = keys.character(event.code, event.value) if event.type == KEY_EVENT else None
                if character in (ENTER, TAB):
                    yield buffer.take()
                elif character is not None:
                    buffer.add(character)
