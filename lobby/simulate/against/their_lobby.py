"""A lobby that somebody else has started: it is asked like by any other program, and nothing of it is ever killed."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from lobby.centre.clock import FastClock
from lobby.link.settings import Settings
from lobby.simulate.against.lobby import AskTerminal, Due, LobbyError
from lobby.simulate.play.plan import Plan, Trouble
from lobby.simulate.play.shifting import from_now, machine_faults, moved

QUEUE = "queue"


class TheirLobby:
    """By the clock on the wall. `journal` is read when the day is over."""

    def __init__(self, settings: Settings, journal: Path | None = None) -> None:
        self.clock = FastClock(start=datetime.now(UTC), speed=1.0, origin=time.time())
        self.people = settings
        self.ask_terminal: AskTerminal | None = None
        self.trouble: str | None = None
        self.journal = journal or settings.state.parent / QUEUE / "journal.db"
        if not self.journal.exists():
            raise LobbyError(
                f"there is no journal {self.journal}: say with --lobby-journal where that lobby keeps it"
            )

    def start(self) -> None:
        """It runs already."""

    def stop(self) -> None:
        """It stays."""

    def due(self, _trouble: Trouble) -> Iterator[Due]:
        """Nothing: see `today`."""
        return iter(())


def today(plan: Plan, since: datetime, now: datetime) -> Plan:
    """The day as if it were `since` now: what came before is left out.

    Raises:
        LobbyError: it has faults that kill processes.
    """
    kinds = machine_faults(plan)
    if kinds:
        raise LobbyError(
            f"the day has faults that kill processes ({', '.join(kinds)}): they are played only against a lobby that is"
            " started for it (--against lobby)"
        )
    return from_now(moved(plan, now - since), now)
