"""Deliveries of bookings."""

import random
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.answers import ImportRemark, Reason
from lobby.contract.bookings import Booking
from lobby.contract.events import Booked, DayStarted
from lobby.contract.requests import CallNext, CompleteDay, ImportBookings, NotHere, OpenPlace, WalkIn
from lobby.queueing.bookings import Delivery
from lobby.queueing.decision import Decided, Declined
from lobby.queueing.evolve import replay
from lobby.queueing.line import VisitState
from tests.support.house import NOW, House, booking, minutes, plain, rules


def _import(*bookings: Booking) -> ImportBookings:
    return ImportBookings(id=uuid.uuid4().hex, bookings=bookings)


def _counts(delivery: Delivery | Declined) -> tuple[int, int, int, int]:
    assert isinstance(delivery, Delivery)
    return delivery.added, delivery.changed, delivery.cancelled, delivery.unchanged


def test_the_same_delivery_twice_changes_nothing() -> None:
    """Imports may be repeated as often as one likes."""
    house = House()
    day = _import(booking(1), booking(2))
    assert _counts(house.deliver(day)) == (2, 0, 0, 0)
    assert _counts(house.deliver(day)) == (0, 0, 0, 2)


def test_changes_and_cancellations_are_taken() -> None:
    """A higher revision replaces, an older one does not come back, a cancelled one is off."""
    house = House()
    house.deliver(_import(booking(1), booking(2)))
    moved = booking(1, NOW + minutes(30), revision=1)
    assert _counts(house.deliver(_import(moved, booking(2, cancelled=True)))) == (0, 1, 1, 0)
    assert _counts(house.deliver(_import(booking(1), booking(2, cancelled=True)))) == (0, 0, 0, 2)
    assert house.line.visits[moved.booking].slot == NOW + minutes(30)


def test_a_visit_that_has_begun_is_not_changed() -> None:
    """Who is here stays here, whatever the booking system says."""
    house = House()
    house.deliver(_import(booking(1)))
    house.present(booking(1))
    assert _counts(house.deliver(_import(booking(1, revision=3, cancelled=True)))) == (0, 0, 0, 1)
    assert house.line.present


def test_one_booking_twice_in_a_delivery_counts_once() -> None:
    """The higher revision holds, in any order."""
    house = House()
    newer = booking(1, NOW + minutes(30), revision=1)
    assert _counts(house.deliver(_import(newer, booking(1)))) == (1, 0, 0, 1)
    assert house.line.visits[newer.booking].slot == NOW + minutes(30)


def test_an_unknown_cancelled_booking_is_remembered() -> None:
    """So that its code is "cancelled" and not "provisional"."""
    house = House()
    assert _counts(house.deliver(_import(booking(1, cancelled=True)))) == (0, 0, 1, 0)
    assert _counts(house.deliver(_import(booking(1, cancelled=True)))) == (0, 0, 0, 1)


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (booking(2, centre="wandsbek"), Reason.OTHER_SITE),
        (booking(2, service="no-such"), Reason.NOT_OFFERED),
    ],
)
def test_one_wrong_row_refuses_the_delivery(wrong: Booking, expected: Reason) -> None:
    """Nothing is half imported, and the row is named."""
    house = House()
    declined = house.deliver(_import(booking(1), wrong))
    assert isinstance(declined, Declined)
    assert (declined.reason, "booking 2" in (declined.detail or "")) == (expected, True)
    assert house.line.visits == {}


def _notes(delivery: Delivery | Declined) -> list[tuple[ImportRemark, str | None]]:
    assert isinstance(delivery, Delivery)
    return [(note.remark, note.number) for note in delivery.notes]


def _walk_in(house: House, service: str = "id-card") -> str:
    """The number of somebody who comes without a booking."""
    came = house.do(WalkIn(id=uuid.uuid4().hex, service=service))
    assert isinstance(came, Decided)
    number = house.line.visits[came.visit or ""].number
    assert number is not None
    return number


@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4), st.booleans()), unique=True, max_size=8),
    st.randoms(),
)
def test_the_newest_version_holds_in_any_order(
    made: list[tuple[int, int, bool]], order: random.Random
) -> None:
    """However versions are shuffled over deliveries, the line ends with the newest, cancelled or not."""
    versions = {
        (revision, version): booking(
            1, NOW + minutes(version), revision=revision, version=version, cancelled=off
        )
        for revision, version, off in made
    }
    sent = list(versions.values())
    order.shuffle(sent)
    house = House()
    for one in sent:
        house.deliver(_import(one))
    if not versions:
        return
    newest = versions[max(versions)]
    visit = house.line.visits[newest.booking]
    assert (visit.state is VisitState.CANCELLED) == newest.cancelled
    if not newest.cancelled:
        assert visit.booking == newest
    before = len(house.journal)
    for one in sent:
        house.deliver(_import(one))
    assert len(house.journal) == before


def test_an_older_version_is_ignored_and_reported() -> None:
    """A cancellation is not undone by an older word that comes after it."""
    house = House()
    house.deliver(_import(booking(1, version=3)))
    house.deliver(_import(booking(1, version=5, cancelled=True)))
    late = house.deliver(_import(booking(1, version=4)))
    assert (_counts(late), _notes(late)) == ((0, 0, 0, 1), [(ImportRemark.OLDER, None)])
    assert house.line.visits[booking(1).booking].state is VisitState.CANCELLED
    again = house.deliver(_import(booking(1, version=6)))
    assert _counts(again) == (0, 1, 0, 0)


