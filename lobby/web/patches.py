"""What is different between two drawings of a region: most changes of a long list are one row."""

from bisect import bisect_left
from functools import lru_cache

SHORTEST = 2_000
"""Shorter texts are sent whole."""

Patch = tuple[int, int, str]


@lru_cache(maxsize=64)
def patch(old: str, new: str) -> Patch | None:
    """How many characters at the start and at the end stay, and what stands between them; None: send it whole.

    A script counts UTF-16 units: a text with characters beyond them is sent whole.
    """
    if len(new) < SHORTEST or _has_pairs(old) or _has_pairs(new):
        return None
    start = _same(old, new, min(len(old), len(new)))
    end = _same(old[::-1], new[::-1], min(len(old), len(new)) - start)
    between = new[start : len(new) - end]
    return None if len(between) > len(new) // 2 else (start, end, between)


def _same(one: str, other: str, most: int) -> int:
    """How many characters at the start are the same, at most so many."""
    return bisect_left(range(1, most + 1), x=True, key=lambda length: one[:length] != other[:length])


def _has_pairs(text: str) -> bool:
    return len(text.encode("utf-16-le", "surrogatepass")) != 2 * len(text)
