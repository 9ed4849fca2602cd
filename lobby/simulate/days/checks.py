"""Whether the parts of a day file fit each other and the catalogue."""

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from lobby.contract.catalogue import Catalogue
from lobby.contract.config import CentreConfig
from lobby.queueing.rules import Rules
from lobby.simulate.days.file import (
    AnyFault,
    BrokerAway,
    CounterCloses,
    DayFile,
    Outage,
    QueueKilled,
    StaffLate,
    TerminalOffline,
)
from lobby.simulate.days.problems import Problem, in_words, meant

FIXED = frozenset({"hours", "land", "services", "places"})
"""Fields of the centre that the day file says elsewhere."""
MOST_MINUTES = 30
OfMachines = BrokerAway | QueueKilled | Outage | TerminalOffline


def problems_of(day: DayFile, catalogue: Catalogue) -> list[Problem]:
    """Everything that does not fit."""
    if day.centre not in catalogue.centre:
        return [Problem(("centre",), f"the catalogue has no centre {day.centre}")]
    return [
        *_rules(day),
        *_hours(day),
        *_arrivals(day),
        *_services(day, catalogue),
        *_staff(day),
        *_faults(day),
    ]


def _rules(day: DayFile) -> Iterator[Problem]:
    known = {field.name for field in msgspec.structs.fields(CentreConfig)} - FIXED
    for name, value in day.rules.items():
        if name not in known:
            yield Problem(
                ("rules", name), f"the centre's configuration has no such field{meant(name, known)}"
            )
            continue
        try:
            msgspec.convert({name: value}, CentreConfig)
        except msgspec.ValidationError as error:
            yield Problem(("rules", name), in_words(str(error).split(" - at ")[0]))


def _hours(day: DayFile) -> Iterator[Problem]:
    before = "00:00"
    for index, span in enumerate(day.hours):
        first, last = span.split("-")
        if not before <= first < last:
            yield Problem(("hours", index), f"{span} ends before it begins, or overlaps the one before")
        before = last
    if day.bookings.grid_minutes not in {n for n in range(1, MOST_MINUTES + 1) if MOST_MINUTES % n == 0}:
        yield Problem(("bookings", "grid_minutes"), "half an hour is no multiple of it")


def _arrivals(day: DayFile) -> Iterator[Problem]:
    for clock, row in day.arrivals.items():
        if clock[3:] not in {"00", "30"}:
            yield Problem(("arrivals", clock), "rows begin at the full or the half hour")
        elif row.booked and not any(span.split("-")[0] <= clock < span.split("-")[1] for span in day.hours):
            yield Problem(("arrivals", clock, "booked"), "the centre is closed then")


def _services(day: DayFile, catalogue: Catalogue) -> Iterator[Problem]:
    config = CentreConfig(name=day.centre)
    offered = Rules.of(day.centre, config, catalogue).services
    for service in day.services:
        if service not in catalogue.service:
            near = meant(service, catalogue.service)
            yield Problem(("services", service), f"the catalogue has no such service{near}")
        elif service not in offered:
            yield Problem(("services", service), f"{day.centre} does not offer it")
    every = any(not staff.services for staff in day.staff)
    taken = {service for staff in day.staff for service in staff.services}
    if not every:
        yield from (
            Problem(("services", service), "no counter takes it")
            for service in day.services
            if service not in taken
        )
    if not any(one.walk_in_weight != 0 for one in day.services.values()):
        yield Problem(("services",), "none is wanted without a booking")


def _staff(day: DayFile) -> Iterator[Problem]:
    for index, staff in enumerate(day.staff):
        if staff.open >= staff.close:
            yield Problem(("staff", index, "close"), "is not after open")
        for number, span in enumerate(staff.breaks):
            first, last = span.split("-")
            if not staff.open < first < last < staff.close:
                yield Problem(("staff", index, "breaks", number), f"{span} does not lie inside the shift")
        for number, service in enumerate(staff.services):
            if service not in day.services:
                text = f"{service} stands nowhere under services"
                yield Problem(("staff", index, "services", number), text)
    twice = [place for place, count in Counter(_places(day)).items() if count > 1]
    if twice:
        yield Problem(("staff",), f"counters named twice: {', '.join(twice)}")


def _faults(day: DayFile) -> Iterator[Problem]:
    known = set(_places(day))
    for index, fault in enumerate(day.faults):
        if isinstance(fault, CounterCloses | StaffLate):
            strange = sorted(set(fault.places) - known)
            if strange:
                yield Problem(("faults", index, "places"), f"nobody works at {', '.join(strange)}")
        else:
            yield from _overlaps(index, fault, day.faults[:index])


def _overlaps(index: int, fault: OfMachines, others: Iterable[AnyFault]) -> Iterator[Problem]:
    """Two faults of which each would be the end of the other cannot be told apart."""
    first, last = _span(fault)
    spans = [_span(other) for other in others if not isinstance(other, CounterCloses | StaffLate)]
    if any(first < end and begin < last for begin, end in spans):
        yield Problem(("faults", index), "begins before another one is over")


def _span(fault: OfMachines) -> tuple[float, float]:
    hours, minutes = fault.at.split(":")
    begins = int(hours) * 60 + int(minutes)
    lasts = getattr(fault, "minutes", None) or 1.0
    return begins, begins + lasts


def _places(day: DayFile) -> list[str]:
    return [place for staff in day.staff for place in staff.places]
