"""`lobby warnings`."""

import typer

from lobby.warnings import show_cli

app = typer.Typer(help="Public warnings for a city's lobbies.", no_args_is_help=True)
app.callback()(lambda: None)
app.command("show", epilog=show_cli.EXAMPLE)(show_cli.show)
