"""Passes on which bookings are used at another centre than theirs. Used on the event loop."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from lobby.contract.elsewhere import Elsewhere, ElsewhereEvent, UsedAt, Uses, UsesEvent
from lobby.contract.fields import Name
from lobby.contract.topics import CITY, ELSEWHERE, USES
from lobby.link.incoming import Incoming, LinkChanged
from lobby.link.link import Link

ELSEWHERE_V1 = "de.lobby.elsewhere.v1"
LATEST_DAYS = 2
"""What a centre says of days before is not passed on."""


class UsesMemory:
    """The newest word of each centre, and what each was told last."""

    def __init__(self, city: Name, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._city, self._now = city, now
        self._words: dict[Name, Uses] = {}
        self._told: dict[Name, tuple[UsedAt, ...]] = {}

    def apply(self, message: object) -> None:
        """Take in one thing from the link. A word that names another centre than its topic is not believed."""
        if isinstance(message, LinkChanged):
            self._told = {}
        elif isinstance(message, Incoming) and message.channel is USES:
            centre = message.levels["centre"]
            if message.message is None:
                self._words.pop(centre, None)
            elif isinstance(message.message, UsesEvent) and message.message.data.centre == centre:
                self._words[centre] = message.message.data

    def due(self) -> dict[Name, tuple[UsedAt, ...]]:
        """For each centre that has heard something else, what it is to hear."""
        fresh = [one for one in self._words.values() if (self._now() - one.as_of).days < LATEST_DAYS]
        found = {centre: _told_to(centre, fresh) for centre in self._words}
        return {centre: used for centre, used in found.items() if self._told.get(centre) != used}

    def tell(self, link: Link) -> None:
        """Publish what is due; what could not be sent is due again."""
        for centre, used in self.due().items():
            now = self._now()
            event = ElsewhereEvent(
                id=str(uuid.uuid4()), source="/" + CITY.format(city=self._city), type=ELSEWHERE_V1, time=now,
                data=Elsewhere(as_of=now, used=used),
            )  # fmt: skip
            if link.publish(ELSEWHERE, event, centre=centre) is not None:
                self._told[centre] = used


def _told_to(centre: Name, words: list[Uses]) -> tuple[UsedAt, ...]:
    """Bookings of this centre that others use, and those that it uses itself and others, too."""
    own = {use.booking for one in words if one.centre == centre for use in one.uses}
    others = sorted((one for one in words if one.centre != centre), key=lambda one: one.centre)
    return tuple(
        UsedAt(
            centre=one.centre,
            day=one.day,
            bookings=tuple(sorted(use.booking for use in one.uses if use.to == centre or use.booking in own)),
        )
        for one in others
    )
