"""How figures are told: as a table for people, as one JSON object on the last line for programs."""

import json
import statistics
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

Figures = Mapping[str, float]


def percentiles(milliseconds: Sequence[float]) -> dict[str, float]:
    """p50, p95 and p99 of at least two measurements, in milliseconds."""
    cuts = statistics.quantiles(milliseconds, n=100, method="inclusive")
    return {"p50_ms": round(cuts[49], 2), "p95_ms": round(cuts[94], 2), "p99_ms": round(cuts[98], 2)}


def report(title: str, figures: Figures, *, as_json: bool, bars: Mapping[str, str] | None = None) -> None:
    """Print them; `bars` says in words what a figure is to reach."""
    if as_json:
        print(json.dumps(dict(figures)))
        return
    table = Table(title=title, title_justify="left")
    table.add_column("figure")
    table.add_column("value", justify="right")
    table.add_column("bar")
    for name, value in figures.items():
        table.add_row(name, f"{value:,.2f}", (bars or {}).get(name, ""))
    Console(highlight=False).print(table)
