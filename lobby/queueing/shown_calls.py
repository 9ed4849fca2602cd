"""Which calls displays are told, and of which waiting area and way each is."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from lobby.contract.fields import Number
from lobby.contract.state import ShownCall
from lobby.contract.ways import PlaceWay
from lobby.queueing.line import Line

MOST_CALLS = 12
"""Of an area, unless more are not answered yet: those are never left out."""
MOST_MISSED = 12


def shown_calls(line: Line, ways: Sequence[PlaceWay]) -> tuple[ShownCall, ...]:
    """Newest first, each with its area and its way."""
    lies = {place: group for group in ways for place in group.places}
    newest_first = sorted(line.calls.values(), key=lambda call: call.at, reverse=True)
    placed = [_placed(call, lies.get(call.place)) for call in newest_first]
    there = Counter(call.area for call in placed if not call.answered)
    shown: list[ShownCall] = []
    for call in placed:
        if call.answered:
            there[call.area] += 1
        if not call.answered or there[call.area] <= MOST_CALLS:
            shown.append(call)
    return tuple(shown)


def areas(ways: Sequence[PlaceWay]) -> tuple[str, ...]:
    """The waiting areas that have counters, in the order of the configuration."""
    return tuple(dict.fromkeys(group.area for group in ways if group.area))


def missed_numbers(line: Line) -> tuple[Number, ...]:
    """Who was called in vain for the last time, newest first."""
    return tuple(visit.number for visit in reversed(line.missed.values()) if visit.number is not None)[
        :MOST_MISSED
    ]


def _placed(call: ShownCall, group: PlaceWay | None) -> ShownCall:
    if group is None:
        return call
    return msgspec.structs.replace(call, area=group.area, way=group.way)
