"""A booking that is used at another centre: what is said of it, and what follows from what the others say."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from lobby.contract.day_list import booking_digest
from lobby.contract.elsewhere import TWO_CENTRES, Elsewhere, Use, UsedAt
from lobby.contract.events import AnyEvent, Booked, NumberDisputed, TakenElsewhere
from lobby.contract.fields import Name
from lobby.queueing.line import Line, Visit, VisitState

_GONE = frozenset({VisitState.WITHDRAWN, VisitState.UNSERVED, VisitState.CANCELLED})
"""A booking whose visitor left without being served may be used where it is booked."""
_BOOKING = re.compile("[0-9a-f]{16}")
_NOT_HERE = frozenset({VisitState.BOOKED, VisitState.ELSEWHERE})


def uses(line: Line) -> tuple[Use, ...]:
    """Guests of this day, and bookings of this house that are used here and at another centre."""
    return tuple(
        Use(booking=booking_digest(booking), to=visit.elsewhere)
        for visit in line.visits.values()
        if visit.elsewhere and visit.number is not None and visit.state not in _GONE
        if (booking := _booking_of(visit)) is not None
    )


def heard(line: Line, told: Elsewhere, now: datetime) -> tuple[AnyEvent, ...]:
    """What follows from the news. The same news again, and news of another day, change nothing."""
    if line.day is None:
        return ()
    today = [one for one in told.used if one.day == line.day.isoformat()]
    used: Mapping[str, Name] = {digest: one.centre for one in today for digest in one.bookings}
    facts: list[AnyEvent] = []
    for visit in line.visits.values():
        booking = _booking_of(visit)
        if booking is not None:
            facts += _of_visit(line, visit, used.get(booking_digest(booking)), now)
    return (*facts, *_back(line, today, now))


def _of_visit(line: Line, visit: Visit, centre: Name | None, now: datetime) -> Iterator[AnyEvent]:
    if centre is None:
        return
    if visit.state in _NOT_HERE:
        if visit.elsewhere != centre or visit.state is VisitState.BOOKED:
            yield TakenElsewhere(at=now, visit=visit.id, centre=centre)
    elif visit.number is not None and visit.state not in _GONE and _dispute(visit) not in line.hall.told:
        yield NumberDisputed(
            at=now, visit=_dispute(visit), number=visit.number, device=centre, came=visit.checked_in or now,
            reason=TWO_CENTRES, persons=visit.persons,
        )  # fmt: skip


def _back(line: Line, today: list[UsedAt], now: datetime) -> Iterator[Booked]:
    """Only a centre that speaks of this day may take its word back: silence says nothing."""
    words = {one.centre: set(one.bookings) for one in today}
    for visit in line.visits.values():
        if visit.state is not VisitState.ELSEWHERE or visit.booking is None or visit.elsewhere not in words:
            continue
        digest = booking_digest(visit.booking.booking)
        if not any(digest in known for known in words.values()):
            yield Booked(at=now, booking=visit.booking)


def _dispute(visit: Visit) -> str:
    return f"elsewhere-{visit.id}"[:64]


def _booking_of(visit: Visit) -> str | None:
    """The id of its booking: that of a guest is the visit's."""
    if visit.booking is not None:
        return visit.booking.booking
    return visit.id if visit.elsewhere is not None and _BOOKING.fullmatch(visit.id) else None
