"""Bookings that a booking system hands over: new, changed, cancelled; all of a delivery or none."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

import msgspec

from lobby.contract.answers import ImportNote, ImportRemark, Reason
from lobby.contract.bookings import Booking
from lobby.contract.events import Booked, BookingCancelled
from lobby.contract.requests import CompleteDay, ImportBookings
from lobby.contract.state import Standing
from lobby.queueing.decision import Declined
from lobby.queueing.line import Line, Visit, VisitState
from lobby.queueing.rules import LOCAL, Rules

FEW = 5
"""So many bookings may vanish from a complete list at any time."""


class _Kind(Enum):
    ADDED = auto()
    CHANGED = auto()
    CANCELLED = auto()
    UNCHANGED = auto()


@dataclass(frozen=True)
class Delivery:
    """What a delivery changes."""

    events: tuple[Booked | BookingCancelled, ...]
    added: int
    changed: int
    cancelled: int
    unchanged: int
    notes: tuple[ImportNote, ...] = ()


@dataclass
class _Compared:
    """What comparing has found so far."""

    events: list[Booked | BookingCancelled] = field(default_factory=list)
    counts: Counter[_Kind] = field(default_factory=Counter)
    notes: list[ImportNote] = field(default_factory=list)

    def note(self, booking: Booking, remark: ImportRemark, number: str | None = None) -> None:
        self.notes.append(ImportNote(booking=booking.booking, remark=remark, number=number))


def import_bookings(line: Line, command: ImportBookings, rules: Rules, now: datetime) -> Delivery | Declined:
    """Compare a delivery with what is known. A visit that has begun is not changed by its booking any more."""
    for row, booking in enumerate(command.bookings, 1):
        if booking.centre != rules.centre:
            return Declined(Reason.OTHER_SITE, detail=f"booking {row}: centre {booking.centre}")
        if booking.service not in rules.services:
            return Declined(Reason.NOT_OFFERED, detail=f"booking {row}: service {booking.service}")
    found = _Compared()
    walk_ins = _Walkins(line, rules, now)
    for booking in _latest(command.bookings, found):
        _compare(line, booking, walk_ins, found)
    if command.complete is not None:
        too_many = _vanish(line, command, command.complete, found, now)
        if too_many is not None:
            return too_many
    return Delivery(
        events=tuple(found.events),
        added=found.counts[_Kind.ADDED],
        changed=found.counts[_Kind.CHANGED],
        cancelled=found.counts[_Kind.CANCELLED],
        unchanged=found.counts[_Kind.UNCHANGED],
        notes=tuple(found.notes),
    )


def _vanish(
    line: Line, command: ImportBookings, complete: CompleteDay, found: _Compared, now: datetime
) -> Declined | None:
    """Cancel what a complete list does not have any more."""
    listed = {*complete.kept, *(booking.booking for booking in command.bookings)}
    known = [visit for visit in line.visits.values() if _is_listed_in(visit, complete)]
    gone = [visit for visit in known if visit.id not in listed]
    if len(gone) >= FEW and len(gone) * 2 > len(known) and not complete.sure:
        return Declined(
            Reason.MALFORMED, detail=f"{len(gone)} of {len(known)} bookings are missing in the list"
        )
    for visit in gone:
        booking = visit.booking
        assert booking is not None  # noqa: S101 - it is of a source
        off = BookingCancelled(at=now, visit=visit.id, revision=booking.revision, version=booking.version)
        found.events.append(off)
        found.counts[_Kind.CANCELLED] += 1
        found.note(booking, ImportRemark.VANISHED)
    return None


def _is_listed_in(visit: Visit, complete: CompleteDay) -> bool:
    booking = visit.booking
    return (
        visit.state is VisitState.BOOKED
        and booking is not None
        and booking.source == complete.source
        and booking.slot.astimezone(LOCAL).date().isoformat() == complete.day
    )


def is_older(booking: Booking, known: Booking) -> bool:
    """Whether a newer version than this one is known; of versions that are not said, what comes last is newer."""
    if booking.revision != known.revision:
        return booking.revision < known.revision
    return 0 < booking.version < known.version


def _latest(bookings: Iterable[Booking], found: _Compared) -> list[Booking]:
    latest: dict[str, Booking] = {}
    for booking in bookings:
        earlier = latest.get(booking.booking)
        if earlier is not None:
            found.counts[_Kind.UNCHANGED] += 1
            if is_older(booking, earlier):
                continue
        latest[booking.booking] = booking
    return list(latest.values())


def _compare(line: Line, booking: Booking, walk_ins: "_Walkins", found: _Compared) -> None:
    visit = line.visit_of(booking.booking)
    kind = _kind(visit, booking, found)
    found.counts[kind] += 1
    if kind is _Kind.UNCHANGED:
        return
    now = walk_ins.now
    if kind is _Kind.CANCELLED and visit is not None:
        off = BookingCancelled(at=now, visit=visit.id, revision=booking.revision, version=booking.version)
        found.events.append(off)
        return
    joins = None if booking.cancelled else walk_ins.named(booking)
    found.events.append(Booked(at=now, booking=booking, visit=None if joins is None else joins.id))
    if joins is not None:
        found.note(booking, ImportRemark.JOINED, joins.number)
    elif booking.number is not None and not booking.cancelled:
        found.note(booking, ImportRemark.NO_SUCH_NUMBER, booking.number)
    elif kind is _Kind.ADDED and (here := walk_ins.like(booking)) is not None:
        found.note(booking, ImportRemark.PERHAPS_HERE, here.number)


def _kind(visit: Visit | None, booking: Booking, found: _Compared) -> _Kind:
    if visit is None:
        return _Kind.CANCELLED if booking.cancelled else _Kind.ADDED
    known = visit.booking
    if known is not None and is_older(booking, known):
        found.note(booking, ImportRemark.OLDER)
        return _Kind.UNCHANGED
    if visit.state not in {VisitState.BOOKED, VisitState.CANCELLED}:
        if known is not None and _says_else(booking, known):
            found.note(booking, ImportRemark.BEGUN, visit.number)
        return _Kind.UNCHANGED
    if booking.cancelled and visit.state is VisitState.BOOKED:
        return _Kind.CANCELLED
    if booking.cancelled:  # once more: only since when is of interest
        is_same = known is not None and not is_older(known, booking)
    else:
        is_same = visit.state is VisitState.BOOKED and booking == known
    return _Kind.UNCHANGED if is_same else _Kind.CHANGED


def _says_else(booking: Booking, known: Booking) -> bool:
    """Whether more differs than who said it, when, and to whom it belongs."""
    same = msgspec.structs.replace(booking, version=known.version, number=known.number, source=known.source)
    return same != known


class _Walkins:
    """Who came today without a booking: it may be that one of them has one after all."""

    def __init__(self, line: Line, rules: Rules, now: datetime) -> None:
        self.now = now
        self._rules = rules
        self._visits = [
            visit
            for visit in line.visits.values()
            if visit.standing is Standing.WALK_IN and visit.number is not None and visit.booking is None
        ]

    def named(self, booking: Booking) -> Visit | None:
        """The one with the number that the booking names, which then is not free for another booking."""
        if booking.number is None or not self._is_today(booking):
            return None
        found = next((visit for visit in self._visits if visit.number == booking.number), None)
        if found is not None:
            self._visits.remove(found)
        return found

    def like(self, booking: Booking) -> Visit | None:
        """One who came for the same about the time of a slot that has begun or soon does."""
        first, last = booking.slot - self._rules.early, booking.slot + self._rules.grace
        if self.now < first:
            return None
        return next(
            (
                visit
                for visit in self._visits
                if visit.service == booking.service
                and visit.persons == booking.persons
                and visit.checked_in is not None
                and first <= visit.checked_in <= last
            ),
            None,
        )

    def _is_today(self, booking: Booking) -> bool:
        return booking.slot.astimezone(LOCAL).date() == self.now.astimezone(LOCAL).date()
