"""`lobby codes show | verify`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import msgspec
import typer

from lobby.catalogue_files import sample_catalogue
from lobby.codes.image import qr_terminal
from lobby.codes.key_files import KeyFileError, read_public_keys
from lobby.codes.options import CodeText, Json, Picture, code_text, fail, moment, site_of
from lobby.codes.wording import REASONS, facts
from lobby.contract.codes import CodeFault, Keyring, TypedCodes, Unreadable, claimed, read
from lobby.contract.codes.shape import code_bytes, code_of

_NOT_VERIFIED = "Not verified: anybody could have written this. Use `lobby codes verify`."


def show(
    *,
    code: CodeText = None,
    image: Picture = None,
    qr: Annotated[bool, typer.Option(help="Draw the QR code.")] = True,
    json: Json = False,
) -> None:
    """Show what a code says, without asking whether it is genuine."""
    text = code_text(code, image)
    claim = claimed(text)
    if isinstance(claim, Unreadable):
        _show_typed(text, claim, json=json)
        return
    found = facts(claim, sample_catalogue())
    if json:
        typer.echo(msgspec.json.encode({"verified": False} | found))
        return
    data = code_bytes(text)
    if qr and isinstance(data, bytes):
        typer.echo(qr_terminal(code_of(data)))
    _print(found)
    typer.echo(_NOT_VERIFIED)


def verify(
    *,
    keyring: Annotated[
        Path, typer.Option(envvar="LOBBY_KEYRING", help="File of public keys, keyring.json.", dir_okay=False)
    ],
    code: CodeText = None,
    image: Picture = None,
    centre: Annotated[
        str | None, typer.Option(help="Where it is read; default: where it was booked.")
    ] = None,
    at: Annotated[
        datetime | None, typer.Option(parser=moment, metavar="TIME", help="When it is read; default: now.")
    ] = None,
    json: Json = False,
) -> None:
    """Say whether a code is genuine; if not, say why and end with exit code 1."""
    text = code_text(code, image)
    try:
        keys = Keyring.of(read_public_keys(keyring))
    except KeyFileError as error:
        fail(str(error))
    told = claimed(text)
    home = 0 if isinstance(told, Unreadable) else told.site
    claim = read(text, keys, at or datetime.now(UTC), site_of(centre) if centre else home)
    if isinstance(claim, Unreadable):
        _refuse(claim, json=json)
    found = facts(claim, sample_catalogue())
    if json:
        typer.echo(msgspec.json.encode({"valid": True} | found))
        return
    typer.echo("valid")
    _print(found)
    if centre and claim.site != site_of(centre):
        typer.echo(f"Booked for another centre than {centre}.")


def _show_typed(text: str, refused: Unreadable, *, json: bool) -> None:
    typed = TypedCodes().read(text, datetime.now(UTC))
    if isinstance(typed, Unreadable):
        _refuse(refused if typed.reason is CodeFault.FOREIGN else typed, json=json)
    typer.echo(f"{typed}: a typed code whose check symbol fits. It only names a booking of the day's list.")


def _refuse(refused: Unreadable, *, json: bool) -> NoReturn:
    sentence = REASONS[refused.reason]
    if json:
        typer.echo(
            msgspec.json.encode(
                {"valid": False, "reason": refused.reason, "why": sentence, "key": refused.key_id}
            )
        )
    else:
        key = "" if refused.key_id is None else f" (key {refused.key_id})"
        typer.echo(f"not valid: {refused.reason}: {sentence}{key}")
    raise typer.Exit(1)


def _print(found: dict[str, str]) -> None:
    for name, value in found.items():
        typer.echo(f"{name + ':':<12}{value}")
