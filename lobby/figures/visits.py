"""Visits, from the facts about them: what each waited, who served it, how it ended.

A fact that was undone is left out before anything else is looked at, and so is a call that was withdrawn: both were
mistakes, not steps.
"""

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from lobby.figures.estimates import middle
from lobby.figures.facts import NOTHING, Arrivals, Facts
from lobby.figures.hours import Floats, Hours, Ints, Truths

ASIDE = ("booked", "booking-cancelled", "taken-elsewhere", "handed-over", "service-added", "noted", "flagged")
"""Facts about a visit that leave it where it is."""
_MINUTE = 60.0


class Outcome(IntEnum):
    """How a visit ended; PRESENT while its day is not over."""

    SERVED = 0
    MISSED = 1
    WITHDRAWN = 2
    UNSERVED = 3
    PRESENT = 4


_LAST_STEP = {
    "finished": Outcome.SERVED,
    "missed": Outcome.MISSED,
    "withdrawn": Outcome.WITHDRAWN,
    "unserved": Outcome.UNSERVED,
}
_STILL_OR_SERVED = (Outcome.SERVED, Outcome.PRESENT)


@dataclass(frozen=True)
class Visits:
    """One row a visit of a day. Times are seconds since 1970, durations minutes; NaN where there is none."""

    visit: Ints
    service: Ints
    slot: Floats
    checked_in: Floats
    first_call: Floats
    at_counter: Floats
    left: Floats
    """When it ended without being served."""
    service_minutes: Floats
    """NaN where no case ended at a counter."""
    outcome: Ints
    low: Floats
    high: Floats
    """The range of minutes the visitor was told."""
    expected: Floats
    """The expected wait, of which the range was made; its middle where no more was kept."""

    @property
    def is_walk_in(self) -> Truths:
        """Without a slot."""
        return np.isnan(self.slot)

    @property
    def started(self) -> Truths:
        """A case was begun at a counter."""
        found: Truths = ~np.isnan(self.at_counter) | (self.outcome == Outcome.SERVED)
        return found

    @property
    def credit_from(self) -> Floats:
        """max(s, c): waiting counts from here."""
        return np.fmax(self.slot, self.checked_in)


@dataclass(frozen=True)
class _Steps:
    """The facts of visits, ordered by visit and number; `group` counts visits."""

    kind: Ints
    at: Floats
    group: Ints
    row: Ints

    def keep(self, which: Truths) -> "_Steps":
        return replace(
            self, kind=self.kind[which], at=self.at[which], group=self.group[which], row=self.row[which]
        )


def visits_of(facts: Facts, hours: Hours, as_of: float) -> Visits:
    """All visits with a check-in; `as_of` is how far the journal goes, `hours` has all its days."""
    steps = _steps(facts)
    first_rows = _first(steps, facts.kinds.number("arrived"), steps.row.astype(np.float64))
    here = ~np.isnan(first_rows)
    row = first_rows[here].astype(np.int64)
    arrival = np.searchsorted(facts.arrivals.row, row)
    steps = steps.keep(here[steps.group])
    steps = replace(steps, group=(np.cumsum(here) - 1)[steps.group])
    midnight = hours.day_ends(facts.at[row])
    outcome, ended = _endings(steps, facts, midnight <= as_of)
    arrivals = facts.arrivals
    return Visits(
        visit=facts.visit[row],
        service=arrivals.service[arrival],
        slot=arrivals.slot[arrival],
        checked_in=facts.at[row],
        first_call=_first(steps, facts.kinds.number("called")),
        at_counter=_first(steps, facts.kinds.number("serving-started")),
        left=np.where(np.isin(outcome, _STILL_OR_SERVED), np.nan, np.fmin(ended, midnight)),
        service_minutes=_service_minutes(steps, facts),
        outcome=outcome,
        low=arrivals.low[arrival],
        high=arrivals.high[arrival],
        expected=_expected(arrivals)[arrival],
    )


