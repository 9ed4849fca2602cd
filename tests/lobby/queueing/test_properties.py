"""What holds whatever people do, in any order."""

import uuid
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from lobby.contract.events import Arrived, Called
from lobby.contract.requests import (
    AddService,
    CallNext,
    CallOne,
    ClosePlace,
    Finish,
    HandOver,
    ImportBookings,
    NotHere,
    OpenPlace,
    Park,
    PausePlace,
    Recall,
    Start,
    Transfer,
    Undo,
    Unpark,
    WalkIn,
    Withdraw,
    WithdrawCall,
)
from lobby.contract.state import PlaceStatus
from lobby.queueing.decide import Command
from lobby.queueing.discipline import is_for
from lobby.queueing.evolve import evolve
from lobby.queueing.line import Line, VisitState
from tests.support.house import NOW, House, booking, minutes, plain

PLACES = st.sampled_from(["1", "2", "3"])
SERVICES = ("id-card", "passport", "pickup")
COUNTER_COMMANDS = st.sampled_from([CallNext, Recall, NotHere, Start, Finish, ClosePlace, WithdrawCall, Undo])


def _elsewhere(place: str, to: str, service: str) -> tuple[Command, ...]:
    name = uuid.uuid4().hex
    return (
        Park(id=name, place=place, where="Fotostation"),
        Transfer(id=name, place=place, service=service),
        Transfer(id=name, place=place, to=to),
        HandOver(id=name, place=place, to=to),
        AddService(id=name, place=place, service=service),
        PausePlace(id=name, place=place, paused=service == "pickup"),
    )


