"""What a line has measured of how long things take: today, and what the days before have left."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from lobby.contract.fields import Place, ServiceId, VisitId
from lobby.contract.measured import CasesOfHour, Measured, Sums

FADING = 0.85
"""What a day counts a day later."""
_DIGITS = 3

Cases = dict[ServiceId, dict[int, Sums]]
"""By service and local hour in which the case began."""


class Call(NamedTuple):
    """The call that a counter is at: when it was first made, and the pause before it that was learnt from."""

    at: datetime
    pause: float | None = None


class Begun(NamedTuple):
    """What a case has lasted at counters before its present period, in minutes, and the local hour of its beginning."""

    minutes: float
    hour: int


class Lesson(NamedTuple):
    """One observation: of which sums of `Durations`, and for a case its service and hour."""

    of: Literal["case", "between", "way", "in_vain", "missed"]
    minutes: float = 0.0
    service: ServiceId = ""
    hour: int = 0


class Learnt(NamedTuple):
    """What the last step at a counter has taught, each lesson with 1 or −1, and how things stood before it."""

    lessons: tuple[tuple[Lesson, int], ...]
    visit: VisitId
    call: Call | None
    begun: Begun | None


def plus(sums: Sums, minutes: float, weight: int = 1) -> Sums:
    """One observation more, or with −1 one less."""
    if sums.weight + weight <= 0:
        return Sums()
    return Sums(
        sums.weight + weight, sums.minutes + weight * minutes, sums.squares + weight * minutes * minutes
    )


def faded(one: Sums, today: Sums = Sums()) -> Sums:  # noqa: B008 - frozen
    """Yesterday's and today's observations as tomorrow counts them."""
    return Sums(
        round(FADING * one.weight + today.weight, _DIGITS),
        round(FADING * one.minutes + today.minutes, _DIGITS),
        round(FADING * one.squares + today.squares, _DIGITS),
    )


@dataclass
class Durations:
    """What the line has measured. `before` are the days before; all else is of today."""

    before: Measured = field(default_factory=Measured)
    cases: Cases = field(default_factory=dict)
    between: Sums = field(default_factory=Sums)
    way: Sums = field(default_factory=Sums)
    in_vain: Sums = field(default_factory=Sums)
    breaks: Sums = field(default_factory=Sums)
    missed: int = 0
    punctuality: dict[int, int] = field(default_factory=dict)
    """Booked visitors who came today, by class of check-in minus slot."""
    calls: dict[Place, Call] = field(default_factory=dict)
    """Of each counter that has somebody."""
    begun: dict[VisitId, Begun] = field(default_factory=dict)
    """Cases that were parked, handed over or given another service."""
    paused_at: dict[Place, datetime] = field(default_factory=dict)
    """When the break began that each counter has."""
    resumed_at: dict[Place, datetime] = field(default_factory=dict)
    """When the last break at a counter ended."""
    learnt: dict[Place, Learnt] = field(default_factory=dict)
    """Of the last step at each counter, to be taken back with it."""

    def take(self, lesson: Lesson, weight: int = 1) -> None:
        """Count an observation, or with −1 take it back."""
        match lesson.of:
            case "case":
                self._take_case(lesson, weight)
            case "missed":
                self.missed += weight
            case "between":
                self.between = plus(self.between, lesson.minutes, weight)
            case "way":
                self.way = plus(self.way, lesson.minutes, weight)
            case _:
                self.in_vain = plus(self.in_vain, lesson.minutes, weight)

    def _take_case(self, lesson: Lesson, weight: int) -> None:
        hours = self.cases.setdefault(lesson.service, {})
        hours[lesson.hour] = plus(hours.get(lesson.hour, Sums()), lesson.minutes, weight)
        if not hours[lesson.hour].weight:
            del hours[lesson.hour]
        if not hours:
            del self.cases[lesson.service]

    def carried(self, absent: int, classes: int) -> Measured:
        """What the next day begins with; `absent` of today's bookings did not come."""
        known = {(one.service, one.hour): one.sums for one in self.before.cases}
        today = {
            (service, hour): sums for service, hours in self.cases.items() for hour, sums in hours.items()
        }
        came = sum(self.punctuality.values())
        before = self.before.punctuality or (0.0,) * classes
        return Measured(
            cases=tuple(
                CasesOfHour(
                    service=key[0],
                    hour=key[1],
                    sums=faded(known.get(key, Sums()), today.get(key, Sums())),
                )
                for key in sorted(known.keys() | today.keys())
            ),
            between=faded(self.before.between, self.between),
            way=faded(self.before.way, self.way),
            in_vain=faded(self.before.in_vain, self.in_vain),
            breaks=faded(self.before.breaks, self.breaks),
            missed=round(FADING * self.before.missed + self.missed, _DIGITS),
            due=round(FADING * self.before.due + came + absent, _DIGITS),
            absent=round(FADING * self.before.absent + absent, _DIGITS),
            punctuality=tuple(
                round(FADING * weight + self.punctuality.get(index, 0), _DIGITS)
                for index, weight in enumerate(before)
            ),
        )


def total(many: Iterable[Sums]) -> Sums:
    """All of them together."""
    weight = minutes = squares = 0.0
    for one in many:
        weight, minutes, squares = weight + one.weight, minutes + one.minutes, squares + one.squares
    return Sums(weight, minutes, squares)
