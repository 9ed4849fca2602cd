"""Days at a centre that estimates are tried on: who comes when, how long each case takes, what goes wrong.

Twelve counters take everything. Three in four visits are booked; bookings and walk-ins have two peaks, at which more
come than the counters can take. How long cases take, by service, hour and day, is not what the catalogue says, and one
service in two is gamma distributed, the others log-normal: nothing of that is told to an estimate.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import exp
from random import Random

from lobby.contract.bookings import Booking
from lobby.contract.catalogue import Catalogue
from lobby.contract.fields import Place, ServiceId
from lobby.queueing.rules import LOCAL
from lobby.simulate.chance import drawn_for, log_normal, poisson

CENTRE = "altona"
FIRST_DAY = date(2026, 9, 7)
COUNTERS = 12
OPENS, LAST_SLOT, LAST_WALK_IN, HOURS = time(8), 7.25, 7.0, 8
"""Opening, and in hours after it: the last slot, the last visitor without a booking, the length of the day."""
LOAD = 0.93
"""Minutes of cases that come by the minutes of all counters, over the day, before no-shows are taken off."""
BOOKED_SHARE = 0.75
SHARES = {
    "id-card": 0.34, "passport": 0.2, "residence-register": 0.22, "registration-certificate": 0.08, "pickup": 0.1,
    "documents-family": 0.06,
}  # fmt: skip
"""Which services people come for."""
BEFORE_SLOT, PUNCTUAL, EARLIEST, LATEST = 8.0, 7.0, -40.0, 14.0
DRAWN = 4000
GONE_SHARE = 0.02
"""Visitors who leave without a word and are called in vain."""


@dataclass(frozen=True)
class Case:
    """One kind of day."""

    name: str
    absent: float = 0.1
    known_days: int = 5
    """Usual days before, from which the lobby has learnt; 0: each day is a centre's first."""
    closing: bool = False
    outage: bool = False


CASES = (
    Case("walk-in"), Case("walk-in-20", absent=0.2), Case("closing", closing=True), Case("outage", outage=True),
    Case("first-day", known_days=0),
)  # fmt: skip
USUAL = Case("usual")


@dataclass(frozen=True)
class Length:
    """How long a service really takes at this centre: mean in minutes, spread, and which of two distributions."""

    mean: float
    spread: float
    is_gamma: bool

    def factor(self, rng: Random) -> float:
        """A case's length as a share of its mean."""
        if self.is_gamma:
            shape = 1 / self.spread**2
            return rng.gammavariate(shape, 1 / shape)
        return log_normal(rng, 1.0, self.spread)


@dataclass(frozen=True)
class Town:
    """One centre and its people, made from a seed."""

    seed: int
    lengths: dict[ServiceId, Length]
    factors: dict[ServiceId, list[float]]
    """Drawn from each length, as they came."""
    rising: dict[ServiceId, list[float]]
    """The same in rising order."""
    by_hour: tuple[float, ...]

    def mean(self, service: ServiceId, at: datetime, pace: float) -> float:
        """The true mean of a case that begins now, in minutes."""
        return self.lengths[service].mean * self.by_hour[at.astimezone(LOCAL).hour] * pace


@dataclass(frozen=True)
class Visitor:
    """Somebody who comes, or stays away (`comes` is None). `is_gone` when called."""

    name: str
    service: ServiceId
    comes: datetime | None
    booking: Booking | None
    factor: float
    is_gone: bool


@dataclass(frozen=True)
class Day:
    """One day. `pace` is how slow everybody is today; counters in `closes` close for good."""

    opens: datetime
    visitors: tuple[Visitor, ...]
    pace: float
    closes: dict[Place, datetime]
    outage: tuple[datetime, datetime] | None


def town(seed: int, catalogue: Catalogue) -> Town:
    """Lengths up to a third beside the catalogue's, and hours up to a tenth apart."""
    rng = drawn_for(seed, "town")
    lengths = {
        service: Length(
            mean=catalogue.service[service].length / timedelta(minutes=1) * rng.uniform(0.75, 1.3),
            spread=rng.uniform(0.4, 0.75),
            is_gamma=index % 2 == 1,
        )
        for index, service in enumerate(SHARES)
    }
    factors = {service: [length.factor(rng) for _ in range(DRAWN)] for service, length in lengths.items()}
    rising = {service: sorted(drawn) for service, drawn in factors.items()}
    return Town(seed, lengths, factors, rising, tuple(rng.uniform(0.9, 1.1) for _ in range(24)))


def day(town: Town, case: Case, number: int) -> Day:
    """The day so many days after the first, weekends left out."""
    rng = drawn_for(town.seed, case.name, number)
    on = FIRST_DAY + timedelta(days=number + 2 * (number // 5))
    opens = datetime.combine(on, OPENS, LOCAL)
    mean = sum(share * town.lengths[service].mean for service, share in SHARES.items()) + 1.2
    visits = LOAD * COUNTERS * HOURS * 60 / mean
    people = [*_booked(town, case, rng, opens, visits * BOOKED_SHARE)]
    people += _walk_ins(town, rng, opens, visits * (1 - BOOKED_SHARE))
    at = {"7": opens + timedelta(hours=1.5), "8": opens + timedelta(hours=5.5)} if case.closing else {}
    begins = opens + timedelta(hours=2.25)
    outage = (begins, begins + timedelta(hours=1)) if case.outage else None
    return Day(opens, tuple(people), log_normal(rng, 1.0, 0.06), at, outage)


def demand(hours: float) -> float:
    """How many come at this time of day, by the day's mean: two peaks."""
    return 0.62 + 0.85 * (exp(-(((hours - 2.0) / 0.9) ** 2)) + exp(-(((hours - 5.75) / 0.8) ** 2)))


def _booked(town: Town, case: Case, rng: Random, opens: datetime, wanted: float) -> Iterator[Visitor]:
    slots = list(range(0, int(LAST_SLOT * 60) + 1, 5))
    whole = sum(demand(minute / 60) for minute in slots)
    owed = 0.0
    for minute in slots:
        owed += wanted * demand(minute / 60) / whole
        while owed >= 1:
            owed -= 1
            slot = opens + timedelta(minutes=minute)
            service = _service(rng)
            booking = Booking(
                booking=f"{rng.getrandbits(64):016x}",
                centre=CENTRE,
                service=service,
                slot=slot,
                length_minutes=15,
            )
            late = min(LATEST, max(EARLIEST, rng.gauss(-BEFORE_SLOT, PUNCTUAL)))
            comes = None if rng.random() < case.absent else slot + timedelta(minutes=late)
            yield Visitor(
                booking.booking,
                service,
                comes,
                booking,
                town.lengths[service].factor(rng),
                rng.random() < GONE_SHARE,
            )


def _walk_ins(town: Town, rng: Random, opens: datetime, wanted: float) -> Iterator[Visitor]:
    minutes = range(int(LAST_WALK_IN * 60))
    whole = sum(demand(minute / 60) for minute in minutes)
    for minute in minutes:
        for _ in range(poisson(rng, wanted * demand(minute / 60) / whole)):
            service = _service(rng)
            yield Visitor(
                f"{rng.getrandbits(128):032x}", service, opens + timedelta(minutes=minute + rng.random()), None,
                town.lengths[service].factor(rng), rng.random() < GONE_SHARE,
            )  # fmt: skip


def _service(rng: Random) -> ServiceId:
    return rng.choices(list(SHARES), weights=list(SHARES.values()))[0]
