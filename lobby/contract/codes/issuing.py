"""Between bookings, which name centres and services by id, and claims, which name them by number."""

from datetime import timedelta

from lobby.contract.bookings import Booking
from lobby.contract.catalogue import Catalogue
from lobby.contract.codes.claim import BookingClaim

_MINUTE = timedelta(minutes=1)


def claim_of(booking: Booking, catalogue: Catalogue, key_id: int) -> BookingClaim:
    """What the code of a booking claims.

    Raises:
        KeyError: the catalogue has no such centre or service.
    """
    return BookingClaim(
        booking=booking.booking,
        revision=booking.revision,
        key_id=key_id,
        site=catalogue.centre[booking.centre].number,
        slot=booking.slot,
        length=timedelta(minutes=booking.length_minutes),
        service=catalogue.service[booking.service].number,
        persons=booking.persons,
    )


def booking_of(claim: BookingClaim, catalogue: Catalogue) -> Booking | None:
    """The booking a valid code stands for where no day's list has it; None for a centre or service not known here."""
    centre, service = catalogue.site.get(claim.site), catalogue.service_number.get(claim.service)
    if centre is None or service is None:
        return None
    return Booking(
        booking=claim.booking,
        revision=claim.revision,
        centre=centre.id,
        service=service.id,
        slot=claim.slot,
        length_minutes=claim.length // _MINUTE,
        persons=claim.persons,
    )
