"""The frames of `lobby bench decode` on one picture: a row for each kind, from easy to hopeless."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import fontpkg
from PIL import Image, ImageDraw, ImageFont

from lobby.bench.decode_frames import Sample

COLUMNS = 8
_WIDTH, _HEIGHT, _NAMES, _EDGE = 240, 135, 130, 3
_READ, _NOT_READ, _GROUND, _INK = "#007155", "#C31C13", "white", "#131525"


def draw(results: Iterable[tuple[Sample, bool]], path: Path) -> None:
    """Eight frames of each kind; the frame around one says whether it was read (or rightly gave nothing)."""
    rows = [(kind, list(row)) for kind, row in groupby(results, key=lambda one: one[0].kind)]
    size = _NAMES + COLUMNS * (_WIDTH + _EDGE * 2), len(rows) * (_HEIGHT + _EDGE * 2)
    sheet = Image.new("RGB", size, _GROUND)
    pen, font = ImageDraw.Draw(sheet), ImageFont.truetype(fontpkg.path("Fira Sans", "medium"), 20)
    for number, (kind, row) in enumerate(rows):
        top = number * (_HEIGHT + _EDGE * 2)
        pen.text((10, top + _HEIGHT / 2), kind, fill=_INK, font=font, anchor="lm")
        for column, (sample, right) in enumerate(_spread(row)):
            left = _NAMES + column * (_WIDTH + _EDGE * 2)
            box = left, top, left + _WIDTH + _EDGE * 2 - 1, top + _HEIGHT + _EDGE * 2 - 1
            pen.rectangle(box, fill=_READ if right else _NOT_READ)
            small = Image.fromarray(sample.frame).resize((_WIDTH, _HEIGHT), Image.Resampling.BOX)
            sheet.paste(small, (left + _EDGE, top + _EDGE))
    sheet.save(path)


def _spread(row: list[tuple[Sample, bool]]) -> list[tuple[Sample, bool]]:
    count = min(COLUMNS, len(row))
    return [row[round(index * (len(row) - 1) / max(1, count - 1))] for index in range(count)]
