"""What the reception, and a terminal that calls for it, may do: with a visit, and with the hall."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lobby.contract.answers import Reason
from lobby.contract.events import (
    AnyEvent,
    CheckInFailed,
    ContingentSet,
    EmergencyAnswered,
    EmergencyEnded,
    EmergencyRaised,
    Flagged,
    HelpAnswered,
    HelpCalled,
    Noted,
    Unparked,
    WalkInLocked,
    Withdrawn,
)
from lobby.contract.fields import Name
from lobby.contract.requests import (
    AnswerEmergency,
    AnswerHelp,
    CallHelp,
    EndEmergency,
    Flag,
    LeaseNumbers,
    LockWalkIn,
    RaiseEmergency,
    ReportFailure,
    SetContingent,
    SettleDispute,
    Unpark,
    Withdraw,
    WriteNote,
)
from lobby.contract.state import PlaceStatus
from lobby.queueing.blocks import lease
from lobby.queueing.decision import Decided, Decision, Declined
from lobby.queueing.line import Line, Visit, VisitState
from lobby.queueing.reported import settle
from lobby.queueing.rules import Rules

VisitCommand = Unpark | Withdraw | WriteNote | Flag
HallCommand = (
    RaiseEmergency | AnswerEmergency | EndEmergency | LockWalkIn | SetContingent | AnswerHelp | SettleDispute
)
_LEAVES = frozenset({VisitState.PRESENT, VisitState.PARKED, VisitState.MISSED})
_IN_THE_HOUSE = _LEAVES | {VisitState.CALLED, VisitState.SERVING}


@dataclass(frozen=True)
class FromTerminal:
    """What a terminal says, and which one."""

    request: CallHelp | ReportFailure | LeaseNumbers
    device: Name


def with_visit(line: Line, command: VisitCommand, _rules: Rules, now: datetime) -> Decision:
    """Decide a command about one visit."""
    visit = line.visits.get(command.visit)
    if visit is None or visit.state not in _IN_THE_HOUSE:
        shown = None if visit is None or visit.number is None else visit.id
        return Declined(Reason.NOT_PRESENT, visit=shown)
    return _VISIT[type(command)](visit, command, now)


def _unpark(visit: Visit, _command: Unpark, now: datetime) -> Decision:
    if visit.state is VisitState.PRESENT:
        return Decided(visit=visit.id)
    if visit.state is not VisitState.PARKED:
        return Declined(Reason.CHANGED_SINCE, detail=visit.state, visit=visit.id)
    return Decided((Unparked(at=now, visit=visit.id),), visit.id)


def _withdraw(visit: Visit, _command: Withdraw, now: datetime) -> Decision:
    if visit.state not in _LEAVES:
        return Declined(Reason.CHANGED_SINCE, detail=visit.state, visit=visit.id)
    return Decided((Withdrawn(at=now, visit=visit.id),), visit.id)


def _note(visit: Visit, command: WriteNote, now: datetime) -> Decision:
    text = command.text.strip()
    facts: tuple[AnyEvent, ...] = () if text == visit.note else (Noted(at=now, visit=visit.id, text=text),)
    return Decided(facts, visit.id)


def _flag(visit: Visit, command: Flag, now: datetime) -> Decision:
    if visit.in_person == command.in_person:
        return Decided(visit=visit.id)
    return Decided((Flagged(at=now, visit=visit.id, in_person=command.in_person),), visit.id)


_VISIT: Mapping[type, Callable[[Visit, Any, datetime], Decision]] = {
    Unpark: _unpark,
    Withdraw: _withdraw,
    WriteNote: _note,
    Flag: _flag,
}


def in_hall(line: Line, command: HallCommand, rules: Rules, now: datetime) -> Decision:
    """Decide a command about the hall."""
    return _HALL[type(command)](line, command, rules, now)


def _raise(line: Line, command: RaiseEmergency, rules: Rules, now: datetime) -> Decision:
    if command.place not in rules.places and line.counter(command.place).status is PlaceStatus.CLOSED:
        return Declined(Reason.UNKNOWN_PLACE, detail=command.place)
    known = line.hall.emergencies.get(command.place)
    if known is not None and known.kind is command.kind:
        return Decided()
    return Decided((EmergencyRaised(at=now, place=command.place, kind=command.kind),))


def _answer(line: Line, command: AnswerEmergency, _rules: Rules, now: datetime) -> Decision:
    known = line.hall.emergencies.get(command.place)
    if known is None:
        return Declined(Reason.NO_EMERGENCY, detail=command.place)
    if known.answered and known.by == command.by:
        return Decided()
    return Decided((EmergencyAnswered(at=now, place=command.place, by=command.by),))


def _end(line: Line, command: EndEmergency, _rules: Rules, now: datetime) -> Decision:
    if command.place not in line.hall.emergencies:
        return Decided()
    return Decided((EmergencyEnded(at=now, place=command.place),))


def _lock(line: Line, command: LockWalkIn, _rules: Rules, now: datetime) -> Decision:
    reason = command.reason.strip() if command.locked else ""
    if (line.hall.walk_in_locked, line.hall.lock_reason) == (command.locked, reason):
        return Decided()
    return Decided((WalkInLocked(at=now, locked=command.locked, reason=reason),))


def _contingent(line: Line, command: SetContingent, rules: Rules, now: datetime) -> Decision:
    if command.service not in rules.services:
        return Declined(Reason.NOT_OFFERED, detail=command.service)
    if line.hall.contingents.get((command.service, command.half)) == command.count:
        return Decided()
    fact = ContingentSet(at=now, service=command.service, half=command.half, count=command.count)
    return Decided((fact,))


def _help(line: Line, command: AnswerHelp, _rules: Rules, now: datetime) -> Decision:
    call = line.hall.help_calls.get(command.device)
    if call is None:
        return Declined(Reason.NOT_PRESENT, detail=command.device)
    return Decided(() if call.answered else (HelpAnswered(at=now, device=command.device),))


_HALL: Mapping[type, Callable[[Line, Any, Rules, datetime], Decision]] = {
    RaiseEmergency: _raise,
    AnswerEmergency: _answer,
    EndEmergency: _end,
    LockWalkIn: _lock,
    SetContingent: _contingent,
    AnswerHelp: _help,
    SettleDispute: settle,
}


def from_terminal(line: Line, command: FromTerminal, rules: Rules, now: datetime) -> Decision:
    """A terminal wants a person or numbers of its own, or says that a check-in failed."""
    match command.request:
        case CallHelp():
            call = line.hall.help_calls.get(command.device)
            if call is not None and not call.answered:
                return Decided()
            return Decided((HelpCalled(at=now, device=command.device),))
        case LeaseNumbers():
            return lease(line, command.device, rules, now)
        case ReportFailure(reason=reason, detail=detail):
            return Decided((CheckInFailed(at=now, device=command.device, reason=reason, detail=detail),))
