"""What a fact keeps when its day is over: everything figures need, nothing that leads to a person.

A visit id is the booking system's reference or stands on a ticket. Its place is taken by a stand-in that holds the
facts of one visit together and says nothing else: the number of the visit's first fact.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from lobby.contract.bookings import Booking
from lobby.contract.events import AnyEvent, Booked, WalkInLocked

KEPT = frozenset(
    {
        "at", "attempt", "booked", "by", "callable_from", "centre", "came", "count", "day", "device",
        "expected_minutes", "first", "guest_of", "half", "kind", "last", "locked", "measured", "more_persons",
        "of", "only_place", "outcome", "paused", "persons", "place", "reason", "revision", "service",
        "services", "slot", "standing", "to", "until", "version", "wait", "works",
    }
)  # fmt: skip
"""Fields of facts that stay as they are."""

FORGOTTEN: Mapping[str, Callable[[Any], object]] = {
    "language": lambda _: None,
    "text": lambda _: "",
    "detail": lambda _: "",
    "in_person": lambda _: False,
    "with_visit": lambda _: None,
    "where": lambda _: "",
    "number": lambda number: f"{number[0]}100",  # the family stays; 100 is given to nobody
    "other": lambda _: None,
}
"""Fields of facts that are written over, and with what. `visit` and a booking's id get a stand-in."""

TYPED_BY_HAND: Mapping[type, Mapping[str, str]] = {WalkInLocked: {"reason": ""}}
"""Fields that are kept in other facts, but are a text of somebody's own here."""


def stand_in(first_seq: int) -> str:
    """Stands for a visit or booking; of the form of both ids."""
    return f"ffff{first_seq:012x}"


def visit_of(event: AnyEvent) -> str | None:
    """The visit that a fact is about."""
    if isinstance(event, Booked):
        return event.booking.booking
    return getattr(event, "visit", None)


def without_person(event: AnyEvent, stands_for: Callable[[str], str]) -> AnyEvent:
    """The fact as it is kept for good."""
    changes: dict[str, object] = dict(TYPED_BY_HAND.get(type(event), {}))
    for name in event.__struct_fields__:
        value = getattr(event, name)
        if name == "visit" and value is not None:
            changes[name] = stands_for(value)
        elif isinstance(value, Booking):
            nameless = msgspec.structs.replace(value, booking=stands_for(value.booking), number=None)
            changes[name] = nameless
        elif name in FORGOTTEN and value is not None:
            changes[name] = FORGOTTEN[name](value)
    return msgspec.structs.replace(event, **changes) if changes else event
