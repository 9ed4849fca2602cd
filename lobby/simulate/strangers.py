"""Visitors of whom nothing is planned: what a clerk finds is drawn from the seed and the visit. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from lobby.contract.fields import ServiceId
from lobby.contract.state import Line, PlaceState, Waiting
from lobby.simulate.chance import drawn_for, log_normal
from lobby.simulate.clerks import WAY, Guest

SERVICE_CV = 0.6
NOT_HERE_SHARE = 0.1
USUAL_MINUTES = 15.0
BACK_SOON = timedelta(minutes=1)
"""When a clerk looks again for somebody who is still away for papers."""
STILL_EXPECTED = timedelta(minutes=30)
"""After this, nobody waits for who did not come back."""


@dataclass(frozen=True)
class Strangers:
    """`minutes` are the catalogue's."""

    minutes: Mapping[ServiceId, float]
    seed: int = 1

    def guest(self, visit: Waiting) -> Guest:
        """The same visit is always the same: comes or does not, and takes its time."""
        return Guest(hears=self.comes(visit), way=self._way(visit), stays=self.stays(visit))

    def comes(self, visit: Waiting) -> bool:
        """Whether the visitor answers the calls."""
        return drawn_for(self.seed, visit.visit, "comes").random() >= NOT_HERE_SHARE

    def stays(self, visit: Waiting) -> timedelta:
        """How long the case takes: log-normal about the catalogue's minutes."""
        mean = self.minutes.get(visit.service, USUAL_MINUTES)
        rng = drawn_for(self.seed, visit.visit, "service")
        return timedelta(minutes=log_normal(rng, mean, SERVICE_CV))

    def _way(self, visit: Waiting) -> timedelta:
        return WAY * log_normal(drawn_for(self.seed, visit.visit, "way"), 1.0, SERVICE_CV)


@dataclass(frozen=True)
class SeenRoom:
    """The lobby as a published line shows it."""

    line: Line
    is_open: bool
    now: datetime

    def somebody_for(self, place: PlaceState) -> datetime | None:
        """From when somebody waits whom this counter may call, as far as one can see."""
        here = (one.callable_from or self.now for one in self.line.waiting if _is_for(one, place))
        away = (one.parked_until for one in self.line.parked if _is_for(one, place))
        back = (max(one, self.now + BACK_SOON) for one in away if one and self.now < one + STILL_EXPECTED)
        return min((max(self.now, one) for one in chain(here, back)), default=None)


def _is_for(visit: Waiting, place: PlaceState) -> bool:
    return visit.service in place.services if visit.only_place is None else visit.only_place == place.place
