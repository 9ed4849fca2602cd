"""`lobby`: every program of the house is a subcommand, loaded only when it is called.

A terminal must not load the web parts, and a page must not load Kivy: `COMMANDS` only names modules.
"""

import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import click
from typer.main import get_command

from lobby import __version__


@dataclass(frozen=True)
class Entry:
    """Where a subcommand lives: `module:object`, the object a typer app."""

    target: str
    help: str


COMMANDS: dict[str, Entry] = {
    "up": Entry("lobby.up.cli:app", "Run a whole lobby on this machine and print its address."),
    "rehearse": Entry("lobby.rehearse.cli:app", "Send one visitor through every part and say what works."),
    "centre": Entry("lobby.centre.cli:app", "The queue service of one centre."),
    "kiosk": Entry("kiosk.cli:app", "The touch terminal."),
    "signage": Entry("signage.cli:app", "The call display."),
    "counter": Entry("lobby.counter.cli:app", "The clerks' page."),
    "console": Entry("lobby.console.cli:app", "The facility staff's pages."),
    "feed": Entry("lobby.feed.cli:app", "The city's status feed."),
    "stage": Entry("lobby.stage.cli:app", "The lobby on one page (demonstration, loopback only)."),
    "simulate": Entry("lobby.simulate.cli:app", "Visitors who arrive, clerks who call, other centres."),
    "bookings": Entry("lobby.bookings.cli:app", "Make, check and import a day of bookings."),
    "codes": Entry("lobby.codes_cli:app", "Issue, show and verify booking codes."),
    "accounts": Entry("lobby.web.accounts_cli:app", "Staff who may sign in."),
    "broker": Entry("broker_config.cli:app", "Configuration and access lists of the brokers."),
    "contract": Entry("lobby.contract_cli:app", "Topics, messages, the AsyncAPI document."),
    "journal": Entry("lobby.centre.journal_cli:app", "Read and verify the journal of a centre."),
    "bench": Entry("lobby.bench.cli:app", "Measure, beside a baseline of the same run."),
}


class LazyGroup(click.Group):
    """A command group whose members are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """All names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command behind a name, imported now."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, _, name = entry.target.partition(":")
        command: click.Command = get_command(getattr(importlib.import_module(module), name))
        command.help = command.help or entry.help
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of `lobby --help`, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


@click.group(cls=LazyGroup, epilog="Example: lobby up --simulate")
@click.version_option(__version__, prog_name="lobby")
def lobby() -> None:
    """The lobby of a citizen service centre: terminals, displays, counters, and the city's picture of them."""


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point of the `lobby` command."""
    lobby.main(args=list(sys.argv[1:] if arguments is None else arguments), prog_name="lobby")
