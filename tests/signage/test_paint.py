"""Where things stand, and that they are readable from the last row of seats."""

import itertools
from collections.abc import Iterator

import pytest
from PIL import ImageFont

from lobby.contract.config import DisplayConfig, Language
from lobby.look.fonts import face, numerals
from lobby.look.primitives import Align, Fill, Primitive, Typeface, Words
from lobby.look.shaping import has_right_to_left, shape
from lobby.look.tokens import CAPITAL_HEIGHT, LIGHT, contrast, michelson
from signage.layout import Box, Parts, layout
from signage.paint import Painter
from signage.samples import SCENE, Sample, at, samples, shown, with_board, with_config
from signage.view import view

SIZES = [(1920, 1080), (1080, 1920), (1024, 600), (1280, 720), (3840, 2160), (1366, 768), (768, 1366)]
YES_NO = (True, False)
SEVERAL = [
    Parts(history, banner, notice, media)
    for history, banner, notice, media in itertools.product(YES_NO, YES_NO, (0.0, 0.5, 1.0), YES_NO)
]


def measure(text: str, size: float, typeface: Typeface) -> float:
    if has_right_to_left(text):
        text, path = shape(text, Language.AR), face(typeface.weight, Language.AR)
    else:
        path = numerals(typeface.weight) if typeface.tabular else face(typeface.weight)
    return ImageFont.truetype(path, 200).getlength(text) * size / 200


def ink_bottom(line: Words) -> float:
    """Where the lowest ink of a line is: the J goes below the line."""
    return (
        line.baseline
        + ImageFont.truetype(numerals(), 200).getbbox(line.text, anchor="ls")[3] * line.size / 200
    )


def painted(sample: Sample, size: tuple[int, int] | None = None) -> list[Primitive]:
    width, height = size or sample.size
    return Painter(width, height, measure).paint(view(sample.scene, sample.at))[0]


def words(primitives: list[Primitive]) -> Iterator[Words]:
    return (one for one in primitives if isinstance(one, Words))


def overlap(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("parts", SEVERAL, ids=str)
def test_zones_are_on_the_screen_and_do_not_overlap(size: tuple[int, int], parts: Parts) -> None:
    """No zone covers another on any screen; the newest call has at least 40 % of the height."""
    where = layout(*size, parts)
    zones = [where.header, where.footer, where.hero, where.banner, where.history, where.notice, where.media]
    there = [zone for zone in zones if zone is not None]
    for one, other in itertools.combinations(there, 2):
        assert not overlap(one, other), (one, other)
    assert all(zone.x >= 0 and zone.right <= size[0] and zone.bottom <= size[1] + 0.01 for zone in there)
    assert where.hero.height >= 0.4 * size[1]


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_no_text_leaves_the_screen_or_runs_into_another(sample: Sample) -> None:
    """In every situation each line of text is whole, on the screen, and clear of all other lines."""
    boxes = []
    for line in words(painted(sample)):
        width = measure(line.text, line.size, line.face)
        left = line.x - line.align.value * width
        boxes.append(
            (Box(left, line.baseline - line.size * CAPITAL_HEIGHT, width, line.size * 0.86), line.text)
        )
    for box, text in boxes:
        assert box.x >= 0, text
        assert box.right <= sample.size[0], text
        assert box.bottom <= sample.size[1], text
    for (one, first), (other, second) in itertools.combinations(boxes, 2):
        assert not overlap(one, other), (first, second)


def test_number_and_place_are_read_from_the_last_row() -> None:
    """Their capitals are at least 193 px high on 1920 × 1080: 122 mm on a 55-inch screen, 10 m for weak eyes."""
    large = [line for line in words(painted(Sample("calls", SCENE, at()))) if line.text in {"A 104", "7"}]
    assert [line.text for line in large] == ["A 104", "7"]
    assert all(line.size * CAPITAL_HEIGHT >= 193 for line in large)


@pytest.mark.parametrize("number", ["A104", "R888", "X999", "F111", "J104"])
@pytest.mark.parametrize("place", ["7", "24", "B12", "WWWW"])
@pytest.mark.parametrize("size", SIZES)
def test_the_widest_number_and_place_fit(number: str, place: str, size: tuple[int, int]) -> None:
    """Every number and every sign of a counter stays inside the large panel; numbers all have one size."""
    scene = with_board(SCENE, calls=(shown(1, number, place),))
    lines = list(words(painted(Sample("one", scene, at()), size)))
    (called,) = [line for line in lines if line.text == f"{number[0]} {number[1:]}"]
    (where_to,) = [line for line in lines if line.text == place and line.face.tabular]
    hero = layout(*size, Parts(history=False, banner=False, notice=0, media=True)).hero
    assert called.x + measure(called.text, called.size, called.face) <= hero.right
    assert where_to.x + measure(where_to.text, where_to.size, where_to.face) <= hero.right
    assert all(ink_bottom(line) < hero.bottom - 10 * min(size) / 1080 for line in (called, where_to))
    other = [line for line in words(painted(Sample("two", SCENE, at()), size)) if line.text == "A 104"]
    assert called.size == pytest.approx(other[0].size)


def test_a_number_stands_out_turned_or_not() -> None:
    """Both looks of a blinking number have the contrast of a sign."""
    assert michelson(LIGHT.action, LIGHT.on_action) >= 0.7
    assert michelson(LIGHT.action, LIGHT.action_soft) >= 0.7


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_every_text_stands_out_from_its_ground(sample: Sample) -> None:
    """Each line has at least 4.5:1 against the fill it stands on."""
    primitives = painted(sample)
    for index, line in enumerate(primitives):
        if not isinstance(line, Words):
            continue
        ground = LIGHT.ground
        for below in primitives[:index]:
            if isinstance(below, Fill) and below.opacity == 1 and _holds(below, line):
                ground = below.colour
        assert contrast(line.colour, ground) >= 4.5, line.text


def test_clock_and_age_are_always_there() -> None:
    """But for an evacuation, every picture shows the time, and the age of its data once it has any."""
    for sample in samples():
        texts = {line.text for line in words(painted(sample))}
        if sample.name == "evacuation":
            continue
        assert texts & {"10:31", "10:35"}, sample.name
        assert sample.name == "unconnected" or any("10:31:04" in text for text in texts), sample.name


@pytest.mark.parametrize("size", SIZES)
def test_a_long_name_of_a_centre_fits(size: tuple[int, int]) -> None:
    """The longest name and area of a waiting room stay clear of the clock."""
    config = DisplayConfig(area="Wartebereich 12, Erdgeschoss, hinter der Treppe links")
    scene = with_config(with_board(SCENE, name="Ausländerangelegenheiten Nord"), config)
    lines = list(words(painted(Sample("long", scene, at()), size)))
    (name,) = [line for line in lines if line.text.startswith("Ausländer")]
    (clock,) = [line for line in lines if line.text == "10:31"]
    assert name.x + measure(name.text, name.size, name.face) < clock.x - measure(
        "10:31", clock.size, clock.face
    )


def test_the_device_name_lies_above_all() -> None:
    """When staff look for a screen, its name is the last thing drawn, in the middle."""
    primitives, _ = Painter(1920, 1080, measure).paint(view(SCENE, at()), "display-1")
    last = primitives[-1]
    assert isinstance(last, Words)
    assert (last.text, last.x, last.align) == ("display-1", 960, Align.CENTRE)


def _holds(fill: Fill, line: Words) -> bool:
    x, y, width, height = fill.box
    left = line.x - line.align.value * measure(line.text, line.size, line.face)
    return x <= left <= x + width and y <= line.baseline <= y + height
