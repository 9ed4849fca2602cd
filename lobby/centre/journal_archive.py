"""Days that are over: one compressed row each, without personal references.

A day is settled when its references are due to go. Its facts then leave the table `event` and become one row of
`archive`: zlib over JSON, `{"seq": [...], "events": [...]}`, a tenth of the size. The facts of a booking stay in
`event`, with its id, until the day of its slot is settled: the visitor is still to come. They go into that day's row.
"""

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import msgspec

from lobby.centre.journal_forgetting import stand_in, visit_of, without_person
from lobby.centre.journal_versions import EVENT_VERSION, UPCASTS, Steps, decoded, encoded, upcast
from lobby.contract.events import AnyEvent, Booked
from lobby.queueing.rules import LOCAL

Numbered = tuple[int, AnyEvent]
Row = tuple[int, str, int, bytes]
"""seq, kind, version, body."""


@dataclass(frozen=True)
class Block:
    """Many facts at once, as this version writes them: JSON, `{"seq": [...], "events": [...]}`."""

    text: bytes

    @classmethod
    def of(cls, facts: Sequence[tuple[int, bytes]]) -> "Block":
        """Numbers and bodies as one block."""
        seqs = msgspec.json.encode([seq for seq, _ in facts])
        bodies = b",".join([body for _, body in facts])
        return cls(b'{"seq":' + seqs + b',"events":[' + bodies + b"]}")

    def facts(self) -> list[Numbered]:
        """One by one."""
        found = _FACTS.decode(self.text)
        return list(zip(found.seq, found.events, strict=True))


class _Facts(msgspec.Struct):
    seq: list[int]
    events: list[AnyEvent]


class _Bodies(msgspec.Struct):
    seq: list[int]
    events: list[msgspec.Raw]


class _Tag(msgspec.Struct):
    event: str


_OF_DAY = (
    "SELECT seq, kind, version, body, day FROM event"
    " WHERE day = ? AND kind NOT IN ('booked', 'booking-cancelled')"
)
_OF_BOOKINGS = (
    "SELECT seq, kind, version, body, day FROM event INDEXED BY event_of_booking"
    " WHERE kind IN ('booked', 'booking-cancelled') ORDER BY seq"
)
_BY_SEQ = "SELECT seq, kind, version, body, day FROM event WHERE seq = ?"
_FACTS = msgspec.json.Decoder(_Facts)
_BODIES = msgspec.json.Decoder(_Bodies)
_TAG = msgspec.json.Decoder(_Tag)


@dataclass
class _Bookings:
    """What is known of the bookings whose facts are in `event`."""

    first_seq: dict[str, int] = field(default_factory=dict)
    slot_day: dict[str, str] = field(default_factory=dict)
    last_day: dict[str, str] = field(default_factory=dict)
    seqs: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def by_day(self) -> dict[str, list[int]]:
        """The numbers of their facts by the day that settles them: the slot's, or that of the last change."""
        found: dict[str, list[int]] = defaultdict(list)
        for booking, seqs in self.seqs.items():
            found[max(self.slot_day.get(booking, ""), self.last_day[booking])] += seqs
        return found


