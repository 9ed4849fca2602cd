"""`lobby up`: start, watch, end."""

import contextlib
import logging
import os
import signal
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from broker_config.binary import NoBrokerError
from lobby.link.logs import log_to_stderr
from lobby.up.layout import Options, PortTakenError
from lobby.up.lobby import Lobby, StartError

app = typer.Typer(help="Run a whole lobby on this machine and print its address.")
console = Console(highlight=False)


@app.command(epilog="Example: lobby up --simulate        then open the printed address; Ctrl-C ends it all")
def up(
    simulate: Annotated[bool, typer.Option("--simulate", help="Visitors arrive and clerks call.")] = False,
    seconds: Annotated[
        float | None, typer.Option("--for", help="End by itself after SECONDS, with exit code 0.")
    ] = None,
    port: Annotated[
        int | None, typer.Option(help="Port of the one page; default 8700, or a free one.")
    ] = None,
    home: Annotated[
        Path | None, typer.Option(help="Keep all files in this folder (default: none are kept).")
    ] = None,
    offscreen: Annotated[bool, typer.Option("--offscreen", help="No windows even with a display.")] = False,
) -> None:
    """Start every part of one centre and of the city, with a day of bookings around now."""
    log_to_stderr("up", logging.WARNING)
    with contextlib.ExitStack() as stack:
        folder = home or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lobby-")))
        folder.mkdir(parents=True, exist_ok=True)
        windows = not offscreen and bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
        raise typer.Exit(_run(folder, Options(simulate=simulate, windows=windows, port=port), seconds))


def _run(folder: Path, options: Options, seconds: float | None) -> int:
    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.default_int_handler)
    lobby: Lobby | None = None
    try:
        lobby = Lobby(folder, options)
        with console.status("starting") as status:
            lobby.start(status.update)
        _welcome(lobby)
        end = None if seconds is None else time.monotonic() + seconds
        while end is None or time.monotonic() < end:
            for name in lobby.watch(0.25):
                console.print(f"[yellow]{name} ended and is started again[/]")
    except KeyboardInterrupt:
        return 0
    except (StartError, NoBrokerError, PortTakenError) as error:
        console.print(f"[red]{error}[/]")
        return 1
    finally:
        if lobby is not None:
            lobby.stop()
    return 0


def _welcome(lobby: Lobby) -> None:
    console.print(f"The lobby is open: [bold]{lobby.layout.url('stage')}[/]")
    for name, password in lobby.passwords.items():
        console.print(f"  staff account [bold]{name}[/], password {password}")
    console.print("  in another terminal: lobby rehearse        Ctrl-C ends everything")
