"""One thread that sleeps until something is heard or something is due."""

import queue
import time
from collections.abc import Callable, Sequence
from math import inf
from typing import Protocol

Task = Callable[[], None]
NAP_SECONDS = 1.0


class Part(Protocol):
    """Something the loop keeps going. Times are `time.monotonic()`."""

    def start(self) -> None:
        """Begin."""
        ...

    def serve(self, now: float) -> float:
        """Do what is due; returns when to come again."""
        ...

    def stop(self) -> None:
        """End."""
        ...


class Loop:
    """`run` serves its parts until `stop`; what is posted runs on the same thread, in order."""

    def __init__(self) -> None:
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()

    def post(self, task: Task) -> None:
        """Run this soon; any thread."""
        self._tasks.put(task)

    def stop(self) -> None:
        """End `run` soon; any thread, also a signal handler."""
        self._tasks.put(None)

    def run(self, parts: Sequence[Part]) -> None:
        """Start the parts, serve them, stop them."""
        for part in parts:
            part.start()
        due = [0.0] * len(parts)
        try:
            while self._run_posted(min(due, default=inf) - time.monotonic()):
                now = time.monotonic()
                due = [part.serve(now) if at <= now else at for part, at in zip(parts, due, strict=True)]
        finally:
            for part in parts:
                part.stop()

    def _run_posted(self, wait: float) -> bool:
        wait = min(NAP_SECONDS, wait)
        try:
            task = self._tasks.get(timeout=wait) if wait > 0 else self._tasks.get_nowait()
        except queue.Empty:
            return True
        if task is None:
            return False
        task()
        return True
