"""`lobby bench figures`: all figures of a year from its journal, beside the plain way to read it: fact by fact.

The journal is made through the real types of facts and the real file, then measured twice: with all days as rows, as
they were written, and as it is kept, with the days that are over in the archive.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from lobby.bench.figures_year import Centre, year
from lobby.bench.report import report
from lobby.centre.journal import Journal
from lobby.figures.hours import Span
from lobby.figures.measuring import figures_of

BARS = {"rebuild_s": "≤ 2"}
VISITS_A_DAY = 600

app = typer.Typer()


@app.command(epilog="Example: lobby bench figures --json")
def figures(
    visits: Annotated[int, typer.Option(min=600, help="Visits in the year.")] = 150_000,
    rounds: Annotated[int, typer.Option(min=1, help="How often each is measured; the median counts.")] = 3,
    seed: Annotated[int, typer.Option(help="The same seed makes the same year.")] = 1,
    json: Annotated[bool, typer.Option("--json", help="The last line is one JSON object.")] = False,
) -> None:
    """Rebuild a year of the busiest site: every figure in every cell, by hour, service and class."""
    with tempfile.TemporaryDirectory(prefix="lobby-bench-") as folder:
        path = Path(folder) / "journal.db"
        facts = _make(path, Centre(VISITS_A_DAY, visits // VISITS_A_DAY, seed))
        found: dict[str, float] = {"facts": facts, "rows_mb": _megabytes(path)}
        found |= _measured(path, rounds, "_rows")
        found["settle_s"] = _seconds(lambda: _settle(path))
        found["archive_mb"] = _megabytes(path)
        found |= _measured(path, rounds, "")
    found["ratio"] = round(found["rebuild_s"] / found["baseline_s"], 2)
    report("Figures: a year of the busiest site", found, as_json=json, bars=BARS)


def _make(path: Path, centre: Centre) -> int:
    with closing(Journal(path)) as journal:
        seq = 0
        for day in year(centre):
            journal.append(seq + 1, day, [])
            seq += len(day)
    return seq


def _measured(path: Path, rounds: int, kind: str) -> dict[str, float]:
    """Rebuilding and the plain way take turns, so that a busy moment of the machine meets both."""
    rebuilt, baseline = [], []
    for _ in range(rounds):
        baseline.append(_seconds(lambda: _plain(path)))
        rebuilt.append(_seconds(lambda: _rebuild(path)))
    return {
        f"rebuild{kind}_s": round(statistics.median(rebuilt), 2),
        f"baseline{kind}_s": round(statistics.median(baseline), 2),
        f"visits{kind}": _rebuild(path),
    }


def _rebuild(path: Path) -> int:
    """All figures of all days, from opening the file on; how many visits they speak of."""
    with closing(Journal(path, read_only=True)) as journal:
        days = journal.days()
        if days is None:
            return 0
        everybody = figures_of(journal, "altona", Span(*days)).row()
    return 0 if everybody is None else everybody.values["visits"].count


def _plain(path: Path) -> int:
    """Every fact becomes a value of its type, one after another; nothing is computed of them."""
    with closing(Journal(path, read_only=True)) as journal:
        return len(list(journal.everything()))


def _settle(path: Path) -> None:
    with closing(Journal(path)) as journal:
        days = journal.days()
        if days is not None:
            journal.forget(days[1] + timedelta(days=1), keep_days=1)
            journal._db.execute("VACUUM")  # noqa: SLF001 - to tell the size; a service uses the free pages again


def _megabytes(path: Path) -> float:
    return round(sum(one.stat().st_size for one in path.parent.iterdir()) / 1e6, 1)


def _seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return round(time.perf_counter() - began, 3)