class LobbyDay(RuleBasedStateMachine):
    """Visitors and clerks do what they like."""

    def __init__(self) -> None:
        """A morning with forty bookings."""
        super().__init__()
        self.house = House()
        self.bookings = [
            booking(number, NOW + minutes(number * 3 - 30), service=SERVICES[number % 3])
            for number in range(40)
        ]
        self.house.book(*self.bookings)

    @rule(which=st.integers(0, 39), persons=st.none() | st.integers(1, 5))
    def somebody_scans(self, which: int, persons: int | None) -> None:
        """A booked visitor, perhaps for the second time."""
        before = self.house.number(self.bookings[which])
        self.house.present(self.bookings[which], persons=persons)
        assert before is None or self.house.number(self.bookings[which]) == before

    @rule(service=st.sampled_from(SERVICES))
    def somebody_walks_in(self, service: str) -> None:
        """Without a booking."""
        self.house.do(WalkIn(id=uuid.uuid4().hex, service=service))

    @rule(which=st.integers(0, 39), later=st.integers(-30, 60), cancelled=st.booleans())
    def a_booking_changes(self, which: int, later: int, cancelled: bool) -> None:  # noqa: FBT001
        """Rebooked or cancelled, before or after the visitor came."""
        old = self.bookings[which]
        revision = min(old.revision + 1, 15)
        new = booking(
            which, old.slot + minutes(later), service=old.service, revision=revision, cancelled=cancelled
        )
        self.house.deliver(ImportBookings(id=uuid.uuid4().hex, bookings=(new,)))
        self.bookings[which] = new

    @rule(place=PLACES, services=st.sets(st.sampled_from(SERVICES), min_size=1))
    def a_counter_opens(self, place: str, services: set[str]) -> None:
        """Or changes what it takes."""
        self.house.do(OpenPlace(id=uuid.uuid4().hex, place=place, services=tuple(sorted(services))))

    @rule(place=PLACES, kind=COUNTER_COMMANDS)
    def a_clerk_presses(self, place: str, kind: type[CallNext]) -> None:
        """Any button."""
        self.house.do(kind(id=uuid.uuid4().hex, place=place))

    @rule(place=PLACES, to=PLACES, service=st.sampled_from(SERVICES), what=st.integers(0, 5))
    def a_case_goes_elsewhere(self, place: str, to: str, service: str, what: int) -> None:
        """Parked, another service, another counter, handed over, a second service, a break."""
        self.house.do(_elsewhere(place, to, service)[what])

    @precondition(lambda self: self.house.line.visits)
    @rule(data=st.data(), back=st.booleans())
    def the_reception_does_something(self, data: st.DataObject, back: bool) -> None:  # noqa: FBT001
        """Somebody is back, or goes home."""
        visit = data.draw(st.sampled_from(sorted(self.house.line.visits)))
        kind = Unpark if back else Withdraw
        self.house.do(kind(id=uuid.uuid4().hex, visit=visit))

    @rule(place=PLACES)
    def a_clerk_goes_on(self, place: str) -> None:
        """Finish and next."""
        self.house.do(CallNext(id=uuid.uuid4().hex, place=place, finish_current=True))

    @precondition(lambda self: self.house.line.visits)
    @rule(place=PLACES, data=st.data())
    def a_clerk_calls_one(self, place: str, data: st.DataObject) -> None:
        """Anybody of the list."""
        visit = data.draw(st.sampled_from(sorted(self.house.line.visits)))
        self.house.do(CallOne(id=uuid.uuid4().hex, place=place, visit=visit))

    @rule(seconds=st.integers(1, 900))
    def time_passes(self, seconds: int) -> None:
        """On the same day."""
        if self.house.now < NOW + timedelta(hours=10):
            self.house.now += timedelta(seconds=seconds)

    @invariant()
    def one_visit_one_counter(self) -> None:
        """Nobody is at two counters, no counter has two, and both sides agree."""
        line = self.house.line
        at_counters = [counter.visit for counter in line.counters.values() if counter.visit is not None]
        assert len(at_counters) == len(set(at_counters))
        for counter in line.counters.values():
            if counter.visit is not None:
                visit = line.visits[counter.visit]
                assert visit.place == counter.place
                assert visit.state in {VisitState.CALLED, VisitState.SERVING}
                assert counter.status in {PlaceStatus.CALLED, PlaceStatus.SERVING}
        busy = {VisitState.CALLED, VisitState.SERVING}
        assert {visit.id for visit in line.visits.values() if visit.state in busy} == set(at_counters)
        assert set(line.calls) == set(at_counters)

    @invariant()
    def nobody_is_lost_or_in_two_states(self) -> None:
        """The indexes hold exactly those of their state."""
        line = self.house.line
        indexes = (
            (VisitState.PRESENT, line.present),
            (VisitState.MISSED, line.missed),
            (VisitState.PARKED, line.parked),
        )
        for state, index in indexes:
            assert {one.id for one in line.visits.values() if one.state is state} == set(index)
        assert line.to_come == {
            one.id
            for one in line.visits.values()
            if one.state is VisitState.BOOKED and one.slot is not None and one.slot.date() == line.day
        }

    @invariant()
    def numbers_are_given_once(self) -> None:
        """Each visit one number, each number one visit."""
        numbers: dict[str, str] = {}
        for event in self.house.journal:
            if isinstance(event, Arrived):
                assert numbers.setdefault(event.number, event.visit) == event.visit
        assert len(set(numbers.values())) == len(numbers)

    @invariant()
    def only_those_who_came_are_called(self) -> None:
        """Every call is of a number that an arrival has given."""
        arrived: set[str] = set()
        for event in self.house.journal:
            if isinstance(event, Arrived):
                arrived.add(event.visit)
            assert not isinstance(event, Called) or event.visit in arrived

    @invariant()
    def counters_take_only_what_is_theirs(self) -> None:
        """Whoever waits for one counter stands in no other's line."""
        for visit in self.house.line.present.values():
            for counter in self.house.line.counters.values():
                taken = is_for(visit, counter.services, counter.place)
                assert not taken or visit.only_place in {None, counter.place}

    def teardown(self) -> None:
        """A restart, a fold over the journal, leads to the same line."""
        again = Line()
        for event in self.house.journal:
            evolve(again, event)
        assert plain(again) == plain(self.house.line)


LobbyDay.TestCase.settings = settings(max_examples=200, stateful_step_count=60, deadline=None)
TestLobbyDay = LobbyDay.TestCase
