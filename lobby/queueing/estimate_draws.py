"""The chance that every forecast is run with: the same for all, so that two lines differ by what differs in them.

A Latin hypercube (McKay, Beckman, Conover 1979): in each dimension the paths take each of as many equal slices of the
probability once, in an order of that dimension's own. The mean over few paths is then nearly that over all.
"""

from functools import lru_cache
from math import exp

from lobby.queueing.estimate_log_normal import NORMAL, log_sigma

PATHS, FEW_PATHS, CROWD = 48, 20, 100
"""How often a queue is run forward; less often when there are more people, whose single lengths weigh less."""
STARTS, COUNTERS, BOOKINGS = 480, 100, 400
"""How many different dimensions there are for each; beyond that they repeat."""

_WORD = 0xFFFFFFFFFFFFFFFF
SERVICE, IN_VAIN, RUNNING, BOOKED, DOUBT = range(5)
"""What a slice is for."""

Slices = tuple[tuple[int, ...], ...]
"""For each path the number of its slice in each dimension."""


def paths_for(people: int) -> int:
    """On how many paths a queue of so many is run."""
    return PATHS if people <= CROWD else FEW_PATHS


def share_of(index: int, paths: int) -> float:
    """The middle of a slice, in (0, 1)."""
    return (index + 0.5) / paths


@lru_cache(maxsize=16)
def slices(purpose: int, dimensions: int, paths: int) -> Slices:
    """The hypercube of one purpose."""
    orders = [_order(purpose << 32 | dimension, paths) for dimension in range(dimensions)]
    return tuple(tuple(order[path] for order in orders) for path in range(paths))


@lru_cache(maxsize=8)
def service_factors(spread: float, paths: int) -> tuple[tuple[float, ...], ...]:
    """For each path and each start of a case: log-normal, mean 1, `spread` its standard deviation."""
    by_slice = log_normal_slices(spread, paths)
    return tuple(tuple(by_slice[index] for index in taken) for taken in slices(SERVICE, STARTS, paths))


@lru_cache(maxsize=16)
def log_normal_slices(spread: float, paths: int) -> tuple[float, ...]:
    """One value for each slice; their mean is exactly 1."""
    sigma = log_sigma(spread)
    values = [exp(sigma * NORMAL.inv_cdf(share_of(index, paths))) for index in range(paths)]
    return tuple(value * paths / sum(values) for value in values)


def _order(dimension: int, paths: int) -> list[int]:
    return sorted(range(paths), key=lambda path: _mixed(dimension * paths + path))


def _mixed(value: int) -> int:
    """SplitMix64 (Steele, Lea, Flood 2014)."""
    value = (value + 1) * 0x9E3779B97F4A7C15 & _WORD
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 & _WORD
    value = (value ^ value >> 27) * 0x94D049BB133111EB & _WORD
    return value ^ value >> 31
