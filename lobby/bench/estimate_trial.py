"""Estimates tried: what each way of saying it says to every visitor without a booking, and what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lobby.bench.estimate_days import CENTRE, COUNTERS, USUAL, Case, Town, Visitor, day, town
from lobby.bench.estimate_floor import floor
from lobby.bench.estimate_others import ALL
from lobby.bench.estimate_play import House, played
from lobby.catalogue_files import sample_catalogue
from lobby.contract.config import CentreConfig
from lobby.contract.state import WaitRange
from lobby.queueing.estimate import range_of
from lobby.queueing.estimate_forecast import forecast, mean_of
from lobby.queueing.line import Line
from lobby.queueing.rules import Rules

_MINUTE = timedelta(minutes=1)


_Asked = tuple[datetime, WaitRange | None, float, float, dict[str, float]]


@dataclass(frozen=True)
class Answers:
    """What one visitor was told, and the wait that came, in minutes. `told` is None where nothing was said."""

    hours: float
    """Since opening."""
    wait: float
    told: WaitRange | None
    expected: float
    floor: float
    others: dict[str, float]


def answers(case: Case, seed: int, days: int) -> list[Answers]:
    """Of so many days of a case, at the centre of this seed; its usual days before are played and not asked about."""
    rules = _rules()
    if case.known_days == 0:
        towns = [_town(seed * 1000 + number) for number in range(days)]
        return [one for number, town in enumerate(towns) for one in _day(town, rules, case, number, Line())]
    usual = replace(USUAL, absent=case.absent)
    town, line = _town(seed), Line()
    for number in range(case.known_days):
        played(town, rules, day(town, usual, number), line, _nobody_asks)
    return [
        one
        for number in range(case.known_days, case.known_days + days)
        for one in _day(town, rules, case, number, line)
    ]


def _town(seed: int) -> Town:
    return town(seed, sample_catalogue())


def _rules() -> Rules:
    """With a booking or without, as the published ways have it: no class of its own for pick-ups."""
    places = tuple(str(number) for number in range(1, COUNTERS + 1))
    cap = CentreConfig().walk_in_cap_minutes
    config = CentreConfig(places=places, pick_up_weight=1, pick_up_cap_minutes=cap)
    return Rules.of(CENTRE, config, sample_catalogue())


def _nobody_asks(_house: House, _visitor: Visitor) -> None:
    """The day is only lived through."""


def _day(town: Town, rules: Rules, case: Case, number: int, line: Line) -> Iterator[Answers]:
    asked: dict[str, _Asked] = {}

    def ask(house: House, visitor: Visitor) -> None:
        minutes = forecast(house.line, house.rules, house.now).newcomers.get(visitor.service)
        told = None if minutes is None else range_of(minutes)
        expected = 0.0 if minutes is None else mean_of(minutes)
        others = {name: said(house) for name, said in ALL.items()}
        asked[visitor.name] = house.now, told, expected, floor(house), others

    house = played(town, rules, day(town, case, number), line, ask)
    for visit, (at, told, expected, known, others) in asked.items():
        called = house.called.get(visit)
        if called is not None:
            hours = (at - house.day.opens) / timedelta(hours=1)
            yield Answers(hours, (called - at) / _MINUTE, told, expected, known, others)
