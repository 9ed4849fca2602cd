"""Times that something was on, each day by itself: what begins on one day has ended at its midnight."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lobby.figures.facts import NOTHING
from lobby.figures.hours import Floats, Hours, Ints, Truths


@dataclass(frozen=True)
class Periods:
    """Begin and end of each, and whose it is."""

    begins: Floats
    ends: Floats
    owner: Ints

    def of(self, owners: Ints) -> "Periods":
        """Those of some owners alone."""
        keep = np.isin(self.owner, owners)
        return Periods(self.begins[keep], self.ends[keep], self.owner[keep])


def periods(owner: Ints, at: Floats, is_end: Truths, hours: Hours, as_of: float) -> Periods:
    """From facts in the order of their owners, each owner's in order of time; `as_of` is how far the journal goes."""
    found: list[tuple[float, float, int]] = []
    present, since, midnight = NOTHING, np.nan, np.nan
    columns = (owner.tolist(), at.tolist(), hours.day_ends(at).tolist(), is_end.tolist())
    for one, moment, end, ends in zip(*columns, strict=True):
        if one != present or moment >= midnight:
            found += _closed(since, min(midnight, as_of), present)
            present, since = one, np.nan
        if ends:
            found += _closed(since, moment, present)
            since = np.nan
        elif np.isnan(since):
            since = moment
        midnight = end
    found += _closed(since, min(midnight, as_of), present)
    begins, closes, owners = zip(*found, strict=True) if found else ((), (), ())
    return Periods(np.array(begins, np.float64), np.array(closes, np.float64), np.array(owners, np.int64))


def _closed(since: float, at: float, owner: int) -> Iterator[tuple[float, float, int]]:
    if not np.isnan(since):
        yield since, at, owner


def united(found: Periods) -> tuple[Floats, Floats]:
    """When at least one of them was on."""
    order = np.argsort(found.begins, kind="stable")
    begins: list[float] = []
    ends: list[float] = []
    for begin, end in zip(found.begins[order].tolist(), found.ends[order].tolist(), strict=True):
        if ends and begin <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            begins.append(begin)
            ends.append(end)
    return np.array(begins, np.float64), np.array(ends, np.float64)


def overlap(one: tuple[Floats, Floats], other: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """When both were on; each is in order and without overlaps of its own."""
    pairs: list[tuple[float, float]] = []
    first, second = 0, 0
    while first < len(one[0]) and second < len(other[0]):
        begin, end = max(one[0][first], other[0][second]), min(one[1][first], other[1][second])
        if begin < end:
            pairs.append((begin, end))
        first, second = (first + 1, second) if one[1][first] < other[1][second] else (first, second + 1)
    begins, ends = zip(*pairs, strict=True) if pairs else ((), ())
    return np.array(begins, np.float64), np.array(ends, np.float64)
