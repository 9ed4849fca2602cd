"""Small days for tests that play one."""

from datetime import date
from typing import Any

import msgspec

from lobby.catalogue_files import sample_catalogue
from lobby.simulate.days.file import DayFile
from lobby.simulate.play.plan import Plan, make_plan

CATALOGUE = sample_catalogue()
TUESDAY = date(2026, 11, 24)
HALF_HOURS = tuple(f"{hour:02}:{minute:02}" for hour in range(8, 12) for minute in (0, 30))
SMALL: dict[str, Any] = {
    "name": "A small morning",
    "date": TUESDAY,
    "hours": ["08:00-12:00"],
    "arrivals": {clock: {"booked": 6, "walk_in": 3.0} for clock in HALF_HOURS},
    "services": {"id-card": {"weight": 3, "minutes": 10}, "pickup": {"minutes": 4}},
    "staff": [{"places": ["1", "2", "3"], "open": "08:00", "close": "12:00"}],
}
"""Four hours, three counters, some sixty visitors."""
EVERYTHING: dict[str, Any] = {
    "papers": 0.2, "papers_minutes": 8, "transfer": 0.2, "second_service": 0.2, "in_person": 0.1, "says_goodbye": 0.5,
}  # fmt: skip
"""Behaviour with much of what can happen in a visit."""


def day_file(**more: Any) -> DayFile:
    """The small morning with some tables changed."""
    return msgspec.convert(SMALL | more, DayFile)


def plan_of(seed: int = 1, **more: Any) -> Plan:
    """Its plan."""
    return make_plan(day_file(**more), CATALOGUE, seed)
