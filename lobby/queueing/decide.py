"""The entrance to the rules: a command and the time in, facts or a reason out. Changes nothing."""

from datetime import datetime

from lobby.contract.requests import WalkIn
from lobby.queueing.arrivals import Presented, check_in, walk_in
from lobby.queueing.counters import PlaceCommand, at_counter
from lobby.queueing.decision import Decision
from lobby.queueing.line import Line
from lobby.queueing.rules import Rules

Command = Presented | WalkIn | PlaceCommand


def decide(line: Line, command: Command, rules: Rules, now: datetime) -> Decision:
    """What follows from a command in this line."""
    match command:
        case Presented():
            return check_in(line, command, rules, now)
        case WalkIn():
            return walk_in(line, command, rules, now)
        case _:
            return at_counter(line, command, rules, now)
