"""Signs of life, to a socket such as systemd's."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from lobby.look.watchdog import LEFT_EXIT_CODE, LEFT_FILE, Watchdog, leave


@pytest.fixture
def ear(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(0)
        yield listening


def heard(ear: socket.socket) -> list[bytes]:
    said = []
    try:
        while True:
            said.append(ear.recv(100))
    except BlockingIOError:
        return said


def test_first_round_says_ready_and_later_ones_that_it_lives(ear: socket.socket, tmp_path: Path) -> None:
    """Often enough that one sign may be lost, and no oftener."""
    watchdog = Watchdog.of_environment(
        {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "4000000"}
    )
    watchdog.alive(100.0)
    assert heard(ear) == [b"READY=1\nWATCHDOG=1"]
    for now in (100.1, 100.9):
        watchdog.alive(now)
    assert heard(ear) == []
    for now in (101.0, 101.5, 102.0):
        watchdog.alive(now)
    assert heard(ear) == [b"WATCHDOG=1"] * 2
    watchdog.ending()
    assert heard(ear) == [b"STOPPING=1"]


def test_an_abstract_address_is_one(tmp_path: Path) -> None:
    """`@` stands for the byte that a variable cannot hold."""
    name = f"lobby-test-{os.getpid()}-{tmp_path.name}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind("\0" + name)
        Watchdog("@" + name).alive(0.0)
        assert ear.recv(100).startswith(b"READY=1")


def test_ended_on_purpose_is_said_twice(tmp_path: Path) -> None:
    """By the exit code, and in the folder, since a compositor around the program keeps the code to itself."""
    for environment in ({}, {"RUNTIME_DIRECTORY": str(tmp_path)}):
        with pytest.raises(SystemExit) as ended:
            leave(environment)
        assert ended.value.code == LEFT_EXIT_CODE
    assert [one.name for one in tmp_path.iterdir()] == [LEFT_FILE]


def test_nobody_to_tell_is_no_trouble(tmp_path: Path) -> None:
    """Without a socket, or with one that is gone, the program goes on."""
    Watchdog.of_environment({}).alive(0.0)
    gone = Watchdog(str(tmp_path / "gone"), 1.0)
    gone.alive(0.0)
    gone.ending()
