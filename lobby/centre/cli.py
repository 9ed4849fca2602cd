"""`lobby centre`: the queue service."""

import signal
from pathlib import Path
from typing import Annotated

import typer

from lobby.centre.clock import FastClock, WallClock
from lobby.centre.journal import JournalError
from lobby.centre.numbers import NumberSystem
from lobby.centre.service import KEEP_DAYS, QueueService
from lobby.codes.key_files import KeyFileError
from lobby.link.logs import log_to_stderr
from lobby.link.settings import Settings, SettingsError, load_as

app = typer.Typer(help="The queue service of one centre.")


class CentreSettings(Settings, frozen=True, kw_only=True):
    """The settings file; [clock] is for tests that play a whole day."""

    clock: FastClock | None = None
    keep_days: int = KEEP_DAYS
    numbers: tuple[NumberSystem, ...] = ()
    """Booking systems whose numbers visitors may type."""


@app.command(epilog="Example: lobby centre --settings /etc/lobby/centre.toml")
def centre(settings: Annotated[Path, typer.Option(help="The settings file (TOML).")]) -> None:
    """Take commands, keep the journal, publish state; until SIGTERM."""
    log_to_stderr("centre")
    try:
        loaded = load_as(settings, CentreSettings)
        service = QueueService(loaded, loaded.clock or WallClock(), loaded.keep_days, loaded.numbers)
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: service.stop())
        service.run()
    except (SettingsError, JournalError, KeyFileError) as error:
        typer.echo(f"lobby centre: {error}", err=True)
        raise typer.Exit(2) from error
