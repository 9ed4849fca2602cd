"""A comparison as a table."""

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from lobby.simulate.results.comparison import COUNTS, Comparison, Row
from lobby.simulate.results.report import WITHIN
from lobby.simulate.results.saying import Language, number, speaker
from lobby.web.wording import Speaker

SHARES = frozenset({"service-level", "occupancy", "estimate-in-range"})


def show_comparison(comparison: Comparison, language: Language, console: Console) -> None:
    """Print it."""
    say = speaker(language)
    table = Table(
        title=comparison_title(comparison, say), title_justify="left", caption=say("compare-note"),
        caption_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0),
    )  # fmt: skip
    table.add_column(say("figure"))
    for head in ("before", "after", "difference", "margin"):
        table.add_column(say(head), justify="right", no_wrap=True)
    for row in comparison.rows:
        table.add_row(*_cells(row, say))
    console.print(table)


def comparison_title(comparison: Comparison, say: Speaker) -> str:
    """Which days, and what is tried."""
    tried = ", ".join(comparison.tried) or "–"
    days = say("compare-days" if len(comparison.seeds) > 1 else "compare-day", count=len(comparison.seeds))
    return say("compare-title", name=comparison.name, days=days, tried=tried)


def _cells(row: Row, say: Speaker) -> tuple[str, ...]:
    margin = "" if row.margin is None else f"± {_amount(row, row.margin, say, points=True)}"
    sign = "+" if row.difference > 0 else "−" if row.difference < 0 else ""
    difference = sign + _amount(row, abs(row.difference), say, points=True)
    mark = f"[bold]{difference}[/bold]" if row.is_clear else difference
    return _named(row, say), _amount(row, row.before, say), _amount(row, row.after, say), mark, margin


def _named(row: Row, say: Speaker) -> str:
    key = {"service-level": "level", "estimate-in-range": "in-range"}.get(row.figure, row.figure)
    if row.visit_class is None:
        return say(f"row-{key}")
    return say(f"row-{key}", who=say(row.visit_class), minutes=f"{WITHIN[row.visit_class]:g}")


def _amount(row: Row, amount: float, say: Speaker, *, points: bool = False) -> str:
    if row.figure not in SHARES:
        whole = row.figure in COUNTS and row.margin is None
        return number(amount, say.language, 0 if whole else 1)
    return f"{number(100 * amount, say.language)} {say('points') if points else '%'}"
