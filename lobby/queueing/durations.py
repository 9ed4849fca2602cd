"""What a line has measured of how long things take: today, and what the days before have left."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from lobby.contract.fields import Place, ServiceId
from lobby.contract.measured import CasesOfHour, Measured, Sums

FADING = 0.85
"""What a day counts a day later."""
_DIGITS = 3

Cases = dict[ServiceId, dict[int, Sums]]
"""By service and local hour in which the case began."""


def plus(sums: Sums, minutes: float) -> Sums:
    """One observation more."""
    return Sums(sums.weight + 1, sums.minutes + minutes, sums.squares + minutes * minutes)


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
    missed: int = 0
    punctuality: dict[int, int] = field(default_factory=dict)
    """Booked visitors who came today, by class of check-in minus slot."""
    called_at: dict[Place, datetime] = field(default_factory=dict)
    """When each counter first called whom it has."""

    def add_case(self, service: ServiceId, hour: int, minutes: float) -> None:
        """A case that is over."""
        hours = self.cases.setdefault(service, {})
        hours[hour] = plus(hours.get(hour, Sums()), minutes)

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
