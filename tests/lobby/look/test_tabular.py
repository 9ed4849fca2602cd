"""Digits of equal width."""

from pathlib import Path

import pytest
from PIL import ImageFont

from lobby.contract.config import Language
from lobby.look.fonts import Weight, face
from lobby.look.tabular import tabular_copy

LETTERS = "ABCXYZabcxyzäöüßığşŁЖїҐ€–„“·→ 0123456789:"


def widths(path: Path | str, text: str) -> list[float]:
    font = ImageFont.truetype(str(path), 1000, layout_engine=ImageFont.Layout.BASIC)
    return [font.getlength(letter) for letter in text]


@pytest.mark.parametrize("weight", list(Weight))
def test_all_digits_are_equally_wide(tmp_path: Path, weight: Weight) -> None:
    """A clock does not tremble: in the copy 1 is as wide as 0, in the original it is not."""
    copy = tabular_copy(Path(face(weight)), tmp_path)
    assert len(set(widths(face(weight), "0123456789"))) > 1
    assert len(set(widths(copy, "0123456789"))) == 1


def test_every_other_letter_is_untouched(tmp_path: Path) -> None:
    """Nothing but the digits changes; the copy is made once."""
    original = face(Weight.MEDIUM)
    copy = tabular_copy(Path(original), tmp_path)
    others = "".join(letter for letter in LETTERS if not letter.isdigit())
    assert widths(copy, others) == widths(original, others)
    before = copy.stat().st_mtime_ns
    assert tabular_copy(Path(original), tmp_path).stat().st_mtime_ns == before


def test_a_face_whose_digits_are_equal_anyway_is_left_alone(tmp_path: Path) -> None:
    """The Arabic face, which knows only one kind of digits, is copied byte for byte."""
    arabic = Path(face(Weight.BOLD, Language.AR))
    assert tabular_copy(arabic, tmp_path).read_bytes() == arabic.read_bytes()
