"""From what the bus says to what happens to the terminal. Remembers only how new the house is."""

from collections.abc import Iterator

from kiosk.inputs import (
    CentresChanged,
    ConfigOffered,
    HouseChanged,
    Input,
    LinkBack,
    NameWanted,
    Scanned,
    Touched,
)
from lobby.contract.city import OverviewEvent
from lobby.contract.config import KioskConfig
from lobby.contract.devices import Scan, ShowName, Touch
from lobby.contract.state import Beat, House
from lobby.contract.topics import BEAT, DAY_LIST, HOUSE, OVERVIEW, SCAN, SHOW_NAME, TOUCH
from lobby.link.device import ConfigOffer
from lobby.link.incoming import Incoming, LinkChanged, Subscription

SUBSCRIPTIONS = tuple(
    Subscription(channel) for channel in (HOUSE, BEAT, DAY_LIST, SCAN, TOUCH, SHOW_NAME, OVERVIEW)
)
BusMessage = Incoming | LinkChanged | ConfigOffer


class Reader:
    """Reads the stream of the link. Its `beat_at` is `time.monotonic()` of the last sign of life."""

    def __init__(self, began: float) -> None:
        self.beat_at = began
        self.house: House | None = None
        self.connected = False

    def inputs(self, message: BusMessage, config: KioskConfig) -> Iterator[Input]:
        """What follows from a message; nothing for one that is old or not allowed."""
        match message:
            case LinkChanged(connected=connected):
                self.connected = connected
            case ConfigOffer(config=KioskConfig() as offered):
                yield ConfigOffered(offered, message)
            case Incoming(message=Beat(), received=received):
                self.beat_at = received
                yield LinkBack()
            case Incoming(message=House() as house):
                if not self._is_old(house):
                    self.house = house
                    yield HouseChanged(house)
            case Incoming(message=OverviewEvent() as overview):
                yield CentresChanged(overview.data.centres)
            case Incoming(message=Scan() as scan) if config.allow_rehearsal:
                yield Scanned(scan.code)
            case Incoming(message=Touch() as touch) if config.allow_rehearsal:
                yield Touched(touch.control)
            case Incoming(message=ShowName()):
                yield NameWanted()

    def _is_old(self, house: House) -> bool:
        known = self.house
        if known is None or known.epoch != house.epoch:
            return False
        return house.rev < known.rev or (house.rev == known.rev and house.as_of <= known.as_of)
