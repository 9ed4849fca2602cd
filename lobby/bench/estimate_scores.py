"""What the answers of a case are worth."""

from collections.abc import Sequence

import msgspec
import numpy as np

from lobby.bench.estimate_trial import Answers
from lobby.figures.estimates import error, rmse, score
from lobby.figures.hours import Floats

LONG_MINUTES = 10.0
_DIGITS = 3


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """How a case went. Minutes; `ratio` is to the best of the others, `floor_ratio` to the floor."""

    visits: int
    unanswered: int
    """To whom nothing was said; the others' errors are not counted there either."""
    wait_min: float
    rmse_min: float
    bias_min: float
    in_range: float
    width_min: float | None
    """Median; None when most ranges had no upper end."""
    ratio: float
    floor_ratio: float
    floor_rmse_min: float
    floor_bias_min: float
    in_range_long: float
    """Of those alone who were expected to wait for ten minutes and more."""
    width_long_min: float | None
    others_rmse_min: dict[str, float]
    others_bias_min: dict[str, float]


def scored(said: Sequence[Answers]) -> Scores:
    """The scores of a case, over all who were told something."""
    told = [one for one in said if one.told is not None]
    spans = [one.told for one in told if one.told is not None]
    wait, expected = _column([one.wait for one in told]), _column([one.expected for one in told])
    low = _column([float(span.low_minutes) for span in spans])
    high = _column([np.inf if span.high_minutes is None else float(span.high_minutes) for span in spans])
    whole = score(low, high, expected, wait)
    long = expected >= LONG_MINUTES
    longer = score(low[long], high[long], expected[long], wait[long]) if long.any() else whole
    floor = error(_column([one.floor for one in told]), wait)
    others = {name: error(_column([one.others[name] for one in told]), wait) for name in told[0].others}
    return Scores(
        visits=len(said),
        unanswered=len(said) - len(told),
        wait_min=_mean(wait),
        rmse_min=_round(whole.rmse),
        bias_min=_round(whole.bias),
        in_range=_round(whole.in_range),
        width_min=_finite(whole.width),
        ratio=_round(whole.rmse / min(map(rmse, others.values()))),
        floor_ratio=_round(whole.rmse / rmse(floor)),
        floor_rmse_min=_round(rmse(floor)),
        floor_bias_min=_mean(floor),
        in_range_long=_round(longer.in_range),
        width_long_min=_finite(longer.width),
        others_rmse_min={name: _round(rmse(errors)) for name, errors in others.items()},
        others_bias_min={name: _mean(errors) for name, errors in others.items()},
    )


def _column(values: Sequence[float]) -> Floats:
    return np.array(values, dtype=np.float64)


def _mean(values: Floats) -> float:
    return _round(float(np.mean(values)))


def _finite(width: float) -> float | None:
    return width if np.isfinite(width) else None


def _round(value: float) -> float:
    return round(value, _DIGITS)
