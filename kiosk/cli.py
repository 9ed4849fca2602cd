"""`lobby kiosk`: the touch terminal, and pictures of it for the documentation."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from kiosk import samples
from kiosk.settings import KioskSettings
from kiosk.sheets.plan import VARIANTS, planned
from lobby.contract.config import Language
from lobby.link.logs import log_to_stderr
from lobby.link.settings import SettingsError, load_as
from lobby.look.boot import WindowSpec, is_offscreen, launch
from lobby.look.size import parse_size

app = typer.Typer(help="The touch terminal.")
PORTRAIT, LANDSCAPE = "1080x1920", "1920x1080"
HALF = "540x960"
"""A terminal in a window has to fit on the screen of a desk."""
WRONG_SETTINGS = 2


@app.callback(invoke_without_command=True)
def kiosk(
    context: typer.Context,
    settings: Annotated[Path | None, typer.Option(help="The program's settings, a TOML file.")] = None,
    mirror: Annotated[
        Path | None, typer.Option(help="Socket that shows the picture to other programs.")
    ] = None,
    size: Annotated[
        str | None,
        typer.Option(help="Pixels, such as 1920x1080. Without: 1080x1920, half of it in a window."),
    ] = None,
    windowed: Annotated[
        bool, typer.Option("--windowed", help="In a window, not on the whole screen.")
    ] = False,
) -> None:
    """Greet visitors, read their codes, give them numbers."""
    if context.invoked_subcommand is not None:
        return
    if settings is None:
        typer.echo("Which terminal is this? Say --settings FILE.", err=True)
        raise typer.Exit(WRONG_SETTINGS)
    try:
        own = load_as(settings, KioskSettings)
        width, height = parse_size(size or (HALF if windowed else PORTRAIT))
    except (SettingsError, ValueError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(WRONG_SETTINGS) from error
    log_to_stderr("kiosk")
    fullscreen = not windowed and not is_offscreen()
    window = WindowSpec(width, height, own.state, f"lobby {own.device}", fullscreen)
    launch("kiosk.app:run", window, own, mirror, own.saver if fullscreen else None)


@app.command()
def pictures(
    folder: Annotated[Path, typer.Argument(help="Where to write them.")],
    size: Annotated[str | None, typer.Option(help="Only those of this size.", hidden=True)] = None,
) -> None:
    """Write a picture of the pages, as docs/terminal.md shows them."""
    folder.mkdir(parents=True, exist_ok=True)
    if size is None:
        for each in (PORTRAIT, LANDSCAPE):
            command = [sys.executable, "-m", "lobby", "kiosk", "pictures", str(folder), "--size", each]
            subprocess.run(command, check=True)
        return
    width, height = parse_size(size)
    launch("kiosk.pictures:write", WindowSpec(width, height, folder / ".state", "pictures"), folder)


@app.command(epilog="Example: lobby kiosk sheets docs/pictures/sheets --language ar --variant large-text")
def sheets(
    folder: Annotated[Path, typer.Argument(help="Where to write them.")],
    language: Annotated[
        list[Language] | None, typer.Option(help="Only in this language; repeat for more. Without: all.")
    ] = None,
    variant: Annotated[
        list[str] | None,
        typer.Option(help=f"Only with this aid or on this screen; repeat for more: {', '.join(VARIANTS)}."),
    ] = None,
    page: Annotated[list[str] | None, typer.Option(help="Only this page, as captions name it.")] = None,
) -> None:
    """Write contact sheets of every page. Without options: each language as it is, each variant in German."""
    wanted = planned(language or (), variant or (), page or ())
    unknown = {*(variant or ())} - {*VARIANTS} | {*(page or ())} - {*samples.pages()}
    if unknown:
        typer.echo(f"There is no {', '.join(sorted(unknown))}.", err=True)
        raise typer.Exit(WRONG_SETTINGS)
    folder.mkdir(parents=True, exist_ok=True)
    used = [VARIANTS[sheet.variant] for sheet in wanted]
    width, height = max(one.width_px for one in used), max(one.height_px for one in used)
    launch(
        "kiosk.sheets.taking:write", WindowSpec(width, height, folder / ".state", "sheets"), wanted, folder
    )
