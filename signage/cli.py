"""`lobby signage`: the call display, and pictures of it for the documentation."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from lobby.contract.config import DisplayConfig, Orientation
from lobby.link.configuration import ConfigFile
from lobby.link.logs import log_to_stderr
from lobby.link.settings import SettingsError, load
from lobby.look.boot import WindowSpec, is_offscreen, launch
from lobby.look.size import parse_size
from signage.options import Options

app = typer.Typer(help="The call display.")
LANDSCAPE, PORTRAIT = (1920, 1080), (1080, 1920)
WRONG_SETTINGS = 2


@app.callback(invoke_without_command=True)
def signage(
    context: typer.Context,
    settings: Annotated[Path | None, typer.Option(help="The program's settings, a TOML file.")] = None,
    mirror: Annotated[
        Path | None, typer.Option(help="Socket that shows the picture to other programs.")
    ] = None,
    size: Annotated[
        str | None, typer.Option(help="Pixels, such as 1920x1080. Without: full HD as it hangs.")
    ] = None,
    windowed: Annotated[
        bool, typer.Option("--windowed", help="A window of two thirds the size, instead of the whole screen.")
    ] = False,
    until_touched: Annotated[
        bool, typer.Option("--until-touched", help="As a terminal's screen saver: ends at the first touch.")
    ] = False,
) -> None:
    """Show who is called where."""
    if context.invoked_subcommand is not None:
        return
    if settings is None:
        typer.echo("Which display is this? Say --settings FILE.", err=True)
        raise typer.Exit(WRONG_SETTINGS)
    try:
        own = load(settings)
        width, height = parse_size(size) if size else _hanging(own.state, windowed=windowed)
    except (SettingsError, ValueError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(WRONG_SETTINGS) from error
    log_to_stderr("signage")
    whole = not windowed and size is None and not is_offscreen()
    window = WindowSpec(width, height, own.state, f"lobby {own.device}", fullscreen=whole)
    options = Options(mirror, size is not None or until_touched, until_touched)
    launch("signage.app:run", window, own, options)


@app.command()
def pictures(
    folder: Annotated[Path, typer.Argument(help="Where to write them.")],
    size: Annotated[str | None, typer.Option(help="Only those of this size.", hidden=True)] = None,
) -> None:
    """Write a picture of each state of the display, as docs/display.md shows them."""
    folder.mkdir(parents=True, exist_ok=True)
    if size is None:
        for each in (LANDSCAPE, PORTRAIT, (1024, 600)):
            command = [sys.executable, "-m", "lobby", "signage", "pictures", str(folder)]
            subprocess.run([*command, "--size", f"{each[0]}x{each[1]}"], check=True)
        return
    width, height = parse_size(size)
    launch("signage.pictures:write", WindowSpec(width, height, folder / ".state", "pictures"), folder)


def _hanging(state: Path, *, windowed: bool) -> tuple[int, int]:
    config = ConfigFile(state).read(DisplayConfig)[1]
    width, height = PORTRAIT if config.orientation is Orientation.PORTRAIT else LANDSCAPE
    return (width * 2 // 3, height * 2 // 3) if windowed else (width, height)
