"""What the one page stands on: mirrors, a supervisor with programs, a day of bookings, the page itself."""

import asyncio
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from litestar import Litestar

from broker_config.local import LocalBroker, free_port
from lobby.bookings.files import write_day
from lobby.bookings.sample import Wish, sample_day
from lobby.catalogue_files import sample_catalogue
from lobby.stage.program import build
from lobby.stage.settings import StageSettings, StageTable
from lobby.up.control import Control
from lobby.up.supervisor import Program, Supervisor
from lobby.web.accounts import Accounts, Role
from lobby.web.hub import Hub
from lobby.web.settings import PageSettings, PageWeb
from tests.support.codes import private_key
from tests.support.mirror_server import MirrorServer
from tests.support.pages import ServedPage

if TYPE_CHECKING:
    from lobby.bookings.day import Day

FRAMED = "http://127.0.0.1:9"
"""Nobody listens there: frames stay empty."""


class Mirrors:
    """Two screens on an event loop of their own, for tests that wait in threads."""

    def __init__(self, kiosk: Path, display: Path) -> None:
        self.kiosk, self.display = MirrorServer(kiosk), MirrorServer(display)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        """Open both."""
        self._thread.start()
        for server in (self.kiosk, self.display):
            asyncio.run_coroutine_threadsafe(server.__aenter__(), self._loop).result(3)
        return self

    def __exit__(self, *_: object) -> None:
        """Close both."""
        for server in (self.kiosk, self.display):
            asyncio.run_coroutine_threadsafe(server.__aexit__(None, None, None), self._loop).result(3)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(3)
        self._loop.close()

    def draw(self) -> None:
        """Change the terminal's picture."""
        asyncio.run_coroutine_threadsafe(self.kiosk.draw(), self._loop).result(3)


class Supervised:
    """A real supervisor and its control socket, on the one thread that they need."""

    def __init__(self, folder: Path, *names: str) -> None:
        self.path = folder / "control.sock"
        self._folder = folder
        self._names = names
        self._ready, self._end = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        """Start the programs; returns when the socket answers."""
        self._thread.start()
        assert self._ready.wait(5)
        return self

    def __exit__(self, *_: object) -> None:
        """End them."""
        self._end.set()
        self._thread.join(5)

    def _run(self) -> None:
        supervisor = Supervisor(self._folder)
        control = Control(self.path, supervisor)
        for name in self._names:
            supervisor.start(Program(name, [sys.executable, "-c", "import time; time.sleep(60)"]))
        self._ready.set()
        while not self._end.is_set():
            control.serve(0.05)
            supervisor.watch()
        control.close()
        supervisor.stop()


def stage_settings(broker: LocalBroker, folder: Path, **web: str) -> tuple[StageSettings, "Day"]:
    """Settings in a folder, with a day of bookings around now and two accounts."""
    catalogue = sample_catalogue()
    day = sample_day(Wish(catalogue.centre["altona"], datetime.now(UTC)), catalogue, private_key(1), 1)
    write_day(folder / "bookings.json", day)
    accounts_file = str(folder / "accounts.sqlite3")
    accounts = Accounts(Path(accounts_file))
    accounts.add("clerk", Role.CLERK)
    accounts.add("facility", Role.FACILITY)
    accounts.close()
    base = broker.settings("rehearsal")
    fields = {name: getattr(base, name) for name in base.__struct_fields__ if name != "web"}
    table = StageTable(
        kiosk_mirror=str(folder / "kiosk.sock"), display_mirror=str(folder / "display.sock"),
        control=str(folder / "control.sock"), counter_url=web.get("counter_url", FRAMED), console_url=FRAMED,
        feed_url=FRAMED, bookings=str(folder / "bookings.json"), accounts=accounts_file,
    )  # fmt: skip
    return StageSettings(
        **fields, web=PageWeb(port=free_port(), accounts_file=accounts_file), stage=table
    ), day


def served(settings: StageSettings) -> ServedPage:
    """The page, to be entered."""
    return ServedPage(settings, builder(settings))


def builder(settings: StageSettings) -> Callable[[PageSettings], tuple[Litestar, Hub]]:
    """How `ServedPage` makes the application."""
    return lambda _page: build(settings)
