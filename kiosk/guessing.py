"""Slows down whoever tries typed codes until one fits."""

from datetime import datetime, timedelta

from kiosk.session import Guesses

FREE_TRIES = 5
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=10)
FORGIVEN_AFTER = timedelta(minutes=15)


def after_wrong(guesses: Guesses, now: datetime) -> Guesses:
    """One more typed code that no booking has; from the fifth in a row on, a pause that doubles each time."""
    is_old = guesses.last is not None and now - guesses.last > FORGIVEN_AFTER
    wrong = 1 if is_old else guesses.wrong + 1
    if wrong < FREE_TRIES:
        return Guesses(wrong, now)
    pause = min(FIRST_PAUSE * 2 ** min(wrong - FREE_TRIES, 10), LONGEST_PAUSE)
    return Guesses(wrong, now, now + pause)


def after_right() -> Guesses:
    """A typed code fitted: the row is over."""
    return Guesses()


def pause_until(guesses: Guesses, now: datetime) -> datetime | None:
    """When typing is possible again; None when it is now."""
    return guesses.until if guesses.until is not None and now < guesses.until else None
