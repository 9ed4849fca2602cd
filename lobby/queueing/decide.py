"""The entrance to the rules: a command and the time in, facts or a reason out. Changes nothing."""

from datetime import datetime

from lobby.contract.requests import CheckInByHand, ExpectedAt, WalkIn
from lobby.queueing.arrivals import AtTerminal, Presented, check_in, check_in_by_hand, walk_in
from lobby.queueing.counters import PlaceCommand, at_counter
from lobby.queueing.decision import Decision
from lobby.queueing.expected import expected_at
from lobby.queueing.line import Line
from lobby.queueing.reception import (
    FromTerminal,
    HallCommand,
    VisitCommand,
    from_terminal,
    in_hall,
    with_visit,
)
from lobby.queueing.reported import Reported, report_arrival
from lobby.queueing.rules import Rules

Entrance = Presented | CheckInByHand | WalkIn | AtTerminal | ExpectedAt
Command = Entrance | PlaceCommand | VisitCommand | HallCommand | FromTerminal | Reported


def decide(line: Line, command: Command, rules: Rules, now: datetime) -> Decision:
    """What follows from a command in this line."""
    if isinstance(command, Entrance):
        return _at_entrance(line, command, rules, now)
    if isinstance(command, FromTerminal):
        return from_terminal(line, command, rules, now)
    if isinstance(command, Reported):
        return report_arrival(line, command, rules, now)
    if isinstance(command, VisitCommand):
        return with_visit(line, command, rules, now)
    if isinstance(command, HallCommand):
        return in_hall(line, command, rules, now)
    return at_counter(line, command, rules, now)


def _at_entrance(line: Line, command: Entrance, rules: Rules, now: datetime) -> Decision:
    match command:
        case Presented():
            return check_in(line, command, rules, now)
        case CheckInByHand():
            return check_in_by_hand(line, command, rules, now)
        case WalkIn() | AtTerminal():
            return walk_in(line, command, rules, now)
        case ExpectedAt():
            return expected_at(line, command, rules, now)
