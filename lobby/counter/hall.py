"""The centre as this program last heard of it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

import msgspec

from lobby.contract.answers import PlaceChanged
from lobby.contract.devices import Avail, Presence
from lobby.contract.state import Beat, House, Line, PlaceState, State, Waiting
from lobby.contract.topics import AVAIL
from lobby.link.device import QUEUE_DEVICE
from lobby.link.incoming import Incoming, LinkChanged
from lobby.web.presence import newer_presence

SILENT_SECONDS = 10.0


class Connection(Enum):
    """How far what is shown can be trusted."""

    CONNECTED = "connected"
    STARTING = "starting"
    NO_BROKER = "no-broker"
    NO_SERVICE = "no-service"
    SILENT = "silent"


@dataclass
class Hall:
    """Newest whole state; older documents of the same journal are dropped. Used on one thread."""

    line: Line | None = None
    house: House | None = None
    as_of: datetime | None = None
    heard: float | None = None
    """Monotonic seconds of the last sign of life of the queue service."""
    has_broker: bool = False
    queue: Avail | None = None
    version: int = 0
    """Grows with every change of line or house: what was drawn of an older one is out of date."""
    _places: dict[str, PlaceState] = field(default_factory=dict)

    def apply(self, message: object) -> bool:
        """Take one message of the link; False where nobody has to look at once: a beat, what is known already."""
        if isinstance(message, LinkChanged):
            self.has_broker = message.connected
        elif isinstance(message, Incoming):
            return self._incoming(message)
        return True

    def settle(self, answer: PlaceChanged) -> None:
        """Show a counter as its command left it, also before the line says so."""
        line = self.line
        if line is None or answer.at < line.as_of:
            return
        places = tuple(answer.place if one.place == answer.place.place else one for one in line.places)
        called = answer.place.visit.visit if answer.place.visit else None
        self._know(
            msgspec.structs.replace(
                line,
                places=places,
                waiting=tuple(one for one in line.waiting if one.visit != called),
                missed=tuple(one for one in line.missed if one.visit != called),
                parked=tuple(one for one in line.parked if one.visit != called),
            )
        )

    def place(self, place: str) -> PlaceState | None:
        """One counter as it is now."""
        return self._places.get(place)

    def visit(self, visit: str) -> Waiting | None:
        """Somebody who is in the house."""
        line = self.line
        if line is None:
            return None
        at_places = (one.visit for one in line.places if one.visit is not None)
        everybody = (*line.waiting, *line.parked, *line.missed, *at_places)
        return next((one for one in everybody if one.visit == visit), None)

    def now(self, monotonic: float, fallback: datetime) -> datetime:
        """The queue service's time: its clock counts, not this machine's."""
        if self.as_of is None or self.heard is None:
            return fallback
        return self.as_of + timedelta(seconds=monotonic - self.heard)

    def connection(self, now: float) -> Connection:
        """What is between this page and the queue service; `now` is monotonic seconds."""
        if not self.has_broker:
            return Connection.NO_BROKER
        if self.queue is not None and self.queue.st is Presence.OFFLINE:
            return Connection.NO_SERVICE
        if self.line is None or self.heard is None:
            return Connection.STARTING
        return Connection.SILENT if now - self.heard > SILENT_SECONDS else Connection.CONNECTED

    def _incoming(self, incoming: Incoming) -> bool:
        message, before = incoming.message, self.version
        if isinstance(message, Line) and is_newer(message, self.line):
            self._know(message)
        elif isinstance(message, House) and is_newer(message, self.house):
            is_other = self.house is None or _services(message) != _services(self.house)
            self.house, self.version = message, self.version + is_other
        elif isinstance(message, Avail) and incoming.channel is AVAIL:
            if incoming.levels["device"] == QUEUE_DEVICE:
                self.queue = newer_presence(self.queue, message)
            return True
        if isinstance(message, (Beat, Line)) and not incoming.retained:
            was_silent = self.heard is None or incoming.received - self.heard > SILENT_SECONDS
            self.heard, self.as_of = incoming.received, message.as_of
            return was_silent or self.version != before
        return self.version != before

    def _know(self, line: Line) -> None:
        self.line = line
        self._places = {one.place: one for one in line.places}
        self.version += 1


def _services(house: House) -> list[tuple[str, str, str, str]]:
    return [(one.service, one.name_de, one.name_en, one.family) for one in house.services]


def is_newer(heard: State, known: State | None) -> bool:
    """Whether to draw `heard`: another journal, or at least as far in the same one."""
    if known is None or heard.epoch != known.epoch:
        return True
    return heard.rev >= known.rev
