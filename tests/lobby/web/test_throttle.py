"""Slowing down who guesses passwords."""

from lobby.web.throttle import FREE_TRIES, LONGEST_SECONDS, REMEMBERED, Throttle


def failed_times(count: int) -> Throttle:
    throttle = Throttle()
    for _ in range(count):
        throttle.failed("who", 0.0)
    return throttle


def test_first_mistakes_cost_nothing() -> None:
    """Two wrong passwords may be typed without waiting."""
    assert failed_times(FREE_TRIES - 1).wait_seconds("who", 0.0) == 0


def test_wait_doubles_up_to_a_minute() -> None:
    """From the third failure on each further one doubles the wait, a minute at most."""
    waits = [failed_times(FREE_TRIES + more).wait_seconds("who", 0.0) for more in range(8)]
    assert waits == [2, 4, 8, 16, 32, 60, 60, 60]
    assert max(waits) == LONGEST_SECONDS


def test_wait_passes() -> None:
    """After the wait one may try again; others never had to wait."""
    throttle = failed_times(FREE_TRIES)
    assert throttle.wait_seconds("who", 2.1) == 0
    assert throttle.wait_seconds("somebody else", 0.0) == 0


def test_success_starts_over() -> None:
    """The right password forgets the failures."""
    throttle = failed_times(9)
    throttle.succeeded("who")
    assert throttle.wait_seconds("who", 0.0) == 0


def test_memory_is_bounded() -> None:
    """However many names are tried, only so many are remembered."""
    throttle = Throttle()
    for number in range(REMEMBERED + 50):
        throttle.failed(f"name {number}", 0.0)
    assert len(throttle._failures) <= REMEMBERED
