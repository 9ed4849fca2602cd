"""The facts of a journal as columns of numbers: hundreds of thousands are looked at together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
import numpy as np

from lobby.centre.journal import Block
from lobby.contract.state import WaitRange
from lobby.figures.hours import Floats, Ints, Truths

NOTHING = -1


class _Slot(msgspec.Struct, gc=False):
    booking: str
    service: str
    slot: datetime
    cancelled: bool = False


class _Fact(msgspec.Struct, gc=False):
    """What figures need of any fact; the rest of its JSON is passed over."""

    event: str
    at: datetime
    visit: str | None = None
    place: str | None = None
    service: str | None = None
    slot: datetime | None = None
    wait: WaitRange | None = None
    expected_minutes: float | None = None
    booking: _Slot | None = None
    of: int | None = None


_DECODER = msgspec.json.Decoder(list[_Fact])


class Names:
    """Numbers for names, given in the order in which they come."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        """The name's number; a new one where it has none."""
        return self.numbers.setdefault(name, len(self.numbers))

    def column(self, names: Sequence[str | None]) -> Ints:
        """The numbers of many names; NOTHING for none."""
        found: dict[str | None, int] = {
            name: self.number(name) for name in dict.fromkeys(names) if name is not None
        }
        found[None] = NOTHING
        return np.fromiter(map(found.__getitem__, names), np.int64, len(names))


@dataclass(frozen=True)
class Arrivals:
    """What facts of arrival say beside visit and time; `row` is the fact's row."""

    row: Ints
    service: Ints
    slot: Floats
    low: Floats
    high: Floats
    """The range of minutes the visitor was told; NaN where nothing, infinite without an upper end."""
    expected: Floats
    """The expected wait behind it; NaN where it was not kept."""


@dataclass(frozen=True)
class Bookings:
    """What facts of booking say; `row` is the fact's row. Cancellations have no slot (NaN)."""

    row: Ints
    visit: Ints
    service: Ints
    slot: Floats


@dataclass(frozen=True)
class Places:
    """Which counter each fact of opening or closing is about; `row` is the fact's row."""

    row: Ints
    place: Ints


@dataclass(frozen=True)
class Facts:
    """All facts in the order of their numbers. Times are seconds since 1970, NaN where there is none."""

    seq: Ints
    kind: Ints
    at: Floats
    visit: Ints
    undone: Truths
    """Taken back by a later fact."""
    arrivals: Arrivals
    bookings: Bookings
    places: Places
    kinds: Names
    services: Names

    def are(self, *tags: str) -> Truths:
        """Which facts are of these kinds."""
        return np.isin(self.kind, [self.kinds.numbers[tag] for tag in tags if tag in self.kinds.numbers])


def read(blocks: Iterable[Block]) -> Facts:
    """The facts in these blocks of a journal.

    Raises:
        msgspec.MsgspecError: a fact is none.
    """
    seqs: list[int] = []
    facts: list[_Fact] = []
    for block in blocks:
        seqs += block.seqs
        facts += _DECODER.decode(block.events)
    seq = np.array(seqs, dtype=np.int64)
    if np.any(seq[1:] < seq[:-1]):
        order = np.argsort(seq, kind="stable")
        seq, facts = seq[order], [facts[one] for one in order.tolist()]
    return _columns(seq, facts)


def _columns(seq: Ints, facts: Sequence[_Fact]) -> Facts:
    kinds, visits, services = Names(), Names(), Names()
    kind = kinds.column([fact.event for fact in facts])
    arrived, booked, undone, changed = (
        np.flatnonzero(np.isin(kind, [kinds.number(tag) for tag in tags]))
        for tags in (
            ("arrived",),
            ("booked", "booking-cancelled"),
            ("undone",),
            ("place-opened", "place-closed"),
        )
    )
    visit = visits.column([fact.visit for fact in facts])
    return Facts(
        seq=seq,
        kind=kind,
        at=_seconds([fact.at for fact in facts]),
        visit=visit,
        undone=np.isin(seq, [facts[row].of or NOTHING for row in undone.tolist()]),
        arrivals=_arrivals(arrived, [facts[row] for row in arrived.tolist()], services),
        bookings=_bookings(booked, [facts[row] for row in booked.tolist()], (visits, services)),
        places=Places(changed, Names().column([facts[row].place for row in changed.tolist()])),
        kinds=kinds,
        services=services,
    )


def _arrivals(rows: Ints, facts: Sequence[_Fact], services: Names) -> Arrivals:
    told = [fact.wait for fact in facts]
    return Arrivals(
        row=rows,
        service=services.column([fact.service for fact in facts]),
        slot=_seconds([fact.slot for fact in facts]),
        low=np.array([np.nan if wait is None else wait.low_minutes for wait in told], dtype=np.float64),
        high=np.array([np.nan if wait is None else _upper(wait) for wait in told], dtype=np.float64),
        expected=np.array([fact.expected_minutes for fact in facts], dtype=np.float64),
    )


def _bookings(rows: Ints, facts: Sequence[_Fact], names: tuple[Names, Names]) -> Bookings:
    visits, services = names
    slots = [_slot_of(fact) for fact in facts]
    return Bookings(
        row=rows,
        visit=visits.column([fact.booking.booking if fact.booking else fact.visit for fact in facts]),
        service=services.column([fact.booking.service if fact.booking else None for fact in facts]),
        slot=_seconds(slots),
    )


def _slot_of(fact: _Fact) -> datetime | None:
    """None for a booking that is off, or whose visitor came as one without it."""
    booking = fact.booking
    return None if booking is None or booking.cancelled or fact.visit is not None else booking.slot


def _upper(wait: WaitRange) -> float:
    return np.inf if wait.high_minutes is None else float(wait.high_minutes)


def _seconds(moments: Sequence[Any]) -> Floats:
    return np.fromiter(
        (np.nan if moment is None else moment.timestamp() for moment in moments), np.float64, len(moments)
    )
