"""`lobby figures`: the figures of a day or a span, from a journal or a copy of it."""

from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from lobby.centre.journal import Journal, JournalError
from lobby.figures.files import as_csv, as_json, as_xlsx
from lobby.figures.hours import Span
from lobby.figures.measuring import figures_of
from lobby.figures.showing import Shown, tables
from lobby.figures.spans import parse_span
from lobby.figures.table import Figures
from lobby.figures.withholding import public
from lobby.web.wording import load

STANDARD = Path("/var/lib/lobby/centre/journal.db")

app = typer.Typer(add_completion=False)


@app.command(
    epilog="Example: lobby figures 2026-11-01..2026-11-30 --public --xlsx november.xlsx. "
    "Exit codes: 0 printed or written, 2 wrong command or no journal."
)
def figures(
    days: Annotated[
        str,
        typer.Argument(metavar="[DAY|FROM..TO]", help="Both included; the newest day when nothing is said."),
    ] = "",
    *,
    journal: Annotated[Path, typer.Option(help="The journal of the queue service, or a copy.")] = STANDARD,
    centre: Annotated[str, typer.Option(help="The centre's id, for titles.")] = "centre",
    service: Annotated[str | None, typer.Option(help="Print only this service.")] = None,
    visit_class: Annotated[
        Literal["booked", "walk-in"] | None, typer.Option("--class", help="Print only these visits.")
    ] = None,
    to_csv: Annotated[Path | None, typer.Option("--csv", help="Write every cell as CSV.")] = None,
    to_xlsx: Annotated[Path | None, typer.Option("--xlsx", help="Write every cell as a workbook.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print every cell as one JSON object.")] = False,
    is_public: Annotated[
        bool,
        typer.Option("--public", help="Withhold cells of fewer than five, and what would tell of them."),
    ] = False,
    language: Annotated[Literal["de", "en"], typer.Option(help="Of tables and workbooks.")] = "en",
) -> None:
    """Waits, service level, no-shows, estimates: per hour, service and class, rebuilt from the journal."""
    try:
        found = _figures(journal, centre, days)
        found = public(found) if is_public else found
        say = load(["lobby.figures"]).speaker(language)
        if to_csv is not None:
            to_csv.write_text(as_csv(found), encoding="utf-8", newline="")
        if to_xlsx is not None:
            to_xlsx.write_bytes(as_xlsx(found, say))
    except (JournalError, OSError, ValueError) as error:
        typer.echo(f"lobby figures: {error}", err=True)
        raise typer.Exit(2) from error
    if json:
        typer.echo(as_json(found).decode())
    elif to_csv is None and to_xlsx is None:
        console = Console(highlight=False)
        for table in tables(found, Shown(service, visit_class), say):
            console.print(table)


def _figures(path: Path, centre: str, days: str) -> Figures:
    span = parse_span(days) if days else None
    journal = Journal(path, read_only=True)
    try:
        if span is None:
            newest = journal.newest_day()
            if newest is None:
                raise ValueError("the journal is empty: name a day")
            span = Span(newest, newest)
        return figures_of(journal, centre, span)
    finally:
        journal.close()
