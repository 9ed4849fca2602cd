"""`lobby simulate days`: the day files that come with the program."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from lobby.simulate.days.samples import about, sample_days

app = typer.Typer(help="The day files that come with the program.")


@app.command(epilog="Example: lobby simulate days ordinary-tuesday > my-day.toml")
def days(
    name: Annotated[str | None, typer.Argument(help="Write this one to standard output.")] = None,
) -> None:
    """List them, or write one out as the beginning of another."""
    known = sample_days()
    if name is None:
        table = Table(box=None, pad_edge=False)
        table.add_column("name", no_wrap=True)
        table.add_column("what it is")
        for one, path in known.items():
            table.add_row(one, about(path))
        Console(highlight=False).print(table)
    elif name in known:
        typer.echo(known[name].read_text(encoding="utf-8"), nl=False)
    else:
        typer.echo(f"lobby simulate days: there is no {name}; known are {', '.join(known)}", err=True)
        raise typer.Exit(2)
