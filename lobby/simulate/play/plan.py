"""A day file and a seed made into who comes when, who works when, and what goes wrong when. Pure."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import msgspec

from lobby.contract.bookings import Booking
from lobby.contract.catalogue import Catalogue
from lobby.contract.config import CentreConfig
from lobby.contract.fields import Name, Place
from lobby.contract.state import OpeningHours
from lobby.queueing.rules import Rules
from lobby.simulate.chance import drawn_for, poisson
from lobby.simulate.clerks import Between, Clerk, Manner
from lobby.simulate.days.file import AnyFault, CounterCloses, DayFile, StaffLate
from lobby.simulate.days.times import between, moment
from lobby.simulate.play.people import Person, Town

HALF_HOUR = timedelta(minutes=30)
BEFORE_OPENING = timedelta(minutes=30)


@dataclass(frozen=True)
class Trouble:
    """A fault with its time; `until` is None for what does not last."""

    at: datetime
    until: datetime | None
    fault: AnyFault


@dataclass(frozen=True)
class Plan:
    """A day that can be played. Times are in UTC; `people` come in order; `bookings` holds also those who stay away."""

    name: str
    day: date
    seed: int
    centre: Name
    config: CentreConfig
    people: tuple[Person, ...]
    bookings: tuple[Booking, ...]
    clerks: tuple[Clerk, ...]
    troubles: tuple[Trouble, ...]
    begins: datetime
    opens: datetime
    closes: datetime

    def rules(self, catalogue: Catalogue) -> Rules:
        """What the queue service of this centre would go by."""
        return Rules.of(self.centre, self.config, catalogue)


def make_plan(day: DayFile, catalogue: Catalogue, seed: int | None = None, salt: str = "") -> Plan:
    """The day as it is played with this seed, else with the file's.

    `salt` makes the ids of bookings different from those of an earlier run at the same queue service; nothing else
    depends on it.
    """
    used = day.seed if seed is None else seed
    town = Town(day, used, dict(catalogue.service))
    open_spans = [between(day.date, span) for span in day.hours]
    bookings = tuple(_bookings(day, town, catalogue, f"{salt}{used}"))
    people = (*_booked(town, bookings), *_walk_ins(day, town, used))
    troubles = tuple(sorted((_trouble(day, one) for one in day.faults), key=lambda one: one.at))
    return Plan(
        name=day.name,
        day=day.date,
        seed=used,
        centre=day.centre,
        config=_config(day),
        people=tuple(sorted(people, key=lambda one: (one.at, one.name))),
        bookings=tuple(booking for _, booking in bookings),
        clerks=tuple(_clerks(day, troubles, open_spans[-1][1])),
        troubles=troubles,
        begins=open_spans[0][0] - BEFORE_OPENING,
        opens=open_spans[0][0],
        closes=open_spans[-1][1],
    )


def with_rules(plan: Plan, **fields: object) -> Plan:
    """The same day under other rules."""
    return replace(plan, config=msgspec.structs.replace(plan.config, **fields))


def _config(day: DayFile) -> CentreConfig:
    weekday = day.date.weekday()
    hours = [span.split("-") for span in day.hours]
    fields = {
        "hours": [
            OpeningHours(weekday=weekday, opens=time.fromisoformat(first), closes=time.fromisoformat(last))
            for first, last in hours
        ],
        "land": None,
        "services": list(day.services),
        "places": list(dict.fromkeys(place for staff in day.staff for place in staff.places)),
    }
    return msgspec.convert(msgspec.to_builtins(fields | day.rules), CentreConfig)


def _bookings(day: DayFile, town: Town, catalogue: Catalogue, key: str) -> Iterator[tuple[str, Booking]]:
    steps = max(1, 30 // day.bookings.grid_minutes)
    for clock, row in sorted(day.arrivals.items()):
        for number in range(row.booked):
            step = number * steps // row.booked
            name = f"booked-{clock}-{number}"
            if town.is_cancelled(name):
                continue
            service = catalogue.service[town.wish(name, booked=True)]
            yield (
                name,
                Booking(
                    booking=hashlib.sha256(f"{key}/{name}".encode()).hexdigest()[:16],
                    centre=day.centre,
                    service=service.id,
                    slot=moment(day.date, clock) + step * timedelta(minutes=day.bookings.grid_minutes),
                    length_minutes=service.length // timedelta(minutes=1),
                ),
            )


def _booked(town: Town, bookings: Iterable[tuple[str, Booking]]) -> Iterator[Person]:
    for name, booking in bookings:
        if town.comes(name):
            yield town.person(name, town.comes_at(name, booking.slot), booking.service, booking)


def _walk_ins(day: DayFile, town: Town, seed: int) -> Iterator[Person]:
    for clock, row in sorted(day.arrivals.items()):
        rng = drawn_for(seed, "walk-ins", clock)
        for number in range(poisson(rng, row.walk_in)):
            name = f"walk-in-{clock}-{number}"
            at = moment(day.date, clock) + HALF_HOUR * rng.random()
            yield town.person(name, at, town.wish(name, booked=False))


def _trouble(day: DayFile, fault: AnyFault) -> Trouble:
    minutes = getattr(fault, "minutes", None)
    if isinstance(fault, StaffLate):
        at = min(moment(day.date, one.open) for one in day.staff if set(one.places) & set(fault.places))
    else:
        at = moment(day.date, fault.at)
    return Trouble(at, None if minutes is None else at + timedelta(minutes=minutes), fault)


def _clerks(day: DayFile, troubles: tuple[Trouble, ...], closes: datetime) -> Iterator[Clerk]:
    manner = Manner(
        between=timedelta(seconds=day.clerks.between_seconds),
        patience=timedelta(seconds=day.clerks.patience_seconds),
        recalls=day.clerks.recalls,
    )
    for staff in day.staff:
        for place in staff.places:
            works: tuple[Between, ...] = (between(day.date, f"{staff.open}-{staff.close}"),)
            for gap in _gaps(place, works[0], troubles, closes):
                works = _without(works, gap)
            yield Clerk(
                place,
                staff.services or tuple(day.services),
                works,
                tuple(between(day.date, span) for span in staff.breaks),
                serves_out=bool(works) and works[-1][1] >= closes,
                manner=manner,
                pace=staff.pace,
            )


def _gaps(place: Place, shift: Between, troubles: Iterable[Trouble], closes: datetime) -> Iterator[Between]:
    """When nobody is at this counter who should be."""
    for trouble in troubles:
        match trouble.fault:
            case CounterCloses(places=places) if place in places:
                yield trouble.at, trouble.until or closes + timedelta(days=1)
            case StaffLate(places=places, minutes=minutes) if place in places:
                yield shift[0], shift[0] + timedelta(minutes=minutes)
            case _:
                pass


def _without(works: tuple[Between, ...], gap: Between) -> tuple[Between, ...]:
    """The spans without what lies in the gap."""
    parts = ((max(first, low), min(last, high)) for first, last in works for low, high in _around(gap))
    return tuple((first, last) for first, last in parts if first < last)


def _around(gap: Between) -> tuple[Between, Between]:
    day = timedelta(days=2)
    return (gap[0] - day, gap[0]), (gap[1], gap[1] + day)
