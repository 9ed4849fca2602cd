"""Plays a day against a lobby of its own over MQTT: real processes, real commands, really killed."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from lobby.contract.answers import AnyAnswer, Refused
from lobby.contract.requests import ImportBookings
from lobby.simulate.against.lobby import Due, Lobby, LobbyError
from lobby.simulate.against.own_lobby import OwnLobby
from lobby.simulate.against.remote import Remote
from lobby.simulate.driver import AFTER_CLOSING, TOGETHER, Progress
from lobby.simulate.loop import Loop
from lobby.simulate.play.hall import Hall
from lobby.simulate.play.plan import Plan
from lobby.simulate.play.visitors import Visitors
from lobby.simulate.play.world import Ids

START_SECONDS = 30.0
SHOWN_SECONDS = 0.5
TRY_AGAIN = timedelta(seconds=30)


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
    return play_against(plan, OwnLobby(folder, plan, speed, loop), loop, progress)


def play_against(plan: Plan, lobby: Lobby, loop: Loop, progress: Progress, salt: str = "") -> PlayedLive:
    """Let the day pass by the clock of this lobby. `salt` makes the ids other than those of an earlier play.

    Raises:
        LobbyError: it does not answer, or has not what the day needs.
        BrokerStartError: its broker did not start again.
    """
    day = _Day(plan, lobby, loop, progress, Ids(plan.seed, salt))
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

    def __init__(self, plan: Plan, lobby: Lobby, loop: Loop, progress: Progress, ids: Ids) -> None:
        self._plan = plan
        self._lobby = lobby
        self._loop = loop
        self._progress = progress
        self._began = time.monotonic()
        self._has_begun = False
        self._ids = ids
        self._to_import = [plan.bookings[n : n + TOGETHER] for n in range(0, len(plan.bookings), TOGETHER)]
        self.remote = Remote(lobby.people, lobby.clock, loop, lobby.ask_terminal)
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
            self._begin()
        elif trouble is not None or (not self._has_begun and now - self._began > START_SECONDS):
            self._give_up(f"the queue service does not run: {trouble or 'it is silent'}")
        day_time = self.remote.now()
        if self._is_over(day_time):
            self._loop.stop()
        self._progress(day_time)
        return now + SHOWN_SECONDS

    def _begin(self) -> None:
        missing = {clerk.place for clerk in self._plan.clerks} - self.remote.places
        if missing:
            self._give_up(f"that lobby has no counters {', '.join(sorted(missing))}")
        else:
            self._import()

    def _give_up(self, problem: str) -> None:
        self.problem = problem
        self._loop.stop()

    def _is_over(self, now: datetime) -> bool:
        last = max((person.at for person in self._plan.people), default=self._plan.closes)
        everybody_came = now > max(self._plan.closes, last) + self.remote.settles
        return now > self._plan.closes + AFTER_CLOSING or (everybody_came and self._is_idle())

    def _is_idle(self) -> bool:
        places = {clerk.place for clerk in self._plan.clerks}
        return self.remote.is_idle(places, self.visitors.people.keys())

    def _import(self) -> None:
        if self._to_import:
            request = ImportBookings(id=self._ids.fresh("bookings"), bookings=self._to_import[0])
            self.remote.ask(request, self._imported)
        else:
            self._let_in()

    def _imported(self, answer: AnyAnswer | None) -> None:
        if isinstance(answer, Refused):
            self._give_up(f"the bookings were refused: {answer.reason}")
        elif answer is None:
            self.remote.at(self.remote.now() + TRY_AGAIN, self._import)
        else:
            self._to_import.pop(0)
            self._import()

    def _let_in(self) -> None:
        self.remote.changed = self._hall.look
        self.visitors.start()
        for trouble in self._plan.troubles:
            for due in self._lobby.due(trouble):
                self.remote.at(due.at, partial(self._do, due))
        self._hall.look()

    def _do(self, due: Due) -> None:
        due.do()
        if due.killed is not None:
            self.killed.append(due.killed)
