"""Blocks of numbers for terminals that are alone: nobody else ever gives a number of them."""

import itertools
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.answers import Reason
from lobby.contract.day_list import LEASE_DAYS
from lobby.contract.events import DayStarted
from lobby.contract.requests import LeaseNumbers, WalkIn
from lobby.queueing.arrivals import next_number
from lobby.queueing.blocks import FIRST_NUMBER, LAST_NUMBER, LEAST_OWN, highest_own, kept
from lobby.queueing.decision import Declined
from lobby.queueing.evolve import replay
from lobby.queueing.reception import FromTerminal
from tests.support.house import NOW, House, rules

DEVICES = [f"kiosk-{number}" for number in range(1, 7)]


def lease(house: House, device: str) -> object:
    """This terminal asks."""
    return house.do(FromTerminal(LeaseNumbers(id="lease-0001"), device))


def next_day(house: House) -> None:
    """Local midnight."""
    house.now += timedelta(days=1)
    blocks = dict(house.line.blocks)
    day = house.now.date()
    house.take((DayStarted(at=house.now, day=day.isoformat()), *kept(blocks, day, house.now)))


@given(
    st.lists(
        st.one_of(st.sampled_from(DEVICES), st.just("midnight"), st.integers(1, 200), st.just("visitor")),
        max_size=40,
    )
)
def test_blocks_never_meet_and_the_queue_service_stays_below(steps: list[str | int]) -> None:
    """Whatever is asked, on whatever day, with whatever size of blocks; and after a restart it is the same."""
    house = House()
    for count, what in enumerate(steps):
        if what == "midnight":
            next_day(house)
        elif isinstance(what, int):
            house.rules = rules(offline_block=what)
        elif what == "visitor":
            house.do(WalkIn(id=f"walk-in-{count:04d}", service="id-card"))
        else:
            lease(house, what)
        blocks = sorted(house.line.blocks.values(), key=lambda one: one.first)
        assert all(low.last < high.first for low, high in itertools.pairwise(blocks))
        number = next_number(house.line, "id-card", house.rules)
        assert number is not None
        assert not any(block.holds(number) for block in blocks)
        assert highest_own(house.line) >= FIRST_NUMBER + LEAST_OWN - 1
    assert replay(enumerate(house.journal, 1)).blocks == house.line.blocks


def test_a_terminal_keeps_its_block_while_it_is_heard_of_each_week() -> None:
    """Asked again it is longer its; not heard of for longer, somebody else may have it."""
    house = House()
    lease(house, "kiosk-1")
    block = house.line.blocks["kiosk-1"]
    assert (block.first, block.last) == (LAST_NUMBER - 59, LAST_NUMBER)
    for _ in range(LEASE_DAYS):
        next_day(house)
    assert house.line.blocks["kiosk-1"] == block
    lease(house, "kiosk-1")
    assert house.line.blocks["kiosk-1"].until > block.until
    lease(house, "kiosk-2")
    for _ in range(LEASE_DAYS + 1):
        next_day(house)
    assert house.line.blocks == {}


def test_no_block_where_the_city_wants_none_or_numbers_run_out() -> None:
    """Size 0; too many terminals; numbers of this day that were given already."""
    house = House(rules(offline_block=0))
    assert isinstance(lease(house, "kiosk-1"), Declined)
    house.rules = rules(offline_block=200)
    answers = [lease(house, device) for device in DEVICES]
    assert [isinstance(one, Declined) for one in answers] == [False] * 2 + [True] * 4
    assert answers[-1].reason is Reason.NUMBERS_USED_UP  # type: ignore[attr-defined]
    late = House()
    late.line.last_number["A"] = 950
    assert isinstance(lease(late, "kiosk-1"), Declined)
    late.rules = replace(late.rules, config=rules(offline_block=40).config)
    assert not isinstance(lease(late, "kiosk-1"), Declined)
    assert late.line.blocks["kiosk-1"].first > 950
    assert late.now == NOW
