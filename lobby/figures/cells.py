"""Cells of a table by hour, service and class, with all totals: who is in each, and what is said of them.

A cell has one number. In each of the three directions 0 is "all", so totals are cells like the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

import numpy as np

from lobby.figures.hours import Floats, Ints, Truths

HOURS = 26
"""All, 24 hours, and the repeated one of a day in autumn."""
CLASSES = 3
Number = TypeVar("Number", int, Ints)
BOOKED, WALK_IN = 1, 2
P90 = 0.9


@dataclass(frozen=True)
class Places:
    """Where each of many things belongs: hour (0 to 24, or −1: in none), service (a number), class (1 or 2)."""

    hour: Ints
    service: Ints
    visit_class: Ints

    def keep(self, which: Truths | Ints) -> "Places":
        """Some of them, or all in another order."""
        return Places(self.hour[which], self.service[which], self.visit_class[which])


@dataclass(frozen=True)
class Statistics:
    """One row a cell: its number, how many are in it, and what is said of them."""

    cell: Ints
    count: Ints
    value: Floats
    median: Floats | None = None
    p90: Floats | None = None


def cell_number(hour: Number, service: Number, visit_class: Number, services: int) -> Number:
    """The number of a cell, or of many; each direction counted from 1, 0 for all."""
    return (hour * (services + 1) + service) * CLASSES + visit_class


def cell_of(number: int, services: int) -> tuple[int, int, int]:
    """Hour, service and class of a cell, as `cell_number` takes them."""
    rest, visit_class = divmod(number, CLASSES)
    hour, service = divmod(rest, services + 1)
    return hour, service, visit_class


def spread(places: Places, services: int, values: Floats) -> Statistics:
    """Mean, median and 90th percentile in each cell; NaN is left out."""
    known = ~np.isnan(values)
    order = np.argsort(values[known], kind="stable")
    ordered, places = values[known][order], places.keep(known).keep(order)
    found = [_of_cut(cells, ordered) for cells in _cuts(places, services)]
    cell, count, mean, median, p90 = (np.concatenate(column) for column in zip(*found, strict=True))
    return Statistics(cell, count.astype(np.int64), mean, median, p90)


def share(places: Places, services: int, parts: Floats, wholes: Truths) -> Statistics:
    """The mean of `parts` over those that are in `wholes`, in each cell."""
    parts, places = parts[wholes], places.keep(wholes)
    innermost = cell_number(places.hour + 1, places.service + 1, places.visit_class, services)
    counts, sums = (_with_totals(innermost, weights, services) for weights in (None, parts))
    cell = np.flatnonzero(counts)
    return Statistics(cell, counts[cell].astype(np.int64), sums[cell] / counts[cell])


def count(places: Places, services: int, which: Truths) -> Statistics:
    """How many of them are in each cell. The cell's size is that of all, not of the counted ones."""
    found = share(places, services, which.astype(np.float64), np.ones(len(which), dtype=np.bool_))
    return Statistics(found.cell, found.count, np.rint(found.value * found.count))


def _with_totals(innermost: Ints, weights: Floats | None, services: int) -> Floats:
    """How many (or how much) is in each cell, from what is in those that are no totals."""
    shape = (HOURS, services + 1, CLASSES)
    found: Floats = (
        np.bincount(innermost, weights, HOURS * (services + 1) * CLASSES).reshape(shape).astype(np.float64)
    )
    found[0] = found.sum(axis=0)
    found[:, 0] = found.sum(axis=1)
    found[:, :, 0] = found.sum(axis=2)
    return found.ravel()


def _cuts(places: Places, services: int) -> Iterator[Ints]:
    """The cell of each thing, once for each choice of directions that are kept apart."""
    small = np.int16 if HOURS * (services + 1) * CLASSES < np.iinfo(np.int16).max else np.int64
    for by_hour, by_service, by_class in product((False, True), repeat=3):
        cells = cell_number(
            (places.hour + 1) * by_hour,
            (places.service + 1) * by_service,
            places.visit_class * by_class,
            services,
        )
        if by_hour:
            cells[places.hour < 0] = -1
        yield cells.astype(small)  # numpy sorts small numbers by radix


def _of_cut(cells: Ints, ordered: Floats) -> tuple[Ints, Floats, Floats, Floats, Floats]:
    """Statistics of values that come in order of size."""
    by_cell = np.argsort(cells, kind="stable")
    by_cell = by_cell[np.searchsorted(cells[by_cell], 0) :]
    cell, values = cells[by_cell].astype(np.int64), ordered[by_cell]
    first = np.flatnonzero(np.r_[True, cell[1:] != cell[:-1]]) if len(cell) else cell
    sizes = np.diff(np.r_[first, len(cell)])
    mean = np.add.reduceat(values, first) / sizes if len(first) else values
    median, p90 = (_percentile(values, first, sizes, part) for part in (0.5, P90))
    return cell[first], sizes.astype(np.float64), mean, median, p90


def _percentile(values: Floats, first: Ints, sizes: Ints, part: float) -> Floats:
    """Hyndman and Fan's seventh kind, as most programs have it."""
    position = (sizes - 1) * part
    below = np.floor(position).astype(np.int64)
    above = np.minimum(below + 1, sizes - 1)
    low, high = values[first + below], values[first + above]
    found: Floats = low + (high - low) * (position - below)
    return found
