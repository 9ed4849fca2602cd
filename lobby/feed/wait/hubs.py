"""One hub for each centre: what happens in one wakes no phone of another."""

from lobby.contract.fields import Name
from lobby.feed.wait.memory import WaitMemory
from lobby.web.hub import Hub


class WaitHubs(Hub):
    """Takes messages in for all; its readers are those of `of`."""

    def __init__(self, memory: WaitMemory) -> None:
        super().__init__(self._take)
        self._memory = memory
        self._centres: dict[Name, Hub] = {}

    def of(self, centre: Name) -> Hub:
        """The hub whose readers look at this centre. For a centre that was heard of."""
        return self._centres.setdefault(centre, Hub(lambda _message: None))

    def close(self) -> None:
        """End all streams. On the loop."""
        super().close()
        for hub in self._centres.values():
            hub.close()

    def _take(self, message: object) -> bool:
        centre = self._memory.apply(message)
        if centre in self._centres:
            self._centres[centre].changed()
        return False
