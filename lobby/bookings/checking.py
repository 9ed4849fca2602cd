"""Whether a feed can be imported: every record a booking, none twice, none against another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lobby.bookings.findings import Finding, Where
from lobby.bookings.formats.feed import Feed
from lobby.bookings.records import Row, Setting, id_of, row_of
from lobby.contract.bookings import Booking
from lobby.contract.codes import typed_code

MOST_BOOKINGS = 1000
"""The queue service takes no more in one piece."""


@dataclass(frozen=True)
class Checked:
    """The bookings of a feed, and all that was found. `records` is how many stand in it.

    `unfit` are the ids of records that are no good bookings; None where one of them has no id either.
    """

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    records: int
    is_whole: bool
    unfit: tuple[str, ...] | None = ()

    @property
    def bookings(self) -> tuple[Booking, ...]:
        """What can be imported: of each booking its newest version."""
        return tuple(row.booking for row in self.rows)

    @property
    def errors(self) -> int:
        """How many findings keep records out."""
        return sum(one.is_error for one in self.findings)

    @property
    def is_good(self) -> bool:
        """Whether everything in it can be imported."""
        return not self.errors

    @property
    def is_usable(self) -> bool:
        """Whether the good records can be imported without the bad ones: nothing of the feed is missing."""
        return self.is_whole and bool(self.rows)


def check(feed: Feed, setting: Setting) -> Checked:
    """The verdict on a feed."""
    findings = list(feed.findings)
    rows: list[Row] = []
    unfit: list[str | None] = []
    for record in feed.records:
        found = row_of(record, setting)
        if isinstance(found, Row):
            rows.append(found)
        else:
            findings += found
            unfit.append(id_of(record, setting))
    is_whole = feed.is_whole
    if len(feed.records) > MOST_BOOKINGS:
        findings.append(Finding("too-many", values={"found": len(feed.records), "most": MOST_BOOKINGS}))
        is_whole = False
    if not feed.records and not any(one.is_error for one in findings):
        findings.append(Finding("no-booking"))
    kept = _newest(rows, findings)
    kept = _typed_apart(kept, findings)
    chosen = {row.booking.booking for row in kept}
    unfit += [row.booking.booking for row in rows if row.booking.booking not in chosen]
    findings.sort(key=lambda one: (one.where.line or one.where.record or 0, one.severity))
    named = tuple(one for one in unfit if one is not None)
    all_named = len(named) == len(unfit)
    return Checked(tuple(kept), tuple(findings), len(feed.records), is_whole, named if all_named else None)


def _newest(rows: Iterable[Row], findings: list[Finding]) -> list[Row]:
    """Of each booking the newest version, whatever the order; of newest ones that contradict each other none."""
    versions: dict[str, list[Row]] = {}
    for row in rows:
        versions.setdefault(row.booking.booking, []).append(row)
    found = (_newest_of(several, findings) for several in versions.values())
    return [row for row in found if row is not None]


def _newest_of(versions: Sequence[Row], findings: list[Finding]) -> Row | None:
    newest = max(_age(row.booking) for row in versions)
    first = next(row for row in versions if _age(row.booking) == newest)
    is_clear = True
    for row in versions:
        if row is first:
            continue
        if row.booking == first.booking:
            findings.append(Finding.note("same-again", row.where, other=_at(first.where)))
        elif _age(row.booking) < newest:
            findings.append(Finding.note("older-version", row.where, other=_at(first.where)))
        else:
            findings.append(Finding("contradiction", row.where, values={"other": _at(first.where)}))
            is_clear = False
    return first if is_clear else None


def _age(booking: Booking) -> tuple[int, int]:
    return booking.revision, booking.version


def _typed_apart(rows: Iterable[Row], findings: list[Finding]) -> list[Row]:
    """Bookings whose typed codes differ; of two with the same one the second is left out."""
    seen: dict[str, Row] = {}
    for row in rows:
        earlier = seen.setdefault(typed_code(row.booking.booking).symbols, row)
        if earlier is not row:
            findings.append(Finding("same-typed-code", row.where, values={"other": _at(earlier.where)}))
    return list(seen.values())


def _at(where: Where) -> int:
    """The number of a line or record, for a sentence that says which of both it is by its own place."""
    return where.line or where.record or 0
