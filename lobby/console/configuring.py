"""Gives a device a configuration: numbered, kept in the history, refused when somebody else was faster."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from lobby.console.history import History
from lobby.console.registry import Registry
from lobby.contract.devices import Desired
from lobby.web.moments import Clock


class Saving(Enum):
    """How it went."""

    SENT = "sent"
    CONFLICT = "conflict"
    NOT_CONNECTED = "not-connected"


@dataclass(frozen=True)
class Edit:
    """What somebody wants a device to have, made on the picture of revision `base`. 0: there was none."""

    device: str
    base: int
    by: str
    fields: dict[str, object]


@dataclass
class Configurator:
    """`publish` sends a retained configuration and says whether there is a connection."""

    registry: Registry
    history: History
    publish: Callable[[str, Desired], bool]
    clock: Clock

    def present_rev(self, device: str) -> int:
        """The revision the device is to have now."""
        desired = self.registry.record(device).desired
        return desired.rev if desired else 0

    def save(self, edit: Edit) -> Saving:
        """Send it, unless the device has got another configuration since the page was opened."""
        if not self.registry.has_broker:
            return Saving.NOT_CONNECTED
        if edit.base != self.present_rev(edit.device):
            return Saving.CONFLICT
        rev = max(edit.base, self.history.newest_rev(edit.device)) + 1
        desired = Desired(rev=rev, at=self.clock(), by=edit.by, fields=edit.fields)
        self.history.keep(edit.device, desired)
        if not self.publish(edit.device, desired):
            self.history.forget(edit.device, rev)
            return Saving.NOT_CONNECTED
        self.registry.record(edit.device).desired = desired
        return Saving.SENT

    def note_heard(self) -> None:
        """Keep what other consoles sent."""
        heard, self.registry.seen_desired = self.registry.seen_desired, []
        for device, desired in heard:
            self.history.keep(device, desired)
