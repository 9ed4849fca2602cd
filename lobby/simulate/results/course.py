"""How the day went, moment by moment: who waited, which counters were open, what was shown and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from lobby.centre.journal import Journal
from lobby.contract.events import AnyEvent
from lobby.contract.state import PlaceStatus
from lobby.figures.facts import read
from lobby.figures.hours import Hours, Span
from lobby.figures.measuring import waits
from lobby.figures.visits import visits_of
from lobby.queueing.evolve import evolve
from lobby.queueing.line import Line


@dataclass(frozen=True)
class Step:
    """From this moment on."""

    at: datetime
    waiting: int
    open_counters: int
    """Those that have a break do not count."""


@dataclass(frozen=True)
class Shown:
    """What a visitor was told, and the wait that followed, in minutes; `high` is None for "over"."""

    low: float
    high: float | None
    wait: float

    @property
    def is_inside(self) -> bool:
        """Whether the range was right."""
        return self.low <= self.wait and (self.high is None or self.wait <= self.high)


@dataclass(frozen=True)
class Course:
    """A day's course."""

    steps: tuple[Step, ...]
    shown: tuple[Shown, ...]


def course_of(journal: Path, day: date) -> Course:
    """The course of a day that a journal holds.

    Raises:
        JournalError: it cannot be read.
    """
    opened = Journal(journal, read_only=True)
    try:
        steps = _steps(event for _, event in opened.everything())
        shown = _shown(opened, day)
    finally:
        opened.close()
    return Course(steps, shown)


def _steps(facts: Iterable[AnyEvent]) -> tuple[Step, ...]:
    line, steps = Line(), list[Step]()
    for event in facts:
        evolve(line, event)
        open_counters = sum(
            one.status is not PlaceStatus.CLOSED and not one.paused for one in line.counters.values()
        )
        step = Step(event.at.astimezone(UTC), len(line.present), open_counters)
        if not steps or (step.waiting, step.open_counters) != (steps[-1].waiting, steps[-1].open_counters):
            steps.append(step)
    return tuple(steps)


def _shown(journal: Journal, day: date) -> tuple[Shown, ...]:
    facts = read(journal.blocks(day, day))
    as_of = float(facts.at[-1]) if len(facts.at) else 0.0
    visits = visits_of(facts, Hours.of(Span(day, day)), as_of)
    columns = visits.low.tolist(), visits.high.tolist(), waits(visits).tolist()
    return tuple(
        Shown(low, None if np.isinf(high) else high, wait)
        for low, high, wait in zip(*columns, strict=True)
        if not (np.isnan(low) or np.isnan(wait))
    )
