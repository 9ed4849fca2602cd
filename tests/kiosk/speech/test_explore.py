"""Exploring by touch."""

from kiosk.speech.explore import FIRES_WITHIN_SECONDS, Explorer


def test_the_first_touch_fires_nothing() -> None:
    """It only says what is there; the second one on the same control fires."""
    explorer = Explorer()
    assert not explorer.fires("type", 10.0)
    assert explorer.fires("type", 10.2)


def test_another_control_is_heard_first() -> None:
    """A finger that wanders presses nothing, even where it comes back."""
    explorer = Explorer()
    assert [explorer.fires(one, 1.0) for one in ("type", "walk-in", "type")] == [False] * 3


def test_a_late_second_touch_is_a_first_one() -> None:
    """Whoever has forgotten what they heard hears it again."""
    explorer = Explorer()
    explorer.fires("type", 1.0)
    assert not explorer.fires("type", 1.1 + FIRES_WITHIN_SECONDS)


def test_a_page_that_turns_is_unknown_again() -> None:
    """A control of the same name on the next page has not been heard."""
    explorer = Explorer()
    explorer.fires("done", 1.0)
    explorer.forget()
    assert not explorer.fires("done", 1.5)
