"""How long things take at this centre: what was measured, and the means that follow.

The catalogue's minutes `c` of a service are where everything begins; what was measured moves the mean, the more the
more was seen (each `k` is worth so many cases). With n cases of together X minutes, those of a day ago counting
`FADING` of today's:

    house             f    = (kF + Σ X/c) / (kF + n)
    service           m_s  = (kS·f·c_s + X_s) / (kS + n_s)
    hour of the day   g_h  = (kG + Σ X_h/m_s) / (kG + n_h)
    service and hour  m_sh = (kT·g_h·m_s + X_sh) / (kT + n_sh)

So far from the days before. Today's cases say by how much today is different, as a whole and for a service:

    d   = (kD + Σ x/m_sh) / (kD + n)              kD grows from 6 to 30 with what the days before have shown
    d_s = (kE·d + Σ x/m_sh of s) / (kE + n_s)

and the mean is m_sh·d_s. These are the posterior means of gamma priors, one level above the other (empirical Bayes).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from lobby.contract.fields import Place, ServiceId
from lobby.contract.measured import CasesOfHour, Measured, Sums

FADING = 0.85
"""What a day counts a day later."""
USUAL_MINUTES = 15.0
"""Of a service that the catalogue does not have."""
USUAL_SPREAD = 0.55
"""Standard deviation of a case by its mean, before anything is measured."""
K_HOUSE, K_SERVICE, K_HOUR, K_SERVICE_HOUR = 5.0, 6.0, 40.0, 15.0
K_TODAY, K_TODAY_MORE, K_TODAY_SERVICE, K_SPREAD = 6.0, 24.0, 25.0, 30.0
ENOUGH_CASES = 200.0
_DIGITS = 3

Cases = dict[ServiceId, dict[int, Sums]]


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
            due=round(FADING * self.before.due + came + absent, _DIGITS),
            absent=round(FADING * self.before.absent + absent, _DIGITS),
            punctuality=tuple(
                round(FADING * weight + self.punctuality.get(index, 0), _DIGITS)
                for index, weight in enumerate(before)
            ),
        )


class Means:
    """The means that follow from what was measured. `minutes` are the catalogue's; all answers are in minutes."""

    def __init__(self, durations: Durations, minutes: Mapping[ServiceId, float]) -> None:
        self._durations = durations
        self._minutes = minutes
        self._before: Cases = {}
        for one in durations.before.cases:
            self._before.setdefault(one.service, {})[one.hour] = one.sums
        self._house = self._ratio(K_HOUSE, ((s, total(h.values())) for s, h in self._before.items()))
        self._of_service: dict[ServiceId, float] = {}

    def mean(self, service: ServiceId, hour: int) -> float:
        """A case of this service that begins in this hour."""
        return self._usual(service, hour) * self._today_of(service)

    @cached_property
    def spread(self) -> float:
        """Standard deviation of a case by its mean, over all services."""
        found = weight = 0.0
        for cases in (self._before, self._durations.cases):
            for hours in cases.values():
                sums = total(hours.values())
                if sums.weight > 1 and sums.minutes > 0:
                    found += sums.weight * (sums.squares * sums.weight / sums.minutes**2 - 1)
                    weight += sums.weight
        return float(((K_SPREAD * USUAL_SPREAD**2 + found) / (K_SPREAD + weight)) ** 0.5)

    @cached_property
    def doubt(self) -> float:
        """Standard deviation of the mean itself, as a share of it: the fewer cases, the larger."""
        seen = sum(total(hours.values()).weight for hours in self._durations.cases.values())
        return float(self.spread / (self._k_today + seen) ** 0.5)

    @cached_property
    def _k_today(self) -> float:
        known = sum(total(hours.values()).weight for hours in self._before.values())
        return K_TODAY + K_TODAY_MORE * known / (known + ENOUGH_CASES)

    def _catalogue(self, service: ServiceId) -> float:
        return self._minutes.get(service, USUAL_MINUTES)

    def _ratio(self, k: float, cases: Iterable[tuple[ServiceId, Sums]]) -> float:
        weight, ratio = k, k
        for service, sums in cases:
            weight += sums.weight
            ratio += sums.minutes / self._catalogue(service)
        return ratio / weight

    def _all_day(self, service: ServiceId) -> float:
        known = self._of_service.get(service)
        if known is None:
            sums = total(self._before.get(service, {}).values())
            prior = K_SERVICE * self._house * self._catalogue(service)
            known = self._of_service[service] = (prior + sums.minutes) / (K_SERVICE + sums.weight)
        return known

    @cached_property
    def _of_hour(self) -> dict[int, float]:
        ratio: dict[int, float] = {}
        weight: dict[int, float] = {}
        for service, hours in self._before.items():
            for hour, sums in hours.items():
                ratio[hour] = ratio.get(hour, K_HOUR) + sums.minutes / self._all_day(service)
                weight[hour] = weight.get(hour, K_HOUR) + sums.weight
        return {hour: ratio[hour] / weight[hour] for hour in ratio}

    def _usual(self, service: ServiceId, hour: int) -> float:
        sums = self._before.get(service, {}).get(hour, Sums())
        prior = K_SERVICE_HOUR * self._of_hour.get(hour, 1.0) * self._all_day(service)
        return (prior + sums.minutes) / (K_SERVICE_HOUR + sums.weight)

    @cached_property
    def _today(self) -> dict[ServiceId, tuple[float, float]]:
        return {
            service: (
                sum(sums.weight for sums in hours.values()),
                sum(sums.minutes / self._usual(service, hour) for hour, sums in hours.items()),
            )
            for service, hours in self._durations.cases.items()
        }

    @cached_property
    def _today_at_all(self) -> float:
        seen = sum(weight for weight, _ in self._today.values())
        ratio = sum(ratio for _, ratio in self._today.values())
        return (self._k_today + ratio) / (self._k_today + seen)

    def _today_of(self, service: ServiceId) -> float:
        weight, ratio = self._today.get(service, (0.0, 0.0))
        return (K_TODAY_SERVICE * self._today_at_all + ratio) / (K_TODAY_SERVICE + weight)


def total(many: Iterable[Sums]) -> Sums:
    """All of them together."""
    weight = minutes = squares = 0.0
    for one in many:
        weight, minutes, squares = weight + one.weight, minutes + one.minutes, squares + one.squares
    return Sums(weight, minutes, squares)
