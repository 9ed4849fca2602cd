import pytest

from kiosk.idle import allowed_seconds
from kiosk.session import Screen
from tests.kiosk.stories import on, visit


@pytest.mark.parametrize(
    ("screen", "seconds"),
    [
        (Screen.TYPE_CODE, 60),
        (Screen.CONFIRM, 60),
        (Screen.NUMBER, 30),
        (Screen.PROBLEM, 30),
        (Screen.WARNING, 20),
    ],
)
def test_pages_are_left_after_their_time(screen: Screen, seconds: int) -> None:
    """Input pages stay longer than results; the warning has its own time."""
    (visitor,) = on([screen])
    assert allowed_seconds(visitor.terminal) == seconds


def test_first_page_stays_for_ever() -> None:
    """Until somebody has touched it."""
    assert allowed_seconds(visit().terminal) is None
    assert allowed_seconds(visit().touch("language-en").terminal) == 60
