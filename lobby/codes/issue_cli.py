"""`lobby codes issue`."""

import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from lobby.catalogue_files import sample_catalogue
from lobby.codes.image import card_image
from lobby.codes.key_files import KeyFileError, KeyFolder, read_private_key
from lobby.codes.options import Json, KeysFolder, fail, moment, site_of
from lobby.codes.wording import REASONS, CardLanguage, booking_card
from lobby.contract.codes import BookingClaim, ClaimError, signed, typed_code


def issue(
    *,
    keys: KeysFolder,
    centre: Annotated[str, typer.Option(help="The centre's id, or 'training'.")],
    service: Annotated[str, typer.Option(help="The service's id.")],
    slot: Annotated[datetime, typer.Option(parser=moment, metavar="TIME", help="2026-12-01T10:15, local.")],
    key_id: Annotated[int | None, typer.Option("--key", help="Default: the newest that may sign it.")] = None,
    booking: Annotated[str | None, typer.Option(help="16 hexadecimal digits; default: random.")] = None,
    minutes: Annotated[int | None, typer.Option(help="Length; default: the service's.")] = None,
    persons: Annotated[int, typer.Option(help="How many come.")] = 1,
    revision: Annotated[int, typer.Option(help="0 at first, one more each time it is rebooked.")] = 0,
    png: Annotated[Path | None, typer.Option(help="Write a card for mail or paper to this file.")] = None,
    language: Annotated[CardLanguage, typer.Option(help="Of the card.")] = CardLanguage.DE,
    json: Json = False,
) -> None:
    """Sign a booking's code and print it with the typed code."""
    catalogue = sample_catalogue()
    kind = catalogue.service.get(service)
    if kind is None:
        fail(f"the catalogue has no service {service!r}; it has {', '.join(sorted(catalogue.service))}")
    claim, code = _signed(
        KeyFolder(keys),
        BookingClaim(
            booking=booking or secrets.token_hex(8),
            revision=revision,
            key_id=0,
            site=site_of(centre),
            slot=slot,
            length=kind.length if minutes is None else timedelta(minutes=minutes),
            service=kind.number,
            persons=persons,
        ),
        key_id,
    )
    typed = str(typed_code(claim.booking))
    if png:
        try:
            card_image(booking_card(claim, code, catalogue, language)).save(png, "PNG")
        except OSError as error:
            fail(f"cannot write {png}: {error.strerror}")
    if json:
        typer.echo(
            msgspec.json.encode({"code": code, "typed": typed, "booking": claim.booking, "key": claim.key_id})
        )
        return
    typer.echo(f"code:    {code}\ntyped:   {typed}\nbooking: {claim.booking}\nkey:     {claim.key_id}")
    if png:
        typer.echo(f"card:    {png}")


def _signed(folder: KeyFolder, claim: BookingClaim, wanted: int | None) -> tuple[BookingClaim, str]:
    """With the wanted key, or the newest one that may sign it."""
    try:
        named = replace(claim, key_id=_key_for(folder, claim, wanted))
        return named, signed(named, read_private_key(folder.private_file(named.key_id)))
    except (KeyFileError, ClaimError) as error:
        fail(str(error))


def _key_for(folder: KeyFolder, claim: BookingClaim, wanted: int | None) -> int:
    if problem := claim.problem():
        raise ClaimError(problem)
    keyring = folder.keyring()
    known = [key.key_id for key in reversed(keyring.keys)]
    if wanted is not None and wanted not in known:
        raise KeyFileError(f"there is no key {wanted} in {folder.keyring_file}")
    refusals = []
    for key_id in known if wanted is None else [wanted]:
        objection = keyring.objection(replace(claim, key_id=key_id), datetime.now(UTC))
        if objection is None:
            return key_id
        refusals.append(f"key {key_id} may not sign this: {REASONS[objection]}")
    raise KeyFileError(
        "\n".join(refusals) or f"there is no key in {folder.folder}; make one with `lobby codes keygen`"
    )
