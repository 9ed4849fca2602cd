"""What has to be painted again."""

from hypothesis import given
from hypothesis import strategies as st

from lobby.look.primitives import Box, merged

SIDE = st.integers(0, 50).map(float)
BOXES = st.lists(
    st.tuples(SIDE, SIDE, SIDE.map(lambda side: side + 1), SIDE.map(lambda side: side + 1)), max_size=12
)


def covers(boxes: list[Box], box: Box) -> bool:
    """Whether one of the boxes holds the whole box."""
    return any(
        one[0] <= box[0]
        and one[1] <= box[1]
        and one[0] + one[2] >= box[0] + box[2]
        and one[1] + one[3] >= box[1] + box[3]
        for one in boxes
    )


@given(BOXES)
def test_merging_loses_nothing_and_paints_nothing_twice(boxes: list[Box]) -> None:
    """Every changed box is painted, no pixel by two passes, and there are few passes."""
    together = merged(boxes)
    assert all(covers(together, box) for box in boxes)
    assert len(together) <= 6
    for i, (x, y, width, height) in enumerate(together):
        for left, top, across, down in together[i + 1 :]:
            assert x + width <= left or left + across <= x or y + height <= top or top + down <= y


def test_boxes_far_apart_stay_apart() -> None:
    """A clock and a number in opposite corners do not make the whole screen be painted."""
    corners: list[Box] = [(0, 0, 10, 10), (1900, 1000, 20, 20)]
    assert merged(corners) == corners


def test_no_change_is_no_box() -> None:
    """Nothing changed, nothing to paint."""
    assert merged([]) == []
