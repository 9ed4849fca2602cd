"""The whole lobby of the day: a broker, the queue service, a terminal, a display, and everybody who uses them."""

import random
import threading
import time
from collections.abc import Callable
from datetime import datetime
from datetime import time as wall_time
from pathlib import Path
from typing import Any

import msgspec

from broker_config.access import Account
from broker_config.local import LocalBroker
from lobby.catalogue_files import sample_catalogue
from lobby.centre.journal import Journal
from lobby.contract.city import SummaryEvent
from lobby.contract.config import CentreConfig
from lobby.contract.requests import ImportBookings
from lobby.contract.state import Board, Line, OpeningHours
from lobby.contract.topics import BOARD, LINE, SUMMARY
from lobby.link.device import ConfigOffer, Device
from lobby.link.incoming import Incoming, LinkChanged, Subscription
from lobby.queueing.rules import Rules
from tests.lobby_day.asking import Clients, new_id
from tests.lobby_day.at_terminal import DISPLAY, KIOSK, Screens, TerminalVisitors
from tests.lobby_day.audit import Facts, Kept
from tests.lobby_day.clock import DayClock
from tests.lobby_day.entrance import KIOSKS, Entrance
from tests.lobby_day.hall import COUNTERS, Hall, Rogue
from tests.lobby_day.programs import Program
from tests.lobby_day.visitors import SERVICES, Case, Day, everybody_who_comes, keys

ACCOUNTS = (
    Account("queue", "queue"), Account(KIOSK, "kiosk"), Account(DISPLAY, "display"), Account("bookings", "bookings"),
    Account("rehearsal", "rehearsal"), Account("observer", "rehearsal"), Account("newcomer", "rehearsal"),
    Account("console", "console"), Account("display-2", "display"), Account("kiosk-4", "kiosk"),
    *(Account(name, "kiosk") for name in KIOSKS), *(Account(name, "counter") for name in COUNTERS),
)  # fmt: skip
SPOILERS = ("kiosk-4", "counter-3", "observer", "bookings", "console", "display-2")
STATE = [Subscription(BOARD), Subscription(LINE), Subscription(SUMMARY)]
CONFIG: dict[str, Any] = {
    "hours": (OpeningHours(weekday=0, opens=wall_time(7), closes=wall_time(19)),),
    "services": SERVICES,
    "keys": keys(),
}
TICK_SECONDS = 0.02


class Observed:
    """Every board, line and summary that was published, and the newest line."""

    def __init__(self, broker: LocalBroker, account: str) -> None:
        self.documents: list[Any] = []
        self.line: Line | None = None
        self._lock = threading.Lock()
        self.device = Device(broker.settings(account), subscriptions=STATE, deliver=self._heard)
        self.device.start()

    def newest(self, kind: type) -> Any:
        """The newest document of this kind."""
        with self._lock:
            return next((one for one in reversed(self.documents) if isinstance(one, kind)), None)

    def _heard(self, item: Incoming | LinkChanged | ConfigOffer) -> None:
        if isinstance(item, Incoming) and item.message is not None:
            message = item.message.data if isinstance(item.message, SummaryEvent) else item.message
            with self._lock:
                self.documents.append(message)
                if isinstance(message, Line):
                    self.line = message


