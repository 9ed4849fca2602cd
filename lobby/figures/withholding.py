"""Public figures: cells of fewer than five are withheld, and so many others that none of them can be computed.

Every total is the sum of its parts, along hours, services and classes. So in each such sum either nothing is withheld,
or two cells at least, and the parts that are withheld speak of five together. Last, the sums are taken as equations:
a cell whose count still follows from them gets company (complementary suppression; Willenborg and de Waal, Elements of
Statistical Disclosure Control, 2001, chapter 9).
"""

from collections.abc import Iterator
from itertools import product

import msgspec
import numpy as np

from lobby.figures.hours import Floats, Ints, Truths
from lobby.figures.table import WITHHELD, Figures, Row, Value

FEWEST = 5
"""A cell speaks of so many, or of nobody in public."""
_VISITS = "visits"
_ALMOST_ONE = 1 - 1e-6

Place = tuple[int, int, int]
Key = tuple[str | None, str | None, str | None]


def public(figures: Figures) -> Figures:
    """The same table as it may be published: of how many visits a figure speaks, only `visits` itself says."""
    keys = sorted({key for row in figures.rows for key in row.values}, key=lambda key: (key != _VISITS, key))
    gone: dict[str, set[Key]] = {}
    for key in keys:
        counts = {row.key: row.values[key].count for row in figures.rows if key in row.values}
        gone[key] = withheld(counts, gone.get(_VISITS, set()))
    rows = tuple(msgspec.structs.replace(row, values=_shown(row, gone)) for row in figures.rows)
    return msgspec.structs.replace(figures, public=True, rows=rows)


def _shown(row: Row, gone: dict[str, set[Key]]) -> dict[str, Value]:
    return {key: WITHHELD if row.key in gone[key] else _bare(key, value) for key, value in row.values.items()}


def _bare(key: str, value: Value) -> Value:
    return value if key == _VISITS else msgspec.structs.replace(value, count=0)


def withheld(counts: dict[Key, int], also: set[Key]) -> set[Key]:
    """Which cells of one figure are not shown; `also` are not shown for another reason."""
    axes = [sorted({key[axis] for key in counts} - {None}, key=str) for axis in range(3)]
    numbers: dict[Key, Place] = {
        key: tuple(0 if one is None else axes[axis].index(one) + 1 for axis, one in enumerate(key))  # type: ignore[misc]
        for key in counts
    }
    table = np.zeros([len(names) + 1 for names in axes], dtype=np.int64)
    for key, count in counts.items():
        table[numbers[key]] = count
    first = (table > 0) & (table < FEWEST)
    for key in also & set(counts):
        first[numbers[key]] = table[numbers[key]] > 0
    found = suppressed(table, first)
    return {key for key in counts if found[numbers[key]]}


def suppressed(counts: Ints, first: Truths) -> Truths:
    """The cells to be withheld beside `first`; index 0 of each axis is the total."""
    gone = first.copy()
    sums = list(_sums(counts))
    while _join(counts, gone, sums) or _cover(counts, gone, sums):
        pass
    return gone


def _sums(counts: Ints) -> Iterator[list[Place]]:
    """A total and its parts that are not zero; sums that do not hold have no parts in this figure."""
    sizes = counts.shape
    for axis in range(3):
        others = [range(size) for at, size in enumerate(sizes) if at != axis]
        for rest in product(*others):
            line: list[Place] = [
                (*rest[:axis], at, *rest[axis:])  # type: ignore[misc]
                for at in range(sizes[axis])
            ]
            parts = [place for place in line[1:] if counts[place]]
            if parts and counts[line[0]] == sum(counts[place] for place in parts):
                yield [line[0], *parts]


def _join(counts: Ints, gone: Truths, sums: list[list[Place]]) -> bool:
    """Give company to cells that are alone in a sum; whether any was needed."""
    changed = False
    for total, *parts in sums:
        while True:
            hidden = [place for place in parts if gone[place]]
            if gone[total]:
                is_safe = bool(hidden)
            else:
                is_safe = not hidden or (
                    len(hidden) > 1 and sum(int(counts[place]) for place in hidden) >= FEWEST
                )
            if is_safe:
                break
            gone[_smallest(counts, gone, parts) or total] = changed = True
    return changed


def _cover(counts: Ints, gone: Truths, sums: list[list[Place]]) -> bool:
    """Give company to one cell that all sums together still tell; whether there was one."""
    found = next(iter(computable(gone, sums)), None)
    if found is None:
        return False
    near = [place for line in sums if found in line for place in line]
    partner = _smallest(counts, gone, near) or _smallest(
        counts, gone, [place for line in sums for place in line]
    )
    if partner is None:
        return False
    gone[partner] = True
    return True


def computable(gone: Truths, sums: list[list[Place]]) -> list[Place]:
    """The withheld cells that follow from what is shown: those without any freedom in the equations."""
    number = {
        place: at for at, place in enumerate(zip(*(axis.tolist() for axis in np.nonzero(gone)), strict=True))
    }
    lines = [(total, parts) for total, *parts in sums if any(place in number for place in (total, *parts))]
    if not lines:
        return []
    matrix: Floats = np.zeros((len(lines), len(number)))
    for row, (total, parts) in enumerate(lines):
        for place in parts:
            if place in number:
                matrix[row, number[place]] = 1.0
        if total in number:
            matrix[row, number[total]] = -1.0
    _, strength, directions = np.linalg.svd(matrix, full_matrices=False)
    fixed = (directions[strength > 1e-9 * strength[0]] ** 2).sum(axis=0)
    return [place for place, at in number.items() if fixed[at] > _ALMOST_ONE]


def _smallest(counts: Ints, gone: Truths, places: list[Place]) -> Place | None:
    shown = [place for place in places if not gone[place]]
    return min(shown, key=lambda place: int(counts[place]), default=None)
