"""How fast a day passes, and a bar that says how far it has come."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from lobby.queueing.rules import LOCAL
from lobby.simulate.driver import Progress
from lobby.simulate.play.plan import Plan
from lobby.simulate.results.saying import Language, speaker

STEP: Final = timedelta(seconds=30)
"""In such steps a day passes that is not played as fast as it goes."""


@dataclass(frozen=True)
class Pace:
    """How a day is to pass. `speed` is None for as fast as it goes."""

    speed: float | None
    language: Language


@contextlib.contextmanager
def progress_of(plan: Plan, pace: Pace, *, waits: bool = False) -> Iterator[Progress]:
    """A bar with the time of the day that is played; `waits` where nothing else keeps the speed."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[clock]}"),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=Console(stderr=True, highlight=False), transient=True) as bar:
        text = speaker(pace.language)("playing", name=plan.name)
        task = bar.add_task(text, total=(plan.closes - plan.begins).total_seconds(), clock="")
        began = time.monotonic()

        def progress(now: datetime) -> None:
            passed = (now - plan.begins).total_seconds()
            bar.update(task, completed=passed, clock=f"{now.astimezone(LOCAL):%H:%M}")
            if waits and pace.speed is not None:
                time.sleep(max(0.0, passed / pace.speed - (time.monotonic() - began)))

        yield progress
