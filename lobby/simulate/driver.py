"""Plays a day against the bare rules: as fast as it goes, in a time of its own, always the same for the same seed."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from lobby.contract.answers import Ticket
from lobby.contract.catalogue import Catalogue
from lobby.contract.events import AnyEvent, DayStarted
from lobby.contract.fields import VisitId
from lobby.contract.measured import Measured
from lobby.contract.requests import ImportBookings
from lobby.queueing.evolve import evolve
from lobby.queueing.line import Line
from lobby.queueing.rules import Rules
from lobby.simulate.days.file import (
    BrokerAway,
    CounterCloses,
    Outage,
    QueueKilled,
    StaffLate,
    TerminalOffline,
)
from lobby.simulate.play.bare import Bare
from lobby.simulate.play.hall import Hall
from lobby.simulate.play.people import Person
from lobby.simulate.play.plan import Plan, Trouble
from lobby.simulate.play.visitors import Visitors
from lobby.simulate.play.world import Ids

AFTER_CLOSING = timedelta(hours=4)
RESTART = timedelta(seconds=3)
TOGETHER = 500
"""Bookings in one delivery."""

Watch = Callable[[Line, AnyEvent], None]
"""Is told each fact, with the line that has it already; must not change the line."""
Progress = Callable[[datetime], None]


@dataclass(frozen=True)
class Played:
    """A day that was played. `facts` are numbered from 1; `line` is their fold."""

    plan: Plan
    rules: Rules
    facts: list[AnyEvent]
    line: Line
    until: datetime
    tickets: Mapping[VisitId, Ticket] = field(default_factory=dict)
    """What each visit was told first."""
    turned_away: Mapping[str, int] = field(default_factory=dict)
    """Who got no number, by the reason."""
    people: Mapping[VisitId, Person] = field(default_factory=dict)
    is_complete: bool = True
    """Not interrupted."""


@dataclass(frozen=True)
class Around:
    """What goes with a day. `measured` is what the days before taught."""

    watch: Watch = lambda _line, _event: None
    progress: Progress = lambda _now: None
    measured: Measured | None = None
    rules: Rules | None = None
    """Instead of those of the day file."""
    step: timedelta = timedelta(minutes=15)
    """How often the progress is told."""


def play(plan: Plan, catalogue: Catalogue, around: Around | None = None) -> Played:
    """Let the day pass; an interrupt ends it early with what is known so far."""
    with_it = around or Around()
    rules = with_it.rules or plan.rules(catalogue)
    bare = Bare(rules, catalogue, plan.begins, lambda event: with_it.watch(bare.line, event))
    ids = Ids(plan.seed)
    visitors = Visitors(plan, bare, ids)
    hall = Hall(plan, bare, visitors, ids)
    bare.changed = hall.look
    _begin(plan, bare, ids, with_it.measured)
    visitors.start()
    for trouble in plan.troubles:
        _expect(trouble, bare)
    bare.at(plan.begins, hall.look)
    until, is_complete = plan.begins, True
    try:
        for until in _steps(plan, with_it.step):
            bare.run(until)
            with_it.progress(until)
    except KeyboardInterrupt:
        until, is_complete = bare.now(), False
    return Played(
        plan=plan,
        rules=rules,
        facts=bare.facts,
        line=bare.line,
        until=until,
        tickets=visitors.tickets,
        turned_away=Counter(visitors.turned_away),
        people=visitors.people,
        is_complete=is_complete,
    )


def _begin(plan: Plan, bare: Bare, ids: Ids, measured: Measured | None) -> None:
    started = DayStarted(at=plan.begins, day=plan.day.isoformat(), measured=measured)
    evolve(bare.line, started)
    bare.happened(started)
    for first in range(0, len(plan.bookings), TOGETHER):
        together = plan.bookings[first : first + TOGETHER]
        bare.ask(ImportBookings(id=ids.fresh("bookings"), bookings=together), lambda _answer: None)


def _steps(plan: Plan, step: timedelta) -> Iterator[datetime]:
    """From the beginning up to well after closing."""
    moment, last = plan.begins, plan.closes + AFTER_CLOSING
    while moment < last:
        moment = min(last, moment + step)
        yield moment


def _expect(trouble: Trouble, bare: Bare) -> None:
    def away(*, is_away: bool) -> None:
        bare.is_away = is_away

    def killed() -> None:
        bare.is_away = False
        bare.restart()

    def offline(*, is_offline: bool) -> None:
        bare.is_offline = is_offline

    match trouble.fault:
        case BrokerAway() | Outage():
            bare.at(trouble.at, partial(away, is_away=True))
            bare.at(trouble.until or trouble.at, partial(away, is_away=False))
        case QueueKilled():
            bare.at(trouble.at, partial(away, is_away=True))
            bare.at(trouble.at + RESTART, killed)
        case TerminalOffline():
            bare.at(trouble.at, partial(offline, is_offline=True))
            bare.at(trouble.until or trouble.at, partial(offline, is_offline=False))
        case CounterCloses() | StaffLate():
            pass  # the plan's clerks know it
