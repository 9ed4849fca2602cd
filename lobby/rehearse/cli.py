"""`lobby rehearse`: does the whole lobby work, right now?"""

import logging
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console

from lobby.catalogue_files import sample_catalogue
from lobby.codes.key_files import KeyFileError, read_private_key
from lobby.contract.bookings import Booking
from lobby.contract.codes import ClaimError, claim_of, signed
from lobby.contract.topics import AVAIL, DRAWN, HEALTH, HOUSE, LINE
from lobby.link.device import Device
from lobby.link.incoming import Subscription
from lobby.link.logs import log_to_stderr
from lobby.link.settings import SettingsError, load_as
from lobby.rehearse.inbox import Inbox
from lobby.rehearse.run import Result, run
from lobby.rehearse.settings import RehearsalSettings, running_lobby
from lobby.rehearse.visit import Visit

LENGTH_MINUTES = 15
SUBSCRIPTIONS = (
    Subscription(HOUSE),
    Subscription(LINE),
    Subscription(AVAIL, any_device=True),
    Subscription(DRAWN, any_device=True),
    Subscription(HEALTH, any_device=True),
)

app = typer.Typer(help="Send one visitor through every part of a running lobby and say what works.")


@app.command(epilog="Example: lobby rehearse --settings /etc/lobby/rehearsal.toml --json")
def rehearse(
    settings: Annotated[
        Path | None,
        typer.Option(help="Settings of the account 'rehearsal'; default: the running `lobby up`."),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print a list of steps with name, ok, ms, detail.")
    ] = False,
) -> None:
    """Send one visitor through every part; exit code 1 and a reason if a step fails."""
    log_to_stderr("rehearse", logging.WARNING)
    if settings is None and not running_lobby().exists():
        typer.echo(
            "lobby rehearse: no lobby is running here; start one with `lobby up`, or give --settings",
            err=True,
        )
        raise typer.Exit(2)
    try:
        loaded = load_as(settings or running_lobby(), RehearsalSettings)
        booking, code = _booking(loaded)
    except (SettingsError, KeyFileError, ClaimError) as error:
        typer.echo(f"lobby rehearse: {error}", err=True)
        raise typer.Exit(2) from error
    results = _run(loaded, booking, code, quiet=json)
    if json:
        typer.echo(msgspec.json.encode(results).decode())
    raise typer.Exit(0 if all(result.ok for result in results) else 1)


def _run(settings: RehearsalSettings, booking: Booking, code: str, *, quiet: bool) -> list[Result]:
    console = Console(quiet=quiet, highlight=False)
    inbox = Inbox()
    device = Device(settings, subscriptions=SUBSCRIPTIONS, deliver=inbox.deliver)
    device.start()
    results: list[Result] = []
    try:
        for result in run(Visit(settings, device, inbox, booking, code).steps()):
            results.append(result)
            mark = "[green]✓[/]" if result.ok else "[red]✗[/]"
            console.print(f"{mark} {result.name:<36} {result.ms:>8.1f} ms  {result.detail}")
    finally:
        device.stop()
    total = sum(result.ms for result in results)
    verdict = "[green]everything works[/]" if all(one.ok for one in results) else "[red]stopped here[/]"
    console.print(f"  {verdict}, {total / 1000:.1f} s in all")
    return results


def _booking(settings: RehearsalSettings) -> tuple[Booking, str]:
    """A booking for now, and its signed code."""
    table, catalogue = settings.rehearsal, sample_catalogue()
    booking = Booking(
        booking=secrets.token_hex(8),
        centre=settings.centre,
        service=table.service,
        slot=datetime.now(UTC).replace(second=0, microsecond=0),
        length_minutes=LENGTH_MINUTES,
    )
    key = read_private_key(Path(table.private_key))
    return booking, signed(claim_of(booking, catalogue, table.key_id), key)
