"""`lobby journal`: look at a centre's journal without touching it, copy it, put a copy back."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from lobby.centre.journal import Journal, JournalError
from lobby.centre.journal_backup import back_up, restore
from lobby.centre.journal_check import check
from lobby.queueing.diagram import document
from lobby.queueing.rules import LOCAL

File = Annotated[Path, typer.Argument(help="journal.db of the queue service; a copy will do.")]
Live = Annotated[Path, typer.Option(help="The journal of the queue service.")]
STANDARD = Path("/var/lib/lobby/centre/journal.db")

app = typer.Typer(help="Read, verify, back up and restore the journal of a centre.", no_args_is_help=True)


@app.command(epilog="Example: lobby journal show /var/lib/lobby/centre/journal.db --last 20")
def show(
    file: File,
    last: Annotated[int, typer.Option(min=1, help="How many facts, counted from the newest.")] = 20,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """The newest facts, oldest first, in local time."""
    with _refusing():
        journal = Journal(file, read_only=True)
    table = Table("seq", "time", "fact", "what")
    for seq, event in journal.since(max(0, journal.last_seq() - last)):
        if json:
            typer.echo(msgspec.json.encode({"seq": seq} | msgspec.to_builtins(event)).decode())
            continue
        fields = msgspec.to_builtins(event)
        kind, _ = fields.pop("event"), fields.pop("at")
        what = " ".join(f"{name}={value}" for name, value in fields.items() if value not in (None, False))
        table.add_row(str(seq), event.at.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M:%S"), kind, what)
    if not json:
        Console(highlight=False).print(table)


@app.command(epilog="Example: lobby journal verify /backup/journal.db")
def verify(file: File) -> None:
    """Check the file and play all facts; exit code 1 when something is wrong."""
    with _refusing():
        verdict = check(file)
    for problem in verdict.problems:
        typer.echo(f"wrong: {problem}", err=True)
    if verdict.problems:
        raise typer.Exit(1)
    typer.echo(f"sound: {verdict.facts} facts, the last day is {verdict.day}")


@app.command(epilog="Example: lobby journal states --output docs/visit-states.md")
def states(
    output: Annotated[Path | None, typer.Option(help="Where to write it; otherwise to the terminal.")] = None,
) -> None:
    """The states of a visit and the facts that lead from one to another, as Markdown with a diagram."""
    if output is None:
        typer.echo(document(), nl=False)
    else:
        output.write_text(document(), encoding="utf-8")


@app.command(epilog="Example: lobby journal backup /backup/journal-2026-11-23.db")
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write.")],
    journal: Live = STANDARD,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that is there.")] = False,
) -> None:
    """Copy the journal, also while the service writes it, and verify the copy; exit code 2 when there is none."""
    with _refusing():
        verdict = back_up(journal, file, overwrite=overwrite)
    size = file.stat().st_size / 1e6
    typer.echo(f"backed up: {verdict.facts} facts, the last day is {verdict.day}, {size:.1f} MB, verified")


@app.command("restore", epilog="Example: lobby journal restore /backup/journal-2026-11-23.db --overwrite")
def put_back(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    journal: Live = STANDARD,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the journal that is there; it is kept beside.")
    ] = False,
) -> None:
    """Verify a backup and put it in the journal's place, under a new epoch. Stop the service first."""
    with _refusing():
        done = restore(file, journal, overwrite=overwrite)
    typer.echo(f"restored: {done.verdict.facts} facts, the last day is {done.verdict.day}; start the service")
    if done.replaced is not None:
        typer.echo(f"the journal that was there is {done.replaced}; delete it when it is not needed any more")


@contextlib.contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except JournalError as error:
        typer.echo(f"lobby journal: {error}", err=True)
        raise typer.Exit(2) from error
