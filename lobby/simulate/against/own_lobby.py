"""A lobby of the play's own: broker, queue service and terminal as processes that only the play starts and kills."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from broker_config.access import Account
from broker_config.local import LocalBroker
from lobby.centre.clock import FastClock
from lobby.link.configuration import ConfigFile
from lobby.link.settings import Settings, tables
from lobby.simulate.against.lobby import AskTerminal, Due
from lobby.simulate.against.terminal import Terminal
from lobby.simulate.days.file import (
    BrokerAway,
    CounterCloses,
    Outage,
    QueueKilled,
    StaffLate,
    TerminalOffline,
)
from lobby.simulate.loop import Loop
from lobby.simulate.play.plan import Plan, Trouble
from lobby.simulate.results.result import changed_rules

QUEUE, TERMINAL, PEOPLE = "queue", "kiosk-1", "simulation"
ACCOUNTS = (Account(QUEUE, "queue"), Account(TERMINAL, "kiosk"), Account(PEOPLE, "rehearsal"))
STOP_SECONDS = 5.0


class OwnLobby:
    """`start`, then faults, then `stop`. All files are below `folder`; the journal stays there."""

    def __init__(self, folder: Path, plan: Plan, speed: float, loop: Loop) -> None:
        self.clock = FastClock(start=plan.begins, speed=speed, origin=time.time())
        self.journal = folder / QUEUE / "journal.db"
        self._folder = folder
        self._broker = LocalBroker(folder / "broker", ACCOUNTS, centre=plan.centre)
        self._centre: subprocess.Popen[bytes] | None = None
        self._terminal = Terminal(self._settings(TERMINAL), loop)
        self.people = self._settings(PEOPLE)
        self.ask_terminal: AskTerminal | None = self._terminal.ask
        ConfigFile(folder / QUEUE).write(1, _fields(plan))

    def start(self) -> None:
        """Start everything.

        Raises:
            BrokerStartError: Mosquitto does not come up.
        """
        settings = tables(self._settings(QUEUE)) | {"clock": msgspec.to_builtins(self.clock)}
        (self._folder / "centre.toml").write_bytes(msgspec.toml.encode(settings))
        self._broker.start()
        self._start_queue()
        self._terminal.start()

    def due(self, trouble: Trouble) -> Iterator[Due]:
        """What this fault kills, and what is started again."""
        at, until = trouble.at, trouble.until or trouble.at
        queue = Due(at, self._kill_queue, "centre")
        terminal = Due(at, self._terminal.kill, "terminal")
        broker = Due(at, self._broker.kill, "broker")
        match trouble.fault:
            case BrokerAway():
                yield from (broker, Due(until, self._broker.start))
            case QueueKilled():
                yield from (queue, Due(until, self._start_queue))
            case TerminalOffline():
                yield from (terminal, Due(until, self._terminal.start))
            case Outage():
                starts = self._broker.start, self._start_queue, self._terminal.start
                yield from (queue, terminal, broker, *(Due(until, start) for start in starts))
            case CounterCloses() | StaffLate():
                pass  # the plan's clerks know it

    def _settings(self, device: str) -> Settings:
        return self._broker.settings(device, self._folder / device)

    def _start_queue(self) -> None:
        command = [sys.executable, "-m", "lobby", "centre", "--settings", str(self._folder / "centre.toml")]
        with (self._folder / "centre.log").open("ab") as log:
            self._centre = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)

    def _kill_queue(self) -> None:
        if self._centre is not None:
            self._centre.kill()
            self._centre.wait()

    @property
    def trouble(self) -> str | None:
        """Why nothing can be played: the queue service ended by itself, with its last words."""
        if self._centre is None or self._centre.poll() in {None, -9}:
            return None
        return (self._folder / "centre.log").read_text(errors="replace")[-600:]

    def stop(self) -> None:
        """End everything in good order; what does not end is killed."""
        self._terminal.stop()
        if self._centre is not None and self._centre.poll() is None:
            self._centre.terminate()
            try:
                self._centre.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._kill_queue()
        self._broker.stop()


def _fields(plan: Plan) -> dict[str, object]:
    config = msgspec.to_builtins(plan.config)
    return changed_rules(plan.config) | {
        name: config[name] for name in ("hours", "land", "places", "services")
    }
