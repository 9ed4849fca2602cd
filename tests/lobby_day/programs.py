"""Real programs of the day: started, killed, started again; one that ends by itself is a fault."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec

from broker_config.local import LocalBroker
from lobby.link.configuration import ConfigFile
from lobby.link.settings import tables

END_SECONDS = 3.0


class Program:
    """`lobby NAME` in the account of a device; `more` are further tables of its settings file."""

    def __init__(
        self, broker: LocalBroker, name: str, device: str, folder: Path, *more_arguments: str, **more: object
    ) -> None:
        self.name = name
        self.state = folder / device
        self.state.mkdir(parents=True)
        self._settings = folder / f"{device}.toml"
        self._settings.write_bytes(msgspec.toml.encode(tables(broker.settings(device, self.state)) | more))
        self._more = more_arguments
        self._log = folder / f"{device}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def configure(self, **fields: object) -> None:
        """The last good configuration it finds on disk."""
        plain: dict[str, object] = msgspec.to_builtins(fields)
        ConfigFile(self.state).write(1, plain)

    def start(self) -> None:
        """Start it."""
        command = [sys.executable, "-m", "lobby", self.name, "--settings", str(self._settings), *self._more]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, stderr=log, env=_without_display())

    def kill(self) -> None:
        """`kill -9`."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> int | None:
        """End it in good order: its exit code, None when it had to be killed."""
        assert self._process is not None
        self._process.terminate()
        try:
            return self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            return None

    def check(self) -> None:
        """Fails with its last words if it has ended by itself."""
        assert self._process is not None
        code = self._process.poll()
        assert code is None, f"{self.name} ended with {code}: …{self._log.read_text()[-1500:]}"


def _without_display() -> dict[str, str]:
    """Screens are drawn off-screen, also on a machine that has one."""
    return {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
