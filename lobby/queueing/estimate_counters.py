"""The counters a forecast counts on, when each will be free, and whether their state can still be believed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from lobby.contract.fields import Place, ServiceId, VisitId
from lobby.contract.state import PlaceStatus
from lobby.queueing.estimate_learning import LONGEST_BREAK, LONGEST_PAUSE
from lobby.queueing.estimate_log_normal import remaining
from lobby.queueing.estimate_means import Means, Running
from lobby.queueing.line import Counter, Line
from lobby.queueing.rules import LOCAL

SILENT_AT_LEAST, SILENT_CASES = timedelta(minutes=20), 3.0
"""Busy counters of which nothing is heard for so long, and for so many mean cases by their number, are not believed."""

CallableSince = Mapping[ServiceId, datetime]
"""Since when somebody waits for each service and could be called."""

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class OpenCounter:
    """A counter that will call again, in minutes from now.

    `ready` passes besides the case that it has; `mean` is the mean of that case (or break), None when there is none,
    `elapsed` how long it has lasted.
    """

    place: Place
    services: frozenset[ServiceId]
    ready: float
    mean: float | None = None
    elapsed: float = 0.0

    def free_at(self, share: float, spread: float, pace: float) -> float:
        """When it calls, if its case is as long as `share` of those that have lasted so long already."""
        if self.mean is None:
            return self.ready
        return self.ready + remaining(self.mean * pace, spread, self.elapsed, share)


def running(line: Line, now: datetime) -> list[Running]:
    """The cases at the counters."""
    return [
        Running(visit.service, one.since.astimezone(LOCAL).hour, _lasted(line, visit.id, one.since, now))
        for one in line.counters.values()
        if one.status is PlaceStatus.SERVING and one.since is not None and one.visit is not None
        for visit in (line.visits[one.visit],)
    ]


def open_counters(line: Line, means: Means, waiting: CallableSince, now: datetime) -> list[OpenCounter]:
    """Those that serve, and those that will again after a break; none while nobody serves."""
    serving = [
        _open(line, counter, means, now)
        for counter in line.counters.values()
        if counter.status is not PlaceStatus.CLOSED and not counter.paused
        if not _has_a_break(line, counter, waiting, now)
    ]
    return [*serving, *_on_break(line, means, now)] if serving else []


def _on_break(line: Line, means: Means, now: datetime) -> Iterator[OpenCounter]:
    for place, began in line.durations.paused_at.items():
        if now - began <= LONGEST_BREAK:
            services = frozenset(line.counter(place).services)
            yield OpenCounter(place, services, means.between, means.breaks, (now - began) / _MINUTE)


def is_silent(line: Line, means: Means, waiting: CallableSince, now: datetime) -> bool:
    """Whether the counters should have been heard of: some have cases or people to call, and nothing happens."""
    open_now = [
        one for one in line.counters.values() if one.status is not PlaceStatus.CLOSED and not one.paused
    ]
    heard = [_heard(line, one, waiting) for one in open_now]
    if not heard or None in heard:
        return False
    cases = [line.visits[one.visit].service for one in open_now if one.visit is not None]
    hour = now.astimezone(LOCAL).hour
    longest = max((means.mean(service, hour) for service in cases), default=0.0)
    silent = now - max(moment for moment in heard if moment is not None)
    return silent > max(SILENT_AT_LEAST, _MINUTE * (SILENT_CASES * longest / len(open_now)))


def _heard(line: Line, counter: Counter, waiting: CallableSince) -> datetime | None:
    """Since when it has something to do and says nothing; None while it has nothing to do."""
    if counter.since is None or counter.visit is not None:
        return counter.since
    free = max(counter.since, line.durations.resumed_at.get(counter.place, counter.since))
    left = (max(free, waiting[service]) for service in counter.services if service in waiting)
    return min(left, default=None)


def _has_a_break(line: Line, counter: Counter, waiting: CallableSince, now: datetime) -> bool:
    """It leaves people waiting whom it could call."""
    silent = _heard(line, counter, waiting) if counter.visit is None else None
    return silent is not None and now - silent > LONGEST_PAUSE


def _open(line: Line, counter: Counter, means: Means, now: datetime) -> OpenCounter:
    services = frozenset(counter.services)
    elapsed = max(0.0, (now - counter.since) / _MINUTE) if counter.since is not None else 0.0
    if counter.visit is None:
        return OpenCounter(counter.place, services, max(means.between - elapsed, 0.0))
    began = counter.since or now
    mean = means.mean(line.visits[counter.visit].service, began.astimezone(LOCAL).hour)
    if counter.status is PlaceStatus.SERVING:
        lasted = _lasted(line, counter.visit, began, now)
        return OpenCounter(counter.place, services, means.between, mean, lasted)
    lasted = _lasted(line, counter.visit, now, now)
    return OpenCounter(counter.place, services, means.between + max(means.way - elapsed, 0.0), mean, lasted)


def _lasted(line: Line, visit: VisitId, since: datetime, now: datetime) -> float:
    """How long a case has been served, earlier periods included."""
    before = line.durations.begun.get(visit)
    return max(0.0, (before.minutes if before is not None else 0.0) + (now - since) / _MINUTE)
