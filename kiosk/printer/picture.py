"""The ticket as a picture in black and white: every script alike, whatever characters the printer knows."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from PIL import Image, ImageDraw, ImageFont

from kiosk.qr import modules_of
from lobby.contract.config import Language
from lobby.look.fonts import Weight, face
from lobby.look.lines import broken
from lobby.look.shaping import has_right_to_left, is_right_to_left, shape

DOTS = {58: 384, 80: 576}
"""Dots of a line by the width of the roll in millimetres, at 8 dots per millimetre."""
MARGIN = 16
DOTS_PER_MODULE = 5
"""At least: 0.6 mm."""
_BLACK, _WHITE = 0, 1


@dataclass(frozen=True)
class TicketText:
    """What stands on a ticket, in the visitor's language; the number is in Latin letters and digits in every one."""

    centre: str
    label: str
    number: str
    sentence: str
    rows: tuple[tuple[str, str], ...]
    foot: tuple[str, ...]
    link: str = field(default="", repr=False)
    """As a QR code below everything else; whoever has it sees the visitor's page."""
    link_label: str = ""


@dataclass(frozen=True)
class _Line:
    text: str
    size: int
    weight: Weight = Weight.MEDIUM
    above: int = 0
    is_number: bool = False
    is_left_to_right: bool = False


def ticket_picture(text: TicketText, language: Language, paper_mm: int = 80) -> Image.Image:
    """Mode "1", as wide as the paper prints and as long as it takes.

    Raises:
        KeyError: no such paper; see `DOTS`.
    """
    width = DOTS[paper_mm]
    lines = [line for one in _lines(text, width) for line in _broken(one, language, width - 2 * MARGIN)]
    code = _code(text.link, width) if text.link else None
    height = 2 * MARGIN + sum(one.above + _leading(one) for one in lines) + (code.height if code else 0)
    picture = Image.new("1", (width, height), _WHITE)
    draw, y = ImageDraw.Draw(picture), MARGIN
    for line in lines:
        y += line.above
        draw.text((_x(line, language, width), y), _shaped(line, language), _BLACK, _font(line, language))
        y += _leading(line)
    if code is not None:
        picture.paste(code, ((width - code.width) // 2, y))
    return picture


def _lines(text: TicketText, width: int) -> Iterator[_Line]:
    yield _Line(text.centre, 34, Weight.BOLD)
    yield _Line(text.label, 30, above=28)
    yield _Line(text.number, width // 4, Weight.BOLD, is_number=True)
    if text.sentence:
        yield _Line(text.sentence, 34, Weight.BOLD, above=16)
    for label, value in text.rows:
        yield _Line(label, 26, above=18)
        yield _Line(value, 34, Weight.BOLD)
    for number, line in enumerate(text.foot):
        yield _Line(line, 24, above=32 if number == 0 else 4)
    if text.link:
        yield _Line(text.link_label, 26, above=32)


def _code(link: str, width: int) -> Image.Image:
    """As large as half the paper, in whole dots a module."""
    modules = modules_of(link)
    side = len(modules)
    picture = Image.new("1", (side, side), _WHITE)
    picture.putdata([_BLACK if is_dark else _WHITE for row in modules for is_dark in row])
    dots = max(DOTS_PER_MODULE, width // 2 // side)
    return picture.resize((side * dots, side * dots), Image.Resampling.NEAREST)


def _broken(line: _Line, language: Language, width: int) -> Iterator[_Line]:
    font = _font(line, language)
    texts = broken(line.text, width, lambda one: font.getlength(shape(one, language)))
    is_latin = not has_right_to_left(line.text)
    for number, text in enumerate(texts):
        yield _Line(text, line.size, line.weight, line.above if number == 0 else 0, line.is_number, is_latin)


def _shaped(line: _Line, language: Language) -> str:
    return line.text if line.is_left_to_right else shape(line.text, language)


def _x(line: _Line, language: Language, width: int) -> float:
    if not is_right_to_left(language):
        return MARGIN
    return width - MARGIN - _font(line, language).getlength(_shaped(line, language))


def _leading(line: _Line) -> int:
    return round(line.size * (1.15 if line.is_number else 1.3))


def _font(line: _Line, language: Language) -> ImageFont.FreeTypeFont:
    """Letters are joined by `shape`, so the renderer must not do it again."""
    own = Language.DE if line.is_number else language
    return ImageFont.truetype(face(line.weight, own), line.size, layout_engine=ImageFont.Layout.BASIC)
