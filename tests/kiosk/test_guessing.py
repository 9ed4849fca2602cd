from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.guessing import FREE_TRIES, LONGEST_PAUSE, after_right, after_wrong, pause_until
from kiosk.samples import NOW
from kiosk.session import Guesses


def wrong(times: int) -> Guesses:
    guesses = Guesses()
    for _ in range(times):
        guesses = after_wrong(guesses, NOW)
    return guesses


def test_first_four_wrong_codes_cost_nothing() -> None:
    """Typing errors are human."""
    assert pause_until(wrong(FREE_TRIES - 1), NOW) is None


def test_pause_doubles_from_the_fifth_on() -> None:
    """Half a minute, a minute, two."""
    pauses = [pause_until(wrong(FREE_TRIES + more), NOW) for more in range(3)]
    assert pauses == [NOW + timedelta(seconds=seconds) for seconds in (30, 60, 120)]


@given(st.integers(min_value=FREE_TRIES, max_value=500))
def test_pause_has_a_bound(times: int) -> None:
    """Nobody can lock the keypad for the day."""
    until = pause_until(wrong(times), NOW)
    assert until is not None
    assert until - NOW <= LONGEST_PAUSE


def test_right_code_ends_the_row() -> None:
    """Only wrong codes in a row count."""
    assert after_wrong(after_right(), NOW).until is None


def test_row_is_forgiven_after_a_quarter_of_an_hour() -> None:
    """Wrong codes of the morning do not slow down a visitor at noon."""
    assert after_wrong(wrong(9), NOW + timedelta(minutes=16)) == Guesses(1, NOW + timedelta(minutes=16))
