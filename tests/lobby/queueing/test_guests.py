"""Bookings of other centres: taken when there is room, and never at the cost of this house's own bookings."""

import uuid
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.answers import Reason
from lobby.contract.contingents import UsualContingent
from lobby.contract.events import Arrived
from lobby.contract.requests import CallNext, LockWalkIn, NotHere, OpenPlace, WalkIn
from lobby.contract.state import HalfDay, Standing, WaitRange
from lobby.queueing.arrivals import Presented, Recognised, recognise
from lobby.queueing.decision import Decided, Declined
from lobby.queueing.discipline import calling_order
from lobby.queueing.guests import NO_ROOM, Outlook, has_room
from tests.support.house import NOW, House, booking, minutes, rules

GUEST = booking(1, centre="wandsbek")
SERVICE = GUEST.service
FREE = Outlook()


def _id() -> str:
    return uuid.uuid4().hex


def shows(house: House, outlook: Outlook = FREE) -> Recognised | Declined:
    return recognise(house.line, Presented(GUEST, outlook=outlook), house.rules, house.now)


def waits(low: int, high: int | None) -> Outlook:
    return Outlook({SERVICE: WaitRange(low_minutes=low, high_minutes=high)})


def test_a_guest_gets_a_number_and_the_fact_says_whose() -> None:
    """Without slot; the same code again is the same number."""
    house = House()
    decided = house.do(Presented(GUEST, outlook=FREE))
    assert isinstance(decided, Decided)
    (fact,) = decided.events
    assert isinstance(fact, Arrived)
    assert (fact.guest_of, fact.standing, fact.slot) == ("wandsbek", Standing.WALK_IN, None)
    assert house.do(Presented(GUEST, outlook=waits(60, None))) == Decided(visit=GUEST.booking)


def test_a_booking_of_this_house_is_no_guest() -> None:
    """However full it is."""
    house = House()
    own = Presented(booking(2), outlook=waits(60, None))
    found = recognise(house.line, own, house.rules, house.now)
    assert isinstance(found, Recognised)
    decided = house.do(own)
    assert isinstance(decided, Decided)
    (fact,) = decided.events
    assert isinstance(fact, Arrived)
    assert fact.guest_of is None


def test_without_room_the_guest_is_told_where_the_booking_is() -> None:
    """Refused as of another site, narrowed so that the terminal has a sentence for it."""
    declined = shows(House(), waits(40, 50))
    assert isinstance(declined, Declined)
    assert (declined.reason, declined.detail) == (Reason.OTHER_SITE, NO_ROOM)
    assert declined.booking is not None
    assert declined.booking.centre == "wandsbek"


def test_what_keeps_out_others_without_a_slot_keeps_out_guests() -> None:
    """Locked by the reception, given out, after the last moment, not taken at all, or switched off."""
    locked = House()
    locked.do(LockWalkIn(id=_id(), locked=True))
    limits = tuple(UsualContingent(service=SERVICE, half=half, count=0) for half in HalfDay)
    over = Outlook(last={SERVICE: NOW - minutes(2)})
    for house, outlook in (
        (locked, FREE),
        (House(rules(contingents=limits)), FREE),
        (House(), over),
        (House(rules(walk_in=False)), FREE),
        (House(rules(guest_wait_minutes=0)), FREE),
    ):
        assert isinstance(shows(house, outlook), Declined)


def test_a_guest_who_was_called_in_vain_may_come_back() -> None:
    """Whoever has a number here is not sent away again."""
    house = House(rules(calls_in_vain=1))
    house.do(Presented(GUEST, outlook=FREE))
    house.do(OpenPlace(id=_id(), place="7", services=(SERVICE,)))
    house.do(CallNext(id=_id(), place="7"))
    house.do(NotHere(id=_id(), place="7"))
    assert isinstance(house.do(Presented(GUEST, outlook=waits(60, None))), Decided)
    assert [visit.id for visit in house.line.present.values()] == [GUEST.booking]


@given(
    limit=st.integers(0, 120),
    low=st.integers(0, 24),
    high=st.none() | st.integers(1, 30),
    known=st.booleans(),
)
def test_room_is_where_the_longest_wait_said_is_within_the_limit(
    limit: int, low: int, high: int | None, *, known: bool
) -> None:
    """An open end is too long; what nobody knows speaks neither for nor against; 0 takes nobody."""
    house = House(rules(guest_wait_minutes=limit))
    outlook = waits(5 * low, None if high is None else 5 * (low + high)) if known else FREE
    free = has_room(house.line, house.rules, SERVICE, outlook, house.now)
    fits = not known or (high is not None and 5 * (low + high) <= limit)
    assert free is (limit > 0 and fits)


@given(st.lists(st.tuples(st.sampled_from(["own", "guest", "walk-in"]), st.integers(0, 20)), max_size=12))
def test_guests_change_the_order_exactly_as_visitors_without_a_booking_do(
    arrivals: list[tuple[str, int]],
) -> None:
    """Nobody with a booking of this house is called later for a guest than for a walk-in who came then."""
    real, like = House(), House()
    for index, (kind, gap) in enumerate(arrivals, 1):
        for house in (real, like):
            house.now += minutes(gap)
            if kind == "own":
                house.do(Presented(booking(index, house.now)))
            elif kind == "guest" and house is real:
                house.do(Presented(booking(index, house.now, centre="wandsbek"), outlook=FREE))
            else:
                house.do(WalkIn(id=f"walk-in-{index:04d}", service=SERVICE))
    later = real.now + timedelta(minutes=45)
    order = [[visit.number for visit in calling_order(one.line, one.rules, later)] for one in (real, like)]
    assert order[0] == order[1]
