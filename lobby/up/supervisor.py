"""Starts programs, restarts the ones that end, ends all of them together.

A child dies with its supervisor, even when that is killed (PR_SET_PDEATHSIG, prctl(2)), so nothing is left running.
That signal is bound to the thread that started the child: everything here runs on one thread, `kill` excepted.
"""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lobby.guard.child import die_with_parent

STOP_SECONDS = 0.9
QUICK_END_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 8.0


@dataclass(frozen=True)
class Program:
    """What to run under which name. Its log goes to `<logs>/<name>.log`."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ProcessInfo:
    """One supervised program as it stands."""

    name: str
    pid: int | None
    running: bool
    restarts: int
    started: float
    """`time.time()` of the last start."""
    exit_code: int | None = None


@dataclass
class _Child:
    program: Program
    process: "subprocess.Popen[bytes] | None" = None
    starts: int = 0
    started: float = 0.0
    pause: float = 0.25
    restart_at: float = 0.0
    exit_code: int | None = None


class Supervisor:
    """All programs of one `lobby up`."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._children: dict[str, _Child] = {}

    def start(self, program: Program) -> None:
        """Start it, and keep it running from now on."""
        child = self._children[program.name] = _Child(program)
        self._spawn(child)

    def watch(self) -> list[str]:
        """Call this often: restarts what has ended, after a pause that grows; names what has just ended."""
        now, ended = time.monotonic(), []
        for child in self._children.values():
            if child.process is None:
                if now >= child.restart_at:
                    self._spawn(child)
            elif (code := child.process.poll()) is not None:
                ended.append(child.program.name)
                quick = time.time() - child.started < QUICK_END_SECONDS
                child.pause = min(child.pause * 2, LONGEST_PAUSE_SECONDS) if quick else 0.25
                child.process, child.exit_code, child.restart_at = None, code, now + child.pause
        return ended

    def kill(self, name: str) -> None:
        """`kill -9` one program; it will be started again. Raises KeyError for an unknown name."""
        process = self._children[name].process
        if process is not None and process.poll() is None:
            process.kill()

    def processes(self) -> list[ProcessInfo]:
        """How each program stands."""
        return [_info(child) for child in self._children.values()]

    def log_tail(self, name: str, characters: int = 800) -> str:
        """The last words of a program."""
        path = self._log(name)
        return path.read_text(errors="replace")[-characters:] if path.exists() else ""

    def stop(self) -> None:
        """End all at once: ask, wait 0.9 s, kill what is left."""
        alive = [child.process for child in self._children.values() if child.process is not None]
        self._children = {}
        for process in alive:
            process.send_signal(signal.SIGTERM)
        end = time.monotonic() + STOP_SECONDS
        while time.monotonic() < end and any(process.poll() is None for process in alive):
            time.sleep(0.02)
        for process in alive:
            if process.poll() is None:
                process.kill()
            process.wait()

    def _spawn(self, child: _Child) -> None:
        environment = os.environ | dict(child.program.environment)
        with self._log(child.program.name).open("ab") as log:
            child.process = subprocess.Popen(
                child.program.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 (one thread starts children, and the call is async-safe)
            )
        child.starts += 1
        child.started = time.time()

    def _log(self, name: str) -> Path:
        return self._logs / f"{name}.log"


def _info(child: _Child) -> ProcessInfo:
    running = child.process is not None and child.process.poll() is None
    return ProcessInfo(
        name=child.program.name,
        pid=child.process.pid if child.process is not None else None,
        running=running,
        restarts=child.starts - 1,
        started=child.started,
        exit_code=child.exit_code,
    )
