"""What a forecast begins with: the line as it is now, in the numbers of a run (minutes from now)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

from lobby.contract.fields import ServiceId, VisitId
from lobby.queueing.classes import VisitClass
from lobby.queueing.discipline import class_of, may_be_called
from lobby.queueing.estimate_counters import CallableSince, OpenCounter, is_silent, open_counters, running
from lobby.queueing.estimate_draws import paths_for
from lobby.queueing.estimate_means import Means
from lobby.queueing.estimate_punctuality import Punctuality, will_come
from lobby.queueing.estimate_run import Class, Coming, Entry, Setting
from lobby.queueing.line import Line, Visit
from lobby.queueing.rules import LOCAL, Rules

HORIZON_MINUTES = 120.0
"""A run looks no further ahead."""
HOURS = 3
"""A run looks ahead into so many hours of the day, each with its own means."""

_CLASSES = len(VisitClass)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Awaited:
    """A booking whose visitor is not here yet.

    `opens` is when they may be called at the earliest. `after` has for each slice of chance how long after the slot
    they come, None for those in which they stay away.
    """

    opens: float
    slot: float
    queue: int
    entry_service: int
    after: Sequence[float | None]
    name: str


@dataclass(frozen=True)
class Situation:
    """All that the runs have in common. `keys` leads from a service to the key of its newcomers."""

    setting: Setting
    counters: Sequence[OpenCounter]
    later: Sequence[Coming]
    awaited: Sequence[Awaited]
    visits: Sequence[tuple[VisitId, int | None]]
    """Who is here, with the key of a newcomer like them; None where no open counter takes them."""
    services: int
    paths: int
    keys: Mapping[ServiceId, int]
    means: Means


def situation(line: Line, rules: Rules, now: datetime) -> Situation | None:
    """The line as it is now; None when what is known of the counters is too old."""
    minutes = {one.id: one.length / _MINUTE for one in rules.services.values()}
    means = Means(line.durations, minutes, running(line, now))
    waiting = _callable_since(line, rules, now)
    if is_silent(line, means, waiting, now):
        return None
    counters = open_counters(line, means, waiting, now)
    here = list(line.present.values())
    desk = _Desk(rules, counters, here, now)
    queues: list[list[Entry]] = [[] for _ in range(desk.queues)]
    later: list[Coming] = []
    for index, visit in enumerate(here):
        found = desk.entry(visit, index)
        if found is not None and found.callable_at <= 0:
            queues[found.queue].append(found.entry)
        elif found is not None:
            later.append(found)
    punctuality = Punctuality(line.durations.before.punctuality, line.durations.punctuality)
    return Situation(
        setting=desk.setting(means, [sorted(queue) for queue in queues]),
        counters=counters,
        later=sorted(later),
        awaited=list(_awaited(line, rules, desk, punctuality, now)),
        visits=[(visit.id, desk.queue_of(visit)) for visit in here],
        services=len(desk.service),
        paths=desk.paths,
        keys=desk.keys,
        means=means,
    )


def classes_of(rules: Rules) -> tuple[Class, ...]:
    """How each class earns credit, in the order of `VisitClass`."""
    rates = (rules.rates[one] for one in VisitClass)
    return tuple(Class(one.weight, inf if one.cap is None else one.cap / _MINUTE) for one in rates)


def _callable_since(line: Line, rules: Rules, now: datetime) -> CallableSince:
    found: dict[ServiceId, datetime] = {}
    for visit in line.present.values():
        if visit.checked_in is not None and visit.only_place is None and may_be_called(visit, rules, now):
            moments = (visit.checked_in, visit.since, visit.callable_from, visit.in_vain_at)
            since = max(moment for moment in moments if moment is not None)
            found[visit.service] = min(since, found.get(visit.service, since))
    return found


class _Desk:
    """Which queue a visit joins: services that the same counters take are one group, with a queue for each class."""

    def __init__(
        self, rules: Rules, counters: Sequence[OpenCounter], here: Sequence[Visit], now: datetime
    ) -> None:
        self.paths = paths_for(len(here))
        self._rules = rules
        self._counters = counters
        self._now = now
        self.service = {service: index for index, service in enumerate(rules.services)}
        takers = {
            service: tuple(index for index, one in enumerate(counters) if service in one.services)
            for service in rules.services
        }
        self._alone = {one.place: (index,) for index, one in enumerate(counters)}
        wanted = {self._alone[one.only_place] for one in here if one.only_place in self._alone}
        self._groups = sorted({found for found in takers.values() if found} | wanted)
        self.group = {service: self._groups.index(found) for service, found in takers.items() if found}
        self.queues = len(self._groups) * _CLASSES
        self.keys = {
            service: group * _CLASSES
            + (VisitClass.PICK_UP if service in rules.pick_ups else VisitClass.WALK_IN)
            for service, group in self.group.items()
        }

    def queue_of(self, visit: Visit) -> int | None:
        """The queue of somebody who is here; None where no open counter takes them."""
        group = self._group_of(visit)
        return None if group is None else group * _CLASSES + class_of(visit, self._rules)

    def _group_of(self, visit: Visit) -> int | None:
        if visit.only_place is None:
            return self.group.get(visit.service)
        alone = self._alone.get(visit.only_place)
        return None if alone is None else self._groups.index(alone)

    def entry(self, visit: Visit, index: int) -> Coming | None:
        """Who is here, and from when on they may be called; None where no open counter takes them."""
        queue = self.queue_of(visit)
        if queue is None:
            return None
        ready = [self._now]
        if visit.callable_from is not None:
            ready.append(visit.callable_from)
        if visit.in_vain_at is not None:
            ready.append(visit.in_vain_at + self._rules.skip)
        since = (visit.credit_from - self._now) / _MINUTE
        entry = Entry(since, visit.number or "", self.service[visit.service], index)
        return Coming((max(ready) - self._now) / _MINUTE, queue, entry)

    def setting(self, means: Means, queues: Sequence[Sequence[Entry]]) -> Setting:
        """What is the same in all runs."""
        takes = [
            [index for index, found in enumerate(self._groups) if counter in found]
            for counter in range(len(self._counters))
        ]
        told = frozenset(self.keys.values())
        local = self._now.astimezone(LOCAL)
        classes = classes_of(self._rules)
        return Setting(
            queues=queues,
            classes=classes * len(self._groups),
            takes=[
                [group * _CLASSES + one for group in groups for one in range(_CLASSES)] for groups in takes
            ],
            newcomers=[
                [
                    (classes[one], told & {group * _CLASSES + one for group in groups})
                    for one in (VisitClass.WALK_IN, VisitClass.PICK_UP)
                ]
                for groups in takes
            ],
            minutes=[
                [means.mean(service, (local.hour + ahead) % 24) for service in self.service]
                for ahead in range(HOURS)
            ],
            hour_begins=-(local.minute + local.second / 60),
            before_case=means.between + means.way,
            in_vain=means.in_vain,
        )


def _awaited(
    line: Line, rules: Rules, desk: _Desk, punctuality: Punctuality, now: datetime
) -> Iterator[Awaited]:
    """Bookings still to come, by their slots; who is beyond the grace is absent."""
    due = [
        (visit.slot, visit) for visit in map(line.visits.__getitem__, line.to_come) if visit.slot is not None
    ]
    overdue = sum(slot + rules.grace < now for slot, _ in due)
    measured = line.durations.before
    absent = measured.absent + overdue
    all_due = measured.due + sum(line.durations.punctuality.values()) + overdue
    known: dict[float, Sequence[float | None]] = {}
    for slot, visit in sorted(due, key=_by_slot):
        group = desk.group.get(visit.service)
        if group is not None and slot + rules.grace >= now:
            minutes = (slot - now) / _MINUTE
            has_come = punctuality.share_before(-minutes)
            after = known.get(has_come)
            if after is None:
                chance = will_come(absent, all_due, has_come)
                after = known[has_come] = punctuality.slices(chance, has_come, desk.paths)
            opens = max(0.0, minutes - rules.early / _MINUTE)
            if opens > HORIZON_MINUTES:
                break
            service = desk.service[visit.service]
            yield Awaited(opens, minutes, group * _CLASSES, service, after, visit.id)


def _by_slot(due: tuple[datetime, Visit]) -> tuple[datetime, VisitId]:
    return due[0], due[1].id
