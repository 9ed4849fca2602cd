"""Which terminals and displays do what they are there for: the figures of availability are made of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lobby.contract.devices import Avail, DeviceKind, Health, Info, Part, Presence
from lobby.contract.events import DeviceChanged
from lobby.link.incoming import Incoming
from lobby.web.freshness import troubles
from lobby.web.presence import newer_presence

WATCHED = frozenset({DeviceKind.KIOSK, DeviceKind.DISPLAY})
SILENT_SECONDS = 20.0
"""Health comes every few seconds: without it nobody knows whether the device works."""
OLD_SECONDS = 10.0
"""What a display shows is not fresh any more."""
WAYS_IN = (Part.SCANNER.value, "camera", "typing")
"""At a terminal; one of them is enough."""


@dataclass
class _Known:
    kind: DeviceKind | None = None
    presence: Avail | None = None
    health: Health | None = None
    heard: float = 0.0
    told: bool | None = None


class Watch:
    """Hears presence, births and health; says what has changed. Times are monotonic seconds."""

    def __init__(self) -> None:
        self._devices: dict[str, _Known] = {}

    def heard(self, item: Incoming) -> bool:
        """Take a message; False when it is none of these."""
        message = item.message
        if not isinstance(message, Avail | Info | Health):
            return False
        known = self._devices.setdefault(item.levels["device"], _Known())
        if isinstance(message, Avail):
            known.presence = newer_presence(known.presence, message)
        elif isinstance(message, Info):
            known.kind = message.kind
        else:
            known.health, known.heard = message, item.received
        return True

    def say_again(self) -> None:
        """A new day: it begins with how everything stands."""
        for known in self._devices.values():
            known.told = None

    def changes(self, now: datetime, monotonic: float) -> Iterator[DeviceChanged]:
        """One for each device that works from now on, or no more. Nothing of one that was never heard to work."""
        for device, known in self._devices.items():
            if known.kind not in WATCHED or known.presence is None or known.health is None:
                continue
            works = _works(known, monotonic)
            if works is not known.told:
                known.told = works
                yield DeviceChanged(at=now, device=device, kind=known.kind.value, works=works)


def _works(known: _Known, monotonic: float) -> bool:
    health, presence = known.health, known.presence
    if health is None or presence is None or presence.st is Presence.OFFLINE:
        return False
    if monotonic - known.heard > SILENT_SECONDS:
        return False
    if known.kind is DeviceKind.DISPLAY:
        if any(troubles(health, monotonic - known.heard)):
            return False
        return health.data_age_seconds is not None and health.data_age_seconds <= OLD_SECONDS
    ways = [health.parts[one] for one in WAYS_IN if one in health.parts]
    return any(ways) if ways else True
