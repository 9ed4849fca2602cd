"""Stands in for the queue service: answers the same requests, from the day list and the terminal's own numbers."""

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.alone.given import GivenNumbers
from kiosk.alone.judge import LOCAL, Judge, Judged, Objection
from lobby.contract.answers import AnyAnswer, CheckedIn, Identified, Reason, Refused, Ticket
from lobby.contract.day_list import NumberBlock
from lobby.contract.requests import CheckIn, Identify, ReportArrival, WalkIn
from lobby.contract.state import Standing

Asked = Identify | CheckIn | WalkIn


@dataclass(frozen=True)
class Own:
    """What this terminal may do alone: its judge, its block of numbers, those it gave, where its visitors wait."""

    judge: Judge
    block: NumberBlock
    given: GivenNumbers
    area: str


@dataclass(frozen=True)
class Occasion:
    """When a request is answered, and the id of the report that follows from it."""

    now: datetime
    report_id: str


@dataclass(frozen=True)
class _Visitor:
    """Who is to have a number."""

    key: str | None
    family: str
    service: str
    persons: int
    standing: Standing
    slot: datetime | None = None
    callable_from: datetime | None = None


def answer(own: Own, request: Asked, at: Occasion) -> AnyAnswer:
    """The answer to a request, as of now. What is given is on disk when this returns.

    Raises:
        DiskError: nothing was given.
    """
    now = at.now
    if isinstance(request, WalkIn):
        return _walk_in(own, request, at)
    judged = own.judge.code(request.code, now)
    if isinstance(judged, Objection):
        return Refused(
            id=request.id, at=now, reason=judged.reason, detail=judged.detail, booking=judged.booking
        )
    known = _known_ticket(own, judged, now)
    if isinstance(request, Identify):
        return Identified(
            id=request.id, at=now, standing=judged.standing, booking=judged.booking,
            callable_from=judged.callable_from, ticket=known,
        )  # fmt: skip
    if known is not None:
        return CheckedIn(id=request.id, at=now, ticket=known, again=True)
    return _numbered(own, request, _visitor(judged, request), at)


def _visitor(judged: Judged, request: CheckIn) -> _Visitor:
    booking = judged.booking
    return _Visitor(
        judged.key, judged.family, booking.service, request.persons or booking.persons, judged.standing,
        booking.slot, judged.callable_from,
    )  # fmt: skip


def _walk_in(own: Own, request: WalkIn, at: Occasion) -> AnyAnswer:
    now = at.now
    known, service = own.judge.known, own.judge.service(request.service)
    if not known.is_open(now):
        return Refused(id=request.id, at=now, reason=Reason.CLOSED)
    if not known.walk_in or service is None:
        reason = Reason.NOT_OFFERED if known.walk_in else Reason.NO_WALK_IN
        return Refused(id=request.id, at=now, reason=reason, detail=request.service)
    visitor = _Visitor(None, service.family, service.service, request.persons, Standing.WALK_IN)
    return _numbered(own, request, visitor, at)


def _known_ticket(own: Own, judged: Judged, now: datetime) -> Ticket | None:
    before = own.given.of(_day(now), key=judged.key)
    if before is None and judged.number is None:
        return None
    visitor = _Visitor(
        judged.key, judged.family, judged.booking.service, judged.booking.persons, judged.standing,
        judged.booking.slot, judged.callable_from,
    )  # fmt: skip
    number = before.number if before is not None else judged.number or ""
    return _ticket(own, visitor, number, now, is_provisional=before is not None)


def _numbered(own: Own, request: CheckIn | WalkIn, visitor: _Visitor, at: Occasion) -> AnyAnswer:
    now, given = at.now, own.given
    before = given.of(_day(now), asked=request.id)
    if before is not None:  # the same command again
        return CheckedIn(id=request.id, at=now, ticket=_ticket(own, visitor, before.number, now))
    number = given.next(_day(now), visitor.family, own.block)
    if number is None:
        return Refused(id=request.id, at=now, reason=Reason.NUMBERS_USED_UP)
    report = ReportArrival(
        id=at.report_id, number=number, came=now, service=visitor.service,
        code=request.code if isinstance(request, CheckIn) else None, persons=visitor.persons,
        language=request.language, in_person=request.in_person, instead_of=request.id,
    )  # fmt: skip
    given.add(_day(now), report, visitor.key)
    return CheckedIn(id=request.id, at=now, ticket=_ticket(own, visitor, number, now))


def _ticket(
    own: Own, visitor: _Visitor, number: str, now: datetime, *, is_provisional: bool = True
) -> Ticket:
    return Ticket(
        visit=f"{number}-{_day(now):%Y%m%d}", number=number, service=visitor.service, persons=visitor.persons,
        standing=visitor.standing, checked_in=now, area=own.area, slot=visitor.slot,
        callable_from=visitor.callable_from, provisional=is_provisional,
    )  # fmt: skip


def _day(now: datetime) -> date:
    return now.astimezone(LOCAL).date()
