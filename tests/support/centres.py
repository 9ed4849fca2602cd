"""A real queue service in a process of its own."""

import subprocess
import sys
from pathlib import Path

import msgspec

from broker_config.local import LocalBroker
from lobby.contract.topics import BOARD, LINE
from lobby.link.configuration import ConfigFile
from lobby.link.device import Device
from lobby.link.incoming import Subscription
from lobby.link.settings import tables
from tests.support.house import ALWAYS
from tests.support.stream import Stream


class Centre:
    """`lobby centre` on a broker; open at any hour unless configured otherwise."""

    def __init__(self, broker: LocalBroker, folder: Path, **more: object) -> None:
        self._settings = tables(broker.settings("queue", folder / "queue"))
        self.journal = folder / "queue" / "journal.db"
        self._file = folder / "centre.toml"
        self.use(**more)
        self.configure(hours=ALWAYS)
        self.process: subprocess.Popen[bytes] | None = None

    def use(self, **more: object) -> None:
        """The settings it starts with."""
        self._file.write_bytes(msgspec.toml.encode(self._settings | more))

    def configure(self, **fields: object) -> None:
        """The configuration it starts with."""
        plain = msgspec.to_builtins({"hours": ALWAYS, "land": None} | fields)
        ConfigFile(self.journal.parent).write(1, plain)

    def start(self, most_bytes: int | None = None) -> None:
        """Start it; `Device.ask` waits for it by itself. No file may grow beyond `most_bytes`: a full disk."""
        limit = [] if most_bytes is None else ["prlimit", f"--fsize={most_bytes}"]
        self.process = subprocess.Popen(
            [*limit, sys.executable, "-m", "lobby", "centre", "--settings", str(self._file)]
        )

    def kill(self) -> None:
        """`kill -9`."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """End it in good order; its exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(5)


def rehearsal(broker: LocalBroker) -> tuple[Device, Stream]:
    """A client that may ask for everything, and what it hears of the state."""
    stream = Stream()
    device = Device(
        broker.settings("rehearsal"),
        subscriptions=[Subscription(BOARD), Subscription(LINE)],
        deliver=stream.put,
    )
    device.start()
    return device, stream
