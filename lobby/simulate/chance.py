"""Chance that can be played again: the same seed and the same names draw the same values."""

from math import exp, log, sqrt
from random import Random


def drawn_for(*names: object) -> Random:
    """A generator of its own for whatever these names stand for."""
    return Random("/".join(map(str, names)))  # noqa: S311 - a play, and one that can be repeated


def log_normal(rng: Random, mean: float, cv: float) -> float:
    """A duration: `cv` is its standard deviation divided by its mean."""
    variance = log(1 + cv * cv)
    return rng.lognormvariate(log(mean) - variance / 2, sqrt(variance))


def poisson(rng: Random, mean: float) -> int:
    """How often something happens that happens `mean` times on average (Knuth; for small means)."""
    limit, count, product = exp(-mean), 0, rng.random()
    while product > limit:
        count += 1
        product *= rng.random()
    return count
