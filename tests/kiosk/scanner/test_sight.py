import numpy as np
import pytest

from kiosk.scanner.sight import BLIND_SECONDS, GONE_SECONDS, REST_SECONDS, CameraTrouble, InView, Sight
from lobby.codes.frames import Frame, Seen
from tests.support.cameras import hall
from tests.support.codes import code

A, B, URL = code(), code(booking="ffeeddccbbaa9988"), "https://example.org/"


def seen(*texts: str) -> tuple[Seen, ...]:
    return tuple(Seen(text, 0, 0) for text in texts)


def grainy(frame: Frame, number: int) -> Frame:
    grain = np.random.default_rng(number).normal(0, 2, frame.shape)
    return np.clip(frame + grain, 0, 255).astype(np.uint8)


def after(frames: list[Frame]) -> CameraTrouble | None:
    """What is told after these, evenly over six seconds."""
    sight = Sight()
    told = [sight.trouble(frame, index * 6 / (len(frames) - 1)) for index, frame in enumerate(frames)]
    assert told[0] is None
    return told[-1]


BLACK, HAND = np.full((720, 1280), 2, dtype=np.uint8), np.full((720, 1280), 90, dtype=np.uint8)


@pytest.mark.parametrize(
    ("frames", "trouble"),
    [
        ([grainy(hall(), number) for number in range(4)], None),
        ([grainy(BLACK, number) for number in range(4)], CameraTrouble.DARK),
        ([grainy(HAND, number) for number in range(4)], CameraTrouble.COVERED),
        ([hall()] * 12, CameraTrouble.FROZEN),
    ],
    ids=["a hall", "black", "covered", "frozen"],
)
def test_what_a_camera_suffers_from_is_told_after_five_seconds(
    frames: list[Frame], trouble: CameraTrouble | None
) -> None:
    """A hall at rest is none of it: a sensor always has some grain."""
    assert after(frames) is trouble


def test_a_short_cover_is_nothing_and_a_good_frame_ends_a_trouble_at_once() -> None:
    """A hand that passes is not told."""
    sight = Sight()
    assert sight.trouble(HAND, 0) is None
    assert sight.trouble(HAND, BLIND_SECONDS - 0.1) is None
    assert sight.trouble(HAND, BLIND_SECONDS) is CameraTrouble.COVERED
    assert sight.trouble(hall(), BLIND_SECONDS + 0.1) is None
    assert sight.trouble(HAND, BLIND_SECONDS + 0.2) is None


def test_nothing_moves_in_a_hall_until_somebody_comes() -> None:
    """Grain is no movement."""
    sight = Sight()
    for number in range(4):
        sight.trouble(grainy(hall(), number), number)
    assert not sight.is_moving(REST_SECONDS + 1)
    sight.trouble(hall(A), 10)
    assert sight.is_moving(10.5)


def test_a_code_that_comes_into_a_small_part_of_the_view_is_movement() -> None:
    """A phone at arm's length covers little of the frame; grain alone is none."""
    sight = Sight()
    for number in range(4):
        sight.trouble(grainy(hall(), number), number)
    small = hall().copy()
    small[300:390, 600:690] = hall(A, module_px=2)[200:290, 60:150]
    sight.trouble(grainy(small, 9), 10)
    assert sight.is_moving(10.5)


def test_a_view_is_empty_until_a_code_comes_and_after_it_has_gone() -> None:
    """While one is held still, it stays in view."""
    view = InView()
    assert view.is_empty
    view.new(seen(A), 0)
    assert not view.is_empty
    view.new((), GONE_SECONDS + 0.1)
    assert view.is_empty


def test_a_code_is_told_once_until_it_has_left_the_view() -> None:
    """Frames that miss it in between do not count; once it was away it is told again."""
    view = InView()
    assert view.new(seen(A), 0) == A
    assert [view.new(seen(*texts), at) for texts, at in (((A,), 0.1), ((), 0.5), ((A,), 1.9))] == [None] * 3
    assert view.new((), 1.9 + GONE_SECONDS + 0.1) is None
    assert view.new(seen(A), 4) == A


def test_another_code_in_its_place_is_told_at_once() -> None:
    """The next of a family."""
    view = InView()
    assert view.new(seen(A), 0) == A
    assert view.new(seen(B), 0.2) == B
    assert view.new(seen(A, B), 0.3) is None


def test_two_of_ours_at_once_are_told_together_and_then_the_one_that_stays() -> None:
    """A frame that misses one of them does not choose for the visitor."""
    view = InView()
    assert view.new(seen(A, B), 0) == "\n".join(sorted((A, B)))
    assert view.new(seen(A), 0.2) is None
    assert view.new(seen(A, B), 0.4) is None
    assert view.new(seen(A), 0.4 + GONE_SECONDS + 0.1) == A


def test_ours_goes_before_what_else_is_on_the_paper() -> None:
    """A web address beside it is never told, not even in a frame that misses ours."""
    view = InView()
    assert view.new(seen(URL, A), 0) == A
    assert view.new(seen(URL), 0.5) is None
    assert view.new(seen(URL), 3) == URL
