"""The picture of a ticket."""

import pytest
from PIL import Image

from kiosk.printer.picture import DOTS, MARGIN, TicketText, ticket_picture
from lobby.contract.config import Language

LONG = "Wohnsitz anmelden oder ummelden mit sehr vielen Personen aus mehreren Haushalten"
GERMAN = TicketText(
    "Altona", "Ihre Nummer", "J\u00a0417", "", (("Anliegen", LONG),), ("Die Nummer gilt nur heute.",)
)
ARABIC = TicketText("Altona", "رقمك", "J\u00a0417", "", (("الموعد", "10:30"),), ("الرقم صالح اليوم فقط.",))


def ink(picture: Image.Image) -> tuple[int, int, int, int]:
    """The box around everything black."""
    box = picture.convert("L").point(lambda value: 255 - value).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("paper", DOTS)
@pytest.mark.parametrize("text", [GERMAN, ARABIC])
def test_everything_is_on_the_paper(text: TicketText, paper: int) -> None:
    """Within the margins of either roll, however long a service is called."""
    language = Language.AR if text is ARABIC else Language.DE
    picture = ticket_picture(text, language, paper)
    left, top, right, bottom = ink(picture)
    assert picture.mode == "1"
    assert picture.width == DOTS[paper]
    assert left >= MARGIN - 4
    assert right <= picture.width - MARGIN + 4
    assert top >= MARGIN - 4
    assert bottom <= picture.height


def test_arabic_begins_at_the_right() -> None:
    """The label stands there, joined; the number reads from left to right as in every language."""
    left, _, right, _ = ink(ticket_picture(ARABIC, Language.AR))
    assert DOTS[80] - right < left
    number = TicketText("", "", "J\u00a0417", "", (), ())
    latin, arabic = ticket_picture(number, Language.DE), ticket_picture(number, Language.AR)
    assert latin.crop(ink(latin)).tobytes() == arabic.crop(ink(arabic)).tobytes()
