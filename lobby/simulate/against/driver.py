"""Plays a day against a lobby of its own over MQTT: real processes, real commands, really killed."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from lobby.contract.answers import AnyAnswer, Imported
from lobby.contract.requests import ImportBookings
from lobby.simulate.against.own_lobby import PEOPLE, OwnLobby
from lobby.simulate.against.remote import Remote
from lobby.simulate.days.file import (
    BrokerAway,
    CounterCloses,
    Outage,
    QueueKilled,
    StaffLate,
    TerminalOffline,
)
from lobby.simulate.driver import AFTER_CLOSING, TOGETHER, Progress
from lobby.simulate.loop import Loop
from lobby.simulate.play.hall import Hall
from lobby.simulate.play.plan import Plan, Trouble
from lobby.simulate.play.visitors import Visitors
from lobby.simulate.play.world import Ids

START_SECONDS = 30.0
SHOWN_SECONDS = 0.5
TRY_AGAIN = timedelta(seconds=30)


class LobbyError(Exception):
    """The lobby of the play did not come up, or fell over by itself; the text holds its last words."""


@dataclass(frozen=True)
class PlayedLive:
    """What no journal knows of a day against a lobby; its journal is at `journal`, complete and closed."""

    journal: Path
    until: datetime
    is_complete: bool
    turned_away: Mapping[str, int]
    killed: tuple[str, ...]
    """What was killed, in order."""


def play_against_own(plan: Plan, folder: Path, speed: float, progress: Progress) -> PlayedLive:
    """Start a lobby below `folder`, let the day pass `speed` times as fast as it would, and end it again.

    Raises:
        LobbyError: a part did not come up.
        BrokerStartError: the broker did not.
    """
    loop = Loop()
    lobby = OwnLobby(folder, plan, speed, loop)
    day = _Day(plan, lobby, loop, progress)
    try:
        lobby.start()
        loop.run([day.remote, day])
    except KeyboardInterrupt:
        day.is_complete = False
    finally:
        until = lobby.clock.now()
        lobby.stop()
    if day.problem:
        raise LobbyError(day.problem)
    turned_away = Counter(day.visitors.turned_away)
    return PlayedLive(lobby.journal, until, day.is_complete, turned_away, tuple(day.killed))


class _Day:
    """A part of the loop: brings the day to the lobby, and ends the loop when it is over."""

    def __init__(self, plan: Plan, lobby: OwnLobby, loop: Loop, progress: Progress) -> None:
        self._plan = plan
        self._lobby = lobby
        self._loop = loop
        self._progress = progress
        self._began = time.monotonic()
        self._has_begun = False
        self._ids = Ids(plan.seed)
        self._to_import = [plan.bookings[n : n + TOGETHER] for n in range(0, len(plan.bookings), TOGETHER)]
        self.remote = Remote(lobby.settings(PEOPLE), lobby.clock, loop, lobby.terminal.ask)
        self.visitors = Visitors(plan, self.remote, self._ids)
        self._hall = Hall(plan, self.remote, self.visitors, self._ids)
        self.is_complete = True
        self.killed: list[str] = []
        self.problem = ""

    def start(self) -> None:
        """Wait for the lobby."""

    def stop(self) -> None:
        """Nothing to end."""

    def serve(self, now: float) -> float:
        """Begin once the lobby answers; look whether the day is over."""
        trouble = self._lobby.trouble
        if not self._has_begun and self.remote.is_there:
            self._has_begun = True
            self._import(None)
        elif trouble is not None or (not self._has_begun and now - self._began > START_SECONDS):
            self.problem = f"the queue service does not run: {trouble or 'it is silent'}"
            self._loop.stop()
        day_time = self.remote.now()
        if self._is_over(day_time):
            self._loop.stop()
        self._progress(day_time)
        return now + SHOWN_SECONDS

    def _is_over(self, now: datetime) -> bool:
        last = max((person.at for person in self._plan.people), default=self._plan.closes)
        everybody_came = now > max(self._plan.closes, last) + self.remote.settles
        return now > self._plan.closes + AFTER_CLOSING or (everybody_came and self.remote.is_idle)

    def _import(self, answer: AnyAnswer | None) -> None:
        if isinstance(answer, Imported):
            self._to_import.pop(0)
        if self._to_import:
            request = ImportBookings(id=self._ids.fresh("bookings"), bookings=self._to_import[0])
            self.remote.ask(request, self._import)
        else:
            self._let_in()

    def _let_in(self) -> None:
        self.remote.changed = self._hall.look
        self.visitors.start()
        for trouble in self._plan.troubles:
            self._expect(trouble)
        self._hall.look()

    def _expect(self, trouble: Trouble) -> None:
        lobby, until = self._lobby, trouble.until or trouble.at
        match trouble.fault:
            case BrokerAway():
                self._kill_at(trouble.at, broker=lobby.kill_broker)
                self.remote.at(until, lobby.start_broker)
            case QueueKilled():
                self._kill_at(trouble.at, centre=lobby.kill_queue)
                self.remote.at(trouble.at, lobby.start_queue)
            case TerminalOffline():
                self._kill_at(trouble.at, terminal=lobby.terminal.kill)
                self.remote.at(until, lobby.terminal.start)
            case Outage():
                kills = {
                    "centre": lobby.kill_queue,
                    "terminal": lobby.terminal.kill,
                    "broker": lobby.kill_broker,
                }
                self._kill_at(trouble.at, **kills)
                for start in (lobby.start_broker, lobby.start_queue, lobby.terminal.start):
                    self.remote.at(until, start)
            case CounterCloses() | StaffLate():
                pass  # the plan's clerks know it

    def _kill_at(self, moment: datetime, **kills: Callable[[], None]) -> None:
        for name, kill in kills.items():
            self.remote.at(moment, kill)
            self.remote.at(moment, partial(self.killed.append, name))
