"""The log-normal distribution of a case's length, by its mean and its spread (standard deviation by mean)."""

from math import exp, log, log1p
from statistics import NormalDist

NORMAL = NormalDist()
_ALMOST_SURE = 1 - 1e-6


def log_sigma(spread: float) -> float:
    """Standard deviation of the logarithm."""
    return float(log1p(spread * spread) ** 0.5)


def remaining(mean: float, spread: float, elapsed: float, share: float) -> float:
    """The rest of a case that has lasted `elapsed`, longer than `share` of those that have lasted so long."""
    sigma = log_sigma(spread)
    middle = log(mean) - sigma * sigma / 2
    over = NORMAL.cdf((log(elapsed) - middle) / sigma) if elapsed > 0 else 0.0
    whole = exp(middle + sigma * NORMAL.inv_cdf(min(over + share * (1 - over), _ALMOST_SURE)))
    return max(whole - elapsed, 0.1)


def expected(mean: float, spread: float, elapsed: float) -> float:
    """The mean length, from its beginning, of a case that has lasted `elapsed`."""
    if elapsed <= 0:
        return mean
    sigma = log_sigma(spread)
    position = (log(elapsed / mean) + sigma * sigma / 2) / sigma
    still = 1 - NORMAL.cdf(position)
    return mean * (1 - NORMAL.cdf(position - sigma)) / still if still > 1 - _ALMOST_SURE else elapsed
