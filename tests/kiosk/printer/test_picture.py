"""The picture of a ticket."""

from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from kiosk.printer.picture import DOTS, MARGIN, TicketText, ticket_picture
from kiosk.samples import PHONE
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


@pytest.mark.parametrize("paper", DOTS)
def test_the_wait_page_is_read_from_paper(paper: int) -> None:
    """The code below everything else, on either roll; its link stands in no representation of the ticket."""
    text = replace(GERMAN, link=PHONE, link_label="Ihre Nummer auf dem Handy")
    picture = ticket_picture(text, Language.DE, paper)
    found = zxingcpp.read_barcode(picture.convert("L"))
    assert found is not None
    assert found.text == PHONE
    assert PHONE not in repr(text)
