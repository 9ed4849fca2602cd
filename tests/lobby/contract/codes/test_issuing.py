"""A booking, its claim, and back."""

from dataclasses import replace

from lobby.catalogue_files import sample_catalogue
from lobby.contract.bookings import Booking
from lobby.contract.codes import booking_of, claim_of
from tests.support.codes import CLAIM

BOOKING = Booking(
    booking=CLAIM.booking, centre="altona", service="passport", slot=CLAIM.slot, length_minutes=15, persons=2
)


def test_a_booking_and_its_claim_say_the_same() -> None:
    """Numbers stand for ids of the catalogue, and nothing is lost on the way."""
    assert claim_of(BOOKING, sample_catalogue(), key_id=1) == CLAIM
    assert booking_of(CLAIM, sample_catalogue()) == BOOKING


def test_what_the_catalogue_does_not_know_is_no_booking() -> None:
    """A claim for a centre or a service that is not in the catalogue stands for no booking here."""
    assert booking_of(replace(CLAIM, site=200), sample_catalogue()) is None
    assert booking_of(replace(CLAIM, service=999), sample_catalogue()) is None
