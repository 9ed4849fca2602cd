"""`lobby bookings sample` and `list`: make up a day, look at it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from lobby.bookings.day import Case, Entry
from lobby.bookings.ending import centre_of, fail
from lobby.bookings.files import DayFileError, read_day, write_day
from lobby.bookings.sample import Wish, sample_day
from lobby.catalogue_files import sample_catalogue
from lobby.codes.key_files import KeyFileError, read_private_key
from lobby.codes.options import moment
from lobby.contract.codes.keyring import LOCAL


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
    wish = Wish(centre_of(centre), at or datetime.now(UTC), seed, visitors)
    try:
        day = sample_day(wish, sample_catalogue(), read_private_key(key), key_id)
        write_day(file, day)
    except KeyFileError as error:
        fail(str(error))
    except OSError as error:
        fail(f"cannot write {file}: {error.strerror}")
    typer.echo(f"{len(day.bookings)} bookings and {len(day.entries)} codes are in {file}")


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
        fail(str(error))
    shown = [entry for entry in day.entries if not case or entry.case in case]
    if codes:
        for entry in shown:
            typer.echo(f"{entry.case}\t{entry.typed or ''}\t{entry.code!r}")
        return
    table = Table("case", "slot", "centre", "service", "persons", "typed", "known", title=f"{day.centre}")
    for entry in shown:
        table.add_row(*_row(entry))
    Console().print(table)


def _row(entry: Entry) -> tuple[str, ...]:
    known = "yes" if entry.known else ""
    booking = entry.booking
    if booking is None:
        return (entry.case, "", "", "", "", "", known)
    slot = booking.slot.astimezone(LOCAL).strftime("%a %H:%M")
    state = "cancelled" if booking.cancelled else known
    return (entry.case, slot, booking.centre, booking.service, str(booking.persons), entry.typed or "", state)
