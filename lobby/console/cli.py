"""`lobby console`."""

from pathlib import Path
from typing import Annotated

import typer

from lobby.console.program import run
from lobby.console.settings import ConsoleSettings
from lobby.link.logs import log_to_stderr
from lobby.link.settings import SettingsError, load_as

app = typer.Typer()


@app.command()
def console(
    settings: Annotated[Path, typer.Option("--settings", help="The program's settings, a TOML file.")],
) -> None:
    """Serve the facility staff's pages."""
    try:
        page = load_as(settings, ConsoleSettings)
    except SettingsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    log_to_stderr("console")
    run(page)
