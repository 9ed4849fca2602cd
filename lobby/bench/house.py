"""A broker and a queue service of one's own, for the length of a measurement."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import time as clock_time
from pathlib import Path

import msgspec

from broker_config.access import Account
from broker_config.local import LocalBroker
from lobby.contract.devices import Desired
from lobby.contract.state import OpeningHours
from lobby.contract.topics import BEAT, DESIRED, REPORTED
from lobby.link.device import Device
from lobby.link.incoming import Incoming, Subscription
from lobby.link.settings import tables

ACCOUNTS = (
    Account("queue", "queue"),
    Account("kiosk-1", "kiosk"),
    Account("kiosk-2", "kiosk"),
    *(Account(f"display-{number}", "display") for number in range(1, 5)),
    Account("counter", "counter"),
    Account("console", "console"),
    Account("rehearsal", "rehearsal"),
)
ALWAYS = tuple(
    OpeningHours(weekday=day, opens=clock_time(0), closes=clock_time(23, 59, 59)) for day in range(7)
)
START_SECONDS = 15.0


@dataclass
class BenchHouse:
    """A running broker, with files for the programs that sign in to it."""

    folder: Path
    broker: LocalBroker

    def settings_file(self, device: str, more: Mapping[str, object] | None = None) -> Path:
        """The settings of one program, written, with `more` tables of its own."""
        path = self.folder / f"{device}.toml"
        path.write_bytes(msgspec.toml.encode(tables(self.broker.settings(device)) | dict(more or {})))
        return path

    @contextlib.contextmanager
    def program(
        self, *words: str, environment: Mapping[str, str] | None = None
    ) -> Iterator["subprocess.Popen[bytes]"]:
        """`python -m …` until the block ends, with more in its environment."""
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *words],
                stdout=log, stderr=log, env=os.environ | (environment or {}),
            )  # fmt: skip
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def configure(self, device: str, fields: dict[str, object]) -> None:
        """Publish a desired configuration, and wait until the device reports it (or has not started yet)."""
        heard: list[Incoming] = []
        console = Device(
            self.broker.settings("console"),
            subscriptions=(Subscription(REPORTED, any_device=True), Subscription(BEAT)),
            deliver=lambda item: heard.append(item) if isinstance(item, Incoming) else None,
        )
        console.start()
        wait_until(lambda: console.connected)
        rev = int(time.time())
        wanted = Desired(rev=rev, at=datetime.now(UTC), by="bench", fields=fields)
        console.publish(DESIRED, wanted, device=device)
        console.link.flush(2)
        wait_until(lambda: any(getattr(item.message, "rev", None) == rev for item in heard))
        console.stop()

    @contextlib.contextmanager
    def queue_service(
        self, more: Mapping[str, object] | None = None, **config: object
    ) -> Iterator["subprocess.Popen[bytes]"]:
        """A real queue service, open at any hour, configured and ready; `more` goes into its settings file."""
        with self.program("lobby", "centre", "--settings", str(self.settings_file("queue", more))) as process:
            fields = msgspec.to_builtins({"hours": ALWAYS, "land": None, **config})
            self.configure("queue", fields)
            yield process


@contextlib.contextmanager
def bench_house() -> Iterator[BenchHouse]:
    """A broker on a free port in a folder that is removed again."""
    with tempfile.TemporaryDirectory(prefix="lobby-bench-") as name:
        folder = Path(name)
        with LocalBroker(folder / "broker", ACCOUNTS) as broker:
            yield BenchHouse(folder, broker)


def wait_until(true: Callable[[], object], seconds: float = START_SECONDS) -> None:
    """Poll until it holds. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError("did not happen in time")
        time.sleep(0.01)
