"""Codes in camera frames: hard ones are found by the later looks, several are all told, junk gives nothing."""

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image, ImageFilter

from lobby.codes.frames import Frame, busiest_part, codes_in
from lobby.codes.image import qr_image
from tests.support.codes import code

OTHER = code(booking="ffeeddccbbaa9988")


def scene(*codes: tuple[str, int, int], module_px: int = 4) -> Image.Image:
    """A grey 720p frame with codes at these places."""
    frame = Image.new("L", (1280, 720), 120)
    for text, left, top in codes:
        frame.paste(qr_image(text, module_px).convert("L"), (left, top))
    return frame


def frame(picture: Image.Image) -> Frame:
    return np.asarray(picture)


def pale(picture: Image.Image) -> Image.Image:
    return picture.point(lambda grey: 90 + grey // 4)


def noisy(picture: Image.Image, sigma: float) -> Frame:
    grain = np.random.default_rng(3).normal(0, sigma, (picture.height, picture.width))
    return np.clip(np.asarray(picture) + grain, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    "hard",
    [
        frame(scene((code(), 100, 300)).filter(ImageFilter.GaussianBlur(2))),
        noisy(pale(scene((code(), 700, 100))), 30),
        frame(scene((code(), 700, 100)).point(lambda grey: 255 - grey)),
    ],
    ids=["out of focus", "noise", "inverted"],
)
def test_what_the_plain_library_misses_is_read_by_a_closer_look(hard: Frame) -> None:
    """Or, inverted, what a plain look without inversion misses."""
    plain = zxingcpp.read_barcodes(
        hard, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode), try_invert=False
    )
    assert not plain
    assert [one.text for one in codes_in(hard)] == [code()]


def test_two_codes_are_both_told_with_their_places() -> None:
    """And the same code twice is one."""
    found = codes_in(frame(scene((code(), 100, 200), (OTHER, 800, 200))))
    assert {one.text for one in found} == {code(), OTHER}
    left, right = sorted(found, key=lambda one: one.x)
    assert (left.text, right.text) == (code(), OTHER)
    assert (left.x, left.y) == pytest.approx((100 + 53 * 2, 200 + 53 * 2), abs=3)
    assert len(codes_in(frame(scene((code(), 100, 200), (code(), 800, 200))))) == 1


def test_a_ticket_is_read_to_be_told_apart() -> None:
    """Aztec, as boarding passes have it."""
    text = "M1MUSTER/ERIKA        EABC123 HAMMUCLH 2075 335Y012A0001 100"
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.AztecCode)
    ticket = Image.fromarray(np.asarray(zxingcpp.write_barcode_to_image(made, scale=5, add_quiet_zones=True)))
    picture = scene()
    picture.paste(ticket, (500, 200))
    assert [one.text for one in codes_in(frame(picture))] == [text]


def test_the_busiest_part_holds_the_whole_code() -> None:
    """With its quiet zone, and far less than the frame."""
    part, left, top = busiest_part(frame(scene((code(), 600, 300))))
    height, width = part.shape
    assert left <= 616
    assert top <= 316
    assert left + width >= 600 + 49 * 4
    assert top + height >= 300 + 49 * 4
    assert part.size < 1280 * 720 / 8


@settings(max_examples=25, deadline=None)
@given(
    arrays(
        np.uint8, (720, 1280), elements=st.sampled_from([0, 3, 120, 255]), fill=st.sampled_from([0, 90, 255])
    )
)
def test_any_frame_without_a_code_gives_nothing(junk: Frame) -> None:
    """Black, white, spots: no error and no text."""
    assert codes_in(junk) == ()


@pytest.mark.parametrize("size", [(64, 64), (480, 640), (1080, 1920)])
def test_other_sizes_of_frames_are_taken(size: tuple[int, int]) -> None:
    """Whatever the camera delivers."""
    assert codes_in(np.full(size, 200, dtype=np.uint8)) == ()
