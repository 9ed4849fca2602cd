"""The simulated clerks of one centre, each asked twice a second what they do next."""

import time
import uuid
from datetime import UTC, datetime
from functools import partial

from lobby.contract.answers import AnyAnswer, Refused, VisitChanged
from lobby.contract.fields import Place, VisitId
from lobby.contract.requests import Unpark, WriteNote
from lobby.contract.state import House, Line
from lobby.simulate.asking import Asks
from lobby.simulate.clerks import PAPERS, Clerk, intend
from lobby.simulate.staffing import Staff, staff
from lobby.simulate.strangers import SeenRoom, Strangers

AFTER_REFUSAL_SECONDS = 5.0
PAPERS_ARE_HERE = "Unterlagen liegen vor"
"""By this note the next clerk, who remembers nothing either, knows that the case goes on."""
SIT_DOWN_SECONDS = 30.0


class Counters:
    """One command at a time per counter. Times are `time.monotonic()`."""

    def __init__(self, wanted: Staff, asking: Asks) -> None:
        self._wanted = wanted
        self._asking = asking
        self._clerks: dict[Place, Clerk] = {}
        self._busy: set[Place] = set()
        self._quiet_until: dict[Place, float] = {}
        self._back: set[VisitId] = set()

    def __len__(self) -> int:
        """How many clerks there are."""
        return len(self._clerks)

    def work(self, house: House, line: Line, now: float) -> None:
        """Ask for what each clerk wants to do."""
        self._hire(house, line, now)
        places = {place.place: place for place in line.places}
        moment = datetime.now(UTC)
        self._back_with_papers(line, moment)
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

    def _back_with_papers(self, line: Line, moment: datetime) -> None:
        """Who was sent for papers has them, and says so at the reception."""
        for visit in line.parked:
            is_due = visit.parked_until is not None and visit.parked_until <= moment
            if visit.parked_where == PAPERS and is_due and visit.visit not in self._back:
                self._back.add(visit.visit)
                note = WriteNote(id=uuid.uuid4().hex, visit=visit.visit, text=PAPERS_ARE_HERE)
                self._asking.ask(note, partial(self._noted, visit.visit))

    def _noted(self, visit: VisitId, answer: AnyAnswer | None) -> None:
        if isinstance(answer, VisitChanged):
            self._asking.ask(Unpark(id=uuid.uuid4().hex, visit=visit), lambda _answer: None)
        self._back.discard(visit)

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
