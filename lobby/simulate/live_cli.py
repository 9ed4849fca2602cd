"""`lobby simulate`: visitors who arrive, clerks who call, other centres."""

import signal
from pathlib import Path
from typing import Annotated

import typer

from lobby.bookings.day import Entry
from lobby.bookings.files import DayFileError, read_day
from lobby.catalogue_files import sample_catalogue
from lobby.link.logs import log_to_stderr
from lobby.link.settings import SettingsError, load_as
from lobby.simulate.centre import Centre
from lobby.simulate.city import City
from lobby.simulate.loop import Loop, Part
from lobby.simulate.settings import SimulationSettings
from lobby.simulate.staffing import Staff

app = typer.Typer(help="Visitors who arrive, clerks who call, other centres.")


@app.command(epilog="Example: lobby simulate --settings simulate.toml --speed 4")
def live(
    settings: Annotated[Path, typer.Option(help="The settings file (TOML).")],
    speed: Annotated[float, typer.Option(min=0.1, max=100, help="So many times as fast.")] = 1.0,
    seed: Annotated[int, typer.Option(help="The same seed plays the same visitors.")] = 1,
    visitors: Annotated[bool, typer.Option(help="Visitors and clerks of the own centre.")] = True,
    centres: Annotated[bool, typer.Option(help="The other centres of the city.")] = True,
) -> None:
    """Let a lobby live, until SIGTERM."""
    log_to_stderr("simulate")
    try:
        loaded = load_as(settings, SimulationSettings)
        loop = Loop()
        parts: list[Part] = []
        if visitors:
            wanted = Staff(loaded.simulate.clerks, seed, speed)
            parts.append(Centre(loaded, _entries(loaded), wanted, loop))
        if centres:
            parts += _city(loaded, seed)
    except (SettingsError, DayFileError) as error:
        typer.echo(f"lobby simulate: {error}", err=True)
        raise typer.Exit(2) from error
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: loop.stop())
    loop.run(parts)


def _entries(settings: SimulationSettings) -> tuple[Entry, ...]:
    path = settings.simulate.bookings
    return () if path is None else read_day(Path(path)).entries


def _city(settings: SimulationSettings, seed: int) -> list[Part]:
    account = settings.at_the_city()
    if account is None:
        return []
    others = [one for one in sample_catalogue().centres if one.id != settings.centre]
    return [City(account, others, seed, always_open=settings.simulate.always_open)]
