"""`lobby accounts`: who may sign in."""

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from lobby.link.settings import SettingsError, load_as
from lobby.web.accounts import AccountError, Accounts, Right, Role
from lobby.web.moments import utc_now
from lobby.web.settings import PageSettings

app = typer.Typer(
    no_args_is_help=True, help="Staff who may sign in to the counter's and the console's pages."
)

SettingsFile = Annotated[
    Path, typer.Option("--settings", help="The settings file of the page whose accounts these are.")
]
AccountName = Annotated[str, typer.Argument(help="Small letters, digits and hyphens.")]


@app.command()
def add(
    name: AccountName,
    settings: SettingsFile,
    role: Annotated[Role, typer.Option(help="What the account may do.")],
    password_stdin: Annotated[
        bool,
        typer.Option("--password-stdin", help="Read the password from the first line of standard input."),
    ] = False,
    links_only: Annotated[
        bool, typer.Option("--links-only", help="No password: this account signs in by one-time links.")
    ] = False,
    *,
    right: Annotated[
        list[Right] | None, typer.Option(help="What the role alone does not give; may be repeated.")
    ] = None,
) -> None:
    """Make an account; asks for its password."""
    accounts, _ = _open(settings)
    password: str | None = None
    if password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    elif not links_only:
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    try:
        accounts.add(name, role, password, right or ())
    except AccountError as error:
        _fail(str(error))


@app.command("list")
def list_accounts(settings: SettingsFile) -> None:
    """Show all accounts and their roles."""
    accounts, _ = _open(settings)
    for account in accounts.all():
        typer.echo("\t".join([account.name, account.role, *account.rights]))


@app.command()
def allow(
    name: AccountName,
    settings: SettingsFile,
    right: Annotated[
        list[Right] | None, typer.Option(help="A right it has from now on; may be repeated. None: no rights.")
    ] = None,
) -> None:
    """Give an account these rights and no others."""
    accounts, _ = _open(settings)
    try:
        accounts.allow(name, right or ())
    except AccountError as error:
        _fail(str(error))


@app.command()
def remove(name: AccountName, settings: SettingsFile) -> None:
    """Remove an account and sign it out everywhere."""
    accounts, _ = _open(settings)
    if not accounts.remove(name):
        _fail(f"there is no account “{name}”")


@app.command()
def link(name: AccountName, settings: SettingsFile) -> None:
    """Print an address that signs this account in, once, within ten minutes."""
    accounts, page = _open(settings)
    try:
        typer.echo(f"{page.url}/sign-in/link/{accounts.new_link(name, utc_now())}")
    except AccountError as error:
        _fail(str(error))


def _open(path: Path) -> tuple[Accounts, PageSettings]:
    try:
        page = load_as(path, PageSettings)
    except SettingsError as error:
        _fail(str(error))
    return Accounts(page.accounts_file), page


def _fail(text: str) -> NoReturn:
    typer.echo(text, err=True)
    raise typer.Exit(1)
