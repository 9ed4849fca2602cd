"""Contingents: how many come without a booking, in a half of the day."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.catalogue_files import sample_catalogue
from lobby.contract.answers import Reason
from lobby.contract.config import CentreConfig
from lobby.contract.contingents import UsualContingent
from lobby.contract.requests import (
    CallNext,
    NotHere,
    OpenPlace,
    SetContingent,
    Start,
    WalkIn,
    WalkInByHand,
    Withdraw,
)
from lobby.contract.state import HalfDay, OfferedService
from lobby.queueing.decision import Decided
from lobby.queueing.documents import Stamp, house, reception
from lobby.queueing.rules import unusable
from tests.support.house import NOW, House, booking, minutes, reason, rules

SERVICES = ("id-card", "passport")
Step = tuple[str, str, int]
STEPS = st.tuples(
    st.sampled_from(["walk-in", "by-hand", "withdraw", "call", "not-here", "start", "booked"]),
    st.sampled_from(SERVICES),
    st.integers(0, 20),
)


def _id() -> str:
    return uuid.uuid4().hex


def limited(*contingents: tuple[str, HalfDay, int]) -> House:
    """A house with these configured."""
    usual = tuple(UsualContingent(service=one, half=half, count=count) for one, half, count in contingents)
    return House(rules=rules(contingents=usual))


def comes(here: House, service: str = "id-card", kind: type[WalkIn] = WalkIn) -> Reason | None:
    return reason(here.do(kind(id=_id(), service=service)))


def offered(here: House, service: str = "id-card") -> OfferedService:
    told = house(here.line, here.rules, Stamp("journal-1", here.now), {})
    return next(one for one in told.services if one.service == service)


def take(here: House, step: Step, number: int) -> bool:
    """One step of somebody; whether it was a number from the terminal."""
    kind, service, which = step
    waiting = [one.id for one in here.line.visits.values() if one.number is not None]
    command: Any = None
    match kind:
        case "walk-in" | "by-hand":
            given = here.do((WalkIn if kind == "walk-in" else WalkInByHand)(id=_id(), service=service))
            return kind == "walk-in" and isinstance(given, Decided)
        case "withdraw" if waiting:
            command = Withdraw(id=_id(), visit=waiting[which % len(waiting)])
        case "booked":
            here.book(booking(number, service=service))
            assert isinstance(here.present(booking(number, service=service)), Decided)
        case "call" | "not-here" | "start":
            command = {"call": CallNext, "not-here": NotHere, "start": Start}[kind](id=_id(), place="1")
    if command is not None:
        here.do(command)
    return False


@given(counts=st.tuples(st.integers(0, 4), st.integers(0, 4)), steps=st.lists(STEPS, max_size=40))
def test_a_terminal_never_gives_more_than_the_contingent(counts: tuple[int, int], steps: list[Step]) -> None:
    """Whatever happens: who took a number and did not leave uncalled is within the count, by hand or not."""
    here = limited(*((one, HalfDay.MORNING, count) for one, count in zip(SERVICES, counts, strict=True)))
    here.do(OpenPlace(id=_id(), place="1", services=SERVICES))
    for number, step in enumerate(steps):
        before = dict(here.line.hall.used)
        if take(here, step, number):
            share = step[1], HalfDay.MORNING
            assert before.get(share, 0) < counts[SERVICES.index(step[1])]
            assert here.line.hall.used[share] == before.get(share, 0) + 1
        assert min(here.line.hall.used.values(), default=0) >= 0


@given(count=st.integers(0, 6), arrivals=st.permutations(["id-card"] * 5 + ["passport"] * 5))
def test_the_order_of_arrivals_changes_nothing(count: int, arrivals: list[str]) -> None:
    """However two services mix, each gives exactly its count."""
    here = limited(("id-card", HalfDay.MORNING, count))
    given = [service for service in arrivals if comes(here, service) is None]
    assert given.count("id-card") == min(count, 5)
    assert given.count("passport") == 5


def test_the_reception_sets_another_one_for_today() -> None:
    """What it set holds, down to none; taken back, the configured one holds again."""
    here = limited(("id-card", HalfDay.MORNING, 1))
    half = HalfDay.MORNING
    assert comes(here) is None
    assert comes(here) is Reason.CONTINGENT_USED_UP
    here.do(SetContingent(id=_id(), service="id-card", half=half, count=2))
    assert comes(here) is None
    here.do(SetContingent(id=_id(), service="id-card", half=half, count=None))
    assert comes(here) is Reason.CONTINGENT_USED_UP
    here.do(SetContingent(id=_id(), service="passport", half=half, count=0))
    assert comes(here, "passport") is Reason.CONTINGENT_USED_UP


def test_the_reception_may_exceed_it_and_booked_visitors_are_not_affected() -> None:
    """A number by hand counts, and a booking costs no number without one."""
    here = limited(("id-card", HalfDay.MORNING, 0))
    assert comes(here, kind=WalkInByHand) is None
    here.book(booking(1))
    assert isinstance(here.present(booking(1)), Decided)
    told = reception(here.line, here.rules, Stamp("journal-1", here.now)).contingents
    assert [(one.count, one.used) for one in told] == [(0, 1)]


def test_each_half_of_the_day_has_its_own() -> None:
    """At noon, local time, the afternoon's numbers begin; the morning says when."""
    here = limited(("id-card", HalfDay.MORNING, 0), ("id-card", HalfDay.AFTERNOON, 1))
    noon = NOW + timedelta(hours=2)
    assert (offered(here).used_up, offered(here).again_from) == (True, noon)
    here.now = noon - timedelta(seconds=1)
    assert comes(here) is Reason.CONTINGENT_USED_UP
    here.now = noon
    assert not offered(here).used_up
    assert comes(here) is None
    assert comes(here) is Reason.CONTINGENT_USED_UP
    assert (offered(here).used_up, offered(here).again_from) == (True, None)


@pytest.mark.parametrize(
    ("before", "gives_back"), [((), True), ((CallNext, NotHere), False), ((CallNext, Start), False)]
)
def test_who_leaves_before_costing_time_gives_the_share_back(
    before: tuple[Any, ...],
    gives_back: bool,  # noqa: FBT001 - a case of the table
) -> None:
    """A number that nobody waits with any more is another visitor's; a call in vain has cost a counter its time."""
    here = limited(("id-card", HalfDay.MORNING, 1))
    here.do(OpenPlace(id=_id(), place="1", services=SERVICES))
    assert comes(here) is None
    visit = next(iter(here.line.present))
    for command in before:
        here.do(command(id=_id(), place="1"))
    here.now += minutes(10)
    here.do(Withdraw(id=_id(), visit=visit))
    assert (comes(here) is None) is gives_back


def test_a_contingent_of_an_unknown_service_is_refused() -> None:
    """So is one that stands twice: which would hold?"""
    one = UsualContingent(service="id-card", half=HalfDay.MORNING, count=1)
    other = UsualContingent(service="no-such-thing", half=HalfDay.MORNING, count=1)
    wrong = unusable(CentreConfig(contingents=(one, one, other)), sample_catalogue())
    assert "no-such-thing" in wrong["contingents"]
    assert "twice" in wrong["contingents"]
    assert unusable(CentreConfig(contingents=(one,)), sample_catalogue()) == {}
