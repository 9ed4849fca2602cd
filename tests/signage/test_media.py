"""Pictures of the media zone."""

import queue
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from lobby.contract.config import Language
from lobby.look.catalogue import Catalogue
from signage.media import Item, Loaded, Loader, Order, following, load, playlist
from signage.slides import SLIDES, code_image, draw

GERMAN = Catalogue("signage", Language.DE)


def picture(path: Path, size: tuple[int, int] = (300, 200)) -> Path:
    Image.new("RGB", size, "#CC0000").save(path)
    return path


def test_a_folder_is_played_by_name(tmp_path: Path) -> None:
    """Pictures come in the order of their names; other files are no pictures."""
    second, first = picture(tmp_path / "b.png"), picture(tmp_path / "a.JPG".lower())
    (tmp_path / "notes.txt").write_text("x")
    assert playlist(str(tmp_path)) == (first, second)


@pytest.mark.parametrize("folder", ["", "/no/such/folder"])
def test_without_pictures_the_built_in_ones_are_shown(folder: str) -> None:
    """An empty or missing folder leaves no empty zone."""
    assert playlist(folder) == SLIDES


def test_the_list_goes_round_and_leaves_out_bad_ones(tmp_path: Path) -> None:
    """After the last comes the first; a bad picture is skipped; with none left there is none."""
    a, b, c = (tmp_path / name for name in "abc")
    items: list[Item] = [a, b, c]
    assert [following(items, shown, frozenset({b})) for shown in (None, a, c)] == [a, c, a]
    assert following(items, a, frozenset(items)) is None


def test_a_picture_is_fitted_whole(tmp_path: Path) -> None:
    """Nothing is cut off: the sides that remain have the ground's colour."""
    order = Order(picture(tmp_path / "a.png"), (400, 400), GERMAN)
    image = Image.frombytes("RGBA", order.size, load(order))
    assert image.getpixel((200, 200)) == (0xCC, 0, 0, 255)
    assert image.getpixel((200, 5)) == (0xEF, 0xF3, 0xFB, 255)


def test_a_file_that_is_no_picture_is_reported(tmp_path: Path) -> None:
    """Text under a picture's name, a cut-off file and a giant one are left out; good ones go on."""
    text, cut, giant = tmp_path / "text.png", tmp_path / "cut.png", tmp_path / "giant.png"
    text.write_text("not a picture")
    cut.write_bytes(picture(tmp_path / "good.png").read_bytes()[:200])
    Image.new("1", (9000, 9000)).save(giant)
    came: queue.Queue[Loaded] = queue.Queue()
    loader = Loader(came.put)
    loader.start()
    for path in (text, cut, giant, tmp_path / "good.png"):
        loader.order(Order(path, (100, 100), GERMAN))
    assert [came.get(timeout=10).pixels is None for _ in range(4)] == [True, True, True, False]
    loader.stop()


@pytest.mark.parametrize("slide", SLIDES, ids=lambda slide: slide.name)
@pytest.mark.parametrize("size", [(880, 355), (1824, 355), (984, 740), (470, 190), (400, 900)])
def test_the_code_on_a_slide_can_be_read(slide: object, size: tuple[int, int]) -> None:
    """A phone reads the code of every built-in picture in every size of the zone."""
    image = draw(slide, size, GERMAN)  # type: ignore[arg-type]
    assert image.size == size
    assert [found.text for found in zxingcpp.read_barcodes(image)] == [slide.address]  # type: ignore[attr-defined]


def test_modules_of_a_code_are_whole_pixels() -> None:
    """A code is never scaled to blurred modules."""
    image = code_image("https://serviceportal.hamburg.de", 333)
    assert image.width <= 333
    assert {colour for _, colour in image.getcolors() or []} == {(255, 255, 255), (0x13, 0x15, 0x25)}
