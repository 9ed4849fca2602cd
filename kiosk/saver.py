"""The call display of the same machine as a screen saver: a child process whose window lies over the terminal's.

The newest window is on top, on a bare X server as under cage, and a process that ends takes its window with it: so the
display begins when nobody is there and simply ends when somebody is. It ends itself at a touch and hands on keys
(`lobby signage --until-touched`); scans and headsets come to the terminal, which ends it. A display that hangs would
lie over the terminal for ever: it is watched like every screen, by the terminal.
"""

import os
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from pathlib import Path

import structlog

from lobby.guard.child import die_with_parent

SILENCE_SECONDS, START_SECONDS = 4.0, 20.0
FORWARDED_PAUSE_SECONDS = 0.3
"""A display that draws may hold keys back that long."""
NOT_ITS_OWN = ("RUNTIME_DIRECTORY", "NOTIFY_SOCKET", "WATCHDOG_USEC")


@dataclass(frozen=True)
class SaverTold:
    """Somebody is here: a key went down over the display, or it has ended (None)."""

    scancode: int | None = None
    modifiers: tuple[str, ...] = ()


class ScreenSaver:
    """Used on the main thread; `told` is called from another one. Without `settings` it never begins."""

    def __init__(self, settings: Path | None, told: Callable[[SaverTold], None]) -> None:
        self._settings, self._told = settings, told
        self._process: subprocess.Popen[str] | None = None
        self._ear: socket.socket | None = None
        self._heard = 0.0

    @property
    def is_on(self) -> bool:
        """Whether the display lies over the terminal, or is about to."""
        return self._process is not None

    def quiet_seconds(self, seconds: float) -> float:
        """For how long nobody has been there; for ever while it is on: who comes ends it, in their own time."""
        return inf if self.is_on else seconds

    def begin(self) -> None:
        """Somewhat later the display is seen."""
        if self._settings is None or self._process is not None:
            return
        name = f"lobby-saver-{uuid.uuid4().hex}"
        self._ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
        self._ear.bind("\0" + name)
        self._ear.settimeout(0)
        kept = {key: value for key, value in os.environ.items() if key not in NOT_ITS_OWN}
        usual = {"NOTIFY_SOCKET": "@" + name, "WATCHDOG_USEC": str(int(SILENCE_SECONDS * 1e6))}
        command = [
            sys.executable,
            "-m",
            "lobby",
            "signage",
            "--settings",
            str(self._settings),
            "--until-touched",
        ]
        self._process = subprocess.Popen(
            command, env=kept | usual, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - the call is async-safe
        )  # fmt: skip
        self._heard = time.monotonic() + START_SECONDS - SILENCE_SECONDS
        threading.Thread(target=self._listen, args=(self._process,), name="saver", daemon=True).start()

    def end(self) -> None:
        """The terminal is seen at once: nothing of the display needs an orderly end."""
        if self._process is None or self._ear is None:
            return
        self._process.kill()
        self._process.wait()
        self._ear.close()
        self._process = self._ear = None

    def tick(self, may_be_on: bool, now: float) -> None:  # noqa: FBT001 - a state, not a switch
        """Call this every second; `now` is `time.monotonic()`."""
        if may_be_on:
            self.begin()
            self._watch(now)
        else:
            self.end()

    def _watch(self, now: float) -> None:
        """A display that hangs is ended."""
        if self._ear is None:
            return
        try:
            while self._ear.recv(100):
                self._heard = now
        except BlockingIOError:
            pass
        if now - self._heard > SILENCE_SECONDS:
            structlog.get_logger("kiosk").warning("screen saver hangs")
            self.end()

    def _listen(self, process: "subprocess.Popen[str]") -> None:
        if process.stdout is None:
            return
        for line in process.stdout:
            match line.split():
                case ["key", scancode, *modifiers] if scancode.isdecimal():
                    self._told(SaverTold(int(scancode), tuple(modifiers)))
        self._told(SaverTold())
