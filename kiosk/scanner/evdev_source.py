"""A scanner as a Linux input device, grabbed: nothing it types reaches the window or a console."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from evdev import InputDevice

from kiosk.scanner.keymap import ENTER, TAB, LinuxKeys
from kiosk.scanner.source import Buffer, Source

KEY_EVENT = 1


class Grabbed(Protocol):
    """What is used of `evdev.InputDevice`."""

    def grab(self) -> None:
        """Take it for us alone."""

    def read_loop(self) -> Iterable[Any]:
        """Events, for ever."""
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
        self._device: Grabbed | None = None

    def texts(self) -> Iterator[str]:
        """Grab, then translate keys."""
        self._device = device = self._opens(self.path)
        device.grab()
        yield ""
        keys, buffer = LinuxKeys(), Buffer()
        for event in device.read_loop():
            if event.type != KEY_EVENT:
                continue
            character = keys.character(event.code, event.value)
            if character in (ENTER, TAB):
                yield buffer.take()
            elif character is not None:
                buffer.add(character)

    def close(self) -> None:
        """Close the device; the reading thread ends with an error of its own."""
        if self._device is not None:
            self._device.close()
            self._device = None
