"""A day with something else tried: a counter more, a counter less."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import msgspec

from lobby.contract.fields import Place
from lobby.simulate.days.file import DayFile, Staff
from lobby.simulate.days.problems import DayFileError
from lobby.simulate.play.plan import Plan

_SPAN: Final = re.compile(r"(?P<open>([01]\d|2[0-3]):[0-5]\d)-(?P<close>([01]\d|2[0-3]):[0-5]\d)")


def with_counters(day: DayFile, shifts: Sequence[str]) -> DayFile:
    """The same day with a counter more for each of these shifts, like `07:00-15:30`, for all services.

    Raises:
        DayFileError: one is not like that.
    """
    known = [place for staff in day.staff for place in staff.places]
    staff = list(day.staff)
    for shift, place in zip(shifts, _new_places(known), strict=False):
        found = _SPAN.fullmatch(shift)
        if found is None or found["open"] >= found["close"]:
            raise DayFileError(f"{shift!r} is not a shift like 07:00-15:30")
        staff.append(Staff(places=(place,), open=found["open"], close=found["close"]))
    return msgspec.structs.replace(day, staff=tuple(staff))


def without_counters(plan: Plan, places: Sequence[Place]) -> Plan:
    """The same day, and nobody works at these counters.

    Raises:
        DayFileError: nobody would work there anyway.
    """
    known = {clerk.place for clerk in plan.clerks}
    strange = [place for place in places if place not in known]
    if strange:
        raise DayFileError(f"nobody works at {', '.join(strange)}")
    return replace(plan, clerks=tuple(clerk for clerk in plan.clerks if clerk.place not in places))


def _new_places(known: Sequence[Place]) -> Iterator[Place]:
    number = max((int(place) for place in known if place.isdecimal()), default=0)
    while True:
        number += 1
        yield str(number)
