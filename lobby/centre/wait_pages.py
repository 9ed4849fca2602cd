"""Says what the phones' wait pages show: a call and a new number at once, the rest at most every two seconds."""

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from lobby.centre.forecasts import Forecasts
from lobby.centre.wait_links import WaitLinks
from lobby.contract.events import AnyEvent, Arrived, Called
from lobby.contract.fields import Epoch
from lobby.contract.topics import WAIT_PAGES, Channel
from lobby.contract.wait_pages import WaitPagesEvent
from lobby.queueing.documents import Stamp
from lobby.queueing.line import Line
from lobby.queueing.rules import Rules
from lobby.queueing.wait_pages import wait_pages

Publish = Callable[[Channel, object], object]


@dataclass(frozen=True)
class Sender:
    """How to say something, and as whom."""

    publish: Publish
    epoch: Epoch
    source: str


WAIT_PAGES_V1 = "de.lobby.wait-pages.v1"
AT_ONCE = (Called, Arrived)
"""A call must not be late, and a link works when the visitor has it."""
LEAST_SECONDS = 0.2
"""Between any two, however much happens."""
APART_SECONDS = 2.0
AGAIN_SECONDS = 10.0


class WaitPagesTeller:
    """Knows what was said when. Says nothing where the centre has no wait page. `clock` is monotonic, in seconds."""

    def __init__(self, sender: Sender, links: WaitLinks, clock: Callable[[], float] = time.monotonic) -> None:
        self._sender = sender
        self._links = links
        self._clock = clock
        self._said_at = 0.0
        self._changed = True
        self._hurries = False
        self._taken_away = False

    def facts(self, events: Sequence[AnyEvent]) -> None:
        """The facts of one commit."""
        self._changed = True
        self._hurries = self._hurries or any(isinstance(event, AT_ONCE) for event in events)

    def changed(self) -> None:
        """Something but a fact has changed: the configuration, the connection."""
        self._changed, self._taken_away = True, False

    def say(self, line: Line, rules: Rules, now: datetime, forecasts: Forecasts) -> None:
        """Publish what is due."""
        if not rules.config.phone_page:
            self._take_away()
            return
        if self.seconds_to_next() > 0:
            return
        self._changed, self._hurries, self._said_at = False, False, self._clock()
        stamp = Stamp(self._sender.epoch, now)
        told = wait_pages(line, rules, stamp, forecasts.now(line, rules, now), self._links.digest)
        event = WaitPagesEvent(
            id=str(uuid.uuid4()), source=self._sender.source, type=WAIT_PAGES_V1, time=now, data=told
        )
        self._sender.publish(WAIT_PAGES, event)

    def seconds_to_next(self) -> float:
        """How long nothing is due."""
        apart = AGAIN_SECONDS
        if self._changed:
            apart = LEAST_SECONDS if self._hurries else APART_SECONDS
        return max(0.0, self._said_at + apart - self._clock())

    def _take_away(self) -> None:
        """What the broker keeps of before is emptied once; there is nothing to say until something changes."""
        self._hurries, self._said_at = False, self._clock()
        if self._changed and not self._taken_away:
            self._taken_away = bool(self._sender.publish(WAIT_PAGES, None))
        self._changed = False