def test_a_change_to_a_visit_that_has_begun_is_reported() -> None:
    """The booking system hears that its change had no effect; a repetition is no change."""
    house = House()
    house.deliver(_import(booking(1, version=1)))
    house.present(booking(1))
    assert _notes(house.deliver(_import(booking(1, version=1)))) == []
    moved = house.deliver(_import(booking(1, NOW + minutes(60), revision=1)))
    assert _notes(moved) == [(ImportRemark.BEGUN, "A101")]


def test_a_booking_after_a_provisional_check_in_makes_no_other_visit() -> None:
    """Who came with a code newer than the list is that booking already."""
    house = House()
    house.present(booking(1))
    assert _counts(house.deliver(_import(booking(1)))) == (0, 0, 0, 1)
    assert (len(house.line.visits), house.line.to_come) == (1, set())


@pytest.mark.parametrize("expected_before", [False, True])
def test_a_booking_joins_the_visitor_who_was_here_first(*, expected_before: bool) -> None:
    """Who came as a walk-in and is named by number stays one visit; the code then shows the same number."""
    house = House()
    number = _walk_in(house)
    if expected_before:
        house.deliver(_import(booking(1)))
    joined = house.deliver(_import(booking(1, number=number)))
    assert _notes(joined) == [(ImportRemark.JOINED, number)]
    assert (len(house.line.visits), house.line.to_come) == (1, set())
    shown = house.present(booking(1))
    assert isinstance(shown, Decided)
    assert (shown.events, house.line.visits[shown.visit or ""].number) == ((), number)
    assert _counts(house.deliver(_import(booking(1, number=number)))) == (0, 0, 0, 1)
    assert plain(replay(enumerate(house.journal, 1))) == plain(house.line)


def test_a_joined_visitor_who_was_missed_comes_back_as_the_same_visit() -> None:
    """The code of a booking that joined leads to the visit, also back into the line."""
    house = House(rules=rules(calls_in_vain=1))
    number = _walk_in(house)
    house.deliver(_import(booking(1, number=number)))
    house.do(OpenPlace(id=uuid.uuid4().hex, place="7", services=("id-card",)))
    house.do(CallNext(id=uuid.uuid4().hex, place="7"))
    house.do(NotHere(id=uuid.uuid4().hex, place="7"))
    house.present(booking(1))
    assert [visit.number for visit in house.line.visits.values()] == [number]


def test_a_number_that_nobody_has_is_reported() -> None:
    """The booking is expected as any other, and the hand-over says that it joined nobody."""
    house = House()
    delivery = house.deliver(_import(booking(1, number="A777")))
    assert _notes(delivery) == [(ImportRemark.NO_SUCH_NUMBER, "A777")]
    assert house.line.to_come == {booking(1).booking}


def test_a_late_booking_that_looks_like_a_walk_in_is_reported() -> None:
    """Somebody came for the same about that time: the hand-over asks whether it is the same person."""
    house = House()
    number = _walk_in(house)
    assert _notes(house.deliver(_import(booking(1)))) == [(ImportRemark.PERHAPS_HERE, number)]
    assert _notes(house.deliver(_import(booking(2, service="passport")))) == []
    assert _notes(house.deliver(_import(booking(3, NOW + minutes(240))))) == []


def test_after_the_day_a_joined_booking_says_nothing() -> None:
    """A restart folds bookings of the day before without the visit they joined."""
    house = House()
    house.deliver(_import(booking(1, number=_walk_in(house))))
    booked = [fact for fact in house.journal if isinstance(fact, Booked)]
    line = replay(enumerate([*booked, DayStarted(at=NOW + minutes(1440), day="2026-11-24")], 1))
    assert (line.visits, line.joined) == ({}, {})


def _complete(*bookings: Booking, sure: bool = False, kept: tuple[str, ...] = ()) -> ImportBookings:
    """All bookings of the office for the day."""
    day = CompleteDay(source="office", day="2026-11-23", sure=sure, kept=kept)
    return ImportBookings(id=uuid.uuid4().hex, bookings=bookings, complete=day)


def test_what_a_complete_list_has_no_more_is_cancelled() -> None:
    """Only of its source and day, only who is not here, and not what is kept."""
    house = House()
    office = [booking(one, source="office") for one in range(1, 5)]
    others = [booking(5), booking(6, NOW + minutes(1440), source="office")]
    house.deliver(_import(*office, *others))
    house.present(office[1])
    delivery = house.deliver(_complete(office[0], kept=(office[3].booking,)))
    assert (_counts(delivery), _notes(delivery)) == ((0, 0, 1, 1), [(ImportRemark.VANISHED, None)])
    cancelled = [visit.id for visit in house.line.visits.values() if visit.state is VisitState.CANCELLED]
    assert cancelled == [office[2].booking]
    assert _counts(house.deliver(_complete(office[0], kept=(office[3].booking,)))) == (0, 0, 0, 1)


def test_a_list_that_lost_most_of_a_day_is_refused_whole() -> None:
    """Nothing of it is taken until somebody is sure."""
    house = House()
    day = [booking(one, source="office") for one in range(1, 13)]
    house.deliver(_import(*day))
    newer = [booking(1, source="office", version=9), booking(20, source="office")]
    assert isinstance(house.deliver(_complete(*newer)), Declined)
    assert booking(20).booking not in house.line.visits
    assert _counts(house.deliver(_complete(*newer, sure=True))) == (1, 1, 11, 0)
