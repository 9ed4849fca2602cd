"""The facts of a journal as columns of numbers: hundreds of thousands are looked at together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import count
from typing import Any, TypeVar

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
    came: datetime | None = None
    visit: str | None = None
    place: str | None = None
    service: str | None = None
    slot: datetime | None = None
    wait: WaitRange | None = None
    expected_minutes: float | None = None
    booking: _Slot | None = None
    of: int | None = None
    device: str | None = None
    kind: str | None = None
    works: bool | None = None


class _Block(msgspec.Struct, gc=False):
    seq: list[int]
    events: list[_Fact]


_DECODER = msgspec.json.Decoder(_Block)


class Names:
    """Numbers for names, given in the order in which they come; NOTHING for none."""

    def __init__(self) -> None:
        self._numbers: dict[str | None, int] = defaultdict(count().__next__)
        self._numbers[None] = NOTHING

    @property
    def numbers(self) -> dict[str, int]:
        """All names that were asked for."""
        return {name: number for name, number in self._numbers.items() if name is not None}

    def number(self, name: str) -> int:
        """The name's number; a new one where it has none."""
        return self._numbers[name]

    def column(self, names: Sequence[str | None]) -> Ints:
        """The numbers of many names."""
        return np.fromiter(map(self._numbers.__getitem__, names), np.int64, len(names))


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
class Devices:
    """What facts of terminals and displays say; `row` is the fact's row."""

    row: Ints
    device: Ints
    is_display: Truths
    works: Truths


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
    devices: Devices
    kinds: Names
    services: Names

    def are(self, *tags: str) -> Truths:
        """Which facts are of these kinds."""
        return np.isin(self.kind, [self.kinds.number(tag) for tag in tags])


def read(blocks: Iterable[Block]) -> Facts:
    """The facts in these blocks of a journal.

    Raises:
        msgspec.MsgspecError: a fact is none.
    """
    reader = _Reader()
    for block in blocks:
        reader.take(_DECODER.decode(block.text))
    return reader.facts()


class _Reader:
    """Takes the columns out of one block after another, while the block is still in the processor's cache."""

    def __init__(self) -> None:
        self._kinds, self._visits, self._services, self._places = Names(), Names(), Names(), Names()
        self._columns: list[tuple[Ints, Ints, Floats, Ints]] = []
        self._arrivals: list[Arrivals] = []
        self._bookings: list[Bookings] = []
        self._changes: list[Places] = []
        self._devices: list[Devices] = []
        self._device_names = Names()
        self._undone: list[int] = []
        self._rows = 0

    def take(self, block: _Block) -> None:
        """Note what figures need of it."""
        facts = block.events
        kind = self._kinds.column([fact.event for fact in facts])
        at = np.array([(fact.came or fact.at).timestamp() for fact in facts], dtype=np.float64)
        visit = self._visits.column([fact.visit for fact in facts])
        self._columns.append((np.array(block.seq, dtype=np.int64), kind, at, visit))

        def of(*tags: str) -> tuple[Ints, list[_Fact]]:
            rows = np.flatnonzero(np.logical_or.reduce([kind == self._kinds.number(tag) for tag in tags]))
            return rows + self._rows, [facts[row] for row in rows.tolist()]

        self._arrivals.append(self._arrived(*of("arrived")))
        self._bookings.append(self._booked(*of("booked", "booking-cancelled", "taken-elsewhere")))
        rows, changed = of("place-opened", "place-closed")
        self._changes.append(Places(rows, self._places.column([fact.place for fact in changed])))
        self._devices.append(self._working(*of("device-changed")))
        self._undone += [fact.of or NOTHING for fact in of("undone")[1]]
        self._rows += len(facts)

    def facts(self) -> Facts:
        """All that was taken, in the order of the facts' numbers: blocks are days, and bookings stand out of turn."""
        seq, kind, at, visit = (
            (_joined(column) for column in zip(*self._columns, strict=True))
            if self._columns
            else (
                np.array([], dtype=np.int64),
                np.array([], dtype=np.int64),
                np.array([]),
                np.array([], dtype=np.int64),
            )
        )
        order = np.argsort(seq, kind="stable")
        row = np.empty_like(order)
        row[order] = np.arange(len(order))
        return Facts(
            seq=seq[order],
            kind=kind[order],
            at=at[order],
            visit=visit[order],
            undone=np.isin(seq[order], self._undone),
            arrivals=_in_order(Arrivals, self._arrivals, row),
            bookings=_in_order(Bookings, self._bookings, row),
            places=_in_order(Places, self._changes, row),
            devices=_in_order(Devices, self._devices, row),
            kinds=self._kinds,
            services=self._services,
        )

    def _arrived(self, rows: Ints, facts: Sequence[_Fact]) -> Arrivals:
        told = [fact.wait for fact in facts]
        return Arrivals(
            row=rows,
            service=self._services.column([fact.service for fact in facts]),
            slot=_seconds([fact.slot for fact in facts]),
            low=np.array([np.nan if wait is None else wait.low_minutes for wait in told], dtype=np.float64),
            high=np.array([np.nan if wait is None else _upper(wait) for wait in told], dtype=np.float64),
            expected=np.array([fact.expected_minutes for fact in facts], dtype=np.float64),
        )

    def _working(self, rows: Ints, facts: Sequence[_Fact]) -> Devices:
        return Devices(
            row=rows,
            device=self._device_names.column([fact.device for fact in facts]),
            is_display=np.array([fact.kind == "display" for fact in facts], dtype=np.bool_),
            works=np.array([bool(fact.works) for fact in facts], dtype=np.bool_),
        )

    def _booked(self, rows: Ints, facts: Sequence[_Fact]) -> Bookings:
        booked = [fact.booking for fact in facts]
        return Bookings(
            row=rows,
            visit=self._visits.column(
                [fact.booking.booking if fact.booking else fact.visit for fact in facts]
            ),
            service=self._services.column([booking.service if booking else None for booking in booked]),
            slot=_seconds([_slot_of(fact) for fact in facts]),
        )


Part = TypeVar("Part", Arrivals, Bookings, Places, Devices)


def _in_order(kind: type[Part], parts: Sequence[Part], row: Ints) -> Part:
    """The parts as one, with the facts' final rows; a fact that was at `n` when it was taken is now at `row[n]`."""
    columns = {one.name: _joined([getattr(part, one.name) for part in parts]) for one in fields(kind)}
    columns["row"] = row[columns["row"]]
    order = np.argsort(columns["row"], kind="stable")
    return kind(**{name: column[order] for name, column in columns.items()})


def _joined(columns: Sequence[Any]) -> Any:
    return np.concatenate(columns) if columns else np.array([], dtype=np.int64)


def _slot_of(fact: _Fact) -> datetime | None:
    """None for a booking that is off, or whose visitor came as one without it."""
    booking = fact.booking
    return None if booking is None or booking.cancelled or fact.visit is not None else booking.slot


def _upper(wait: WaitRange) -> float:
    return np.inf if wait.high_minutes is None else float(wait.high_minutes)


def _seconds(moments: Sequence[datetime | None]) -> Floats:
    return np.array(
        [np.nan if moment is None else moment.timestamp() for moment in moments], dtype=np.float64
    )
