"""A program's incoming stream, for tests that wait for something in it."""

import queue
import time
from collections.abc import Callable
from typing import Any


class Stream:
    """Give `stream.put` to a Device as `deliver`."""

    def __init__(self) -> None:
        self._queue: queue.Queue[Any] = queue.Queue()
        self.put = self._queue.put

    def until(self, wanted: Callable[[Any], bool], seconds: float = 5.0) -> Any:
        """The first item that is wanted; fails after `seconds`."""
        end = time.monotonic() + seconds
        seen: list[object] = []
        while (left := end - time.monotonic()) > 0:
            try:
                item = self._queue.get(timeout=left)
            except queue.Empty:
                break
            if wanted(item):
                return item
            seen.append(item)
        raise AssertionError(f"did not come within {seconds} s; came instead: {seen}")

    def drop(self) -> None:
        """Forget what has come so far."""
        while not self._queue.empty():
            self._queue.get()

    def never(self, unwanted: Callable[[Any], bool], seconds: float = 0.5) -> None:
        """Fails if such an item comes within `seconds`."""
        try:
            item = self.until(unwanted, seconds)
        except AssertionError:
            return
        raise AssertionError(f"came, and should not: {item}")
