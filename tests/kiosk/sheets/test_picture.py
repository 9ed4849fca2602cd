from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image

from kiosk import samples
from kiosk.sheets.picture import SheetPicture
from kiosk.sheets.plan import VARIANTS, Sheet
from lobby.contract.config import Language


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_page_has_a_place_of_its_own_on_the_sheet(variant: str) -> None:
    """None outside, none over another."""
    picture = SheetPicture(Sheet(Language.DE, variant, tuple(samples.pages())))
    boxes = [picture.box(page) for page in samples.pages()]
    assert all(0 <= left < right <= picture.image.width for left, _, right, _ in boxes)
    assert all(0 <= top < bottom <= picture.image.height for _, top, _, bottom in boxes)
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_a_page_is_put_where_its_name_stands(tmp_path: Path) -> None:
    """Red is put second of three, and is there in the file."""
    picture = SheetPicture(Sheet(Language.DE, "plain", ("welcome", "number", "help")))
    picture.put("number", Image.new("RGB", (1080, 1920), "red"))
    with Image.open(picture.save(tmp_path)) as saved:
        assert saved.format == "WEBP"
        colours: list[tuple[int, int, int]] = []
        for page in ("welcome", "number", "help"):
            left, top, right, bottom = picture.box(page)
            middle = ((left + right) // 2, (top + bottom) // 2)
            colour = saved.convert("RGB").getpixel(middle)
            assert isinstance(colour, tuple)
            colours.append((int(colour[0]), int(colour[1]), int(colour[2])))
    assert [red - green > 200 for red, green, _ in colours] == [False, True, False]
