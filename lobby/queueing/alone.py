"""The day list: what a terminal needs to go on alone, as the line and the rules stand."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from lobby.contract.codes import typed_code
from lobby.contract.day_list import (
    DAYS_AHEAD,
    LEASE_DAYS,
    DayList,
    KnownBooking,
    ListedService,
    OpenSpan,
    booking_digest,
    typed_digest,
)
from lobby.queueing.documents import Stamp
from lobby.queueing.line import Line, Visit, VisitState
from lobby.queueing.opening import hours_of
from lobby.queueing.rules import LOCAL, Rules

_IS_HERE = frozenset({VisitState.PRESENT, VisitState.CALLED, VisitState.SERVING, VisitState.PARKED})
_IS_SERVED = frozenset({VisitState.FINISHED, VisitState.UNSERVED, VisitState.ELSEWHERE})


def day_list(line: Line, rules: Rules, stamp: Stamp, site: int) -> DayList:
    """Bookings of today and the next days, blocks of numbers, hours, keys and rules."""
    today = stamp.now.astimezone(LOCAL).date()
    return DayList(
        epoch=stamp.epoch,
        rev=line.seq,
        as_of=stamp.now,
        day=today.isoformat(),
        bookings=tuple(_bookings(line, today)),
        blocks=tuple(line.blocks[device] for device in sorted(line.blocks)),
        services=tuple(
            ListedService(number=one.number, service=one.id, family=one.family, city_wide=one.city_wide)
            for one in rules.services.values()
        ),
        open_spans=tuple(_open_spans(rules, today)),
        keys=rules.config.keys,
        site=site,
        early_minutes=rules.config.early_minutes,
        grace_minutes=rules.config.grace_minutes,
        walk_in=rules.config.walk_in,
    )


def _bookings(line: Line, today: date) -> Iterator[KnownBooking]:
    last = today + timedelta(days=DAYS_AHEAD)
    for visit in line.visits.values():
        if visit.booking is not None and today <= visit.booking.slot.astimezone(LOCAL).date() <= last:
            yield _known(visit, visit.booking.booking)


def _known(visit: Visit, booking: str) -> KnownBooking:
    of = visit.booking
    assert of is not None  # noqa: S101 - only booked visits are listed
    return KnownBooking(
        booking=booking_digest(booking),
        typed=typed_digest(typed_code(booking).symbols),
        slot=of.slot,
        service=of.service,
        persons=of.persons,
        revision=of.revision,
        cancelled=visit.state is VisitState.CANCELLED,
        served=visit.state in _IS_SERVED,
        number=visit.number if visit.state in _IS_HERE else None,
    )


def _open_spans(rules: Rules, today: date) -> Iterator[OpenSpan]:
    for ahead in range(LEASE_DAYS + 1):
        day = today + timedelta(days=ahead)
        for opens, closes in hours_of(rules.config, day):
            yield OpenSpan(
                opens=datetime.combine(day, opens, LOCAL), closes=datetime.combine(day, closes, LOCAL)
            )
