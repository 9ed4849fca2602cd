"""How the commands end when they cannot do what was asked."""

from enum import IntEnum
from typing import NoReturn

import typer

from lobby.catalogue_files import sample_catalogue
from lobby.contract.catalogue import Centre


class Exit(IntEnum):
    """Exit codes of `lobby bookings`, for scripts."""

    DONE = 0
    REFUSED = 1
    """The feed or the queue service says no: nothing was imported."""
    WRONG_COMMAND = 2
    """A file, a setting or an option cannot be used."""
    NO_ANSWER = 3
    """The broker, the queue service or the booking system does not answer: try again."""


def fail(message: str, code: Exit = Exit.WRONG_COMMAND) -> NoReturn:
    """Say why, and end."""
    typer.echo(f"lobby bookings: {message}", err=True)
    raise typer.Exit(code)


def centre_of(name: str) -> Centre:
    """The centre of this id; ends the command when there is none."""
    centre = sample_catalogue().centre.get(name)
    if centre is None:
        fail(f"the catalogue has no centre {name!r}; it has {', '.join(sorted(sample_catalogue().centre))}")
    return centre
