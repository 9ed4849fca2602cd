"""What a rehearsal has heard so far: the last message of each topic, and what was drawn."""

import threading
from collections.abc import Callable
from typing import Any

from lobby.contract.devices import Drawn
from lobby.contract.topics import DRAWN, Channel
from lobby.link.device import ConfigOffer
from lobby.link.incoming import Incoming, LinkChanged


class Inbox:
    """Give `inbox.deliver` to a Device. Thread-safe."""

    def __init__(self) -> None:
        self.problem = ""
        self._last: dict[tuple[str, str], Any] = {}
        self._drawn: list[tuple[str, Drawn]] = []
        self._news = threading.Condition()

    def deliver(self, item: Incoming | LinkChanged | ConfigOffer) -> None:
        """Keep it and wake whoever waits."""
        with self._news:
            if isinstance(item, Incoming):
                self._keep(item)
            elif isinstance(item, LinkChanged):
                self.problem = item.problem or ""
            self._news.notify_all()

    def last(self, channel: Channel, device: str = "") -> Any:
        """The newest message of a channel (of one device), or None."""
        return self._last.get((channel.name, device))

    def drawn(self, device: str, wanted: Callable[[Drawn], bool]) -> Drawn | None:
        """The newest wanted report of what a device drew."""
        with self._news:
            return next(
                (drawn for name, drawn in reversed(self._drawn) if name == device and wanted(drawn)), None
            )

    def forget_drawn(self) -> None:
        """From now on only what is drawn from now on counts."""
        with self._news:
            self._drawn.clear()

    def wait(self, seconds: float) -> bool:
        """Wait for news; False when none came."""
        with self._news:
            return self._news.wait(max(0.0, seconds))

    def _keep(self, item: Incoming) -> None:
        device = item.levels.get("device", "")
        if item.channel is DRAWN and isinstance(item.message, Drawn):
            self._drawn.append((device, item.message))
        self._last[item.channel.name, device] = item.message
