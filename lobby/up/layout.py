"""Which programs make a lobby, where each keeps its files and where its pages are. Nothing is started here."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from broker_config.access import Account
from broker_config.local import free_port, is_free
from lobby.up.supervisor import Program

if TYPE_CHECKING:
    from collections.abc import Sequence

CITY = "hh"
CENTRE = "altona"
STAGE_PORT = 8700
CENTRE_ACCOUNTS = (
    Account("queue", "queue"),
    Account("kiosk-1", "kiosk"),
    Account("display-1", "display"),
    Account("counter", "counter"),
    Account("reception", "reception"),
    Account("console", "console"),
    Account("setup", "console"),
    Account("bookings", "bookings"),
    Account("rehearsal", "rehearsal"),
    Account("simulation", "rehearsal"),
    Account("stage", "rehearsal"),
)
CITY_ACCOUNTS = (
    Account("feed", "feed"),
    Account("centre-sim", "centre-sim"),
    Account(f"bridge-{CENTRE}", "bridge"),
)


class PortTakenError(RuntimeError):
    """Somebody listens on the asked-for port already."""


PAGES = ("counter", "reception", "console", "feed", "stage")


@dataclass(frozen=True)
class Options:
    """What the command line asks for."""

    simulate: bool = False
    windows: bool = False
    port: int | None = None


@dataclass(frozen=True)
class Layout:
    """The folders and ports of one running lobby."""

    folder: Path
    ports: dict[str, int]

    def url(self, page: str) -> str:
        """The address of a page."""
        return f"http://127.0.0.1:{self.ports[page]}"

    def settings_file(self, program: str) -> Path:
        """The settings file of a program."""
        return self.folder / "settings" / f"{program}.toml"

    def state(self, device: str) -> Path:
        """The folder a program may write to."""
        return self.folder / "state" / device

    def mirror(self, device: str) -> Path:
        """The socket that shows a screen."""
        return self.folder / f"{device}.sock"

    @property
    def control(self) -> Path:
        """The socket of the supervisor."""
        return self.folder / "control.sock"

    @property
    def accounts(self) -> Path:
        """The staff who may sign in at both pages."""
        return self.folder / "accounts.sqlite3"

    @property
    def bookings(self) -> Path:
        """Today's bookings with their codes."""
        return self.folder / "bookings.json"

    @property
    def private_key(self) -> Path:
        """The key that signed them."""
        return self.folder / "codes-1.pem"


def plan(folder: Path, options: Options) -> Layout:
    """Free ports for all pages; the printed one is 8700 where nobody has it."""
    ports = {page: free_port() for page in PAGES}
    ports["stage"] = _stage_port(options)
    return Layout(folder, ports)


def _stage_port(options: Options) -> int:
    if options.port is not None:
        if not is_free(options.port):
            raise PortTakenError(
                f"port {options.port} is in use; is another lobby running? Try --port {free_port()}"
            )
        return options.port
    return STAGE_PORT if is_free(STAGE_PORT) else free_port()


def programs(layout: Layout, options: Options) -> list[Program]:
    """Everything but the brokers, in the order in which it is started."""
    screen = ["--windowed"] if options.windows else []
    listed = [
        _program(layout, "centre"),
        _program(layout, "kiosk", "--mirror", str(layout.mirror("kiosk-1")), *screen),
        _program(layout, "signage", "--mirror", str(layout.mirror("display-1")), *screen),
        _program(layout, "counter"),
        _program(layout, "reception"),
        _program(layout, "feed"),
        _program(layout, "console"),
        _program(layout, "simulate", *(["--speed", "3"] if options.simulate else ["--no-visitors"])),
        _program(layout, "stage"),
    ]
    return [program for program in listed if layout.settings_file(program.name).exists()]


def _program(layout: Layout, name: str, *more: str) -> Program:
    command: Sequence[str] = [
        sys.executable, "-m", "lobby", name, "--settings", str(layout.settings_file(name)), *more,
    ]  # fmt: skip
    return Program(name, command)


def write_settings(layout: Layout, program: str, settings: dict[str, object]) -> None:
    """Write one program's settings file, readable by its owner alone (it holds a password)."""
    path = layout.settings_file(program)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(msgspec.toml.encode(settings))
