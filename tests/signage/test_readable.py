"""One to twelve calls: all that is on screen is read from the last row of seats, on any screen."""

import itertools

import pytest

from lobby.contract.config import DisplayConfig
from lobby.contract.state import ShownCall
from lobby.contract.ways import Direction, Way
from lobby.look.primitives import Fill, Words
from lobby.look.tokens import CAPITAL_HEIGHT, Metrics
from signage.brush import FIGURES
from signage.layout import Box
from signage.paint import ROW_CAPITAL
from signage.samples import SCENE, TWELVE, Sample, at, replace_call, replace_config, with_board, with_config
from signage.view import view
from tests.signage.test_paint import SIZES, measure, overlap, painted, words

CONFIG = DisplayConfig(history=11, other_centres=False)
DISTANCES = (3500, 6000, 10_000)


def boxes(lines: list[Words]) -> list[tuple[Box, Words]]:
    found = []
    for line in lines:
        width = measure(line.text, line.size, line.face)
        left = line.x - line.align.value * width
        found.append((Box(left, line.baseline - line.size * 0.69, width, line.size * 0.86), line))
    return found


def sample(calls: tuple[ShownCall, ...], config: DisplayConfig, seconds: float = 0) -> Sample:
    return Sample("some", with_config(with_board(SCENE, calls=calls), config), at(seconds))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("distance", DISTANCES)
@pytest.mark.parametrize("count", [1, 2, 3, 5, 6, 7, 9, 12])
def test_every_number_on_screen_is_read_from_the_last_row(
    count: int, distance: int, size: tuple[int, int]
) -> None:
    """The capitals of each number are at least a 155th of the distance high; the newest has 40 % of the height."""
    config = replace_config(CONFIG, viewing_distance_mm=distance)
    shown = sample(TWELVE[:count], config)
    lines = list(words(painted(shown, size)))
    least = distance * ROW_CAPITAL * Metrics(*size, config.screen_diagonal_mm).px_per_mm
    numbers = [line for line in lines if line.face == FIGURES and line.text[1:2] == " "]
    assert numbers[0].text == "A 104" or any(line.text == "A 104" for line in numbers)
    assert all(line.size * CAPITAL_HEIGHT >= least - 0.01 for line in numbers)
    panel = next(one.box for one in painted(shown, size) if isinstance(one, Fill) and one.colour == "#2044AA")
    assert panel[3] >= 0.4 * size[1]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("distance", DISTANCES)
def test_nothing_overlaps_however_many_calls(distance: int, size: tuple[int, int]) -> None:
    """With ways, somebody who is fetched, missed numbers: every line is whole and clear of the others."""
    config = replace_config(CONFIG, viewing_distance_mm=distance, missed=True)
    for count in range(1, 13):
        led = replace_call(TWELVE[0], way=Way(floor=12, direction=Direction.AHEAD), in_person=count % 3 == 0)
        given = sample((led, *TWELVE[1:count]), config)
        scene = with_board(given.scene, calls=(led, *TWELVE[1:count]), missed=("A102", "J127") * 6)
        found = boxes(list(words(painted(Sample("all", scene, at()), size))))
        for box, line in found:
            assert box.x >= 0, line.text
            assert box.right <= size[0] + 0.01, line.text
            assert box.bottom <= size[1], line.text
        for (one, first), (other, second) in itertools.combinations(found, 2):
            assert not overlap(one, other), (count, first.text, second.text)


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (1024, 600)])
def test_no_call_is_left_out_when_there_are_more_than_rows(size: tuple[int, int]) -> None:
    """Seen from far there are few rows: within a round of pages every number that is awaited has been there."""
    config = replace_config(CONFIG, viewing_distance_mm=10_000, media=False)
    awaited = tuple(replace_call(call, answered=False) for call in TWELVE)
    seen: set[str] = set()
    for second in range(0, 72, 6):
        seen |= {line.text for line in words(painted(sample(awaited, config, second), size))}
    scene = sample(awaited, config).scene
    shown = view(scene, at())
    assert shown.hero is not None
    assert {shown.hero.number, *(call.number for call in shown.history)} <= seen


def test_displays_side_by_side_share_the_list() -> None:
    """Of two, the first shows the newest call and the rows that fit, the second exactly those that follow."""
    both = []
    for part in (1, 2):
        config = replace_config(CONFIG, displays=2, part=part)
        lines = words(painted(sample(TWELVE, config), (1920, 1080)))
        both.append([line.text for line in lines if line.face == FIGURES and line.text[1:2] == " "])
    assert len(both[0]) + len(both[1]) == 12
    assert set(both[0]).isdisjoint(both[1])
    assert "A 104" in both[0]


def test_twelve_calls_stand_on_one_page_of_a_near_screen() -> None:
    """55 inches, seats up to three and a half metres away: the newest and eleven others."""
    config = replace_config(CONFIG, viewing_distance_mm=3500)
    for size in ((1920, 1080), (1080, 1920), (1024, 600)):
        texts = [line.text for line in words(painted(sample(TWELVE, config), size))]
        assert sum(text[1:2] == " " and text[2:].isdigit() for text in texts) == 12
