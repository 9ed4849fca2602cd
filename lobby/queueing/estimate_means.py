"""How long things take at this centre: what was measured, and the means that follow.

The catalogue's minutes `c` of a service are where everything begins; what was measured moves the mean, the more the
more was seen (each `k` is worth so many cases). With n cases of together X minutes, those of a day ago counting
`FADING` of today's:

    house             f    = (kF + Σ X/c) / (kF + n)
    service           m_s  = (kS·f·c_s + X_s) / (kS + n_s)
    hour of the day   g_h  = (kG + Σ X_h/m_s) / (kG + n_h)
    service and hour  m_sh = (kT·g_h·m_s + X_sh) / (kT + n_sh)

So far from the days before. Today's cases say by how much today is different, as a whole and for a service:

    d   = (kD + Σ x/m_sh) / (kD + n)              kD grows from 6 to 106, kE from 10 to 110,
    d_s = (kE·d + Σ x/m_sh of s) / (kE + n_s)     with what the days before have shown

and the mean is m_sh·d_s. These are the posterior means of gamma priors, one level above the other (empirical Bayes).
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from lobby.contract.fields import ServiceId
from lobby.contract.measured import Sums
from lobby.queueing.durations import Cases, Durations, total
from lobby.queueing.estimate_log_normal import expected

USUAL_MINUTES = 15.0
"""Of a service that the catalogue does not have."""
USUAL_SPREAD = 0.55
"""Standard deviation of a case by its mean, before anything is measured."""
USUAL_BREAK = 20.0
"""Minutes of a break at a counter."""
USUAL_BETWEEN, USUAL_WAY, USUAL_IN_VAIN, USUAL_MISSED = 0.5, 0.7, 6.0, 0.02
"""Minutes between two cases, of the way to the counter, of all calls of somebody who is gone; how many are gone."""
K_HOUSE, K_SERVICE, K_HOUR, K_SERVICE_HOUR = 5.0, 10.0, 60.0, 60.0
K_TODAY, K_SERVICE_TODAY, K_KNOWN, K_SPREAD, K_MINUTES = 6.0, 10.0, 100.0, 30.0, 10.0
K_MISSED, K_SHARE, K_BREAKS = 5.0, 100.0, 3.0
ENOUGH_CASES = 100.0
MOST_TIMES_THE_MEAN = 4.0
"""A case counts as at most so many times the mean of its service."""


class Running(NamedTuple):
    """A case at a counter that has lasted so many minutes; by the local hour of its beginning."""

    service: ServiceId
    hour: int
    elapsed: float


class Means:
    """The means that follow from what was measured. `minutes` are the catalogue's; all answers are in minutes."""

    def __init__(
        self, durations: Durations, minutes: Mapping[ServiceId, float], running: Sequence[Running] = ()
    ) -> None:
        self._durations = durations
        self._minutes = minutes
        self._running = running
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
        seen = self._cases_of(self._durations.cases)
        return float(self.spread / (self._k_today + seen) ** 0.5)

    @cached_property
    def _k_today(self) -> float:
        known = self._cases_of(self._before)
        return K_TODAY + K_KNOWN * known / (known + ENOUGH_CASES)

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
        """Today's cases of each service: how many, and the sum of their ratios to the usual.

        A running case counts as what it is expected to become: without them the long ones would be missing.
        """
        found: dict[ServiceId, tuple[float, float]] = {}
        for service, hours in self._durations.cases.items():
            weight = sum(sums.weight for sums in hours.values())
            ratio = sum(sums.minutes / self._usual(service, hour) for hour, sums in hours.items())
            found[service] = weight, ratio
        for one in self._running:
            weight, ratio = found.get(one.service, (0.0, 0.0))
            becomes = expected(1.0, self.spread, one.elapsed / self._usual(one.service, one.hour))
            found[one.service] = weight + 1, ratio + min(becomes, MOST_TIMES_THE_MEAN)
        return found

    @cached_property
    def _today_at_all(self) -> float:
        seen = sum(weight for weight, _ in self._today.values())
        ratio = sum(ratio for _, ratio in self._today.values())
        return (self._k_today + ratio) / (self._k_today + seen)

    def _today_of(self, service: ServiceId) -> float:
        weight, ratio = self._today.get(service, (0.0, 0.0))
        known = total(self._before.get(service, {}).values()).weight
        k = K_SERVICE_TODAY + K_KNOWN * known / (known + ENOUGH_CASES)
        return (k * self._today_at_all + ratio) / (k + weight)

    @cached_property
    def between(self) -> float:
        """From a free counter and somebody to call until the call."""
        return _shrunk(USUAL_BETWEEN, self._durations.before.between, self._durations.between)

    @cached_property
    def way(self) -> float:
        """From the call until the visitor stands at the counter."""
        return _shrunk(USUAL_WAY, self._durations.before.way, self._durations.way)

    @cached_property
    def breaks(self) -> float:
        """A break at a counter."""
        return _shrunk(USUAL_BREAK, self._durations.before.breaks, self._durations.breaks, K_BREAKS)

    @cached_property
    def in_vain(self) -> float:
        """What somebody who is gone costs the counters: all calls until the visit is missed, and what follows each."""
        lost = total((self._durations.before.in_vain, self._durations.in_vain))
        missed = self._durations.before.missed + self._durations.missed
        return (K_MISSED * USUAL_IN_VAIN + lost.minutes + lost.weight * self.between) / (K_MISSED + missed)

    @cached_property
    def missed_share(self) -> float:
        """How many of those who are called are gone."""
        missed = self._durations.before.missed + self._durations.missed
        cases = self._cases_of(self._before) + self._cases_of(self._durations.cases)
        return (K_SHARE * USUAL_MISSED + missed) / (K_SHARE + cases + missed)

    @staticmethod
    def _cases_of(cases: Cases) -> float:
        return sum(total(hours.values()).weight for hours in cases.values())


def _shrunk(usual: float, before: Sums, today: Sums, k: float = K_MINUTES) -> float:
    both = total((before, today))
    return (k * usual + both.minutes) / (k + both.weight)
