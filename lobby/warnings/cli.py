"""`lobby warnings`."""

import signal
from pathlib import Path
from typing import Annotated

import typer

from lobby.link.logs import log_to_stderr
from lobby.link.settings import SettingsError
from lobby.warnings import show_cli
from lobby.warnings.program import Program
from lobby.warnings.settings import EXAMPLE, load

app = typer.Typer(help="Public warnings for a city's lobbies.", invoke_without_command=True)
app.command("show", epilog=show_cli.EXAMPLE)(show_cli.show)


@app.callback(epilog="Example: lobby warnings --settings /etc/lobby/warnings.toml")
def warnings(
    context: typer.Context,
    settings: Annotated[Path | None, typer.Option(help="The settings file (TOML).")] = None,
) -> None:
    """Ask the sources, match with the centres, tell all lobbies; until SIGTERM."""
    if context.invoked_subcommand is not None:
        return
    if settings is None:
        typer.echo(f"lobby warnings: --settings is missing. The file looks like this:\n\n{EXAMPLE}", err=True)
        raise typer.Exit(2)
    log_to_stderr("warnings")
    try:
        program = Program(load(settings))
    except (SettingsError, OSError) as error:
        typer.echo(f"lobby warnings: {error}", err=True)
        raise typer.Exit(2) from error
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: program.stop())
    program.run()
