"""`lobby bench estimate`: how well waiting times are said beforehand, beside other ways to say them and the floor.

Days are played from fixed seeds through the real rules; every visitor without a booking is asked about. A case has the
same visitors for all who answer.
"""

import json as jsonlib
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from itertools import product, repeat
from os import cpu_count
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from lobby.bench.estimate_days import CASES
from lobby.bench.estimate_plot import draw
from lobby.bench.estimate_scores import Scores, scored
from lobby.bench.estimate_trial import Answers, answers
from lobby.bench.report import report

SEEDS, DAYS = 6, 6
BARRED = "walk-in"
"""The case that the bars are for."""
BARS = {
    "ratio": "≤ 0.65", "floor_ratio": "≤ 1.25", "bias_min": "−1 to 1", "in_range": "≥ 0.80", "width_min": "≤ 15"
}  # fmt: skip

app = typer.Typer()


@app.command(epilog="Example: lobby bench estimate --seeds 2 --days 4 --json")
def estimate(
    seeds: Annotated[int, typer.Option(min=1, max=50, help="Centres that are made up.")] = SEEDS,
    days: Annotated[int, typer.Option(min=1, max=50, help="Days asked about at each, of each case.")] = DAYS,
    plot: Annotated[Path | None, typer.Option(help="Draw expected and true waits: .png, .svg.")] = None,
    json: Annotated[bool, typer.Option("--json", help="The last line is one JSON object.")] = False,
) -> None:
    """Errors of the waiting times said to visitors without a booking, on days from fixed seeds."""
    found = _played(seeds, days)
    scores = {name: scored(said) for name, said in found.items()}
    if plot is not None:
        draw(found[BARRED], plot)
    barred = msgspec.to_builtins(scores[BARRED])
    if json:
        print(jsonlib.dumps({**barred, "scenarios": msgspec.to_builtins(scores)}))
        return
    _tell(scores)
    report(f"Bars, in the case {BARRED}", {name: barred[name] for name in BARS}, as_json=False, bars=BARS)


def _played(seeds: int, days: int) -> dict[str, list[Answers]]:
    plays = list(product(CASES, range(1, seeds + 1)))
    with ProcessPoolExecutor(max_workers=min(len(plays), cpu_count() or 1)) as pool:
        found = list(pool.map(answers, *zip(*plays, strict=True), repeat(days)))
    joined: dict[str, list[Answers]] = {}
    for (case, _), said in zip(plays, found, strict=True):
        joined.setdefault(case.name, []).extend(said)
    return joined


def _tell(scores: Mapping[str, Scores]) -> None:
    others = list(next(iter(scores.values())).others_rmse_min)
    names = [
        "visits", "told nothing", "mean wait", "RMSE", "bias", "inside the range", "median width",
        "inside, wait ≥ 10", "median width, wait ≥ 10", "floor: RMSE", "floor: bias",
        *(f"{other}: RMSE" for other in others), "RMSE ÷ floor", "RMSE ÷ best other",
    ]  # fmt: skip
    columns = [_cells(one) for one in scores.values()]
    table = Table(title="Waiting times said beforehand (minutes)", title_justify="left")
    table.add_column("figure")
    for name in scores:
        table.add_column(name, justify="right")
    for name, *row in zip(names, *columns, strict=True):
        table.add_row(name, *row)
    Console(highlight=False).print(table)


def _cells(one: Scores) -> list[str]:
    return [
        f"{one.visits:,}", f"{one.unanswered:,}", f"{one.wait_min:.1f}", f"{one.rmse_min:.2f}", f"{one.bias_min:+.2f}",
        f"{one.in_range:.0%}", _width(one.width_min), f"{one.in_range_long:.0%}", _width(one.width_long_min),
        f"{one.floor_rmse_min:.2f}", f"{one.floor_bias_min:+.2f}",
        *(f"{value:.2f}" for value in one.others_rmse_min.values()), f"{one.floor_ratio:.2f}", f"{one.ratio:.2f}",
    ]  # fmt: skip


def _width(minutes: float | None) -> str:
    return "over" if minutes is None else f"{minutes:.0f}"