class House:
    """`open` it, let the day pass with `until`, `close` it."""

    def __init__(self, folder: Path, plan: Day, seed: int) -> None:
        rng = random.Random(seed)
        self.folder = folder
        self.plan = plan
        self.clock = DayClock.starting_now()
        self.broker = LocalBroker(folder / "broker", ACCOUNTS)
        self.queue = Program(self.broker, "centre", "queue", folder, clock=self.clock.table())
        self.queue.configure(**CONFIG)
        size = ("--size", "540x960")
        self.terminal = Program(
            self.broker, "kiosk", KIOSK, folder, "--mirror", str(self.mirror(KIOSK)), *size
        )
        self.terminal.configure(allow_rehearsal=True)
        size = ("--size", "960x540")
        self.display = Program(
            self.broker, "signage", DISPLAY, folder, "--mirror", str(self.mirror(DISPLAY)), *size
        )
        self.display.configure(media=False, gong=False)
        self.broker.start()
        self.observed = Observed(self.broker, "observer")
        self.screens = Screens(self.broker)
        names = [*KIOSKS, *COUNTERS, "bookings", "console", "display-2", "kiosk-4"]
        self.clients = Clients(self.broker, names, rng)
        coming = list(everybody_who_comes(plan))
        others = [one for one in coming if one.case is not Case.AT_TERMINAL]
        self.entrance = Entrance(others, self.clients, rng)
        self.hall = Hall(self.clients)
        self.rogue = Rogue(self.clients, rng)
        self.is_working = True
        self.terminal_visitors = TerminalVisitors(
            self.screens, [one for one in coming if one.case is Case.AT_TERMINAL], self.clock
        )

    def mirror(self, device: str) -> Path:
        """The socket of a screen."""
        return self.folder / f"{device}.sock"

    def open(self) -> None:
        """Start the programs, deliver the day's bookings."""
        for program in (self.queue, self.terminal, self.display):
            program.start()
        self.deliver(self.plan.first_delivery)
        self._bookings_are_in()
        self.wait_for("the queue service's first state", lambda: self.observed.line is not None)
        self.wait_for("the display", lambda: self.screens.screen(DISPLAY) is not None)
        self.wait_for("the terminal", lambda: self.screens.screen(KIOSK) is not None)

    def _bookings_are_in(self, seconds: float = 60.0) -> None:
        """Before anybody comes: who was early would rightly be told that the booking is not known yet."""
        end = time.monotonic() + seconds
        while self.clients.waiting:
            assert time.monotonic() < end, f"the day's bookings: not within {seconds} s"
            self.clients.listen()
            time.sleep(TICK_SECONDS)

    def close(self) -> None:
        """End everything, whatever state it is in."""
        for device in (self.observed.device, self.screens.device):
            device.stop()
        self.clients.stop()
        for program in (self.terminal, self.display, self.queue):
            program.stop()
        self.broker.stop()

    def deliver(self, bookings: tuple[Any, ...]) -> None:
        """Hand bookings to the queue service."""
        self.clients.ask("bookings", ImportBookings(id=new_id(), bookings=bookings))

    def live(self) -> None:
        """One moment of the day."""
        now, line = self.clock.now(), self.observed.line
        self.clients.listen()
        self.entrance.serve(now)
        if line is not None and self.is_working:
            self.hall.work(line, now)
            self.rogue.work(line, now)
        for program in (self.queue, self.terminal, self.display):
            program.check()
        time.sleep(TICK_SECONDS)

    def until(self, moment: datetime) -> None:
        """Let the day pass."""
        while self.clock.now() < moment:
            self.live()

    def wait_for(self, what: str, true: Callable[[], bool], seconds: float = 20.0) -> None:
        """Let the day pass until something has happened; fails with its name."""
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, f"{what}: not within {seconds} s"
            self.live()

    def facts(self) -> Facts:
        """The journal."""
        journal = Journal(self.queue.state / "journal.db", read_only=True)
        try:
            return list(journal.everything())
        finally:
            journal.close()

    def kept_answers(self) -> dict[str, Kept]:
        """The answers in the journal."""
        journal = Journal(self.queue.state / "journal.db", read_only=True)
        try:
            return journal.answers()
        finally:
            journal.close()

    def journal_problems(self) -> list[str]:
        """What SQLite and the journal say of the file."""
        journal = Journal(self.queue.state / "journal.db", read_only=True)
        try:
            return list(journal.problems())
        finally:
            journal.close()

    @property
    def rules(self) -> Rules:
        """The centre's rules."""
        config = msgspec.convert(msgspec.to_builtins(CONFIG), CentreConfig)
        return Rules.of("altona", config, sample_catalogue())

    def newest_board(self) -> Board:
        """The last board that was published."""
        board = self.observed.newest(Board)
        assert isinstance(board, Board)
        return board
