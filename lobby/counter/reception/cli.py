"""`lobby reception`."""

from pathlib import Path
from typing import Annotated

import typer

from lobby.counter.reception.program import run
from lobby.link.logs import log_to_stderr
from lobby.link.settings import SettingsError, load_as
from lobby.web.settings import PageSettings

app = typer.Typer()


@app.command()
def reception(
    settings: Annotated[Path, typer.Option("--settings", help="The program's settings, a TOML file.")],
) -> None:
    """Serve the reception's page."""
    try:
        page = load_as(settings, PageSettings)
    except SettingsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    log_to_stderr("reception")
    run(page)
