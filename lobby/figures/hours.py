"""Days and their hours, local: a day ends at local midnight and has 23, 24 or 25 hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
import numpy.typing as npt

from lobby.queueing.rules import LOCAL

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

HOUR_SECONDS = 3600.0
REPEATED = 24
"""The hour that a day in autumn has twice, for the second time; by law it is called 2B."""


@dataclass(frozen=True)
class Span:
    """Whole local days, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """The end is not before the beginning."""
        if self.last < self.first:
            raise ValueError(f"{self.last} is before {self.first}")

    @property
    def days(self) -> Iterator[date]:
        """Each day."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True)
class Hours:
    """All hours of a span: when each begins (seconds since 1970, one more for the end), its label, its day."""

    starts: Floats
    labels: Ints
    days: Ints

    @classmethod
    def of(cls, span: Span) -> "Hours":
        """The hours of these days."""
        starts: list[float] = []
        labels: list[int] = []
        days: list[int] = []
        for number, day in enumerate(span.days):
            begin, end = midnight(day), midnight(day + timedelta(days=1))
            hours = [begin + HOUR_SECONDS * n for n in range(round((end - begin) / HOUR_SECONDS))]
            starts += hours
            labels += [_label(one) for one in hours] if len(hours) != 24 else range(24)  # noqa: PLR2004
            days += [number] * len(hours)
        starts.append(midnight(span.last + timedelta(days=1)))
        return cls(np.array(starts), np.array(labels), np.array(days))

    def at(self, moments: Floats) -> Ints:
        """The index of the hour that a moment lies in; −1 outside of the span, and for no moment (NaN)."""
        index = np.searchsorted(self.starts, moments, side="right") - 1
        return np.where((index < len(self.labels)) & ~np.isnan(moments), index, -1)

    def day_ends(self, moments: Floats) -> Floats:
        """The local midnight after each moment; the span's end for what lies outside of it."""
        ends = np.r_[self.starts[:-1][np.r_[False, self.days[1:] != self.days[:-1]]], self.starts[-1]]
        index = self.at(moments)
        found: Floats = ends[np.where(index < 0, -1, self.days[index])]
        return found

    def seconds_in(self, begins: Floats, ends: Floats) -> Floats:
        """How many seconds of these periods lie in each hour."""
        found = np.zeros(len(self.labels))
        begin, end = np.maximum(begins, self.starts[0]), np.minimum(ends, self.starts[-1])
        left = np.flatnonzero(begin < end)
        begin, end = begin[left], end[left]
        while len(begin):
            index = self.at(begin)
            until = np.minimum(end, self.starts[index + 1])
            found += np.bincount(index, until - begin, len(found))
            more = until < end
            begin, end = until[more], end[more]
        return found


def midnight(day: date) -> float:
    """When a local day begins, in seconds since 1970."""
    return datetime.combine(day, time(), LOCAL).timestamp()


def hour_name(label: int) -> str:
    """Like 09:00; the second one of the repeated hour is 2B."""
    return "02:00 B" if label == REPEATED else f"{label:02}:00"


def _label(start: float) -> int:
    local = datetime.fromtimestamp(start, LOCAL)
    return REPEATED if local.fold else local.hour