def _expected(arrivals: Arrivals) -> Floats:
    kept = arrivals.expected
    return np.where(np.isnan(kept), middle(arrivals.low, arrivals.high), kept)


def serving_periods(facts: Facts, hours: Hours, as_of: float) -> tuple[Floats, Floats]:
    """Begin and end of each time somebody was served; where no end was recorded, the day's end or `as_of`."""
    began, ended, _ = _periods(_steps(facts), facts)
    return began, np.where(np.isnan(ended), np.minimum(hours.day_ends(began), as_of), ended)


def _steps(facts: Facts) -> _Steps:
    """Facts that moved a visit and were not taken back."""
    day = np.cumsum(facts.are("day-started"))
    moved = (facts.visit != NOTHING) & ~facts.are(*ASIDE, "undone") & ~facts.undone
    rows = np.flatnonzero(moved)
    key = facts.visit[rows] * (int(day[-1]) + 1 if len(day) else 1) + day[rows]
    order = np.argsort(key, kind="stable")
    rows, key = rows[order], key[order]
    group = np.cumsum(np.r_[False, key[1:] != key[:-1]]) if len(key) else key
    steps = _Steps(facts.kind[rows], facts.at[rows], group, rows)
    return steps.keep(~_withdrawn(steps, facts))


def _withdrawn(steps: _Steps, facts: Facts) -> Truths:
    """Calls that were withdrawn, with their recalls, and the facts that say so."""
    gone = np.zeros(len(steps.kind), dtype=np.bool_)
    called, withdrawn = facts.kinds.number("called"), facts.kinds.number("call-withdrawn")
    for index in np.flatnonzero(steps.kind == withdrawn).tolist():
        gone[index] = True
        before = index - 1
        while before >= 0 and steps.group[before] == steps.group[index] and steps.kind[before] == called:
            gone[before] = True
            before -= 1
    return gone


def _first(steps: _Steps, kind: int, values: Floats | None = None) -> Floats:
    """The first value of that kind of each visit; its time unless told otherwise."""
    taken = steps.at if values is None else values
    found = np.full(int(steps.group[-1]) + 1 if len(steps.group) else 0, np.nan)
    rows = np.flatnonzero(steps.kind == kind)[::-1]
    found[steps.group[rows]] = taken[rows]
    return found


def _periods(steps: _Steps, facts: Facts) -> tuple[Floats, Floats, Ints]:
    """Begin, end (NaN: none was recorded) and visit of each time somebody was served."""
    starts = np.flatnonzero(steps.kind == facts.kinds.number("serving-started"))
    after = np.minimum(starts + 1, len(steps.kind) - 1)
    is_ended = (after > starts) & (steps.group[after] == steps.group[starts])
    is_ended &= steps.kind[after] != facts.kinds.number("unserved")
    return steps.at[starts], np.where(is_ended, steps.at[after], np.nan), steps.group[starts]


def _service_minutes(steps: _Steps, facts: Facts) -> Floats:
    began, ended, group = _periods(steps, facts)
    count = int(steps.group[-1]) + 1 if len(steps.group) else 0
    minutes = np.bincount(group, (ended - began) / _MINUTE, count)
    return np.where(np.bincount(group, minlength=count) > 0, minutes, np.nan)


def _endings(steps: _Steps, facts: Facts, day_is_over: Truths) -> tuple[Ints, Floats]:
    """Outcome of each visit, and when its last step was; one that nobody ended is unserved when its day is over."""
    last = (
        np.flatnonzero(np.r_[steps.group[1:] != steps.group[:-1], True]) if len(steps.group) else steps.group
    )
    kind = steps.kind[last]
    outcome = np.where(day_is_over, int(Outcome.UNSERVED), int(Outcome.PRESENT))
    for tag, value in _LAST_STEP.items():
        outcome[kind == facts.kinds.number(tag)] = value
    nobody_ended = outcome == Outcome.UNSERVED
    nobody_ended &= kind != facts.kinds.number("unserved")
    return outcome, np.where(nobody_ended, np.inf, steps.at[last])
