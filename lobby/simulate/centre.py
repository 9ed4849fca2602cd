"""One simulated centre: hears the queue service's state and hands it to clerks and visitors."""

import time
from collections.abc import Sequence
from functools import partial

from lobby.bookings.day import Entry
from lobby.contract.devices import Avail, Drawn, Health, Presence
from lobby.contract.state import House, Line
from lobby.contract.topics import AVAIL, DRAWN, HEALTH, HOUSE, LINE
from lobby.link.device import ConfigOffer, Device
from lobby.link.incoming import Incoming, LinkChanged, Subscription
from lobby.simulate.asking import Asking
from lobby.simulate.chance import drawn_for
from lobby.simulate.counters import Counters
from lobby.simulate.entrance import Entrance
from lobby.simulate.loop import Loop
from lobby.simulate.settings import SimulationSettings
from lobby.simulate.staffing import Staff
from lobby.simulate.visitors import Town

LOOK_SECONDS = 0.5
SUBSCRIPTIONS = (
    Subscription(HOUSE), Subscription(LINE), Subscription(AVAIL, any_device=True),
    Subscription(DRAWN, any_device=True), Subscription(HEALTH, any_device=True),
)  # fmt: skip


class Centre:
    """A part of the loop. `speed` divides how long things last."""

    def __init__(
        self, settings: SimulationSettings, entries: Sequence[Entry], wanted: Staff, loop: Loop
    ) -> None:
        self._table = settings.simulate
        self._entries = entries
        self._wanted = wanted
        self._loop = loop
        self._device = Device(settings, subscriptions=SUBSCRIPTIONS, deliver=self._heard)
        asking = Asking(self._device, loop)
        self._counters = Counters(wanted, asking)
        rng = drawn_for(wanted.seed, "entrance")
        self._entrance = Entrance(self._device, asking, self._table.kiosk, rng)
        self._house: House | None = None
        self._line: Line | None = None

    def start(self) -> None:
        """Connect in the background."""
        self._device.start()

    def serve(self, now: float) -> float:
        """Let clerks and visitors do what they want to do now."""
        if self._device.connected and self._house is not None and self._line is not None:
            self._counters.work(self._house, self._line, now)
            self._entrance.serve(self._house, self._line, len(self._counters), now)
        return now + LOOK_SECONDS

    def stop(self) -> None:
        """Leave; the counters stay as they are, and the next start goes on with them."""
        self._device.stop()

    def _heard(self, item: Incoming | LinkChanged | ConfigOffer) -> None:
        if isinstance(item, Incoming) and item.message is not None:
            self._loop.post(partial(self._take, item))

    def _take(self, item: Incoming) -> None:
        device = item.levels.get("device")
        match item.message:
            case House() as house:
                self._take_house(house)
            case Line() as line:
                self._line = line
            case Drawn(screen=str(screen)) | Health(screen=str(screen)) if device == self._table.kiosk:
                self._entrance.shown(screen, time.monotonic())
            case Avail(st=st) if device == self._table.rehearsal:
                self._entrance.is_rehearsing = st is Presence.ONLINE
            case _:
                pass

    def _take_house(self, house: House) -> None:
        services = [one.service for one in house.services if one.walk_in]
        known = [] if self._house is None else [one.service for one in self._house.services if one.walk_in]
        is_new = self._house is None or services != known
        self._house = house
        if is_new:
            an_hour, wanted = self._table.walk_ins_an_hour, self._wanted
            self._entrance.open(Town(self._entries, services, an_hour, wanted.seed, wanted.speed))
