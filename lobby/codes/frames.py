"""Codes in a camera's frame: one look at the whole of it, then closer ones at the part that looks like a code.

A frame is an array of grey levels (uint8, row 0 on top). What is found is told, and the frame is kept nowhere. There is
no clock in here: every frame gets the same looks in the same order until one finds something (`lobby bench decode`
says what each is worth and costs).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import sqrt

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Frame = NDArray[np.uint8]

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_OTHERS = zxingcpp.barcode_formats_from_str("AztecCode,PDF417")
"""What tickets and boarding passes carry: read only to say that they are none of ours."""
_CELL = 8
_LIKE_THE_BUSIEST = 0.4
_MOST_PIXELS = 200_000
"""Of a part; a larger one holds a large code, much grain, or nothing, and is looked at in half its size."""
_ENLARGED_PIXELS = 180_000


@dataclass(frozen=True)
class Seen:
    """A code and where its middle is, in pixels from the left and from the top."""

    text: str = field(repr=False)
    x: float
    y: float


def codes_in(frame: Frame) -> tuple[Seen, ...]:
    """The codes in it, each once; mostly none or one."""
    whole = _read(frame, _QR, try_downscale=True, try_invert=False)
    if whole:
        return whole
    part, left, top = busiest_part(frame)
    factor = 2 if part.size > _MOST_PIXELS else 1
    part = np.asarray(Image.fromarray(part).reduce(factor))
    looks = LOOKS if factor == 1 else LOOKS[:-1]
    found = next(filter(None, (look(part) for look in looks)), ())
    return tuple(Seen(one.text, one.x * factor + left, one.y * factor + top) for one in found)


def busiest_part(frame: Frame) -> tuple[Frame, int, int]:
    """The rectangle around the place with most edges, as far as there are nearly as many; its left and top."""
    grey = np.asarray(Image.fromarray(frame).reduce(_CELL // 2)).astype(np.int16)
    edges = np.abs(grey[1:, :-1] - grey[:-1, :-1]) + np.abs(grey[:-1, 1:] - grey[:-1, :-1])
    picture = Image.fromarray(np.minimum(edges, 255).astype(np.uint8))
    many = np.asarray(picture.filter(ImageFilter.BoxBlur(8)).reduce(2))
    grain = float(np.percentile(many, 20))  # noise has edges everywhere
    like_busiest = many > grain + _LIKE_THE_BUSIEST * (many.max() - grain)
    top, bottom, left, right = _grown(like_busiest, *divmod(int(many.argmax()), many.shape[1]))
    left, top = max(0, (left - 1) * _CELL), max(0, (top - 1) * _CELL)
    part = frame[top : (bottom + 1) * _CELL, left : (right + 1) * _CELL]
    return part, left, top


def _grown(cells: NDArray[np.bool_], row: int, column: int) -> tuple[int, int, int, int]:
    """From one cell outwards until no side of the rectangle meets a true cell any more."""
    top, bottom, left, right = row, row + 1, column, column + 1
    height, width = cells.shape
    while True:
        before = top, bottom, left, right
        top -= top > 0 and bool(cells[top - 1, left:right].any())
        bottom += bottom < height and bool(cells[bottom, left:right].any())
        left -= left > 0 and bool(cells[top:bottom, left - 1].any())
        right += right < width and bool(cells[top:bottom, right].any())
        if before == (top, bottom, left, right):
            return before


def _plainly(part: Frame) -> tuple[Seen, ...]:
    """For light codes on dark, which the look at the whole leaves out."""
    return _read(part, _QR)


def _sharpened(part: Frame) -> tuple[Seen, ...]:
    """For what is out of focus, moved or small: edges drawn out, then enlarged."""
    factor = min(2.0, max(1.0, sqrt(_ENLARGED_PIXELS / part.size)))
    size = round(part.shape[1] * factor), round(part.shape[0] * factor)
    sharp = _stretched(part).filter(ImageFilter.UnsharpMask(5, 300, 0))
    return _scaled(_read(np.asarray(sharp.resize(size, Image.Resampling.BICUBIC)), _QR), factor)


def _smoothed(part: Frame) -> tuple[Seen, ...]:
    """For noise and low light: fine grain taken out first."""
    smooth = _stretched(part).filter(ImageFilter.BoxBlur(0.7))
    grey = np.asarray(smooth).astype(np.int16)
    around = np.asarray(smooth.filter(ImageFilter.BoxBlur(5))).astype(np.int16)
    return _read(np.clip(grey * 4 - around * 3, 0, 255).astype(np.uint8), _QR)


def _levelled(part: Frame) -> tuple[Seen, ...]:
    """For glare and shadow: each pixel is judged by its own surroundings."""
    return _lighter_than_around(Image.fromarray(part).filter(ImageFilter.UnsharpMask(3, 200, 0)))


def _levelled_smooth(part: Frame) -> tuple[Seen, ...]:
    """The same with grain in it."""
    return _lighter_than_around(Image.fromarray(part).filter(ImageFilter.BoxBlur(0.8)))


def _lighter_than_around(picture: Image.Image) -> tuple[Seen, ...]:
    around = np.asarray(picture.filter(ImageFilter.BoxBlur(10)))
    light = (np.asarray(picture) > around).astype(np.uint8) * 255
    return _read(light, _QR, binarizer=zxingcpp.Binarizer.FixedThreshold)


def _of_others(part: Frame) -> tuple[Seen, ...]:
    return _read(part, _OTHERS)


Look = Callable[[Frame], tuple[Seen, ...]]
LOOKS: tuple[Look, ...] = (_plainly, _sharpened, _smoothed, _levelled, _levelled_smooth, _of_others)
"""In this order; the last one only at parts in full size."""


def _stretched(part: Frame) -> Image.Image:
    """From the darkest to the lightest but for 2 % at either end."""
    low, high = np.percentile(part[::4, ::4], (2, 98))
    factor = 255 / max(float(high - low), 1.0)
    return Image.fromarray(part).point(
        [min(255, max(0, round((grey - low) * factor))) for grey in range(256)]
    )


def _scaled(found: tuple[Seen, ...], factor: float) -> tuple[Seen, ...]:
    return tuple(Seen(one.text, one.x / factor, one.y / factor) for one in found)


def _read(
    frame: Frame,
    formats: zxingcpp.BarcodeFormats,
    *,
    try_downscale: bool = False,
    try_invert: bool = True,
    binarizer: zxingcpp.Binarizer = zxingcpp.Binarizer.LocalAverage,
) -> tuple[Seen, ...]:
    read = zxingcpp.read_barcodes(
        frame,
        formats=formats,
        try_downscale=try_downscale,
        try_invert=try_invert,
        binarizer=binarizer,
        text_mode=zxingcpp.TextMode.Plain,
    )
    return tuple(_once(read))


def _once(read: list[zxingcpp.Barcode]) -> Iterator[Seen]:
    known: set[str] = set()
    for one in read:
        if one.text not in known:
            known.add(one.text)
            corners = one.position.top_left, one.position.bottom_right
            x, y = (sum(getattr(corner, axis) for corner in corners) / 2 for axis in ("x", "y"))
            yield Seen(one.text, x, y)
