"""A table of subcommands that are imported only when they are called."""

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from lobby import __version__


@dataclass(frozen=True)
class Entry:
    """Where a subcommand lives: `module:object`, the object a typer app or another `Commands`."""

    target: str
    help: str


@dataclass(frozen=True)
class Commands:
    """A command made of others. Called like a typer app."""

    help: str
    example: str
    table: Mapping[str, Entry]

    def __call__(self, *, args: Sequence[str], prog_name: str) -> None:
        """Run the named subcommand, or explain them all."""
        entry = self.table.get(args[0]) if args else None
        if entry is None:
            self._overview()(args=list(args), prog_name=prog_name)
            return
        module, _, name = entry.target.partition(":")
        app = getattr(importlib.import_module(module), name)
        app(args=list(args[1:]), prog_name=f"{prog_name} {args[0]}")

    def _overview(self) -> typer.Typer:
        overview = typer.Typer(help=self.help, epilog=f"Example: {self.example}", no_args_is_help=True)
        overview.callback(invoke_without_command=True)(_options)
        for name, entry in self.table.items():
            overview.command(name, help=entry.help)(_nothing)
        return overview


def _options(
    *, version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False
) -> None:
    if version:
        typer.echo(f"lobby {__version__}")


def _nothing() -> None:
    """Stand-in for a program that is not called."""
