"""Drawings kept by what they were made of: many readers of the same cost one drawing."""

from collections import OrderedDict
from collections.abc import Callable, Hashable

MOST_KEPT = 600


class Memo:
    """The newest drawings. Used on one thread."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, str] = OrderedDict()

    def get(self, key: Hashable, draw: Callable[[], str]) -> str:
        """The drawing of this key; `draw` makes it where it is not kept."""
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
            return kept
        drawn = self._kept[key] = draw()
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return drawn
