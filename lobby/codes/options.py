"""Command-line options that the commands about codes share."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
import zxingcpp
from PIL import Image, UnidentifiedImageError

from lobby.catalogue_files import sample_catalogue
from lobby.contract.catalogue import TRAINING_SITE
from lobby.contract.codes import MAX_SCAN
from lobby.contract.codes.keyring import LOCAL

TRAINING = "training"


def moment(text: str) -> datetime:
    """ISO 8601, local time unless it says otherwise."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no date and time like 2026-12-01T10:15") from error
    return at if at.tzinfo else at.replace(tzinfo=LOCAL)


KeysFolder = Annotated[
    Path, typer.Option("--keys", envvar="LOBBY_KEYS", help="Folder of the keys.", file_okay=False)
]
CodeText = Annotated[
    str | None, typer.Argument(metavar="CODE", help="The code as scanned; - reads standard input.")
]
Picture = Annotated[
    Path | None, typer.Option("--image", help="A picture with the code, instead of its text.")
]
Json = Annotated[bool, typer.Option("--json", help="JSON instead of words.")]


def fail(message: str) -> NoReturn:
    """End with exit code 2 and a sentence on standard error."""
    typer.echo(f"lobby codes: {message}", err=True)
    raise typer.Exit(2)


def site_of(centre: str) -> int:
    """The site number of a centre's id, or of `training`."""
    if centre == TRAINING:
        return TRAINING_SITE
    found = sample_catalogue().centre.get(centre)
    if found is None:
        known = ", ".join(sorted(sample_catalogue().centre))
        fail(f"the catalogue has no centre {centre!r}; it has {known}, and {TRAINING}")
    return found.number


def code_text(code: str | None, picture: Path | None) -> str:
    """The text to look at: an argument, standard input, or what a picture shows."""
    if (code is None) == (picture is None):
        fail("give either a code (- for standard input) or --image")
    if picture is not None:
        return _seen(picture)
    return sys.stdin.read(MAX_SCAN + 1) if code == "-" else str(code)


def _seen(picture: Path) -> str:
    try:
        with Image.open(picture) as image:
            found = zxingcpp.read_barcodes(
                image.convert("L"), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
            )
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        fail(f"cannot read the picture {picture}: {error}")
    if len(found) != 1:
        fail(f"{picture} shows {'no' if not found else len(found)} QR codes, not one")
    return found[0].text
