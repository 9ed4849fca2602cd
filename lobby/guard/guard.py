"""One program under guard: started again when it ends, ended when it gives no sign of life.

The program speaks systemd's notifications (sd_notify(3)): `READY=1` once its first picture stands, `WATCHDOG=1` again
and again. A hung one gets SIGABRT, so that its log says where it hung, and a second later SIGKILL.
"""

import contextlib
import os
import resource
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import structlog

from lobby.guard.child import die_with_parent
from lobby.look.watchdog import LEFT_EXIT_CODE, LEFT_FILE

POLL_SECONDS = 0.1
LAST_WORDS_SECONDS = 1.0
STOP_SECONDS = 2.0
QUICK_END_SECONDS = 10.0
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.25, 4.0
MESSAGE_BYTES = 4096
PREFIX = "lobby-guard-"


@dataclass(frozen=True)
class Limits:
    """How long the program may be silent, and how long it may take to its first picture; seconds."""

    silence: float = 5.0
    start: float = 30.0


class Guard:
    """Runs `command` until SIGTERM, SIGINT, or until it ends because staff want it so."""

    def __init__(self, command: Sequence[str], limits: Limits) -> None:
        self._command, self._limits = command, limits
        self._log = structlog.get_logger("lobby.guard")
        self._stopping = False
        self._pause = FIRST_PAUSE_SECONDS

    def run(self) -> None:
        """Keep it running."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump of a hung program would hold its visitor
        _sweep(_memory_folder())
        folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=_memory_folder()))
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
                ear.bind(str(folder / "notify"))
                ear.settimeout(POLL_SECONDS)
                while not self._stopping:
                    self._run_once(folder, ear)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _run_once(self, folder: Path, ear: socket.socket) -> None:
        began = time.monotonic()
        _drain(ear)
        process = self._start(folder)
        why = self._watch(process, ear)
        if self._stopping:
            _end(process, signal.SIGTERM, STOP_SECONDS)
            return
        _end(process, signal.SIGABRT, LAST_WORDS_SECONDS)
        if why is None and (process.returncode == LEFT_EXIT_CODE or (folder / LEFT_FILE).exists()):
            self._log.info("ended by staff")
            self._stopping = True
            return
        quick = time.monotonic() - began < QUICK_END_SECONDS
        self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS) if quick else FIRST_PAUSE_SECONDS
        self._log.warning(
            "started again", why=why or "ended", exit_code=process.returncode, pause_seconds=self._pause
        )
        self._rest(self._pause)

    def _start(self, folder: Path) -> "subprocess.Popen[bytes]":
        words = {
            "NOTIFY_SOCKET": str(folder / "notify"),
            "WATCHDOG_USEC": str(int(self._limits.silence * 1e6)),
        }
        if _memory_folder() is not None:
            words["RUNTIME_DIRECTORY"] = str(folder)
        return subprocess.Popen(
            self._command,
            env=os.environ | words,
            process_group=0,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - one thread, and the call is async-safe
        )

    def _watch(self, process: "subprocess.Popen[bytes]", ear: socket.socket) -> str | None:
        """Why it must be ended; None when it has ended or the guard does."""
        heard, is_ready = time.monotonic(), False
        while process.poll() is None and not self._stopping:
            try:
                said = ear.recv(MESSAGE_BYTES).split(b"\n")
            except TimeoutError:
                said = []
            now = time.monotonic()
            if b"READY=1" in said or b"WATCHDOG=1" in said:
                heard, is_ready = now, True
            if now - heard > (self._limits.silence if is_ready else self._limits.start):
                return "hangs" if is_ready else "does not start"
        return None

    def _rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self._stopping:
            time.sleep(min(POLL_SECONDS, seconds))

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True


def _drain(ear: socket.socket) -> None:
    """What the last program said does not count for the next."""
    ear.settimeout(0)
    with contextlib.suppress(BlockingIOError):
        while True:
            ear.recv(MESSAGE_BYTES)
    ear.settimeout(POLL_SECONDS)


def _end(process: "subprocess.Popen[bytes]", first: signal.Signals, seconds: float) -> None:
    """End the program and all that it started: ask so, wait so long, then kill."""
    _tell(process, first)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    _tell(process, signal.SIGKILL)
    process.wait()


def _tell(process: "subprocess.Popen[bytes]", number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):  # all of them have ended
        os.killpg(process.pid, number)


def _sweep(folder: str | None) -> None:
    """Remove what a guard that was killed has left."""
    for left in Path(folder).glob(f"{PREFIX}*") if folder else ():
        if not Path("/proc", left.name.removeprefix(PREFIX).partition("-")[0]).exists():
            shutil.rmtree(left, ignore_errors=True)


def _memory_folder() -> str | None:
    """A folder that is gone after a power cut; None where this machine has none."""
    for folder in (os.environ.get("XDG_RUNTIME_DIR"), "/dev/shm"):  # noqa: S108 - a private folder is made in it
        if folder and os.access(folder, os.W_OK):
            return folder
    return None
