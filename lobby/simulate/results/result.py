"""The result of a day: the figures of its journal, and what no journal knows."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import msgspec

from lobby.centre.journal import Journal, JournalError
from lobby.contract.config import CentreConfig
from lobby.contract.events import AnyEvent
from lobby.figures.hours import Span
from lobby.figures.measuring import figures_of
from lobby.figures.table import Figures
from lobby.simulate.play.plan import Plan

TOGETHER = 2000
BESIDE = ("parked", "transferred", "service-added", "undone")
_SAID_ELSEWHERE = frozenset({"hours", "land", "places", "services"})


class FaultPlayed(msgspec.Struct, frozen=True, kw_only=True):
    """A fault of the day; `until` is there for those that last."""

    kind: str
    at: datetime
    until: datetime | None = None


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """One played day. `--json` prints it."""

    name: str
    date: date
    seed: int
    against: str
    """`rules`, or what the day was played against."""
    rules: dict[str, object]
    """Of the centre's configuration, what is not the product's."""
    until: datetime
    complete: bool
    """Whether the whole day was played."""
    bookings: int
    people: int
    """Who came to the door."""
    turned_away: dict[str, int]
    """Who got no number, by the reason."""
    happened: dict[str, int]
    """How often cases were parked, transferred, taken back …: facts of the journal by their tag."""
    faults: tuple[FaultPlayed, ...] = ()
    killed: tuple[str, ...] = ()
    """Which processes the faults killed, in order; none where the bare rules are played."""
    figures: Figures


@dataclass(frozen=True)
class Ending:
    """How a day ended, whatever it was played against."""

    against: str
    until: datetime
    complete: bool
    turned_away: Mapping[str, int]
    killed: tuple[str, ...] = ()
    """Processes of a lobby, in order."""


def check_new(path: Path | None) -> None:
    """A journal is never written over, and nothing is played for one that could not be kept.

    Raises:
        JournalError: there is a file already.
    """
    if path is not None and path.exists():
        raise JournalError(f"{path} is there already")


def write_journal(path: Path, facts: list[AnyEvent]) -> None:
    """The facts as a journal of the queue service.

    Raises:
        JournalError: there is a file already, or it cannot be written.
    """
    check_new(path)
    journal = Journal(path)
    try:
        for first in range(0, len(facts), TOGETHER):
            journal.append(first + 1, facts[first : first + TOGETHER], [])
    finally:
        journal.close()


def result_of(plan: Plan, ending: Ending, journal: Path) -> Result:
    """What the journal says of the planned day.

    Raises:
        JournalError: it cannot be read.
    """
    opened = Journal(journal, read_only=True)
    try:
        figures = figures_of(opened, plan.centre, Span(plan.day, plan.day))
        happened = Counter(_tag(event) for _, event in opened.everything())
    finally:
        opened.close()
    return Result(
        name=plan.name,
        date=plan.day,
        seed=plan.seed,
        against=ending.against,
        rules=changed_rules(plan.config),
        until=ending.until,
        complete=ending.complete,
        bookings=len(plan.bookings),
        people=sum(person.at <= ending.until for person in plan.people),
        turned_away=dict(ending.turned_away),
        happened={tag: happened[tag] for tag in BESIDE},
        faults=tuple(_faults(plan)),
        killed=ending.killed,
        figures=figures,
    )


def _tag(struct: msgspec.Struct) -> str:
    return str(struct.__struct_config__.tag)


def _faults(plan: Plan) -> Iterator[FaultPlayed]:
    for one in plan.troubles:
        yield FaultPlayed(kind=_tag(one.fault), at=one.at, until=one.until)


def changed_rules(config: CentreConfig) -> dict[str, object]:
    """What is not the product's default, beside hours, counters and services."""
    wanted, usual = msgspec.to_builtins(config), msgspec.to_builtins(CentreConfig())
    return {
        name: value for name, value in wanted.items() if value != usual[name] and name not in _SAID_ELSEWHERE
    }
