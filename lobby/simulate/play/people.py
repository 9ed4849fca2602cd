"""Who comes: everybody with all that will happen to them, drawn from the seed and their name alone.

Each aspect is drawn by itself, so that the same people come under other rules, other staff, another behaviour.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from lobby.contract.bookings import Booking
from lobby.contract.catalogue import Service
from lobby.contract.fields import ServiceId
from lobby.simulate.chance import drawn_for, log_normal
from lobby.simulate.clerks import Ending, Guest
from lobby.simulate.days.file import DayFile

MOST_CALLS = 12
"""Calls that are drawn for each visitor; later ones are heard."""
WAY_SPREAD = 0.6
PATIENCE_SPREAD = 0.5
PART_SHARE = (0.2, 0.5)
"""How much of a case is over when papers turn out to be missing, or that it belongs elsewhere."""
SLIP_PART = 0.9
"""How much of a case is over when it is ended by mistake."""
FETCHED = timedelta(seconds=30)
"""Longer the way when the clerk goes and fetches somebody."""


@dataclass(frozen=True)
class Case:
    """A stretch at a counter, and how it ends. Something else in the same visit counts from the beginning there."""

    stays: timedelta
    ends: Ending = Ending.FINISH
    to: ServiceId | None = None


@dataclass(frozen=True)
class Person:
    """Somebody who comes. `cases` follow each other, the last one ends the visit."""

    name: str
    at: datetime
    service: ServiceId
    cases: tuple[Case, ...]
    heard: tuple[bool, ...]
    way: timedelta
    booking: Booking | None = None
    persons: int | None = None
    patience: timedelta | None = None
    says_goodbye: bool = False
    comes_back: timedelta | None = None
    """After being missed, once."""
    takes_a_number: bool = False
    """When refused for coming too late."""
    papers: timedelta = timedelta()
    in_person: bool = False
    slips: bool = False
    """The clerk ends the last case too early, and takes it back."""

    def guest(self, attempt: int, done: int) -> Guest:
        """At a counter, called for the `attempt`th time, with so many cases done."""
        case = self.cases[min(done, len(self.cases) - 1)]
        hears = self.in_person or attempt > len(self.heard) or self.heard[max(0, attempt - 1)]
        way = self.way + FETCHED if self.in_person else self.way
        slip = case.stays * SLIP_PART if self.slips and case.ends is Ending.FINISH else None
        return Guest(hears, way, case.stays, case.ends, case.to, away=self.papers, slips_at=slip)


class Town:
    """Makes the people of a day."""

    def __init__(self, day: DayFile, seed: int, services: dict[ServiceId, Service]) -> None:
        self._day = day
        self._seed = seed
        self._services = services
        tables = day.services.values()
        self._names = tuple(day.services)
        self._booked = list(accumulate(one.weight for one in tables))
        self._walk_in = list(
            accumulate(one.weight if one.walk_in_weight is None else one.walk_in_weight for one in tables)
        )

    def wish(self, name: str, *, booked: bool) -> ServiceId:
        """What this person comes for."""
        weights = self._booked if booked else self._walk_in
        return drawn_for(self._seed, name, "wish").choices(self._names, cum_weights=weights)[0]

    def person(self, name: str, at: datetime, service: ServiceId, booking: Booking | None = None) -> Person:
        """Everything about who comes at this moment for this."""
        do = self._day.behaviour
        back = self._perhaps(name, "comes back", do.comes_back, do.comes_back_minutes)
        rng = drawn_for(self._seed, name, "hears")
        more = booking is not None and self._happens(name, "more people", do.more_people)
        return Person(
            name=name,
            at=at,
            service=service,
            cases=self._cases(name, service),
            heard=tuple(rng.random() >= do.unheard for _ in range(MOST_CALLS)),
            way=timedelta(seconds=self._spread(name, "way", self._day.clerks.way_seconds, WAY_SPREAD)),
            booking=booking,
            persons=min(20, booking.persons + 1) if more and booking is not None else None,
            patience=self._patience(name),
            says_goodbye=self._happens(name, "says goodbye", do.says_goodbye),
            comes_back=back,
            takes_a_number=self._happens(name, "takes a number", do.takes_a_number),
            papers=timedelta(minutes=self._spread(name, "papers", do.papers_minutes, WAY_SPREAD)),
            in_person=self._happens(name, "in person", do.in_person),
            slips=self._happens(name, "slips", self._day.clerks.slips),
        )

    def comes(self, name: str) -> bool:
        """Whether this booked visitor comes at all."""
        return not self._happens(name, "stays away", self._day.bookings.no_show)

    def is_cancelled(self, name: str) -> bool:
        """Whether this booking is off before the day begins."""
        return self._happens(name, "cancelled", self._day.bookings.cancelled)

    def comes_at(self, name: str, slot: datetime) -> datetime:
        """When a booked visitor comes."""
        how, rng = self._day.bookings, drawn_for(self._seed, name, "comes at")
        if rng.random() < how.late:
            return slot + timedelta(minutes=rng.expovariate(1 / how.late_minutes))
        return slot - timedelta(minutes=max(-2.0, rng.gauss(how.early_minutes, how.spread_minutes)))

    def minutes(self, name: str, service: ServiceId) -> float:
        """How long this case takes at a counter of usual pace."""
        table = self._day.services.get(service)
        known = self._services[service].length / timedelta(minutes=1)
        mean, spread = known, 0.5
        if table is not None:
            mean, spread = table.minutes or known, table.spread
        return self._spread(name, f"minutes of {service}", mean, spread)

    def _cases(self, name: str, service: ServiceId) -> tuple[Case, ...]:
        do, whole = self._day.behaviour, timedelta(minutes=self.minutes(name, service))
        part = whole * drawn_for(self._seed, name, "part").uniform(*PART_SHARE)
        others = [one for one in self._names if one != service]
        if self._happens(name, "papers", do.papers):
            return Case(part, Ending.PAPERS), Case(whole - part)
        if others and self._happens(name, "transfer", do.transfer):
            to = drawn_for(self._seed, name, "transfer to").choice(others)
            return Case(part, Ending.TRANSFER, to), Case(timedelta(minutes=self.minutes(name, to)))
        if others and self._happens(name, "second service", do.second_service):
            to = drawn_for(self._seed, name, "second").choice(others)
            return Case(whole, Ending.SECOND, to), Case(whole + timedelta(minutes=self.minutes(name, to)))
        return (Case(whole),)

    def _patience(self, name: str) -> timedelta | None:
        minutes = self._day.behaviour.patience_minutes
        if minutes is None:
            return None
        return timedelta(minutes=self._spread(name, "patience", minutes, PATIENCE_SPREAD))

    def _perhaps(self, name: str, what: str, share: float, minutes: float) -> timedelta | None:
        if not self._happens(name, what, share):
            return None
        return timedelta(minutes=self._spread(name, f"{what} after", minutes, WAY_SPREAD))

    def _happens(self, name: str, what: str, share: float) -> bool:
        return share > 0 and drawn_for(self._seed, name, what).random() < share

    def _spread(self, name: str, what: str, mean: float, spread: float) -> float:
        if mean <= 0 or spread <= 0:
            return mean
        return log_normal(drawn_for(self._seed, name, what), mean, spread)
