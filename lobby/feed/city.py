"""The feed's memory: what came over the bus becomes the city's picture. Used on the event loop."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from lobby.contract.city import BatchEvent, CentreSummary, SummaryEvent
from lobby.contract.fields import Name
from lobby.contract.topics import EVENTS, LINK, SUMMARY
from lobby.feed.picture import CityPicture, Moment, with_link, with_summary, without
from lobby.feed.status import CityStatus, city_status
from lobby.link.incoming import Incoming, LinkChanged


def both_clocks() -> Moment:
    """Now."""
    return Moment(datetime.now(UTC), time.monotonic())


class City:
    """The newest picture, and counts of what came."""

    def __init__(self, city: Name, clock: Callable[[], Moment] = both_clocks) -> None:
        self.city = city
        self.picture = CityPicture()
        self.connected = False
        self.received = 0
        self.not_believed = 0
        self.gaps = 0
        self._last_seq: dict[Name, tuple[str, int]] = {}
        self._clock = clock

    def apply(self, message: object) -> None:
        """Take in one thing from the link."""
        if isinstance(message, LinkChanged):
            self.connected = message.connected
        elif isinstance(message, Incoming):
            self.received += 1
            self._take(message)

    def status(self) -> CityStatus:
        """The public status now."""
        return city_status(self.city, self.picture, self._clock())

    def reaches(self, centre: Name) -> bool:
        """Whether a centre's word can come here: this program and its bridge are connected, as far as is known."""
        return self.connected and self.picture.centre(centre).linked is not False

    def now(self) -> Moment:
        """Now, on the clocks that age summaries."""
        return self._clock()

    def _take(self, incoming: Incoming) -> None:
        centre = incoming.levels["centre"]
        if incoming.channel is LINK:
            self.picture = with_link(self.picture, centre, linked=incoming.payload != b"0")
        elif incoming.channel is SUMMARY and incoming.message is None:
            self.picture = without(self.picture, centre)
        elif incoming.channel is SUMMARY and isinstance(incoming.message, SummaryEvent):
            self._take_summary(centre, incoming.message.data)
        elif incoming.channel is EVENTS and isinstance(incoming.message, BatchEvent):
            self._take_facts(centre, incoming.message)

    def _take_summary(self, centre: Name, summary: CentreSummary) -> None:
        if summary.centre != centre:
            self.not_believed += 1
        self.picture = with_summary(self.picture, centre, summary, self._clock())

    def _take_facts(self, centre: Name, event: BatchEvent) -> None:
        batch = event.data
        if not batch.events:
            return
        epoch, last = self._last_seq.get(centre, (batch.epoch, batch.events[0].seq - 1))
        if epoch == batch.epoch and batch.events[0].seq > last + 1:
            self.gaps += 1
        self._last_seq[centre] = batch.epoch, batch.events[-1].seq
