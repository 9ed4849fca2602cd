"""A guard with small programs that do as they are told."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from lobby.bench.house import wait_until

PROGRAM = """
import os, signal, socket, sys, time
from pathlib import Path
notes = Path(sys.argv[1])
with notes.open("a") as file:
    print(os.getpid(), os.environ["RUNTIME_DIRECTORY"], file=file)
alive = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
while True:
    alive.sendto(b"READY=1\\nWATCHDOG=1", os.environ["NOTIFY_SOCKET"])
    time.sleep(float(os.environ["WATCHDOG_USEC"]) / 5e6)
"""
SILENCE = 1.5
"""Seconds: long enough for a sign of life on a busy machine."""


class Guarded:
    def __init__(self, process: "subprocess.Popen[bytes]", notes: Path, log: Path) -> None:
        self.process, self.notes, self.log = process, notes, log

    def starts(self) -> list[list[str]]:
        """Process id and folder in memory of each start."""
        return [line.split() for line in self.notes.read_text().splitlines()] if self.notes.exists() else []

    def has_started(self, times: int) -> int:
        """The process id of that start."""
        wait_until(lambda: len(self.starts()) >= times and len(self.starts()[times - 1]) == 2)
        return int(self.starts()[times - 1][0])


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Callable[..., Guarded]]:
    running: list[subprocess.Popen[bytes]] = []

    def start(program: str = PROGRAM, *, ready: int = 5) -> Guarded:
        notes, log = tmp_path / "notes", tmp_path / "log"
        command = [sys.executable, "-c", program, str(notes)]
        guard = [
            sys.executable,
            "-m",
            "lobby",
            "guard",
            "--silence",
            str(SILENCE),
            "--start",
            str(ready),
            "--",
        ]
        with log.open("ab") as file:
            running.append(subprocess.Popen([*guard, *command], stderr=file))
        return Guarded(running[-1], notes, log)

    yield start
    for process in running:
        process.terminate()  # in order, so that no folder is left in this machine's memory
        process.wait(20)


def is_gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_a_hung_program_is_ended_and_started_again(guarded: Callable[..., Guarded]) -> None:
    """One that stands still makes room for a new one in the same folder, and the log says why."""
    one = guarded()
    first = one.has_started(1)
    os.kill(first, signal.SIGSTOP)
    second = one.has_started(2)
    assert second != first
    assert is_gone(first)
    assert one.starts()[0][1] == one.starts()[1][1]
    assert '"why": "hangs"' in one.log.read_text()


def test_a_program_that_dies_is_started_again(guarded: Callable[..., Guarded]) -> None:
    """Whatever killed it, again and again."""
    one = guarded()
    for times in (1, 2):
        os.kill(one.has_started(times), signal.SIGKILL)
    one.has_started(3)
    assert '"why": "ended"' in one.log.read_text()
    assert '"exit_code": -9' in one.log.read_text()


def test_a_program_that_never_gets_ready_is_ended(guarded: Callable[..., Guarded]) -> None:
    """Its first picture has to stand in time."""
    silent = "import sys, time; open(sys.argv[1], 'a').write('1 x\\n'); time.sleep(60)"
    one = guarded(silent, ready=2)
    one.has_started(2)
    assert '"why": "does not start"' in one.log.read_text()


@pytest.mark.parametrize(
    "way", ["sys.exit(86)", "open(os.environ['RUNTIME_DIRECTORY'] + '/left', 'w').close()"]
)
def test_a_program_that_staff_have_ended_stays_ended(way: str, guarded: Callable[..., Guarded]) -> None:
    """The guard ends with it, in order; also when something around the program keeps its exit code."""
    one = guarded(f"import os, sys; open(sys.argv[1], 'a').write('1 x\\n'); {way}")
    assert one.process.wait(15) == 0
    assert len(one.starts()) == 1


def test_nothing_is_left_when_the_guard_ends(guarded: Callable[..., Guarded]) -> None:
    """Neither the program nor what it kept, in a folder that nobody else may read."""
    one = guarded()
    pid = one.has_started(1)
    folder = Path(one.starts()[0][1])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    one.process.terminate()
    assert one.process.wait(10) == 0
    assert is_gone(pid)
    assert not folder.exists()


def test_what_a_killed_guard_leaves_is_removed_by_the_next(guarded: Callable[..., Guarded]) -> None:
    """The program dies with its guard; its folder goes when a guard starts again."""
    one = guarded()
    pid = one.has_started(1)
    folder = Path(one.starts()[0][1])
    one.process.kill()
    one.process.wait(10)
    wait_until(lambda: is_gone(pid))
    assert folder.exists()
    guarded().has_started(2)
    assert not folder.exists()
