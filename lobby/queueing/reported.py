"""Visitors to whom a terminal gave a number alone, told afterwards; and what the reception settles of them."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from lobby.contract.answers import Reason
from lobby.contract.day_list import NOT_LEASED, TWO_NUMBERS
from lobby.contract.elsewhere import TWO_CENTRES
from lobby.contract.events import (
    AnyEvent,
    ArrivalUnheard,
    Arrived,
    DisputeSettled,
    NumberDisputed,
)
from lobby.contract.fields import Name, Number, VisitId
from lobby.contract.requests import ReportArrival, SettleDispute
from lobby.contract.state import Dispute, Standing
from lobby.queueing.arrivals import (
    Presented,
    Recognised,
    arrival,
    as_guest,
    next_number,
    recognise,
    standing_of,
)
from lobby.queueing.decision import Decided, Decision, Declined
from lobby.queueing.guests import is_guest
from lobby.queueing.line import Line, Visit
from lobby.queueing.rules import LOCAL, Rules

_TAKEN_ALL_THE_SAME = frozenset({Reason.CLOSED, Reason.TOO_LATE})
"""The terminal judged it when the visitor stood there, by the same rules."""


@dataclass(frozen=True)
class Reported:
    """A report, who makes it, and what its code stands for; `fault` where it stands for nothing."""

    command: ReportArrival
    device: Name
    presented: Presented | None = None
    fault: str | None = None


def report_arrival(line: Line, report: Reported, rules: Rules, now: datetime) -> Decision:
    """The visitor gets exactly the number that the terminal gave; else it is disputed. Nothing is ever lost."""
    command = report.command
    came = min(command.came, now)
    if line.day is not None and came.astimezone(LOCAL).date() < line.day:
        return Decided((ArrivalUnheard(at=now, device=report.device, came=came, service=command.service),))
    if command.id in line.hall.disputes:
        return Decided()
    known = _known(line, report)
    if known is not None and known.number is not None:
        same = known.number == command.number
        return Decided(visit=known.id) if same else _disputed(report, TWO_NUMBERS, came, now, known.number)
    found = report.fault or _objection(line, report, rules, came)
    if isinstance(found, str):
        return _disputed(report, found, came, now)
    visit = _visit_id(report, known)
    fact = (
        _without_booking(report, visit, now) if found is None else _booked(report, found, visit, rules, now)
    )
    return Decided((msgspec.structs.replace(fact, came=came, device=report.device),), visit)


def settle(line: Line, command: SettleDispute, rules: Rules, now: datetime) -> Decision:
    """It is done; or its visitor comes into the line, with the number where that is free."""
    dispute = line.hall.disputes.get(command.dispute)
    if dispute is None:
        return Decided()
    settled = DisputeSettled(at=now, visit=dispute.id)
    if not command.admit:
        return Decided((settled,))
    if dispute.reason in {TWO_NUMBERS, TWO_CENTRES}:
        return Declined(Reason.CHANGED_SINCE, detail=dispute.reason)
    if dispute.service not in rules.services:
        return Declined(Reason.NOT_OFFERED, detail=dispute.service)
    number = _number_for(line, dispute, rules)
    if number is None:
        return Declined(Reason.NUMBERS_USED_UP)
    return Decided((_admitted(dispute, number, now), settled), dispute.id)


def _known(line: Line, report: Reported) -> Visit | None:
    if report.presented is not None:
        return line.visit_of(report.presented.booking.booking)
    command = report.command
    return line.visits.get(command.instead_of or command.id) or line.visits.get(command.id)


def _visit_id(report: Reported, known: Visit | None) -> VisitId:
    if known is not None:
        return known.id
    if report.presented is not None:
        return report.presented.booking.booking
    return report.command.instead_of or report.command.id


def _objection(line: Line, report: Reported, rules: Rules, came: datetime) -> Recognised | str | None:
    """Why it cannot be taken; else the booking as it stood when its visitor came, None without one."""
    command = report.command
    block = line.blocks.get(report.device)
    if block is None or not block.holds(command.number) or _is_given(line, command.number):
        return NOT_LEASED
    if report.presented is None:
        return None if command.service in rules.services else Reason.NOT_OFFERED.value
    found = recognise(line, report.presented, rules, came)
    if isinstance(found, Recognised):
        return found
    if found.reason not in _TAKEN_ALL_THE_SAME:
        return found.reason.value
    booking = report.presented.booking
    if is_guest(booking, rules):
        return Recognised(booking, Standing.WALK_IN)
    return Recognised(booking, *standing_of(booking, rules, came))


def _is_given(line: Line, number: Number) -> bool:
    return any(visit.number == number for visit in line.visits.values())


def _booked(report: Reported, found: Recognised, visit: VisitId, rules: Rules, now: datetime) -> Arrived:
    command = report.command
    presented = Presented(found.booking, command.persons, command.language, command.in_person)
    fact = arrival(found, presented, visit, command.number, now)
    return as_guest(fact, found.booking) if is_guest(found.booking, rules) else fact


def _without_booking(report: Reported, visit: VisitId, now: datetime) -> Arrived:
    command = report.command
    return Arrived(
        at=now, visit=visit, number=command.number, service=command.service, persons=command.persons,
        standing=Standing.WALK_IN, language=command.language, in_person=command.in_person,
    )  # fmt: skip


def _disputed(
    report: Reported, reason: str, came: datetime, now: datetime, other: Number | None = None
) -> Decided:
    command = report.command
    fact = NumberDisputed(
        at=now, visit=command.id, number=command.number, device=report.device, came=came, reason=reason,
        service=command.service, persons=command.persons, language=command.language, in_person=command.in_person,
        other=other,
    )  # fmt: skip
    return Decided((fact,))


def _number_for(line: Line, dispute: Dispute, rules: Rules) -> Number | None:
    return (
        next_number(line, dispute.service or "", rules) if _is_given(line, dispute.number) else dispute.number
    )


def _admitted(dispute: Dispute, number: Number, now: datetime) -> AnyEvent:
    return Arrived(
        at=now, visit=dispute.id, number=number, service=dispute.service or "", persons=dispute.persons,
        standing=Standing.WALK_IN, language=dispute.language, in_person=dispute.in_person, came=dispute.came,
        device=dispute.device if number == dispute.number else None,
    )  # fmt: skip
