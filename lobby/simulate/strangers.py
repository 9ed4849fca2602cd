"""Visitors of whom nothing is planned: what a clerk finds is drawn from the seed and the visit. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import accumulate, chain
from typing import Final

from lobby.contract.fields import ServiceId
from lobby.contract.state import Line, PlaceState, Waiting
from lobby.simulate.chance import drawn_for, log_normal
from lobby.simulate.clerks import WAY, Ending, Guest

ENDINGS: Final = {Ending.FINISH: 90, Ending.PAPERS: 4, Ending.TRANSFER: 3, Ending.SECOND: 3}
"""Of a hundred visits."""
PART = 0.35
"""How much of a case is over when papers turn out to be missing, or that it belongs elsewhere."""
AWAY = timedelta(minutes=8)
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
        ends = self.ends(visit)
        others = [one for one in sorted(self.minutes) if one not in {visit.service, *visit.services}]
        known = len(visit.services) > 1 or bool(visit.note) or not others
        guest = Guest(
            hears=visit.in_person or self.comes(visit), way=self._way(visit), stays=self.stays(visit)
        )
        if ends is Ending.SECOND and len(visit.services) > 1:
            return replace(guest, stays=sum((self._stays(visit, one) for one in visit.services), timedelta()))
        if ends is Ending.FINISH or known:
            return guest
        part = guest.stays if ends is Ending.SECOND else guest.stays * PART
        to = None if ends is Ending.PAPERS else drawn_for(self.seed, visit.visit, "to").choice(others)
        return replace(guest, stays=part, ends=ends, to=to, away=self._away(visit))

    def ends(self, visit: Waiting) -> Ending:
        """What becomes of the first case: most are just finished."""
        rng = drawn_for(self.seed, visit.visit, "ends")
        return rng.choices(tuple(ENDINGS), cum_weights=tuple(accumulate(ENDINGS.values())))[0]

    def comes(self, visit: Waiting) -> bool:
        """Whether the visitor answers the calls."""
        return drawn_for(self.seed, visit.visit, "comes").random() >= NOT_HERE_SHARE

    def stays(self, visit: Waiting) -> timedelta:
        """How long the case takes: log-normal about the catalogue's minutes."""
        return self._stays(visit, visit.service)

    def _stays(self, visit: Waiting, service: ServiceId) -> timedelta:
        mean = self.minutes.get(service, USUAL_MINUTES)
        rng = drawn_for(self.seed, visit.visit, "service")
        return timedelta(minutes=log_normal(rng, mean, SERVICE_CV))

    def _away(self, visit: Waiting) -> timedelta:
        return AWAY * drawn_for(self.seed, visit.visit, "away").uniform(0.5, 1.5)

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
