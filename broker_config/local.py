"""A real Mosquitto on a free loopback port, as a child with generated accounts. For `lobby up` and for tests."""

import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from broker_config.access import Account, centre_access, city_access
from broker_config.binary import Binary, find
from broker_config.render import Bridge, Listener, broker_file
from lobby.contract.devices import DeviceKind
from lobby.link.settings import BrokerSettings, Settings

START_SECONDS = 5.0
STOP_SECONDS = 1.0


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    """Whether nobody listens on this loopback port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class BrokerStartError(RuntimeError):
    """Mosquitto ended instead of listening; the text holds its last words."""


class LocalBroker:
    """One broker, of a centre or (`centre` is None) of the city. Its folder holds configuration, passwords and data."""

    def __init__(
        self,
        folder: Path,
        accounts: Sequence[Account],
        *,
        city: str = "hh",
        centre: str | None = "altona",
        upstream: "LocalBroker | None" = None,
    ) -> None:
        self.folder, self.city, self.centre = folder, city, centre or "city"
        self.accounts = {account.device: account for account in accounts}
        self.passwords = {device: secrets.token_urlsafe(18) for device in self.accounts}
        self.port = free_port()
        self._is_city = centre is None
        self._upstream = upstream
        self._binary: Binary = find(Path.home() / ".cache" / "lobby" / "mosquitto")
        self.process: subprocess.Popen[bytes] | None = None
        self._write()

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self.stop()

    def start(self) -> None:
        """Start on the same port and data as before; returns when it listens.

        Raises:
            BrokerStartError: it ended or did not listen within five seconds.
        """
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command(),
                env=os.environ | self._binary.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            if self.is_listening():
                return
            time.sleep(0.02)
        raise BrokerStartError(f"Mosquitto does not start: {(self.folder / 'log').read_text()[-600:]}")

    @property
    def environment(self) -> dict[str, str]:
        """What the command needs beside the caller's environment."""
        return self._binary.environment

    def command(self) -> list[str]:
        """What to run, for a supervisor that starts it itself."""
        return [self._binary.broker, "-c", str(self.folder / "mosquitto.conf")]

    def is_listening(self) -> bool:
        """Whether the port answers."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> None:
        """End it in good order: it saves its state."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """`kill -9`: what was not saved is gone."""
        self._end(signal.SIGKILL)

    def settings(self, device: str, state_dir: Path | None = None) -> Settings:
        """The settings of one program that signs in here."""
        return Settings(
            city=self.city,
            centre=self.centre,
            device=device,
            kind=DeviceKind(self.accounts[device].kind),
            state_dir=str(state_dir or self.folder / "state" / device),
            broker=BrokerSettings(port=self.port, password=self.passwords[device]),
        )

    def _end(self, sign: signal.Signals) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(sign)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _write(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        accounts = self.accounts.values()
        access = (
            city_access(self.city, accounts)
            if self._is_city
            else centre_access(self.city, self.centre, accounts)
        )
        run_as = "root" if os.geteuid() == 0 else None
        text = broker_file(self.folder, Listener(self.port), bridge=self._bridge(), run_as=run_as)
        (self.folder / "mosquitto.conf").write_text(text)
        self._private("access", access)
        self._private("passwords", "".join(f"{name}:{word}\n" for name, word in self.passwords.items()))
        subprocess.run(
            [self._binary.passwd, "-U", str(self.folder / "passwords")],
            env=os.environ | self._binary.environment, check=True, capture_output=True,
        )  # fmt: skip

    def _private(self, name: str, text: str) -> None:
        path = self.folder / name
        path.touch(mode=0o700)
        path.write_text(text)

    def _bridge(self) -> Bridge | None:
        if self._upstream is None:
            return None
        name = f"bridge-{self.centre}"
        return Bridge(self.city, self.centre, self._upstream.port, password=self._upstream.passwords[name])
