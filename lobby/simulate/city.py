"""Says the summaries of the other centres at the city's broker, each in a rhythm of its own."""

import time
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from lobby.contract.catalogue import Centre
from lobby.contract.city import CentreSummary, SummaryEvent
from lobby.contract.topics import CENTRE, SUMMARY
from lobby.link.link import Link
from lobby.link.settings import Settings
from lobby.simulate.chance import drawn_for
from lobby.simulate.neighbours import summary

SHORTEST_SECONDS, LONGEST_SECONDS = 5.0, 10.0
SUMMARY_V1 = "de.lobby.summary.v1"


class City:
    """Every centre of the catalogue but our own."""

    def __init__(
        self, settings: Settings, centres: Sequence[Centre], seed: int, *, always_open: bool
    ) -> None:
        self._city = settings.city
        self._link = Link(settings, (), lambda _changed: None)
        self._seed = seed
        self._always_open = always_open
        self._centres = {centre.id: centre for centre in centres}
        rhythm = {one: drawn_for(seed, one, "rhythm").random() for one in self._centres}
        self._every = {
            one: SHORTEST_SECONDS + share * (LONGEST_SECONDS - SHORTEST_SECONDS)
            for one, share in rhythm.items()
        }
        began = time.monotonic()
        self._due = {one: began + share for one, share in rhythm.items()}

    def start(self) -> None:
        """Connect in the background."""
        self._link.start()

    def serve(self, now: float) -> float:
        """Say what is due; while the broker is away everything stays due for a second."""
        if not self._link.connected:
            return now + 1.0
        for one, due in self._due.items():
            if due <= now:
                self._say(self._centres[one])
                self._due[one] = now + self._every[one]
        return min(self._due.values())

    def stop(self) -> None:
        """Disconnect; what was said last stays, and is seen to grow old."""
        self._link.stop()

    def _say(self, centre: Centre) -> None:
        at = datetime.now(UTC)
        told = summary(centre, self._seed, at, always_open=self._always_open)
        self._link.publish(SUMMARY, summary_event(self._city, told), centre=centre.id)


def summary_event(city: str, told: CentreSummary) -> SummaryEvent:
    """A summary as it leaves a centre."""
    source = "/" + CENTRE.format(city=city, centre=told.centre)
    return SummaryEvent(id=str(uuid.uuid4()), source=source, type=SUMMARY_V1, time=told.as_of, data=told)
