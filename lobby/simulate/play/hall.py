"""The clerks at their counters: each does the next thing when it is due."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from lobby.contract.answers import AnyAnswer, PlaceChanged, Refused
from lobby.contract.requests import AnyRequest, CallOne, Finish, NotHere, Park, Undo
from lobby.contract.state import PlaceState, PlaceStatus, Waiting
from lobby.queueing.line import VisitState
from lobby.simulate.clerks import Clerk, Guest, Intent, intend
from lobby.simulate.days.file import Outage
from lobby.simulate.play.plan import Plan
from lobby.simulate.play.visitors import Visitors
from lobby.simulate.play.world import Ids, World

if TYPE_CHECKING:
    from lobby.contract.fields import Place

AFTER_NO_ANSWER = timedelta(seconds=10)
AFTER_REFUSAL = timedelta(seconds=15)
SLIP_SEEN = timedelta(seconds=8)
"""Until a clerk sees that a case was ended too early."""
ASKS_UP = timedelta(seconds=10)
"""Until a clerk sees who was missed and stands there again."""


class Hall:
    """One command at a time per counter."""

    def __init__(self, plan: Plan, world: World, visitors: Visitors, ids: Ids) -> None:
        self._world = world
        self._visitors = visitors
        self._ids = ids
        self._clerks = {clerk.place: clerk for clerk in plan.clerks}
        self._dark = [one for one in plan.troubles if isinstance(one.fault, Outage)]
        self._busy: set[Place] = set()
        self._slipped: set[Place] = set()
        self._due: dict[Place, datetime] = {}
        self._seen: dict[Place, PlaceState] = {}
        self._quiet_until: dict[Place, datetime] = {}

    def look(self) -> None:
        """Something has changed: every clerk thinks again who is free, or whose counter is another."""
        for place, clerk in self._clerks.items():
            state = self._world.place(place)
            if place not in self._busy and (
                state.status is PlaceStatus.FREE or state != self._seen.get(place)
            ):
                self._think(clerk, state)

    def _think(self, clerk: Clerk, state: PlaceState) -> None:
        self._seen[clerk.place] = state
        intent = self._intent(clerk, state)
        if intent is None:
            self._due.pop(clerk.place, None)
            return
        at = max(intent.at, self._quiet_until.get(clerk.place, intent.at), self._world.now())
        if self._due.get(clerk.place) != at:
            self._due[clerk.place] = at
            self._world.at(at, partial(self._wake, clerk, at))

    def _wake(self, clerk: Clerk, at: datetime) -> None:
        if self._due.get(clerk.place) != at or clerk.place in self._busy:
            return
        del self._due[clerk.place]
        state = self._world.place(clerk.place)
        intent = self._intent(clerk, state)
        if intent is None or intent.at > self._world.now():
            self._think(clerk, state)
            return
        self._busy.add(clerk.place)
        request = intent.request(self._ids.fresh(f"counter-{clerk.place}"))
        self._world.ask(request, partial(self._answered, clerk, request, state.visit))

    def _answered(
        self, clerk: Clerk, request: AnyRequest, visit: Waiting | None, answer: AnyAnswer | None
    ) -> None:
        self._busy.discard(clerk.place)
        now = self._world.now()
        if answer is None or isinstance(answer, Refused):
            self._quiet_until[clerk.place] = now + (AFTER_NO_ANSWER if answer is None else AFTER_REFUSAL)
        if isinstance(request, NotHere | Park) and visit is not None:
            self._world.at(now + self._world.settles, partial(self._left, visit))
        if answer is not None:
            self._slipped.discard(clerk.place)
        if isinstance(request, Finish) and visit is not None and isinstance(answer, PlaceChanged):
            self._finished(clerk, visit)
        self._think(clerk, self._world.place(clerk.place))

    def _left(self, visit: Waiting) -> None:
        match self._world.stands(visit.visit):
            case VisitState.MISSED:
                self._visitors.missed(visit)
            case VisitState.PARKED:
                self._visitors.parked(visit.visit)
            case _:
                pass

    def _finished(self, clerk: Clerk, visit: Waiting) -> None:
        guest = self._visitors.guest(visit)
        if guest is not None and guest.slips_at is not None:
            self._visitors.taken_back(visit.visit)
            self._slipped.add(clerk.place)

    def _intent(self, clerk: Clerk, state: PlaceState) -> Intent | None:
        guest = None if state.visit is None else self._visitors.guest(state.visit)
        if guest is not None and state.since is not None and state.status is PlaceStatus.SERVING:
            guest = self._in_the_dark(guest, state.since)
        intent = intend(clerk, state, guest, self._world, self._world.now())
        return self._taken_back(state) or self._taken_up(state, intent) or intent

    def _taken_back(self, state: PlaceState) -> Intent | None:
        """A case that was ended by mistake goes on."""
        if state.place not in self._slipped or state.undo is None or state.since is None:
            return None
        return Intent(state.since + SLIP_SEEN, Undo, {"place": state.place})

    def _taken_up(self, state: PlaceState, intent: Intent | None) -> Intent | None:
        """Who was missed and stands there again is called before the next."""
        if state.status is not PlaceStatus.FREE or state.since is None:
            return None
        waiting = self._visitors.asking_up
        waiting[:] = [one for one in waiting if self._world.stands(one.visit) is VisitState.MISSED]
        mine = next((one for one in waiting if one.service in state.services), None)
        if mine is None:
            return None
        at = self._world.now() if intent is None else max(self._world.now(), state.since + ASKS_UP)
        return Intent(at, CallOne, {"place": state.place, "visit": mine.visit})

    def _in_the_dark(self, guest: Guest, since: datetime) -> Guest:
        """Without power a case stands still."""
        longer = timedelta()
        for one in self._dark:
            if one.until is not None and since < one.until and one.at < since + guest.stays + longer:
                longer += one.until - max(since, one.at)
        slip = None if guest.slips_at is None else guest.slips_at + longer
        return replace(guest, stays=guest.stays + longer, slips_at=slip)
