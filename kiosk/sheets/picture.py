"""A contact sheet as a picture: small pages in rows, each over its name."""

from pathlib import Path

import fontpkg
from PIL import Image, ImageDraw, ImageFont

from kiosk.sheets.plan import VARIANTS, Sheet

_CELL_WIDTH, _WIDE_CELL = 190, 304
_GAP, _EDGE, _CAPTION, _TITLE = 14, 1, 30, 70
_SHEET_WIDTH = 2460
_SIZE, _TITLE_SIZE = 15, 30
_GROUND, _INK, _LINE = "#EFF3FB", "#131525", "#6E7597"
QUALITY = 45
"""Of WebP: a sheet of a hundred pages has about half a megabyte, and headings can be read."""

Box = tuple[int, int, int, int]
"""Left, top, right, bottom."""


class SheetPicture:
    """One sheet, filled page by page."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        variant = VARIANTS[sheet.variant]
        is_wide = variant.width_px > variant.height_px
        self._width = _WIDE_CELL if is_wide else _CELL_WIDTH
        self._height = round(self._width * variant.height_px / variant.width_px)
        self._columns = min(len(sheet.pages), (_SHEET_WIDTH - _GAP) // (self._width + _GAP))
        rows = -(-len(sheet.pages) // self._columns)
        size = (
            _GAP + self._columns * (self._width + _GAP),
            _TITLE + rows * (self._height + _CAPTION + _GAP),
        )
        self.image = Image.new("RGB", size, _GROUND)
        self._pen = ImageDraw.Draw(self.image)
        self._write((_GAP, _TITLE // 2), f"{sheet.language.value}, {sheet.variant}", _TITLE_SIZE)

    def box(self, page: str) -> Box:
        """Where this page is."""
        row, column = divmod(self.sheet.pages.index(page), self._columns)
        left = _GAP + column * (self._width + _GAP)
        top = _TITLE + row * (self._height + _CAPTION + _GAP)
        return left, top, left + self._width, top + self._height

    def put(self, page: str, picture: Image.Image) -> None:
        """Fill the place of this page."""
        left, top, right, bottom = self.box(page)
        small = picture.convert("RGB").resize((self._width, self._height), Image.Resampling.LANCZOS)
        self.image.paste(small, (left, top))
        edge = (left - _EDGE, top - _EDGE, right + _EDGE - 1, bottom + _EDGE - 1)
        self._pen.rectangle(edge, outline=_LINE, width=_EDGE)
        self._write((left, bottom + _CAPTION // 2), page, _SIZE)

    def save(self, folder: Path) -> Path:
        """As a WebP file of the sheet's name."""
        path = folder / f"{self.sheet.name}.webp"
        self.image.save(path, quality=QUALITY, method=6)
        return path

    def _write(self, at: tuple[int, int], text: str, size: int) -> None:
        """From the left, smaller where it would be wider than a page."""
        font = _font(size)
        if size == _SIZE and font.getlength(text) > self._width:
            font = _font(int(size * self._width / font.getlength(text)))
        self._pen.text(at, text, fill=_INK, font=font, anchor="lm")


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(fontpkg.path("Fira Sans", "medium"), size)
