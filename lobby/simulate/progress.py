"""How fast a day passes, and a bar that says how far it has come."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
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
LOBBY_SPEED: Final = 60.0


class Against(StrEnum):
    """What a day is played against."""

    RULES = "rules"
    LOBBY = "lobby"


@dataclass(frozen=True)
class Pace:
    """How a day is to pass. `speed` is None for as fast as it goes."""

    against: Against
    speed: float | None
    language: Language

    @property
    def lobby_speed(self) -> float:
        """A lobby has a clock: it cannot go as fast as it goes."""
        return self.speed or LOBBY_SPEED


@contextlib.contextmanager
def progress_of(plan: Plan, pace: Pace) -> Iterator[Progress]:
    """A bar with the time of the day that is played; where a speed is wanted of the rules, it waits for it."""
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
            if pace.against is Against.RULES and pace.speed is not None:
                time.sleep(max(0.0, passed / pace.speed - (time.monotonic() - began)))

        yield progress
