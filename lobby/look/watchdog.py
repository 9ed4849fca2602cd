"""Tells whoever started this program that its window is alive: systemd's notifications (sd_notify(3)).

`WATCHDOG_PID` is not looked at: the process that systemd knows is the compositor around this one.
"""

import contextlib
import faulthandler
import os
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn, Self

READY, ALIVE, ENDING = b"READY=1", b"WATCHDOG=1", b"STOPPING=1"
LEFT_EXIT_CODE = 86
"""A program ends with it when staff have ended it on purpose: nobody starts it again."""
LEFT_FILE = "left"
"""The same, said in the program's `RUNTIME_DIRECTORY`: cage and xinit end with 0 whatever their program says."""
_SIGNS_PER_LIMIT = 4


def leave(environment: Mapping[str, str] = os.environ) -> NoReturn:
    """End because staff want it so.

    Raises:
        SystemExit: always.
    """
    folder = environment.get("RUNTIME_DIRECTORY", "").partition(":")[0]
    if folder:
        Path(folder, LEFT_FILE).touch()
    raise SystemExit(LEFT_EXIT_CODE)


class Watchdog:
    """Signs of life to a socket; to nobody where none is named."""

    def __init__(self, address: str = "", limit_seconds: float = 0.0) -> None:
        self._address = "\0" + address[1:] if address.startswith("@") else address
        self._pause = limit_seconds / _SIGNS_PER_LIMIT
        self._last: float | None = None
        self._socket: socket.socket | None = None
        if address:
            self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
            self._socket.settimeout(0)
            faulthandler.enable()  # ended with SIGABRT, the log says where it hung

    @classmethod
    def of_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """As `NOTIFY_SOCKET` and `WATCHDOG_USEC` say."""
        limit = environment.get("WATCHDOG_USEC", "")
        return cls(environment.get("NOTIFY_SOCKET", ""), int(limit) / 1e6 if limit.isdigit() else 0.0)

    def alive(self, now: float) -> None:
        """A whole round of the window's loop is over: what had changed is drawn. `now` in seconds, monotonic."""
        if self._last is None:
            self._last = now
            self._say(READY + b"\n" + ALIVE)
        elif now - self._last >= self._pause:
            self._last = now
            self._say(ALIVE)

    def ending(self) -> None:
        """This program is about to end, in order."""
        self._say(ENDING)

    def _say(self, words: bytes) -> None:
        if self._socket is None:
            return
        with contextlib.suppress(OSError):  # nobody there any more, or not reading: nothing to be done here
            self._socket.sendto(words, self._address)
