"""`lobby bookings`: make up a day, look at it, check a file, hand it to a centre."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from lobby.bookings.day import Case, Entry
from lobby.bookings.files import DayFileError, read_day, write_day
from lobby.bookings.parsing import Checked, check_bookings
from lobby.bookings.sample import Wish, sample_day
from lobby.bookings.sending import SendError, send
from lobby.catalogue_files import sample_catalogue
from lobby.codes.key_files import KeyFileError, read_private_key
from lobby.codes.options import moment
from lobby.contract.catalogue import Centre
from lobby.contract.codes.keyring import LOCAL
from lobby.link.logs import log_to_stderr
from lobby.link.settings import SettingsError, load

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Bookings: make up a day, check a file, hand it to a centre.",
)

File = Annotated[Path, typer.Argument(help="Bookings as JSON or CSV, or a day file.", dir_okay=False)]


def _fail(message: str, code: int = 2) -> NoReturn:
    typer.echo(f"lobby bookings: {message}", err=True)
    raise typer.Exit(code)


@app.command(epilog="Example: lobby bookings sample day.json --key keys/key-1.pem --key-id 1 --centre altona")
def sample(
    *,
    file: Annotated[Path, typer.Argument(help="Where to write the day.", dir_okay=False)],
    key: Annotated[Path, typer.Option(help="Private key that signs the codes.", dir_okay=False)],
    key_id: Annotated[int, typer.Option(min=0, max=255, help="Its id.")],
    centre: Annotated[str, typer.Option(help="The centre's id.")] = "altona",
    seed: Annotated[int, typer.Option(help="The same seed, key and time make the same day.")] = 1,
    visitors: Annotated[
        int | None,
        typer.Option(min=0, max=1000, help="In all, walk-ins included; default: usual for its size."),
    ] = None,
    at: Annotated[
        datetime | None,
        typer.Option(parser=moment, metavar="TIME", help="Make the day around then; default: now."),
    ] = None,
) -> None:
    """Make up a day of bookings around now, with one for each thing that goes wrong at a terminal."""
    wish = Wish(_centre(centre), at or datetime.now(UTC), seed, visitors)
    try:
        day = sample_day(wish, sample_catalogue(), read_private_key(key), key_id)
        write_day(file, day)
    except KeyFileError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"cannot write {file}: {error.strerror}")
    typer.echo(f"{len(day.bookings)} bookings and {len(day.entries)} codes are in {file}")


@app.command("list", epilog="Example: lobby bookings list day.json --case late --codes")
def list_day(
    file: Annotated[Path, typer.Argument(help="A day file.", dir_okay=False)],
    case: Annotated[list[Case] | None, typer.Option(help="Only these cases; repeatable.")] = None,
    *,
    codes: Annotated[bool, typer.Option(help="With the codes, one line for each entry.")] = False,
) -> None:
    """Show a day file: what each code is there for."""
    try:
        day = read_day(file)
    except DayFileError as error:
        _fail(str(error))
    shown = [entry for entry in day.entries if not case or entry.case in case]
    if codes:
        for entry in shown:
            typer.echo(f"{entry.case}\t{entry.typed or ''}\t{entry.code!r}")
        return
    table = Table("case", "slot", "centre", "service", "persons", "typed", "known", title=f"{day.centre}")
    for entry in shown:
        table.add_row(*_row(entry))
    Console().print(table)


@app.command(epilog="Example: lobby bookings check export.csv --centre altona")
def check(
    file: File, centre: Annotated[str, typer.Option(help="Whose bookings they are.")] = "altona"
) -> None:
    """Say whether a file can be imported, line by line; exit code 1 if not."""
    checked = _checked(file, _centre(centre).id)
    typer.echo(f"{len(checked.bookings)} bookings of {centre}, all fine")


@app.command("import", epilog="Example: lobby bookings import export.csv --settings /etc/lobby/bookings.toml")
def import_file(
    file: File, settings: Annotated[Path, typer.Option(help="Settings of the account 'bookings'.")]
) -> None:
    """Hand a file of bookings to the centre, all of them or none."""
    log_to_stderr("bookings")
    try:
        loaded = load(settings)
    except SettingsError as error:
        _fail(str(error))
    checked = _checked(file, loaded.centre)
    try:
        done = send(loaded, checked.bookings)
    except SendError as error:
        _fail(str(error), 1)
    typer.echo(
        f"{done.added} added, {done.changed} changed, {done.cancelled} cancelled, {done.unchanged} unchanged"
    )


def _checked(file: Path, centre: str) -> Checked:
    try:
        content = file.read_bytes()
    except OSError as error:
        _fail(f"cannot read {file}: {error.strerror}")
    checked = check_bookings(content, sample_catalogue(), centre)
    for problem in checked.problems:
        typer.echo(f"{file}: {problem}", err=True)
    if checked.problems:
        _fail(f"{file} cannot be imported; nothing was", 1)
    return checked


def _centre(name: str) -> Centre:
    centre = sample_catalogue().centre.get(name)
    if centre is None:
        _fail(f"the catalogue has no centre {name!r}; it has {', '.join(sorted(sample_catalogue().centre))}")
    return centre


def _row(entry: Entry) -> tuple[str, ...]:
    known = "yes" if entry.known else ""
    booking = entry.booking
    if booking is None:
        return (entry.case, "", "", "", "", "", known)
    slot = booking.slot.astimezone(LOCAL).strftime("%a %H:%M")
    state = "cancelled" if booking.cancelled else known
    return (entry.case, slot, booking.centre, booking.service, str(booking.persons), entry.typed or "", state)
