"""`lobby feed`."""

from pathlib import Path
from typing import Annotated

import typer

from lobby.feed.program import run
from lobby.link.logs import log_to_stderr
from lobby.link.settings import SettingsError, load_as
from lobby.web.settings import PageSettings

app = typer.Typer(help="The city's status feed.")


@app.command(epilog="Example: lobby feed --settings /etc/lobby/feed.toml")
def feed(settings: Annotated[Path, typer.Option(help="The program's settings, a TOML file.")]) -> None:
    """Serve /status, /api/status, /api/events, /metrics."""
    try:
        loaded = load_as(settings, PageSettings)
    except SettingsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    log_to_stderr("feed")
    run(loaded)