class Archive:
    """The table of days that are over, beside the table of facts; one writer's connection or a reader's."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def settle(self, limit: date) -> int:
        """Move all that is settled before this day; how many facts. One commit a day.

        Raises:
            sqlite3.Error, msgspec.MsgspecError: the day at which it stopped is whole.
        """
        last = limit.isoformat()
        bookings = self._bookings()
        booked = bookings.by_day()
        found = self._db.execute("SELECT DISTINCT day FROM event WHERE day < ?", (last,)).fetchall()
        days = {day for (day,) in found} | {day for day in booked if day < last}
        return sum(self._settle_day(day, booked.get(day, ()), bookings) for day in sorted(days))

    def events(self) -> Iterator[Numbered]:
        """All facts of settled days: day after day, in order within a day."""
        for block in self.blocks("", "9999"):
            yield from block.facts()

    def since(self, seq: int) -> list[Numbered]:
        """The facts of settled days with a higher number, in order."""
        rows = self._db.execute("SELECT version, body FROM archive WHERE last_seq > ? ORDER BY day", (seq,))
        found = [one for version, body in rows for one in unpacked(version, body).facts() if one[0] > seq]
        return sorted(found, key=_seq)

    def newest(self) -> Numbered | None:
        """The fact with the highest number of those in settled days."""
        row = self._db.execute("SELECT version, body FROM archive ORDER BY last_seq DESC LIMIT 1").fetchone()
        return None if row is None else max(unpacked(*row).facts(), key=_seq)

    def blocks(self, first_day: str, last_day: str) -> Iterator[Block]:
        """The days with facts of this span, or with bookings for it; ISO dates, both included."""
        rows = self._db.execute(
            "SELECT version, body FROM archive WHERE day >= ? AND first_day <= ? ORDER BY day",
            (first_day, last_day),
        )
        for version, body in rows:
            yield unpacked(version, body)

    def problems(self) -> Iterator[str]:
        """Days that cannot be read, or that have fewer facts than they say."""
        for day, facts, version, body in self._db.execute("SELECT day, facts, version, body FROM archive"):
            try:
                found = len(unpacked(version, body).facts())
            except (zlib.error, msgspec.MsgspecError, ValueError) as error:
                yield f"the day {day} cannot be read: {error}"
                continue
            if found != facts:
                yield f"the day {day} has {found} facts of {facts}"

    def _bookings(self) -> _Bookings:
        bookings = _Bookings()
        for seq, kind, version, body, day in self._db.execute(_OF_BOOKINGS):
            event = decoded(body, kind, version)
            booking = visit_of(event) or ""
            bookings.first_seq.setdefault(booking, seq)
            bookings.last_day[booking] = day
            bookings.seqs[booking].append(seq)
            if isinstance(event, Booked):
                bookings.slot_day[booking] = event.booking.slot.astimezone(LOCAL).date().isoformat()
        return bookings

    def _settle_day(self, day: str, booked: Sequence[int], bookings: _Bookings) -> int:
        rows: list[tuple[int, str, int, bytes, str]] = self._db.execute(_OF_DAY, (day,)).fetchall()
        for seq in booked:
            rows += self._db.execute(_BY_SEQ, (seq,))
        if not rows:
            return 0
        facts = sorted((seq, decoded(body, kind, version)) for seq, kind, version, body, _ in rows)
        self._db.execute("BEGIN IMMEDIATE")
        self._write(day, min(row[4] for row in rows), _nameless(facts, bookings))
        self._db.executemany("DELETE FROM event WHERE seq = ?", [(seq,) for seq, _ in facts])
        self._db.execute("COMMIT")
        return len(facts)

    def _write(self, day: str, first_day: str, facts: list[Numbered]) -> None:
        """Also adds to a day that is there: a fact may be older than the clock said."""
        there = self._db.execute(
            "SELECT first_day, version, body FROM archive WHERE day = ?", (day,)
        ).fetchone()
        if there is not None:
            facts = sorted([*unpacked(there[1], there[2]).facts(), *facts], key=_seq)
            first_day = min(first_day, there[0])
        row = (day, first_day, facts[-1][0], len(facts), EVENT_VERSION, _packed(facts))
        self._db.execute("INSERT OR REPLACE INTO archive VALUES (?, ?, ?, ?, ?, ?)", row)


def block_of(rows: Iterable[Row], steps: Steps = UPCASTS, newest: int = EVENT_VERSION) -> Block:
    """Rows of `event` as one block."""
    return Block.of([(seq, upcast(body, kind, version, steps, newest)) for seq, kind, version, body in rows])


def _nameless(facts: list[Numbered], bookings: _Bookings) -> list[Numbered]:
    first: dict[str, int] = {}
    for seq, event in facts:
        visit = visit_of(event)
        if visit is not None:
            first.setdefault(visit, bookings.first_seq.get(visit, seq))
    return [(seq, without_person(event, lambda visit: stand_in(first[visit]))) for seq, event in facts]


def _packed(facts: Sequence[Numbered]) -> bytes:
    return zlib.compress(Block.of([(seq, encoded(event)) for seq, event in facts]).text)


def unpacked(version: int, body: bytes, steps: Steps = UPCASTS, newest: int = EVENT_VERSION) -> Block:
    """A settled day as the newest version writes it.

    Raises:
        zlib.error, msgspec.MsgspecError: it is damaged.
    """
    block = Block(zlib.decompress(body))
    if not any(step in steps for step in range(version, newest)):
        return block
    found = _BODIES.decode(block.text)
    bodies = [bytes(one) for one in found.events]
    kinds = [_TAG.decode(one).event for one in bodies]
    rows = ((seq, kind, version, one) for seq, kind, one in zip(found.seq, kinds, bodies, strict=True))
    return block_of(rows, steps, newest)


def _seq(numbered: Numbered) -> int:
    return numbered[0]
