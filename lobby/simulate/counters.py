"""The simulated clerks of one centre, each asked twice a second what they do next."""

import time
import uuid
from datetime import UTC, datetime
from functools import partial

from lobby.contract.answers import AnyAnswer, Refused
from lobby.contract.fields import Place
from lobby.contract.state import House, Line
from lobby.simulate.asking import Asking
from lobby.simulate.clerks import Clerk, intend
from lobby.simulate.staffing import Staff, staff
from lobby.simulate.strangers import SeenRoom, Strangers

AFTER_REFUSAL_SECONDS = 5.0
SIT_DOWN_SECONDS = 30.0


class Counters:
    """One command at a time per counter. Times are `time.monotonic()`."""

    def __init__(self, wanted: Staff, asking: Asking) -> None:
        self._wanted = wanted
        self._asking = asking
        self._clerks: dict[Place, Clerk] = {}
        self._busy: set[Place] = set()
        self._quiet_until: dict[Place, float] = {}

    def __len__(self) -> int:
        """How many clerks there are."""
        return len(self._clerks)

    def work(self, house: House, line: Line, now: float) -> None:
        """Ask for what each clerk wants to do."""
        self._hire(house, line, now)
        places = {place.place: place for place in line.places}
        moment = datetime.now(UTC)
        room = SeenRoom(line, house.opening.is_open, moment)
        strangers = Strangers({one.service: float(one.minutes) for one in house.services}, self._wanted.seed)
        for clerk in self._clerks.values():
            if clerk.place in self._busy or now < self._quiet_until[clerk.place]:
                continue
            place = places[clerk.place]
            guest = None if place.visit is None else strangers.guest(place.visit)
            intent = intend(clerk, place, guest, room, moment)
            if intent is not None and intent.at <= moment:
                self._busy.add(clerk.place)
                self._asking.ask(intent.request(uuid.uuid4().hex), partial(self._answered, clerk.place))

    def _hire(self, house: House, line: Line, now: float) -> None:
        clerks = staff(house, [place.place for place in line.places], self._wanted)
        known, self._clerks = self._clerks, {clerk.place: clerk for clerk in clerks}
        if known.keys() != self._clerks.keys():
            for number, place in enumerate(self._clerks, 1):  # they do not all sit down at once
                self._quiet_until[place] = now + SIT_DOWN_SECONDS / self._wanted.speed * number

    def _answered(self, place: Place, answer: AnyAnswer | None) -> None:
        self._busy.discard(place)
        if answer is None or isinstance(answer, Refused):
            self._quiet_until[place] = time.monotonic() + AFTER_REFUSAL_SECONDS
