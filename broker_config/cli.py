"""`lobby broker`: the files of a real installation's broker."""

from pathlib import Path
from typing import Annotated

import typer

from broker_config.site import EXAMPLE, SiteError, files, read_site

app = typer.Typer(help="Configuration and access lists of the brokers.", no_args_is_help=True)


@app.command(epilog="Example: lobby broker render site.toml --out /var/lib/lobby-broker")
def render(
    site: Annotated[Path, typer.Argument(help="The site file; `lobby broker example` prints one.")],
    out: Annotated[Path, typer.Option(help="Folder of the broker on this machine.")] = Path(
        "/var/lib/lobby-broker"
    ),
) -> None:
    """Write mosquitto.conf and the access list. Run it again after adding a device, then reload the broker."""
    try:
        made = files(read_site(site), out)
        out.mkdir(parents=True, exist_ok=True)
        for name, text in made.items():
            path = out / name
            path.touch(mode=0o700)
            path.write_text(text)
            typer.echo(f"wrote {path}")
    except (SiteError, OSError) as error:
        typer.echo(f"lobby broker: {error}", err=True)
        raise typer.Exit(2) from error
    typer.echo("Reload a running broker: systemctl reload lobby-broker (connections stay up).")


@app.command()
def example() -> None:
    """Print a site file to start from."""
    typer.echo(EXAMPLE)
