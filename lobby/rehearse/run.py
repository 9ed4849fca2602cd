"""Runs steps in order, times each, stops at the first that fails."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass


class StepFailedError(Exception):
    """What is wrong, in a sentence that says where to look."""


@dataclass(frozen=True)
class Step:
    """A name and what to do; the action returns a detail worth printing."""

    name: str
    action: Callable[[], str]


@dataclass(frozen=True)
class Result:
    """How one step went. `ms` is wall time."""

    name: str
    ok: bool
    ms: float
    detail: str = ""


def run(steps: "list[Step]", clock: Callable[[], float] = time.monotonic) -> Iterator[Result]:
    """Each step's result as it comes; nothing after a failure."""
    for step in steps:
        began = clock()
        try:
            detail, ok = step.action(), True
        except StepFailedError as error:
            detail, ok = str(error), False
        yield Result(step.name, ok, round((clock() - began) * 1000, 1), detail)
        if not ok:
            return
