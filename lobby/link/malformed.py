"""Counts what does not fit the contract and says so at most once a minute, by digest, never by content."""

import time
from collections.abc import Callable

import structlog

from lobby.contract.coding import MalformedError

QUIET_SECONDS = 60.0


class Malformed:
    """The tally of one link."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.count = 0
        self._clock = clock
        self._quiet_until = 0.0
        self._log = structlog.get_logger("lobby.link")

    def note(self, topic: str, error: MalformedError) -> None:
        """Count one dropped message; log it unless one was logged within the last minute."""
        self.count += 1
        now = self._clock()
        if now < self._quiet_until:
            return
        self._quiet_until = now + QUIET_SECONDS
        self._log.warning(
            "malformed message dropped",
            topic=topic, digest=error.digest, size=error.size, why=str(error), dropped_so_far=self.count,
        )  # fmt: skip
