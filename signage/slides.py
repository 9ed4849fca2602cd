"""The pictures that come with the program: a title, a sentence, a QR code, drawn for the zone they are shown in."""

from dataclasses import dataclass

import qrcode
from PIL import Image, ImageDraw, ImageFont

from lobby.look.catalogue import Catalogue
from lobby.look.fonts import Weight, face
from lobby.look.lines import broken
from lobby.look.tokens import LIGHT

Size = tuple[int, int]
QUIET_MODULES = 4
LINE = 1.2


@dataclass(frozen=True)
class Slide:
    """One of them: the keys of its texts begin with `slide.<name>`; the code leads to `address`."""

    name: str
    address: str


SLIDES = (
    Slide("online", "https://serviceportal.hamburg.de"),
    Slide("cancel", "https://serviceportal.hamburg.de"),
    Slide("phone", "https://www.115.de"),
)


def draw(slide: Slide, size: Size, wording: Catalogue) -> Image.Image:
    """The slide in this size: the code beside the text on a wide zone, below it on a high one."""
    image = Image.new("RGB", size, LIGHT.surface)
    width, height = size
    margin = round(min(size) * 0.09)
    is_wide = width > height * 1.6
    side = round(
        min(height - 2 * margin, width * 0.34) if is_wide else min(width - 2 * margin, height * 0.42)
    )
    code = code_image(slide.address, side)
    image.paste(
        code,
        (width - margin - code.width, (height - code.height) // 2)
        if is_wide
        else (margin, height - margin - code.height),
    )
    text_box = (
        (margin, margin, width - 3 * margin - code.width, height - 2 * margin)
        if is_wide
        else (margin, margin, width - 2 * margin, height - 3 * margin - code.height)
    )
    title, text = wording.text(f"slide.{slide.name}.title"), wording.text(f"slide.{slide.name}.text")
    _write(ImageDraw.Draw(image), text_box, title, text, is_centred=is_wide)
    return image


def code_image(text: str, side: int) -> Image.Image:
    """A QR code with its quiet zone, as large as whole pixels a module allow within `side`."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET_MODULES)
    code.add_data(text)
    matrix = code.get_matrix()
    module = max(1, side // len(matrix))
    bits = Image.new("RGB", (len(matrix), len(matrix)), "#FFFFFF")
    dark = (0x13, 0x15, 0x25)
    for y, row in enumerate(matrix):
        for x, is_dark in enumerate(row):
            if is_dark:
                bits.putpixel((x, y), dark)
    return bits.resize((len(matrix) * module,) * 2, Image.Resampling.NEAREST)


def _write(
    pen: ImageDraw.ImageDraw, box: tuple[int, int, int, int], title: str, text: str, *, is_centred: bool
) -> None:
    x, y, width, height = box
    size = height / 3.4
    lines: list[tuple[str, ImageFont.FreeTypeFont, str]] = []
    while size > 8:  # noqa: PLR2004 - smaller is not read by anyone
        bold, medium = (
            ImageFont.truetype(face(Weight.BOLD), size),
            ImageFont.truetype(face(Weight.MEDIUM), size * 0.66),
        )
        parts = ((title, bold, LIGHT.text), (text, medium, LIGHT.muted))
        lines = [
            (line, font, colour)
            for words, font, colour in parts
            for line in broken(words, width, font.getlength)
        ]
        fits = all(font.getlength(line) <= width for line, font, _ in lines)
        if fits and sum(font.size * LINE for _, font, _ in lines) + size * 0.4 <= height:
            break
        size *= 0.94
    total = sum(font.size * LINE for _, font, _ in lines) + size * 0.4
    top = y + (max(0.0, height - total) / 2 if is_centred else 0.0)
    before = None
    for line, font, colour in lines:
        if before is not None and font is not before:
            top += size * 0.4
        before = font
        pen.text((x, top), line, font=font, fill=colour)
        top += font.size * LINE
