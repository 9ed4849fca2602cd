"""The chance that every forecast is run with: the same for all, so that two lines differ by what differs in them.

A Latin hypercube (McKay, Beckman, Conover 1979): in each dimension the paths take each of `PATHS` equal slices of the
probability once, in an order of that dimension's own. The mean over so few paths is then nearly that over all.
"""

from functools import lru_cache
from math import exp

from lobby.queueing.estimate_log_normal import NORMAL, log_sigma

PATHS = 24
STARTS, COUNTERS, BOOKINGS = 480, 100, 400
"""How many different dimensions there are for each; beyond that they repeat."""

_WORD = 0xFFFFFFFFFFFFFFFF
SERVICE, IN_VAIN, RUNNING, BOOKED, DOUBT = range(5)
"""What a point in (0, 1) is for."""


@lru_cache(maxsize=8)
def uniform(purpose: int, dimensions: int) -> tuple[tuple[float, ...], ...]:
    """For each path its point in (0, 1) in each dimension."""
    orders = [_order(purpose << 32 | dimension) for dimension in range(dimensions)]
    return tuple(tuple((order[path] + 0.5) / PATHS for order in orders) for path in range(PATHS))


@lru_cache(maxsize=4)
def service_factors(spread: float) -> tuple[tuple[float, ...], ...]:
    """For each path and each start of a case: log-normal, mean 1, `spread` its standard deviation."""
    by_slice = log_normal_slices(spread)
    return tuple(
        tuple(by_slice[int(share * PATHS)] for share in shares) for shares in uniform(SERVICE, STARTS)
    )


@lru_cache(maxsize=8)
def log_normal_slices(spread: float) -> tuple[float, ...]:
    """One value for each slice; their mean is exactly 1."""
    sigma = log_sigma(spread)
    values = [exp(sigma * NORMAL.inv_cdf((index + 0.5) / PATHS)) for index in range(PATHS)]
    return tuple(value * PATHS / sum(values) for value in values)


def _order(dimension: int) -> list[int]:
    return sorted(range(PATHS), key=lambda path: _mixed(dimension * PATHS + path))


def _mixed(value: int) -> int:
    """SplitMix64 (Steele, Lea, Flood 2014)."""
    value = (value + 1) * 0x9E3779B97F4A7C15 & _WORD
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 & _WORD
    value = (value ^ value >> 27) * 0x94D049BB133111EB & _WORD
    return value ^ value >> 31
