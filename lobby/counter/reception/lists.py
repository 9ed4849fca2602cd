"""Who is expected and who is in the house, as rows of the reception's lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache

from lobby.contract.codes import typed_code
from lobby.contract.state import Expected, Line, PlaceStatus, Waiting
from lobby.counter.rows import Reading, Row, Since, row_of, since
from lobby.web.moments import hour_minute

SHOWN_BEFORE, SHOWN_AFTER = timedelta(minutes=60), timedelta(minutes=60)
"""Whose slot is about now stands in the list; the others are found by searching."""
MOST_EXPECTED = 60
_BOOKING = re.compile(r"[0-9a-f]{16}")


class Where(StrEnum):
    """Where in the house somebody is."""

    WAITING = "waiting"
    PARKED = "parked"
    MISSED = "missed"
    CALLED = "called"
    SERVING = "serving"


@dataclass(frozen=True)
class ExpectedRow:
    """A booking that nobody has shown yet. `code` is its typed code; `overdue` since when the slot is over."""

    visit: str
    slot: str
    service: str
    code: str
    overdue: Since | None


@dataclass(frozen=True)
class HereRow:
    """Somebody in the house, and where; `place` is the counter that has called or serves them."""

    row: Row
    waiting: Waiting
    where: Where
    place: str = ""


@dataclass(frozen=True)
class Lists:
    """The lists of the page."""

    expected: tuple[ExpectedRow, ...]
    expected_in_all: int
    waiting: tuple[Row, ...]
    parked: tuple[Row, ...]
    missed: tuple[Row, ...]


def lists_of(line: Line, expected: tuple[Expected, ...], reading: Reading) -> Lists:
    """All lists, in calling order; who is expected about now, by slot."""
    about_now = [one for one in expected if -SHOWN_BEFORE < one.slot - reading.now < SHOWN_AFTER]
    return Lists(
        expected=tuple(expected_row(one, reading) for one in about_now[:MOST_EXPECTED]),
        expected_in_all=len(expected),
        waiting=tuple(row_of(one, reading) for one in line.waiting),
        parked=tuple(row_of(one, reading) for one in line.parked),
        missed=tuple(row_of(one, reading) for one in line.missed),
    )


def expected_row(one: Expected, reading: Reading) -> ExpectedRow:
    """One booking as a line of text."""
    name = reading.names.of(one.service)
    persons = reading.say("persons", count=one.persons) if one.persons > 1 else ""
    code = symbols(one.visit)
    return ExpectedRow(
        visit=one.visit,
        slot=hour_minute(one.slot),
        service=f"{name}, {persons}" if persons else name,
        code=f"{code[:4]}-{code[4:]}" if code else "–",
        overdue=since(one.slot, reading.now) if one.slot + timedelta(minutes=1) <= reading.now else None,
    )


def here(line: Line | None, reading: Reading) -> Iterator[HereRow]:
    """Everybody in the house."""
    if line is None:
        return
    kinds = ((Where.WAITING, line.waiting), (Where.PARKED, line.parked), (Where.MISSED, line.missed))
    for where, visits in kinds:
        for one in visits:
            yield HereRow(row_of(one, reading), one, where)
    for place in line.places:
        if place.visit is not None:
            where = Where.CALLED if place.status is PlaceStatus.CALLED else Where.SERVING
            yield HereRow(row_of(place.visit, reading), place.visit, where, place.place)


@lru_cache(maxsize=8192)
def symbols(visit: str) -> str:
    """The typed code of a booking, without its hyphen; empty for a visit without a booking."""
    return typed_code(visit).symbols if _BOOKING.fullmatch(visit) else ""
