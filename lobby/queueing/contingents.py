"""How many come without a booking: contingents per service and half of the day, what is used, what is given back.

Every number without a booking counts in the half of the day in which it was taken, also one that the reception gave;
not that of somebody whom a counter expects.
Who leaves before a counter has spent time on them gives the share back; who was called in vain, or has been at a
counter, does not.
"""

from datetime import datetime, time

from lobby.contract.events import (
    AnyEvent,
    Arrived,
    Finished,
    Missed,
    NotAnswered,
    Parked,
    ServingStarted,
    Transferred,
    Withdrawn,
)
from lobby.contract.fields import ServiceId
from lobby.contract.state import Contingent, HalfDay, Standing
from lobby.queueing.line import Line
from lobby.queueing.opening import hours_of
from lobby.queueing.rules import LOCAL, NOON, Rules, half_day

_COST_TIME = (NotAnswered, Missed, ServingStarted, Transferred, Parked, Finished)


def count_walk_ins(line: Line, event: AnyEvent) -> None:
    """What a fact changes of what is used."""
    hall = line.hall
    if isinstance(event, Arrived) and event.standing is Standing.WALK_IN and event.only_place is None:
        share = event.service, half_day(event.at)
        hall.used[share] = hall.used.get(share, 0) + 1
        hall.untouched[event.visit] = share
    elif isinstance(event, _COST_TIME):
        hall.untouched.pop(event.visit, None)
    elif isinstance(event, Withdrawn) and event.visit in hall.untouched:
        hall.used[hall.untouched.pop(event.visit)] -= 1


def contingent(line: Line, rules: Rules, service: ServiceId, half: HalfDay) -> int | None:
    """How many today: what the reception has set, else what is configured; None without a limit."""
    share = service, half
    return line.hall.contingents.get(share, rules.contingents.get(share))


def is_used_up(line: Line, rules: Rules, service: ServiceId, half: HalfDay) -> bool:
    """Whether nobody more gets a number for it in this half of the day."""
    count = contingent(line, rules, service, half)
    return count is not None and line.hall.used.get((service, half), 0) >= count


def again_from(line: Line, rules: Rules, service: ServiceId, now: datetime) -> datetime | None:
    """When there are numbers again today, where those of the morning are used up."""
    here = now.astimezone(LOCAL)
    if half_day(now) is HalfDay.AFTERNOON or is_used_up(line, rules, service, HalfDay.AFTERNOON):
        return None
    noon = time(NOON)
    later = [max(opens, noon) for opens, closes in hours_of(rules.config, here.date()) if closes > noon]
    return datetime.combine(here.date(), min(later), LOCAL) if later else None


def contingents(line: Line, rules: Rules) -> tuple[Contingent, ...]:
    """All that are limited today, in the order of the services."""
    limited = {*rules.contingents, *line.hall.contingents}
    return tuple(
        Contingent(service=service, half=half, count=count, used=line.hall.used.get((service, half), 0))
        for service in rules.services
        for half in HalfDay
        if (service, half) in limited and (count := contingent(line, rules, service, half)) is not None
    )
