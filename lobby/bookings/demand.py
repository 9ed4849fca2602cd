"""When and why people come: the shape of a busy centre's day."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from typing import Final

from lobby.contract.catalogue import Catalogue, Centre, Service
from lobby.contract.codes.keyring import LOCAL

GRID = timedelta(minutes=5)
VISITORS_PER_COUNTER = 21.25  # about 510 visitors at 24 counters
BOOKED_SHARE = 5 / 6

_FULL_DAY = timedelta(hours=12)
_BEFORE_NOW, _AFTER_NOW = timedelta(hours=4), timedelta(hours=8)

# Peaks as (share of all, centre and width as part of the day); the rest comes evenly.
_PEAKS = ((0.25, 0.10, 0.06), (0.20, 0.80, 0.07))

_MIX: Final = {
    "id-card": 20, "passport": 14, "residence-register": 18, "pickup": 12, "certified-copy": 5, "good-conduct": 5,
    "registration-certificate": 4, "resident-parking": 4, "documents-family": 3, "eid-pin": 3, "id-card-address": 3,
}  # fmt: skip
"""How often a service is booked; the ones not named count 1."""
FAMILY_SERVICE = "documents-family"
_PERSONS: Final = ((1, 2, 3, 4), (85, 10, 3, 2))
_FAMILY: Final = ((3, 4, 5), (5, 4, 1))


@dataclass(frozen=True)
class Window:
    """When visitors are expected, local time."""

    opens: datetime
    closes: datetime

    @property
    def length(self) -> timedelta:
        """How long."""
        return self.closes - self.opens


def opening(centre: Centre, day: date) -> Window | None:
    """The centre's hours of a day, breaks included; None when it is closed."""
    hours = [one for one in centre.hours if one.weekday == day.weekday()]
    if not hours:
        return None
    return Window(
        datetime.combine(day, min(one.opens for one in hours), LOCAL),
        datetime.combine(day, max(one.closes for one in hours), LOCAL),
    )


def window_around(centre: Centre, now: datetime) -> Window:
    """The opening hours when it is open well around now; else twelve hours around now, inside the local day."""
    now = now.astimezone(LOCAL)
    usual = opening(centre, now.date())
    hour = timedelta(hours=1)
    if usual is not None and usual.opens + hour <= now <= usual.closes - 2 * hour:
        return usual
    midnight = datetime.combine(now.date(), time(0), LOCAL)
    last = datetime.combine(now.date(), time(23, 55), LOCAL)
    return Window(max(midnight, on_grid(now - _BEFORE_NOW)), min(last, on_grid(now + _AFTER_NOW)))


def on_grid(at: datetime) -> datetime:
    """The last slot that begins at or before `at`."""
    return at.replace(second=0, microsecond=0, minute=at.minute - at.minute % 5)


def booked_slots(centre: Centre, window: Window, rng: Random, visitors: int | None) -> list[datetime]:
    """Slots of all booked visitors, in order: two peaks, and no slot with more bookings than counters can take."""
    wanted = visitors if visitors is not None else round(centre.counters * VISITORS_PER_COUNTER)
    count = round(wanted * BOOKED_SHARE * min(1.0, window.length / _FULL_DAY))
    steps = max(1, window.length // GRID)
    at_once = max(1, centre.counters // 3)  # a case lasts about three steps
    taken: Counter[int] = Counter()
    for _ in range(min(count, steps * at_once)):
        step = min(steps - 1, int(_moment(rng) * steps))
        while taken[step] >= at_once:
            step = (step + 1) % steps
        taken[step] += 1
    return [window.opens + step * GRID for step in sorted(taken.elements())]


def _moment(rng: Random) -> float:
    """A point of the day, 0 is opening and 1 is closing."""
    at = rng.random()
    for share, centre, width in _PEAKS:
        if at < share:
            return min(1.0, max(0.0, rng.gauss(centre, width)))
        at -= share
    return rng.random()


def wishes(catalogue: Catalogue, centre: Centre, rng: Random) -> Iterator[tuple[Service, int]]:
    """Services in the usual mix, each with how many persons come."""
    offered = [service for service in catalogue.services if centre.offers(service)]
    weights = list(accumulate(_MIX.get(service.id, 1) for service in offered))
    while True:
        service = rng.choices(offered, cum_weights=weights)[0]
        persons = rng.choices(*(_FAMILY if service.id == FAMILY_SERVICE else _PERSONS))[0]
        yield service, persons
