"""`lobby stage`."""

from pathlib import Path
from typing import Annotated

import typer

from lobby.bookings.files import DayFileError
from lobby.link.logs import log_to_stderr
from lobby.link.settings import SettingsError
from lobby.stage.program import run
from lobby.stage.settings import load_stage

app = typer.Typer(help="The lobby on one page, for demonstrations; served on this machine alone.")


@app.command(epilog="Example: lobby up        starts it with everything it shows")
def stage(
    settings: Annotated[Path, typer.Option("--settings", help="The program's settings, a TOML file.")],
) -> None:
    """Show the terminal, the display, the staff's pages and a phone with today's codes on one page."""
    try:
        loaded = load_stage(settings)
        log_to_stderr("stage")
        run(loaded)
    except (SettingsError, DayFileError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
