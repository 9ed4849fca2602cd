"""Booking codes as pictures: the QR code alone, and a card for mail or paper with the typed code under it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import fontpkg
import qrcode
from PIL import Image, ImageDraw, ImageFont
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.pil import PilImage
from qrcode.util import MODE_ALPHA_NUM, QRData

LEAST_VERSION = 7
"""Version 7 adds alignment patterns inside: it reads on bent paper, where smaller ones hardly do."""
QUIET_ZONE = 4  # modules, ISO/IEC 18004

_INK = "#131525"
_QUIET_INK = "#51577A"
_PAPER = "white"
_FONT = "Fira Sans"


def qr_matrix(text: str) -> qrcode.QRCode[PilImage]:
    """The QR code of a text of capitals, digits and ` $%*+-./:`, in alphanumeric mode, level M.

    Raises:
        ValueError: another character.
    """
    code = qrcode.QRCode(
        version=LEAST_VERSION, error_correction=ERROR_CORRECT_M, border=QUIET_ZONE, image_factory=PilImage
    )
    data = QRData(text)
    if data.mode != MODE_ALPHA_NUM:
        raise ValueError("a booking code is of digits, capitals and ' $%*+-./:' alone")
    code.add_data(data, optimize=0)
    code.make(fit=True)
    return code


def qr_image(text: str, module_px: int, border: int = QUIET_ZONE) -> Image.Image:
    """Black on white, one bit a pixel; `border` in modules."""
    code = qr_matrix(text)
    code.box_size, code.border = module_px, border
    return code.make_image().get_image()


def qr_terminal(text: str) -> str:
    """The code in half blocks, dark on light, for a terminal of at least 53 columns."""
    lines = io.StringIO()
    qr_matrix(text).print_ascii(out=lines, invert=True)
    return lines.getvalue()


@dataclass(frozen=True)
class Card:
    """What a visitor keeps: the code, the same to type, and the facts of the booking in a few short lines."""

    code: str
    typed: str
    heading: str
    facts: Sequence[str]
    hint: str


def card_image(card: Card, module_px: int = 10) -> Image.Image:
    """The card as a picture, everything sized by the QR code's module; long lines are wrapped."""
    code = qr_image(card.code, module_px)
    margin = module_px * QUIET_ZONE
    above = _wrapped(card.heading, _Face("bold", module_px * 4), code.width)
    for fact in card.facts:
        above += _wrapped(fact, _Face("medium", round(module_px * 2.4)), code.width)
    below = _wrapped(card.typed, _Face("bold", module_px * 5), code.width)
    below += _wrapped(card.hint, _Face("regular", module_px * 2, _QUIET_INK), code.width)

    height = code.height + 2 * margin + sum(face.line_px for _, face in above + below)
    image = Image.new("RGB", (code.width + 2 * margin, height), _PAPER)
    y = _drawn(image, margin, above)
    image.paste(code, (margin, y))
    _drawn(image, y + code.height, below)
    return image


@dataclass(frozen=True)
class _Face:
    """How a line is set; `size_px` is the height of an em."""

    weight: str
    size_px: int
    ink: str = _INK

    @cached_property
    def font(self) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(fontpkg.path(_FONT, self.weight), self.size_px)

    @property
    def line_px(self) -> int:
        return round(self.size_px * 1.35)


def _wrapped(text: str, face: _Face, width_px: int) -> list[tuple[str, _Face]]:
    lines: list[str] = []
    for word in text.split():
        if lines and face.font.getlength(f"{lines[-1]} {word}") <= width_px:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return [(line, face) for line in lines]


def _drawn(image: Image.Image, y: int, lines: Sequence[tuple[str, _Face]]) -> int:
    """Draw centred lines from `y` downwards; the y below the last one."""
    draw = ImageDraw.Draw(image)
    for line, face in lines:
        draw.text((image.width / 2, y), line, fill=face.ink, font=face.font, anchor="ma")
        y += face.line_px
    return y
