"""The socket of a headset, as a Linux input device that tells when a plug goes in or out."""

import select
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from evdev import InputDevice

from kiosk.scanner.source import Source

SWITCH_EVENT, HEADPHONE_INSERT = 0x05, 0x02
"""EV_SW and SW_HEADPHONE_INSERT of linux/input-event-codes.h."""
POLL_SECONDS = 0.25
IN, OUT = "in", "out"


class Socket(Protocol):
    """What is used of `evdev.InputDevice`."""

    fd: int

    def read(self) -> Iterable[Any]:
        """The events that wait."""
        ...

    def close(self) -> None:
        """Let go."""


class Headset(Source):
    """Tells `plugged`, on its own thread, each time a plug goes in or out. `opens` is the edge to the kernel."""

    kind = "headset"

    def __init__(
        self, path: str, plugged: Callable[[bool], None], opens: Callable[[str], Socket] = InputDevice
    ) -> None:
        super().__init__(path, lambda text: plugged(text == IN), lambda _works: None)
        self._opens = opens

    def texts(self) -> Iterator[str]:
        """Open the device, then read its switch."""
        device = self._opens(self.path)
        try:
            yield ""
            while not self.is_stopping:
                if not select.select([device.fd], [], [], POLL_SECONDS)[0]:
                    continue
                for event in device.read():
                    if (event.type, event.code) == (SWITCH_EVENT, HEADPHONE_INSERT):
                        yield IN if event.value else OUT
        finally:
            device.close()


def headset_for(named: str, plugged: Callable[[bool], None]) -> Headset | None:
    """The socket for `evdev:/dev/input/…`; None where none is named."""
    kind, _, path = named.partition(":")
    return Headset(path, plugged) if kind == "evdev" and path else None
