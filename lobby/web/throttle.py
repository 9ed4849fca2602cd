"""Slows down guessing of passwords. Pure: time is an argument, in seconds of a monotonic clock."""

from dataclasses import dataclass, field

FREE_TRIES = 3
LONGEST_SECONDS = 60.0
FORGET_SECONDS = 900.0
REMEMBERED = 10_000


@dataclass
class _Failures:
    count: int = 0
    last: float = 0.0


@dataclass
class Throttle:
    """After three failures each further try waits twice as long as the one before, a minute at most."""

    _failures: dict[str, _Failures] = field(default_factory=dict)

    def wait_seconds(self, key: str, now: float) -> float:
        """How long this key still has to wait; 0 when it may try."""
        failures = self._failures.get(key)
        if failures is None or failures.count < FREE_TRIES:
            return 0.0
        pause = min(LONGEST_SECONDS, 2.0 ** (failures.count - FREE_TRIES + 1))
        return max(0.0, failures.last + pause - now)

    def failed(self, key: str, now: float) -> None:
        """Count a wrong password."""
        failures = self._failures.pop(key, _Failures())
        failures.count += 1
        failures.last = now
        self._failures[key] = failures
        self._forget(now)

    def succeeded(self, key: str) -> None:
        """The right password: start over."""
        self._failures.pop(key, None)

    def _forget(self, now: float) -> None:
        """The oldest stand first."""
        while self._failures:
            key, oldest = next(iter(self._failures.items()))
            if len(self._failures) <= REMEMBERED and oldest.last + FORGET_SECONDS >= now:
                return
            del self._failures[key]
