"""Which processes of ZMS get another status by what became of their bookings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lobby.bookings.checking import check
from lobby.bookings.formats.zms_files import STATUS, ZmsFormat, processes_of
from lobby.bookings.records import Setting
from lobby.contract.bookings import BookingState

_BEFORE: Mapping[str, frozenset[str]] = {
    "queued": frozenset({"confirmed"}),
    "finished": frozenset({"confirmed", "queued", "called", "processing", "pending", "parked"}),
}
"""The status that ZMS lets others set, and from which ones it is a step forward."""


@dataclass(frozen=True)
class Change:
    """A process as ZMS gave it, keys and all, and its new status. Kept for the one request only."""

    process: Mapping[str, Any]
    status: str


def changes(content: bytes, setting: Setting, states: Iterable[BookingState]) -> Iterator[Change]:
    """What ZMS does not know yet of the bookings in its list."""
    processes = processes_of(content)
    by_booking = {state.booking: state for state in states}
    for row in check(ZmsFormat().read(content, setting), setting).rows:
        state = by_booking.get(row.booking.booking)
        process = processes[(row.where.record or 1) - 1]
        if state is None:
            continue
        status = STATUS[state.status]
        if str(process.get("status")) in _BEFORE.get(status, frozenset()):
            queue = dict(process.get("queue") or {})
            if state.arrived is not None:
                queue["arrivalTime"] = int(state.arrived.timestamp())
            yield Change({**process, "queue": queue}, status)
