"""`lobby journal`: look at a centre's journal without touching it."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from lobby.centre.journal import Journal, JournalError
from lobby.queueing.evolve import ImpossibleError, replay
from lobby.queueing.line import Line
from lobby.queueing.rules import LOCAL

File = Annotated[Path, typer.Argument(help="journal.db of the queue service; a copy will do.")]

app = typer.Typer(help="Read and verify the journal of a centre.", no_args_is_help=True)


@app.command(epilog="Example: lobby journal show /var/lib/lobby/centre/journal.db --last 20")
def show(
    file: File,
    last: Annotated[int, typer.Option(min=1, help="How many facts, counted from the newest.")] = 20,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """The newest facts, oldest first, in local time."""
    journal = _open(file)
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
    journal = _open(file)
    problems = _file_problems(journal)
    line = Line()
    try:
        line = replay(journal.everything())
    except (ImpossibleError, JournalError) as error:
        problems.append(str(error))
    for problem in problems:
        typer.echo(f"wrong: {problem}", err=True)
    if problems:
        raise typer.Exit(1)
    typer.echo(f"sound: {line.seq} facts, the last day is {line.day}")


def _file_problems(journal: Journal) -> list[str]:
    try:
        return list(journal.problems())
    except JournalError as error:
        return [str(error)]


def _open(file: Path) -> Journal:
    try:
        return Journal(file, read_only=True)
    except JournalError as error:
        typer.echo(f"lobby journal: {error}", err=True)
        raise typer.Exit(2) from error
