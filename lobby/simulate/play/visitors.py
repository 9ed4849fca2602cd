"""Everybody who comes: through the door, to a number, home. Each is a script of waits and requests."""

from collections import Counter
from collections.abc import Generator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from lobby.contract.answers import AnyAnswer, CheckedIn, Reason, Refused, Ticket
from lobby.contract.codes import typed_code
from lobby.contract.fields import VisitId
from lobby.contract.requests import AnyRequest, CheckIn, Unpark, WalkIn, Withdraw
from lobby.contract.state import Waiting
from lobby.queueing.line import VisitState
from lobby.simulate.clerks import Guest
from lobby.simulate.play.people import Person
from lobby.simulate.play.plan import Plan
from lobby.simulate.play.world import Ids, World

TRY_AGAIN = timedelta(seconds=30)
AT_THE_DOOR = timedelta(minutes=75)
"""How long people try to get a number while nothing answers."""
IN_AT_OPENING = timedelta(seconds=5)
"""Between two who waited for the door to open."""
CALLS_A_ROUND = 6
"""Who was missed and came back hears other calls, or does not, than the first time."""
NO_ANSWER = "no-answer"

Script = Generator[datetime | AnyRequest, AnyAnswer | None, None]
Asked = Generator[datetime | AnyRequest, AnyAnswer | None, AnyAnswer | None]


class Visitors:
    """`tickets` is what each visit was told first, `turned_away` counts who got no number, by the reason."""

    def __init__(self, plan: Plan, world: World, ids: Ids) -> None:
        self._plan = plan
        self._world = world
        self._ids = ids
        self._before_opening = 0
        self._gone: set[VisitId] = set()
        self._missed: set[VisitId] = set()
        self._parked: set[VisitId] = set()
        self._taken_back: set[VisitId] = set()
        self.people: dict[VisitId, Person] = {}
        self.tickets: dict[VisitId, Ticket] = {}
        self.turned_away: Counter[str] = Counter()
        self.asking_up: list[Waiting] = []
        """Missed visitors without a code who stand there again and ask to be taken."""

    def start(self) -> None:
        """Everybody comes when it is their time."""
        for person in self._plan.people:
            self._world.at(person.at, partial(self._go_on, self._come(person), None))

    def guest(self, visit: Waiting) -> Guest | None:
        """What a clerk finds who called this visit; None for one of somebody else."""
        person = self.people.get(visit.visit)
        if person is None:
            return None
        calls = visit.attempts + CALLS_A_ROUND * (visit.visit in self._missed)
        done = max(0, len(visit.services) - 1) + (visit.visit in self._parked)
        guest = person.guest(calls, done)
        if visit.visit in self._taken_back:
            guest = replace(guest, slips_at=None)
        return replace(guest, hears=False) if visit.visit in self._gone else guest

    def missed(self, visit: Waiting) -> None:
        """Called in vain for the last time: some come back, once."""
        person = self.people.get(visit.visit)
        is_lost = visit.visit in self._missed or visit.visit in self._gone
        self._missed.add(visit.visit)
        if person is not None and person.comes_back is not None and not is_lost:
            script = self._come_back(person, visit)
            self._world.at(self._world.now() + person.comes_back, partial(self._go_on, script, None))

    def parked(self, visit: VisitId) -> None:
        """Sent for papers: comes back with them."""
        person = self.people.get(visit)
        if person is not None and visit not in self._parked:
            self._parked.add(visit)
            script = self._bring(visit)
            self._world.at(self._world.now() + person.papers, partial(self._go_on, script, None))

    def taken_back(self, visit: VisitId) -> None:
        """The clerk ended this case too early, once."""
        self._taken_back.add(visit)

    def _go_on(self, script: Script, answer: AnyAnswer | None) -> None:
        try:
            step = script.send(answer)
        except StopIteration:
            return
        if isinstance(step, datetime):
            self._world.at(step, partial(self._go_on, script, None))
        else:
            self._world.ask(step, partial(self._go_on, script))

    def _come(self, person: Person) -> Script:
        answer = yield from self._number(person, self._first_request(person))
        if isinstance(answer, Refused) and answer.reason is Reason.CLOSED and person.at < self._plan.opens:
            self._before_opening += 1
            yield self._plan.opens + IN_AT_OPENING * self._before_opening
            answer = yield from self._number(person, self._first_request(person))
        if isinstance(answer, Refused) and answer.reason is Reason.TOO_LATE and person.takes_a_number:
            answer = yield from self._number(person, self._walk_in(person))
        if not isinstance(answer, CheckedIn):
            self.turned_away[str(answer.reason) if isinstance(answer, Refused) else NO_ANSWER] += 1
            return
        yield from self._wait(person, answer.ticket)

    def _number(self, person: Person, request: AnyRequest) -> Asked:
        """As a terminal asks: the same id until there is an answer, or nobody has the patience any more."""
        answer = yield from self._until_answered(request)
        if isinstance(answer, CheckedIn):
            self.people[answer.ticket.visit] = person
            self.tickets.setdefault(answer.ticket.visit, answer.ticket)
        return answer

    def _until_answered(self, request: AnyRequest) -> Asked:
        until = self._world.now() + AT_THE_DOOR
        answer = yield request
        while answer is None and self._world.now() < until:
            yield self._world.now() + TRY_AGAIN
            answer = yield request
        return answer

    def _wait(self, person: Person, ticket: Ticket) -> Script:
        if person.patience is None:
            return
        since = ticket.checked_in if ticket.slot is None else max(ticket.slot, ticket.checked_in)
        yield since + person.patience
        if self._world.stands(ticket.visit) is VisitState.PRESENT:
            self._gone.add(ticket.visit)
            if person.says_goodbye:
                yield from self._until_answered(Withdraw(id=self._ids.fresh(person.name), visit=ticket.visit))

    def _bring(self, visit: VisitId) -> Script:
        if self._world.stands(visit) is VisitState.PARKED:
            yield from self._until_answered(Unpark(id=self._ids.fresh(f"{visit}-back"), visit=visit))

    def _come_back(self, person: Person, visit: Waiting) -> Script:
        if self._world.stands(visit.visit) is not VisitState.MISSED:
            return
        if person.booking is None or visit.slot is None:
            self.asking_up.append(visit)
            return
        yield from self._number(person, self._first_request(person))

    def _first_request(self, person: Person) -> AnyRequest:
        if person.booking is None:
            return self._walk_in(person)
        code = str(typed_code(person.booking.booking))
        return CheckIn(
            id=self._ids.fresh(person.name), code=code, persons=person.persons, in_person=person.in_person
        )

    def _walk_in(self, person: Person) -> WalkIn:
        fresh = self._ids.fresh(person.name)
        return WalkIn(id=fresh, service=person.service, in_person=person.in_person)
