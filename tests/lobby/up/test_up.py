"""The whole lobby, as `lobby up` starts it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from broker_config.local import free_port

pytestmark = [
    pytest.mark.slow,
    pytest.mark.window,
    pytest.mark.timeout(180),
    pytest.mark.xdist_group("whole-lobby"),
]


class Running:
    """A `lobby up` in a process of its own."""

    def __init__(self, folder: Path, *more: str) -> None:
        self.folder = folder
        self.port = free_port()
        environment = os.environ | {"XDG_RUNTIME_DIR": str(folder)}
        command = [
            sys.executable,
            "-m",
            "lobby",
            "up",
            "--offscreen",
            "--port",
            str(self.port),
            "--home",
            str(folder / "home"),
            *more,
        ]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        self.output = ""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.output += line
            if "Ctrl-C" in line:
                break
        self.children = (
            psutil.Process(self.process.pid).children(recursive=True) if self.process.poll() is None else []
        )

    def rehearse(self) -> list[dict[str, object]]:
        """What `lobby rehearse --json` says of it."""
        done = subprocess.run(
            [sys.executable, "-m", "lobby", "rehearse", "--json"],
            env=os.environ | {"XDG_RUNTIME_DIR": str(self.folder)},
            capture_output=True, text=True, timeout=90, check=False,
        )  # fmt: skip
        steps: list[dict[str, object]] = json.loads(done.stdout)
        assert done.returncode == (0 if all(step["ok"] for step in steps) else 1)
        return steps

    def left(self) -> list[psutil.Process]:
        """Children that still run."""
        return [
            child for child in self.children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE
        ]


@pytest.fixture
def lobby(tmp_path: Path) -> Iterator[Running]:
    """A running lobby."""
    running = Running(tmp_path)
    yield running
    if running.process.poll() is None:
        running.process.send_signal(signal.SIGINT)
        running.process.wait(5)


def _until(true: Callable[[], object], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.05)


def test_a_visitor_goes_through_every_part(lobby: Running) -> None:
    """The address is printed, the rehearsal passes, twice, and again after every program was killed."""
    assert f"http://127.0.0.1:{lobby.port}" in lobby.output
    for _ in range(2):
        steps = lobby.rehearse()
        assert [step["name"] for step in steps if not step["ok"]] == [], steps
        assert all(isinstance(step["ms"], float) for step in steps)
        (phone,) = (step["detail"] for step in steps if step["name"] == "call on the visitor's phone")
        assert "counter" in str(phone)
    for child in lobby.left():
        child.kill()
    _until(lambda: all(step["ok"] for step in lobby.rehearse()), 60)


def test_ctrl_c_ends_all_within_two_seconds(lobby: Running) -> None:
    """Nothing is left running, and the exit code is 0."""
    assert len(lobby.children) >= 10
    began = time.monotonic()
    lobby.process.send_signal(signal.SIGINT)
    assert lobby.process.wait(5) == 0
    assert time.monotonic() - began < 2
    assert lobby.left() == []


def test_a_killed_lobby_leaves_nothing_running(lobby: Running) -> None:
    """Even `kill -9` of the supervisor ends every part."""
    lobby.process.kill()
    _until(lambda: lobby.left() == [], 3)


def test_a_port_in_use_is_said(tmp_path: Path) -> None:
    """Exit code 1 with a port that is free; nothing is started."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "lobby", "up", "--port", str(port), "--home", str(tmp_path / "home")]
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, f"port {port} is in use" in done.stdout) == (1, True)


def test_it_ends_by_itself(tmp_path: Path) -> None:
    """`--for` ends with exit code 0, for scripts."""
    running = Running(tmp_path, "--for", "1")
    assert running.process.wait(20) == 0
    assert running.left() == []
