"""Two ways to run the same days, side by side: the same people, so that every difference is one of the way."""

from collections.abc import Sequence
from datetime import date
from math import sqrt
from statistics import fmean, stdev
from typing import Final

import msgspec

from lobby.simulate.results.report import CLASSES, came_in
from lobby.simulate.results.result import Result
from lobby.simulate.results.saying import amount, value

Pair = tuple[Result, Result]
"""A day as it is and as it would be, with one seed."""
COUNTS: Final = ("visits", "served", "missed", "withdrawn", "unserved", "turned-away")
STUDENT: Final = (
    12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.20, 2.18, 2.16, 2.14, 2.13, 2.12, 2.11, 2.10,
    2.09, 2.09, 2.08, 2.07, 2.07, 2.06, 2.06, 2.06, 2.05, 2.05, 2.05,
)  # fmt: skip
"""The 97.5th percentile of Student's t for 1, 2, … degrees of freedom."""
NORMAL: Final = 1.96


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One figure, as means over the days. Shares are from 0 to 1, waits in minutes."""

    figure: str
    visit_class: str | None = None
    before: float
    after: float
    margin: float | None = None
    """The difference is so uncertain, either way (95 %, paired); None when one day says nothing about that."""

    @property
    def difference(self) -> float:
        """What changes."""
        return self.after - self.before

    @property
    def is_clear(self) -> bool:
        """Whether the difference is more than chance."""
        return self.margin is not None and abs(self.difference) > self.margin


class HourRow(msgspec.Struct, frozen=True, kw_only=True):
    """One hour of arrival and one class, all days together; None where nobody came."""

    hour: str
    visit_class: str
    wait_before: float | None
    wait_after: float | None
    level_before: float | None
    level_after: float | None


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """`--json` of `lobby simulate compare` prints it."""

    name: str
    date: date
    seeds: list[int]
    tried: list[str]
    """What is other, in words of the command line."""
    rows: list[Row]
    hours: list[HourRow]


def compared(pairs: Sequence[Pair], tried: Sequence[str]) -> Comparison:
    """What the days say together."""
    first = pairs[0][0]
    return Comparison(
        name=first.name,
        date=first.date,
        seeds=[one.seed for one, _ in pairs],
        tried=list(tried),
        rows=_rows(pairs),
        hours=_hours(pairs),
    )


def _rows(pairs: Sequence[Pair]) -> list[Row]:
    wanted: list[tuple[str, str | None]] = [(key, None) for key in COUNTS]
    for visit_class in CLASSES:
        wanted += [(key, visit_class) for key in ("wait-mean", "wait-median", "wait-p90", "service-level")]
    wanted += [(key, None) for key in ("occupancy", "estimate-in-range", "estimate-error", "estimate-rmse")]
    rows = (_row(pairs, key, visit_class) for key, visit_class in wanted)
    return [row for row in rows if row is not None]


def _row(pairs: Sequence[Pair], key: str, visit_class: str | None) -> Row | None:
    told = [(_said(one, key, visit_class), _said(other, key, visit_class)) for one, other in pairs]
    known = [(one, other) for one, other in told if one is not None and other is not None]
    if not known:
        return None
    before, after = fmean(one for one, _ in known), fmean(other for _, other in known)
    margin = _margin([other - one for one, other in known])
    return Row(figure=key, visit_class=visit_class, before=before, after=after, margin=margin)


def _said(result: Result, key: str, visit_class: str | None) -> float | None:
    if key == "turned-away":
        return float(sum(result.turned_away.values()))
    if not key.startswith("wait-"):
        return amount(result.figures, key, visit_class)
    found = value(result.figures, "wait", visit_class)
    if found is None:
        return None
    return {"wait-mean": found.value, "wait-median": found.median, "wait-p90": found.p90}[key]


def _margin(differences: Sequence[float]) -> float | None:
    count = len(differences)
    if count == 1:
        return None
    factor = STUDENT[count - 2] if count - 2 < len(STUDENT) else NORMAL
    return factor * stdev(differences) / sqrt(count)


def _hours(pairs: Sequence[Pair]) -> list[HourRow]:
    hours = sorted({hour for pair in pairs for result in pair for hour in came_in(result)})
    before, after = [one for one, _ in pairs], [other for _, other in pairs]
    return [
        HourRow(
            hour=hour,
            visit_class=visit_class,
            wait_before=_together(before, "wait", visit_class, hour),
            wait_after=_together(after, "wait", visit_class, hour),
            level_before=_together(before, "service-level", visit_class, hour),
            level_after=_together(after, "service-level", visit_class, hour),
        )
        for hour in hours
        for visit_class in CLASSES
    ]


def _together(results: Sequence[Result], key: str, visit_class: str, hour: str) -> float | None:
    """The mean over everybody of all days."""
    found = [value(one.figures, key, visit_class, hour) for one in results]
    known = [(one.count, one.value) for one in found if one is not None and one.value is not None]
    count = sum(one for one, _ in known)
    return sum(weight * mean for weight, mean in known) / count if count else None
