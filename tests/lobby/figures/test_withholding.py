"""Public figures: nothing below five, and nothing that is withheld can be computed."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lobby.figures.hours import Ints
from lobby.figures.table import Figures, Row, Value
from lobby.figures.withholding import FEWEST, Key, _sums, computable, public, suppressed
from tests.support.days import ORDINARY


def _table(innermost: list[int]) -> Ints:
    """Four hours, three services, two classes, with all totals."""
    table = np.zeros((5, 4, 3), dtype=np.int64)
    table[1:, 1:, 1:] = np.array(innermost).reshape(4, 3, 2)
    table[0] = table[1:].sum(axis=0)
    table[:, 0] = table[:, 1:].sum(axis=1)
    table[:, :, 0] = table[:, :, 1:].sum(axis=2)
    return table


counts = st.lists(st.one_of(st.integers(0, 6), st.integers(0, 60)), min_size=24, max_size=24).map(_table)


@given(counts)
def test_no_withheld_cell_follows_from_those_that_are_shown(
    table: Ints,
) -> None:
    """Neither from one total nor from all of them; parts that are withheld under a shown total are five at least."""
    gone = suppressed(table, (table > 0) & (table < FEWEST))
    sums = list(_sums(table))
    assert gone[(table > 0) & (table < FEWEST)].all()
    assert not gone[table == 0].any()
    assert computable(gone, sums) == []
    for total, *parts in sums:
        hidden = [place for place in parts if gone[place]]
        if hidden and not gone[total]:
            assert len(hidden) > 1
            assert sum(int(table[place]) for place in hidden) >= FEWEST


def test_a_lone_cell_gets_company_and_two_small_ones_a_third() -> None:
    """Three walk-ins beside ten booked: both go. One and two beside forty: the forty as well."""
    rows: list[tuple[Key, int]] = [
        ((None, None, None), 13),
        ((None, None, "booked"), 10),
        ((None, None, "walk-in"), 3),
    ]
    assert _shown(rows) == {(None, None, None)}
    small: list[tuple[Key, int]] = [
        ((None, None, None), 43),
        (("08:00", None, None), 1),
        (("09:00", None, None), 2),
        (("10:00", None, None), 40),
    ]
    assert _shown(small) == {(None, None, None)}


def test_large_cells_are_shown_without_a_change() -> None:
    """All of them."""
    rows: list[tuple[Key, int]] = [
        ((None, None, None), 13),
        ((None, None, "booked"), 8),
        ((None, None, "walk-in"), 5),
    ]
    assert _shown(rows) == {key for key, _ in rows}


def test_a_cell_that_is_withheld_says_nothing_at_all() -> None:
    """Whoever came early is booked: what that figure says of all would tell how many those are."""
    both = {"visits": Value(13, 13.0), "early": Value(10, 0.5)}
    booked = {"visits": Value(10, 10.0), "early": Value(10, 0.5)}
    rows = (
        Row(values=both),
        Row(visit_class="booked", values=booked),
        Row(visit_class="walk-in", values={"visits": Value(3, 3.0)}),
    )
    shown = public(Figures(centre="altona", first=ORDINARY, last=ORDINARY, as_of=None, rows=rows))
    assert shown.public
    assert [[value.withheld for value in row.values.values()] for row in shown.rows] == [
        [False, True],
        [True, True],
        [True],
    ]


def _shown(rows: Sequence[tuple[Key, int]]) -> set[Key]:
    made = tuple(
        Row(hour=hour, service=service, visit_class=kind, values={"visits": Value(count, float(count))})
        for (hour, service, kind), count in rows
    )
    shown = public(Figures(centre="altona", first=ORDINARY, last=ORDINARY, as_of=None, rows=made))
    return {row.key for row in shown.rows if not row.values["visits"].withheld}
