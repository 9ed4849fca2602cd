"""Codes as pictures are read back by a camera's decoder, also in bad light."""

from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageFilter

from lobby.codes.image import Card, card_image, qr_image, qr_matrix, qr_terminal
from lobby.contract.codes import typed_code
from tests.support.codes import CLAIM, code

CARD = Card(
    code=code(),
    typed=str(typed_code(CLAIM.booking)),
    heading="Ihr Termin",
    facts=(
        "Montag, 23. November 2026, 11:00 Uhr",
        "Umschreibung eines ausländischen Führerscheins",
        "Altona",
    ),
    hint="Halten Sie den Code an das Terminal, oder tippen Sie die acht Zeichen ein.",
)


def scanned(image: Image.Image) -> tuple[list[str], Any]:
    """The texts a camera sees, and what the first code is like."""
    found = zxingcpp.read_barcodes(
        image.convert("L"), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    return [one.text for one in found], found[0].extra if found else {}


@pytest.mark.parametrize("module_px", [2, 4, 10])
def test_a_code_is_read_back(module_px: int) -> None:
    """Small and large pictures give the code again, version 7, level M."""
    texts, extra = scanned(qr_image(code(), module_px))
    assert texts == [code()]
    assert (extra["Version"], extra["ECLevel"]) == ("7", "M")


def test_the_code_is_packed_in_alphanumeric_mode() -> None:
    """135 symbols stay in version 7; as bytes they would need version 8 at this level."""
    assert qr_matrix(code()).version == 7
    with pytest.raises(ValueError, match="capitals"):
        qr_matrix(code().lower())


def test_a_longer_text_gets_a_larger_code() -> None:
    """What does not fit version 7 takes the next one that holds it."""
    assert qr_matrix("A" * 200).version > 7


def test_the_card_is_read_dim_turned_and_blurred() -> None:
    """The picture for mail and paper survives a dim screen, a turned phone and a camera out of focus."""
    card = card_image(CARD)
    dim = card.convert("L").point(lambda light: 20 + light // 6)
    turned = card.rotate(17, expand=True, fillcolor="white")
    blurred = card.filter(ImageFilter.GaussianBlur(3))
    for picture in (card, dim, turned, blurred):
        assert scanned(picture)[0] == [code()]


def test_the_card_has_room_for_long_names() -> None:
    """A long service name is wrapped: the card grows in height and no line is wider than the code."""
    short = card_image(Card(CARD.code, CARD.typed, "Termin", ("Pass",), "Scannen."))
    long = card_image(Card(CARD.code, CARD.typed, "Termin", ("Verlust oder Diebstahl " * 4,), "Scannen."))
    assert long.width == short.width
    assert long.height > short.height
    edge = long.crop((0, 0, 20, long.height)).convert("L")
    assert edge.getextrema() == (255, 255)


def test_the_terminal_shows_the_whole_code() -> None:
    """In half blocks the code is 53 characters wide and every line as long as the next."""
    lines = qr_terminal(code()).splitlines()
    assert {len(line) for line in lines} == {53}
