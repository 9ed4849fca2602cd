"""The control socket."""

import json
import socket
from pathlib import Path

import pytest

from lobby.up.control import Control
from lobby.up.supervisor import Program, Supervisor


def _ask(control: Control, path: Path, line: bytes) -> dict[str, object]:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(path))
        client.sendall(line)
        control.serve(1)
        control.serve(1)
        client.settimeout(1)
        return dict(json.loads(client.recv(65536)))


@pytest.mark.parametrize(
    "line", [b"nonsense\n", b'{"op":"kill","name":"nobody"}\n', b'{"op":"dance"}\n', b"\xff\n"]
)
def test_a_bad_line_gets_an_error_and_kills_nobody(tmp_path: Path, line: bytes) -> None:
    """What cannot be done is said, and the programs go on."""
    supervisor = Supervisor(tmp_path)
    supervisor.start(Program("sleeper", ["sleep", "60"]))
    control = Control(tmp_path / "s", supervisor)
    assert "error" in _ask(control, tmp_path / "s", line)
    assert supervisor.processes()[0].running
    control.close()
    supervisor.stop()


def test_processes_are_listed_and_killed(tmp_path: Path) -> None:
    """The page sees each program and may kill one."""
    supervisor = Supervisor(tmp_path)
    supervisor.start(Program("sleeper", ["sleep", "60"]))
    control = Control(tmp_path / "s", supervisor)
    listed = _ask(control, tmp_path / "s", b'{"op":"processes"}\n')["processes"]
    assert isinstance(listed, list)
    assert listed[0]["name"] == "sleeper"
    assert _ask(control, tmp_path / "s", b'{"op":"kill","name":"sleeper"}\n') == {"killed": "sleeper"}
    control.close()
    supervisor.stop()
