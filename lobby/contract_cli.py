"""`lobby contract`: the contract of the bus as documents for those who connect something to it."""

import json
from pathlib import Path
from typing import Annotated

import typer

from lobby.contract.asyncapi import document

app = typer.Typer(help="The contract of the bus, as documents.", no_args_is_help=True)


@app.callback()
def contract() -> None:
    """Keep `asyncapi` a subcommand while it is the only one."""


@app.command()
def asyncapi(
    output: Annotated[Path | None, typer.Option(help="File to write; standard output if not given.")] = None,
) -> None:
    """Write the AsyncAPI 3.0 document of all topics and messages, as JSON."""
    text = rendered()
    if output is None:
        typer.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")


def rendered() -> str:
    """The document as it stands in docs/asyncapi.json."""
    return json.dumps(document(), indent=2, ensure_ascii=False) + "\n"
