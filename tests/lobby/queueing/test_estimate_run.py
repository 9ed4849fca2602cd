"""A run of the queue into the future calls whom the rules call, when they call."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from heapq import heappop, heappush
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lobby.contract.bookings import Booking
from lobby.contract.requests import CallNext, Finish, OpenPlace, Start, WalkIn
from lobby.queueing.arrivals import Presented
from lobby.queueing.classes import VisitClass
from lobby.queueing.decision import Declined
from lobby.queueing.estimate_run import Coming, Entry, Outcome, Path, run
from lobby.queueing.estimate_situation import situation
from tests.support.house import NOW, House, booking, minutes

SERVICES = ("id-card", "passport", "pickup")
LENGTHS = {"id-card": 15.0, "passport": 15.0, "pickup": 5.0}
FACTORS = (0.4, 1.7, 0.9, 0.3, 2.2, 1.1, 0.6)


@dataclass(frozen=True)
class Guest:
    """Somebody who comes at a moment, with a booking or without."""

    name: int
    service: str
    comes: datetime
    slot: datetime | None

    @property
    def visit(self) -> str:
        return f"{self.name:016x}" if self.slot is not None else f"walk-in-{self.name}"

    @property
    def booking(self) -> Booking:
        return booking(self.name, self.slot or NOW, service=self.service)

    def check_in(self, house: House) -> None:
        walk_in = WalkIn(id=self.visit, service=self.service)
        house.do(Presented(self.booking) if self.slot is not None else walk_in)


@st.composite
def guests(draw: st.DrawFn) -> list[Guest]:
    """Each at another second, so that nothing depends on how ties are broken."""
    found = []
    for name in range(draw(st.integers(0, 14))):
        comes = NOW + timedelta(minutes=draw(st.integers(-100, 50)), seconds=name)
        ahead = draw(st.none() | st.integers(-14, 60))
        slot = None if ahead is None else comes + timedelta(minutes=ahead)
        found.append(Guest(name, draw(st.sampled_from(SERVICES)), comes, slot))
    return found


COUNTERS = st.lists(st.sets(st.sampled_from(SERVICES), min_size=1), min_size=1, max_size=4)


def _house(people: list[Guest], counters: list[set[str]]) -> House:
    house = House(now=NOW - timedelta(hours=2))
    house.book(*(guest.booking for guest in people if guest.slot is not None))
    for guest in sorted(people, key=lambda guest: guest.comes):
        if guest.comes <= NOW:
            house.now = guest.comes
            guest.check_in(house)
    house.now = NOW
    for place, services in enumerate(counters, 1):
        house.do(OpenPlace(id=uuid.uuid4().hex, place=str(place), services=tuple(sorted(services))))
    return house


def _really_called(house: House, people: list[Guest], counters: int) -> dict[str, float]:
    """Minutes from now of each call, by the rules; the n-th case lasts as the n-th factor says."""
    coming = sorted((guest for guest in people if guest.comes > NOW), key=lambda guest: guest.comes)
    free = [(NOW, place) for place in range(1, counters + 1)]
    looks = sorted({guest.comes for guest in coming} | _opens(people))
    called: dict[str, float] = {}
    while free:
        house.now, place = heappop(free)
        while coming and coming[0].comes <= house.now:
            later, house.now = house.now, coming[0].comes
            coming.pop(0).check_in(house)
            house.now = later
        house.do(Finish(id=uuid.uuid4().hex, place=str(place)))
        if isinstance(house.do(CallNext(id=uuid.uuid4().hex, place=str(place))), Declined):
            again = next((moment for moment in looks if moment > house.now), None)
            if again is not None:
                heappush(free, (again, place))
            continue
        house.do(Start(id=uuid.uuid4().hex, place=str(place)))
        visit = house.line.visit_at(str(place))
        assert visit is not None
        lasts = LENGTHS[visit.service] * FACTORS[len(called) % len(FACTORS)]
        called[visit.id] = (house.now - NOW) / minutes(1)
        heappush(free, (house.now + minutes(lasts), place))
    return called


def _opens(people: list[Guest]) -> set[datetime]:
    return {guest.slot - minutes(15) for guest in people if guest.slot is not None}


def _run(house: House, people: list[Guest], *, to_the_end: bool = True) -> tuple[Outcome, dict[str, int]]:
    """The run with everything known: who comes when, and how long each case lasts. With the index of each visit."""
    found = situation(house.line, house.rules, NOW)
    assert found is not None
    index = {visit: number for number, (visit, _) in enumerate(found.visits)}
    later = list(found.later)
    for guest in people:
        key = found.keys.get(guest.service)
        if guest.comes > NOW and key is not None:
            since = (max(guest.slot or guest.comes, guest.comes) - NOW) / minutes(1)
            opens = max(guest.comes, guest.slot - minutes(15)) if guest.slot is not None else guest.comes
            index[guest.visit] = 1000 + guest.name
            queue = key if guest.slot is None else key - key % len(VisitClass)
            entry = Entry(
                since, guest.visit, list(house.rules.services).index(guest.service), index[guest.visit]
            )
            later.append(Coming((opens - NOW) / minutes(1), queue, entry))
    lengths = [LENGTHS.get(service, 0.0) for service in house.rules.services]
    setting = replace(found.setting, minutes=[lengths], before_case=0.0)
    if to_the_end:  # a group that nobody takes is waited for
        setting = replace(setting, newcomers=[*setting.newcomers, [(setting.classes[0], frozenset({99}))]])
    path = Path([0.0] * len(found.counters), iter(sorted(later)), [FACTORS] * len(lengths), 1.0, [False] * 7)
    return run(setting, path, inf), index


@settings(deadline=None, max_examples=150)
@given(guests(), COUNTERS)
def test_a_run_calls_whom_the_rules_call(people: list[Guest], counters: list[set[str]]) -> None:
    """Booked by slot, early ones when nobody has waited, walk-ins by credit and cap, each only where they are taken."""
    outcome, index = _run(_house(people, counters), people)
    assumed = {visit: outcome.visits[number] for visit, number in index.items() if number in outcome.visits}
    real = _really_called(_house(people, counters), people, len(counters))
    assert assumed == pytest.approx(real)


@settings(deadline=None, max_examples=100)
@given(guests(), COUNTERS, st.sampled_from(SERVICES))
def test_a_newcomer_waits_as_long_as_one_who_really_joins(
    people: list[Guest], counters: list[set[str]], service: str
) -> None:
    """Though the newcomer of a run takes nobody's place."""
    house = _house(people, counters)
    found = situation(house.line, house.rules, NOW)
    assert found is not None
    key = found.keys.get(service)
    if key is None:
        assert not any(service in taken for taken in counters)
        return
    real = _house(people, counters)
    newcomer = Guest(77, service, NOW, None)
    newcomer.check_in(real)
    called = _really_called(real, people, len(counters))
    outcome, _ = _run(house, people, to_the_end=False)
    assert outcome.newcomers[key] == pytest.approx(called[newcomer.visit])
