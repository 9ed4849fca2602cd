"""Exploring by touch: the first touch of a control says what it is, the second one presses it."""

FIRES_WITHIN_SECONDS = 8.0


class Explorer:
    """Which control was touched last, and when; times in seconds of one clock that never goes back."""

    def __init__(self) -> None:
        self._last: tuple[str, float] | None = None

    def fires(self, control: str, now: float) -> bool:
        """Whether this touch presses the control; otherwise it is to be said what it is."""
        last, self._last = self._last, (control, now)
        return last is not None and last[0] == control and now - last[1] <= FIRES_WITHIN_SECONDS

    def forget(self) -> None:
        """A page has turned: whatever is under the finger now has not been heard."""
        self._last = None
