"""How good the waiting times were that visitors were told. One definition, for the live figures and for the bench."""

from dataclasses import dataclass

import numpy as np

from lobby.figures.hours import Floats, Truths


def is_inside(low: Floats, high: Floats, wait: Floats) -> Truths:
    """Whether the wait fell into the range; `high` is infinite for "over"."""
    found: Truths = (low <= wait) & (wait <= high)
    return found


def error(expected: Floats, wait: Floats) -> Floats:
    """Positive when less was waited than expected, minutes."""
    return expected - wait


def middle(low: Floats, high: Floats) -> Floats:
    """What a range says as one number, where the expected wait was not kept; NaN without an upper end."""
    with np.errstate(invalid="ignore"):
        return np.where(np.isfinite(high), (low + high) / 2, np.nan)


@dataclass(frozen=True)
class Score:
    """Of so many answers: root mean square and mean of the errors, share inside the range, median width; minutes."""

    count: int
    rmse: float
    bias: float
    in_range: float
    width: float
    """Infinite when most had no upper end."""


def rmse(errors: Floats) -> float:
    """Root mean square."""
    return float(np.sqrt(np.mean(errors**2)))


def score(low: Floats, high: Floats, expected: Floats, wait: Floats) -> Score:
    """Of at least one answer."""
    errors = error(expected, wait)
    return Score(
        count=len(wait),
        rmse=rmse(errors),
        bias=float(np.mean(errors)),
        in_range=float(np.mean(is_inside(low, high, wait))),
        width=float(np.median(high - low)),
    )
