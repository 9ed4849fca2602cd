"""Every device of the centre, as its own messages describe it."""

from dataclasses import dataclass, field
from datetime import datetime

from lobby.contract.config import CONFIG_TYPES
from lobby.contract.devices import Avail, Desired, DeviceKind, Health, Info, Presence, Reported
from lobby.contract.state import House
from lobby.contract.topics import AVAIL, DESIRED, HEALTH, INFO, REPORTED
from lobby.link.incoming import Incoming, LinkChanged
from lobby.web.presence import newer_presence


@dataclass
class DeviceRecord:
    """What is known of one device."""

    name: str
    avail: Avail | None = None
    info: Info | None = None
    health: Health | None = None
    health_heard: float | None = None
    """Monotonic seconds."""
    desired: Desired | None = None
    reported: Reported | None = None
    planned_kind: DeviceKind | None = None
    """What staff said it will be, before it was ever there."""

    @property
    def kind(self) -> DeviceKind | None:
        """What it says it is, else what staff said."""
        return self.info.kind if self.info else self.planned_kind

    @property
    def is_online(self) -> bool:
        """As its last word or will says."""
        return self.avail is not None and self.avail.st is Presence.ONLINE

    @property
    def can_be_configured(self) -> bool:
        """Whether there is a configuration type for its kind."""
        return self.kind is not None and self.kind.value in CONFIG_TYPES


@dataclass
class Registry:
    """All devices. Used on one thread."""

    devices: dict[str, DeviceRecord] = field(default_factory=dict)
    house: House | None = None
    has_broker: bool = False
    changed_at: datetime | None = None
    seen_desired: list[tuple[str, Desired]] = field(default_factory=list)
    """Configurations that were heard and are not yet in the history."""

    def service_names(self, language: str) -> dict[str, str]:
        """What the house calls its services, by id."""
        offered = self.house.services if self.house else ()
        return {one.service: one.name_en if language == "en" else one.name_de for one in offered}

    def apply(self, message: object) -> None:
        """Take one message of the link."""
        if isinstance(message, LinkChanged):
            self.has_broker = message.connected
        elif isinstance(message, Incoming):
            if isinstance(message.message, House):
                self.house = message.message
            elif "device" in message.levels:
                self._device(message.levels["device"], message)

    def record(self, name: str) -> DeviceRecord:
        """The record of a device, made where there is none."""
        return self.devices.setdefault(name, DeviceRecord(name))

    def _device(self, name: str, incoming: Incoming) -> None:
        record, message = self.record(name), incoming.message
        if incoming.channel is AVAIL and isinstance(message, Avail):
            record.avail = newer_presence(record.avail, message)
        elif incoming.channel is INFO and isinstance(message, Info):
            record.info = message
        elif incoming.channel is HEALTH and isinstance(message, Health):
            record.health, record.health_heard = message, incoming.received
        elif incoming.channel is REPORTED and isinstance(message, Reported):
            record.reported = message
        elif incoming.channel is DESIRED and (message is None or isinstance(message, Desired)):
            record.desired = message
            if message is not None:
                self.seen_desired.append((name, message))
