"""The visitor's step, kept outside the program, so that one that hung or died comes back to it.

It lies in the folder that systemd or `lobby guard` gives the program (`RUNTIME_DIRECTORY`): in memory, for this user
alone, gone after a power cut and when the terminal is stopped. There is no file while nobody is served.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import msgspec
import structlog

from kiosk.idle import allowed_seconds
from kiosk.moves import rest_screen
from kiosk.session import AT_REST, STAFF, Asked, Guesses, Help, Paper, Screen, Session, Terminal
from lobby.contract.requests import CallHelp
from lobby.contract.state import House

MOST_RETURNS = 2
"""A step that ends the program each time is not come back to for ever."""


@dataclass(frozen=True)
class Kept:
    """One step. `active_at` is the system's monotonic clock (seconds) when the visitor last did something."""

    screen: Screen
    session: Session
    house: House | None
    guesses: Guesses
    active_at: float
    returns: int = 0


@dataclass(frozen=True)
class Resumed:
    """The terminal at that step again, and the requests whose answers it still waits for, under their old ids."""

    terminal: Terminal
    active_at: float
    asked: tuple[Asked | CallHelp, ...]


class StepFile:
    """Where the step is kept; nowhere when no folder is given."""

    def __init__(self, folder: Path | None) -> None:
        self._path = None if folder is None else folder / "step.json"
        self._is_there = self._path is not None and self._path.exists()
        self._active_at: float | None = None

    @classmethod
    def of_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """In the first folder of `RUNTIME_DIRECTORY`."""
        folder = environment.get("RUNTIME_DIRECTORY", "").partition(":")[0]
        return cls(Path(folder) if folder else None)

    def keep(self, terminal: Terminal, active_at: float) -> None:
        """This is the step now."""
        self._active_at = active_at
        if terminal.is_serving and terminal.screen not in STAFF:
            self._write(Kept(terminal.screen, terminal.session, terminal.house, terminal.guesses, active_at))
        else:
            self.forget()

    def keep_time(self, terminal: Terminal, active_at: float) -> None:
        """The same step, and perhaps the visitor has done something."""
        if active_at != self._active_at:
            self.keep(terminal, active_at)

    def take(self, terminal: Terminal, now: float) -> Resumed | None:
        """The step of a visitor who may still be there; None, and nothing is left, when there is none."""
        kept = self._read()
        resumed = None if kept is None else resume(kept, terminal, now)
        if kept is None or resumed is None:
            self.forget()
            return None
        self._write(replace(kept, returns=kept.returns + 1))
        return resumed

    def forget(self) -> None:
        """Nothing is left."""
        if self._path is not None and self._is_there:
            self._path.unlink(missing_ok=True)
            self._is_there = False

    def _read(self) -> Kept | None:
        if self._path is None or not self._is_there:
            return None
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=Kept)
        except (
            OSError,
            msgspec.MsgspecError,
        ):  # of another version; what is wrong with it may be a visitor's
            structlog.get_logger("kiosk").warning("kept step is unreadable")
            return None

    def _write(self, kept: Kept) -> None:
        if self._path is None:
            return
        fresh = self._path.with_suffix(".new")
        try:
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(msgspec.json.encode(kept))
            fresh.replace(self._path)
            self._is_there = True
        except OSError as error:
            structlog.get_logger("kiosk").warning("step is not kept", why=error.strerror)


def resume(kept: Kept, terminal: Terminal, now: float) -> Resumed | None:
    """The terminal as it was, when the time of that page is not over. `now` as `Kept.active_at`."""
    session, screen = kept.session, kept.screen
    if screen in (Screen.WAITING, Screen.NAME):  # they come again by themselves
        screen, session = session.back_to or Screen.WELCOME, replace(session, back_to=None)
    if session.paper is Paper.COMING:
        session = replace(session, paper=None)  # whether it came out is not known
    back = replace(terminal, screen=screen, session=session, house=kept.house, guesses=kept.guesses)
    if screen in AT_REST:
        back = replace(back, screen=rest_screen(back))
    allowed = allowed_seconds(back)
    age = now - kept.active_at
    if kept.returns >= MOST_RETURNS or allowed is None or age < 0 or age >= allowed:
        return None
    asked: list[Asked | CallHelp] = []
    if session.is_asking and session.asking is not None:
        asked.append(session.asking)
    if session.help is Help.ASKED and session.help_id is not None:
        asked.append(CallHelp(id=session.help_id))
    return Resumed(back, kept.active_at, tuple(asked))
