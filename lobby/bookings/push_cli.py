"""`lobby bookings serve` and `secret`."""

import os
from pathlib import Path
from typing import Annotated

import typer

from lobby.bookings.ending import fail
from lobby.bookings.push.program import run
from lobby.bookings.push.signing import Secret
from lobby.bookings.settings import BookingsSettings
from lobby.link.logs import log_to_stderr
from lobby.link.settings import SettingsError, load_as


def serve(
    settings: Annotated[Path, typer.Option(help="Settings of an account of the kind 'bookings', its own.")],
) -> None:
    """Take signed deliveries of bookings over HTTP."""
    log_to_stderr("bookings")
    try:
        run(load_as(settings, BookingsSettings))
    except SettingsError as error:
        fail(str(error))


def secret(
    file: Annotated[Path, typer.Argument(help="Where to write it.", dir_okay=False)],
) -> None:
    """Make a secret that a sender signs its deliveries with."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        fail(f"{file} is there already; secrets are never overwritten")
    except OSError as error:
        fail(f"cannot write {file}: {error.strerror}")
    with os.fdopen(descriptor, "w") as out:
        out.write(Secret.new().written() + "\n")
    typer.echo(f"give {file} to the sender on a safe way, and name it under push_secrets in the settings")
