"""Visitors whom a counter expects: told to come back, or invited to it, and without a number in hand.

They get a number that this counter alone may call, so that they are called, seen and counted as everybody else. They
use no contingent and are not held up by locks: a clerk has sent for them. Whether that is so, the clerk sees.
"""

from datetime import datetime

from lobby.contract.answers import Reason
from lobby.contract.events import Arrived
from lobby.contract.requests import ExpectedAt
from lobby.contract.state import PlaceStatus, Standing
from lobby.queueing.arrivals import next_number
from lobby.queueing.decision import Decided, Decision, Declined
from lobby.queueing.line import Line
from lobby.queueing.opening import opening
from lobby.queueing.rules import Rules

MOST_EXPECTED = 5
"""So many may wait for one counter in this way: beyond that it is no longer believed."""


def expected_at(line: Line, command: ExpectedAt, rules: Rules, now: datetime) -> Decision:
    """A number for this counter; the visit gets the command's id, which is random."""
    counter = line.counter(command.place)
    is_closed = counter.status is PlaceStatus.CLOSED
    checks = (
        (not opening(rules.config, now).is_open, Reason.CLOSED),
        (is_closed and command.place not in rules.places, Reason.UNKNOWN_PLACE),
        (is_closed, Reason.PLACE_CLOSED),
        (_waiting_for(line, command.place) >= MOST_EXPECTED, Reason.PLACE_FULL),
        (command.id in line.visits, Reason.MALFORMED),
    )
    reason = next((reason for applies, reason in checks if applies), None)
    if reason is not None:
        return Declined(reason, detail=command.place)
    service = next((one for one in counter.services if one in rules.services), None)
    number = None if service is None else next_number(line, service, rules)
    if service is None or number is None:
        return Declined(Reason.NUMBERS_USED_UP)
    arrived = Arrived(
        at=now,
        visit=command.id,
        number=number,
        service=service,
        persons=command.persons,
        standing=Standing.WALK_IN,
        language=command.language,
        in_person=command.in_person,
        only_place=command.place,
    )
    return Decided((arrived,), command.id)


def _waiting_for(line: Line, place: str) -> int:
    return sum(one.announced and one.only_place == place for one in line.present.values())
