"""`lobby guard`: a program with a screen where there is no systemd."""

from typing import Annotated

import typer

from lobby.guard.guard import Guard, Limits
from lobby.link.logs import log_to_stderr

app = typer.Typer(help="Keep one program running.")


@app.command()
def guard(
    command: Annotated[list[str], typer.Argument(help="The program and its words, after --.")],
    silence: Annotated[float, typer.Option(help="Seconds without a sign of life before it is ended.")] = 5.0,
    start: Annotated[float, typer.Option(help="Seconds until its first picture has to stand.")] = 30.0,
) -> None:
    """Run a program, again whenever it ends or hangs: lobby guard -- lobby kiosk --settings FILE."""
    log_to_stderr("guard")
    Guard(command, Limits(silence, start)).run()
