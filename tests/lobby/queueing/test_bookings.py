"""Deliveries of bookings."""

import uuid

import pytest

from lobby.contract.answers import Reason
from lobby.contract.bookings import Booking
from lobby.contract.requests import ImportBookings
from lobby.queueing.bookings import Delivery
from lobby.queueing.decision import Declined
from tests.support.house import NOW, House, booking, minutes


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
