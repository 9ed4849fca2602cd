"""Tells the city which bookings of other centres are used here: when that has changed, and again every ten seconds."""

import time
import uuid
from collections.abc import Callable
from datetime import datetime

from lobby.contract.elsewhere import Use, Uses, UsesEvent
from lobby.contract.fields import Name
from lobby.contract.topics import USES, Channel
from lobby.queueing.elsewhere import uses
from lobby.queueing.line import Line

USES_V1 = "de.lobby.uses.v1"
APART_SECONDS = 0.5
AGAIN_SECONDS = 10.0


class UsesTeller:
    """Knows what was said when. Times are monotonic seconds."""

    def __init__(self, publish: Callable[[Channel, object], object], source: str, centre: Name) -> None:
        self._publish = publish
        self._source, self._centre = source, centre
        self._said: tuple[object, tuple[Use, ...]] | None = None
        self._looked_at = self._said_at = float("-inf")

    def say(self, line: Line, now: datetime) -> None:
        """Publish what is due."""
        moment = time.monotonic()
        if line.day is None or moment - self._looked_at < APART_SECONDS:
            return
        self._looked_at = moment
        content = line.day, uses(line)
        if content == self._said and moment - self._said_at < AGAIN_SECONDS:
            return
        data = Uses(as_of=now, centre=self._centre, day=line.day.isoformat(), uses=content[1])
        event = UsesEvent(id=str(uuid.uuid4()), source=self._source, type=USES_V1, time=now, data=data)
        if self._publish(USES, event):
            self._said, self._said_at = content, moment
