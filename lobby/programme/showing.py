"""Which item shows at a moment, until when, and why the others do not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from heapq import heapify, heapreplace
from zoneinfo import ZoneInfo

from lobby.programme.day import clock_change, midnight, moments
from lobby.programme.items import Item, LobbyState, Programme


class Why(StrEnum):
    """Why an item does not show."""

    NOT_YET = "not yet valid"
    NO_LONGER = "no longer valid"
    OTHER_TIME = "not at this time of day"
    CONDITION = "its condition does not hold"
    MISSING = "file missing"
    PRIORITY = "another has higher priority"
    TURN = "another has its turn"


@dataclass(frozen=True)
class Showing:
    """The item, or None for the fallback; when to ask again at the latest (UTC); the others, each with its reason."""

    item: Item | None
    until: datetime
    lost: tuple[tuple[Item, Why], ...]


def what_shows(
    programme: Programme, moment: datetime, zone: ZoneInfo, state: LobbyState | None = None
) -> Showing:
    """What shows at this aware moment where clocks go by `zone`. The same for the same arguments, always."""
    moment, lobby = moment.astimezone(UTC), state or LobbyState()
    refused = {item.id: _refusal(item, moment.astimezone(zone), lobby) for item in programme.items}
    able = [item for item in programme.items if refused[item.id] is None]
    top = max((item.priority for item in able), default=0)
    sharing = [item for item in able if item.priority == top]
    day = moment.astimezone(zone).date()
    begun, until = midnight(day, zone), _next_boundary(programme, moment, day, zone)
    shown = None
    if sharing:
        shown, ends = _turn(sharing, moment - begun)
        until = min(until, begun + ends)
    lost = (
        (item, refused[item.id] or (Why.PRIORITY if item.priority < top else Why.TURN))
        for item in programme.items
        if item is not shown
    )
    return Showing(shown, until, tuple(lost))


def _refusal(item: Item, local: datetime, lobby: LobbyState) -> Why | None:
    day, wall = local.date(), local.time()
    checks = (
        (Why.NOT_YET, item.first_day is not None and day < item.first_day),
        (Why.NO_LONGER, item.last_day is not None and day > item.last_day),
        (Why.OTHER_TIME, bool(item.parts) and not any(part.holds(day, wall) for part in item.parts)),
        (Why.CONDITION, item.wait_over is not None and (lobby.wait is None or lobby.wait <= item.wait_over)),
        (Why.MISSING, item.source in lobby.missing),
    )
    return next((why for why, applies in checks if applies), None)


def _next_boundary(programme: Programme, moment: datetime, day: date, zone: ZoneInfo) -> datetime:
    """The next moment at which a rule may change its mind: an end of a day part, a change of clocks, midnight."""
    walls = {wall for item in programme.items for part in item.parts for wall in (part.begins, part.ends)}
    found = {each for wall in walls for each in moments(day, wall, zone)}
    found |= {midnight(day + timedelta(days=1), zone)}
    change = clock_change(day, zone)
    return min(each for each in found | ({change} if change else set()) if each > moment)


def _turn(sharing: Sequence[Item], into_day: timedelta) -> tuple[Item, timedelta]:
    """Whose turn it is so long after midnight, and when it ends: always the one that had least time for its share."""
    line = [(Fraction(0), place) for place in range(len(sharing))]
    heapify(line)
    ends = timedelta(0)
    while True:
        had, place = line[0]
        item = sharing[place]
        ends += timedelta(seconds=item.dwell)
        if ends > into_day:
            return item, ends
        heapreplace(line, (had + Fraction(item.dwell, item.share), place))
