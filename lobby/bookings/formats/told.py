"""What is told back to a booking system: how each booking of a day stands, under the name it gave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from lobby.bookings.records import Row
from lobby.contract.bookings import BookingState
from lobby.contract.codes.keyring import LOCAL


@dataclass(frozen=True)
class Told:
    """One booking. `reference` is the other system's name for it, where a feed gave one."""

    state: BookingState
    reference: str | None = None


@dataclass(frozen=True)
class Account:
    """The bookings of one day at one centre, by slot."""

    centre: str
    as_of: datetime
    told: tuple[Told, ...]
    scope: str | None = None


def told_of(states: Iterable[BookingState], rows: Iterable[Row] | None) -> tuple[Told, ...]:
    """All states; with rows of a feed only those of its bookings, under their references."""
    if rows is None:
        return tuple(Told(one) for one in states)
    named: Mapping[str, Row] = {row.booking.booking: row for row in rows}
    return tuple(Told(one, named[one.booking].reference) for one in states if one.booking in named)


def local(moment: datetime | None) -> str:
    """Wall time in Germany with its offset, to the second; empty for none."""
    return "" if moment is None else moment.astimezone(LOCAL).isoformat(timespec="seconds")
