"""`lobby codes keygen | keys | revoke`."""

from datetime import datetime, timedelta
from typing import Annotated

import msgspec
import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from rich.console import Console
from rich.table import Table

from lobby.catalogue_files import sample_catalogue
from lobby.codes.key_files import KeyFileError, KeyFolder, public_hex
from lobby.codes.options import TRAINING, Json, KeysFolder, fail, site_of
from lobby.contract.catalogue import TRAINING_SITE
from lobby.contract.codes.keyring import LOCAL
from lobby.contract.config import PublicKey

DEFAULT_VALIDITY = timedelta(days=730)


def keygen(
    *,
    keys: KeysFolder,
    key_id: Annotated[int, typer.Option("--id", min=0, max=255, help="New for each key, never used twice.")],
    not_before: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day; default: today.")
    ] = None,
    not_after: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day of slots; default: two years on.")
    ] = None,
    centre: Annotated[
        list[str] | None,
        typer.Option(help="May sign for this centre, or 'training'; repeatable. Default: every centre."),
    ] = None,
) -> None:
    """Make a key to sign codes with, and add its public half to the keyring."""
    first = not_before.date() if not_before else datetime.now(LOCAL).date()
    last = not_after.date() if not_after else first + DEFAULT_VALIDITY
    if last < first:
        fail(f"the last day, {last}, is before the first, {first}")
    sites = tuple(sorted({site_of(name) for name in centre or ()}))
    key = Ed25519PrivateKey.generate()
    public = PublicKey(key_id=key_id, public=public_hex(key), not_before=first, not_after=last, sites=sites)
    folder = KeyFolder(keys)
    try:
        folder.add(public, key)
    except (KeyFileError, OSError) as error:
        fail(str(error))
    typer.echo(f"private key: {folder.private_file(key_id)} (stays where bookings are made)")
    typer.echo(f"public key:  {folder.keyring_file} (goes into the configuration of centres)")


def list_keys(*, keys: KeysFolder, json: Json = False) -> None:
    """Show the keyring: which keys sign for which centres, and how long."""
    try:
        known = KeyFolder(keys).public_keys()
    except KeyFileError as error:
        fail(str(error))
    if json:
        typer.echo(msgspec.json.encode(known))
        return
    table = Table("key", "from", "to", "signs for", "state", "public")
    today = datetime.now(LOCAL).date()
    for key in known:
        state = "revoked" if key.revoked else "not yet" if today < key.not_before else "valid"
        state = "expired" if state == "valid" and today > key.not_after else state
        scope = ", ".join(_site_name(site) for site in key.sites) or "every centre"
        table.add_row(
            str(key.key_id), str(key.not_before), str(key.not_after), scope, state, f"{key.public[:16]}…"
        )
    Console().print(table)


def revoke(
    keys: KeysFolder, key_id: Annotated[int, typer.Option("--id", help="The key not to trust.")]
) -> None:
    """Revoke a key: from the next configuration on, its codes are refused as such."""
    folder = KeyFolder(keys)
    try:
        folder.revoke(key_id)
    except (KeyFileError, OSError) as error:
        fail(str(error))
    typer.echo(f"key {key_id} is revoked in {folder.keyring_file}; now hand the keyring to the centres")


def _site_name(site: int) -> str:
    centre = sample_catalogue().site.get(site)
    return TRAINING if site == TRAINING_SITE else centre.id if centre else f"site {site}"
