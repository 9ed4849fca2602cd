"""The figures of a played day, and an independent recomputation from its facts."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from lobby.figures.table import Value
from lobby.simulate.driver import play
from lobby.simulate.results.result import Ending, result_of, write_journal
from lobby.simulate.results.saying import amount
from tests.support.days import in_hamburg
from tests.support.recomputed import Cell, Recomputed
from tests.support.small_days import CATALOGUE, EVERYTHING, plan_of


@pytest.fixture(autouse=True)
def _local() -> Iterator[None]:
    with in_hamburg():
        yield


def _told(values: Mapping[str, Value]) -> dict[str, tuple[float | None, ...]]:
    return {key: (one.count, one.value, one.median, one.p90) for key, one in values.items()}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_figures_of_a_played_day_agree_with_plain_sql(tmp_path: Path, seed: int) -> None:
    """In every cell, with all that can happen in a visit, slips and an outage."""
    plan = plan_of(
        seed,
        behaviour=EVERYTHING | {"patience_minutes": 40},
        clerks={"slips": 0.2},
        staff=[{"places": ["1", "2"], "open": "08:00", "close": "12:00"}],
        faults=[{"kind": "outage", "at": "10:00", "minutes": 20}],
    )
    played = play(plan, CATALOGUE)
    journal = tmp_path / "journal.db"
    write_journal(journal, played.facts)
    result = result_of(plan, Ending("rules", played.until, complete=True, turned_away={}), journal)
    assert (amount(result.figures, "visits") or 0) > 40
    assert (amount(result.figures, "withdrawn") or 0) > 0
    recomputed = Recomputed(journal)
    for row in result.figures.rows:
        cell = Cell(plan.day, plan.day, *row.key)
        found = {key: pytest.approx(one, abs=1e-3) for key, one in recomputed.cell(cell).items()}
        assert _told(row.values) == found, row.key
