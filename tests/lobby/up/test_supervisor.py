"""Programs that are started, watched and ended together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from lobby.up.supervisor import Program, Supervisor

SLEEPER = Program("sleeper", ["sleep", "60"])
IGNORES_SIGTERM = (
    "import signal, time; signal.signal(15, lambda *_: None); print('on', flush=True); time.sleep(60)"
)
STUBBORN = Program("stubborn", [sys.executable, "-c", IGNORES_SIGTERM])


def _until(true: Callable[[], object], seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.02)


def _alive(pid: int | None) -> bool:
    try:
        return pid is not None and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_killed_program_comes_back(tmp_path: Path) -> None:
    """After `kill -9` it runs again under a new process id, and the restart is counted."""
    supervisor = Supervisor(tmp_path)
    supervisor.start(SLEEPER)
    first = supervisor.processes()[0]
    supervisor.kill("sleeper")
    _until(lambda: supervisor.watch() == ["sleeper"])
    _until(lambda: supervisor.watch() or supervisor.processes()[0].running)
    second = supervisor.processes()[0]
    assert (second.restarts, second.exit_code) == (1, -signal.SIGKILL)
    assert second.pid != first.pid
    supervisor.stop()


def test_stop_ends_even_what_will_not_end(tmp_path: Path) -> None:
    """Two seconds after a stop nothing runs, a program that ignores the signal included."""
    supervisor = Supervisor(tmp_path)
    supervisor.start(SLEEPER)
    supervisor.start(STUBBORN)
    _until(lambda: "on" in supervisor.log_tail("stubborn"))
    pids = [info.pid for info in supervisor.processes()]
    began = time.monotonic()
    supervisor.stop()
    assert time.monotonic() - began < 2
    assert not any(_alive(pid) for pid in pids)


def test_children_die_with_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    """Nothing is left running when the supervisor itself gets `kill -9`."""
    code = (
        "import pathlib, sys, time; from lobby.up.supervisor import Program, Supervisor;"
        "s = Supervisor(pathlib.Path(sys.argv[1])); s.start(Program('child', ['sleep', '60']));"
        "print(s.processes()[0].pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert _alive(child)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    _until(lambda: not _alive(child))
