"""A page that thousands look at is drawn once for all who read it in the same language and order."""

from collections.abc import Callable, Hashable, Mapping

HOLD_SECONDS = 0.25
"""So long a drawing serves everybody; changes in between are in the next."""

Regions = Mapping[str, str]


class SharedDrawings:
    """The newest drawing of each kind. `clock` is monotonic, in seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._drawn: dict[Hashable, tuple[float, Regions]] = {}

    def get(self, kind: Hashable, draw: Callable[[], Regions]) -> Regions:
        """The drawing of this kind, made by `draw` unless one was made just now."""
        now = self._clock()
        drawn_at, regions = self._drawn.get(kind, (now - HOLD_SECONDS, {}))
        if now - drawn_at >= HOLD_SECONDS:
            regions = draw()
            self._drawn[kind] = now, regions
        return regions
