"""The floor: the error of one who knows who will come when, and not how long cases take.

The same run as the estimate's, through the same discipline, with everything true that the estimate has to guess: who
comes at which moment, the mean and the distribution of every service today. Only the lengths are drawn anew.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from math import inf
from random import Random

from lobby.bench.estimate_days import GONE_SHARE, HOURS, SHARES, Visitor
from lobby.bench.estimate_play import BETWEEN, PATIENCE, WAY, House
from lobby.contract.state import PlaceStatus
from lobby.queueing.classes import VisitClass
from lobby.queueing.estimate_run import Coming, Entry, Path, Setting, run
from lobby.queueing.estimate_situation import classes_of
from lobby.queueing.line import VisitState
from lobby.queueing.rules import LOCAL

RUNS = 60
MOST_STARTS = 400
_MINUTE = timedelta(minutes=1)


def floor(house: House) -> float:
    """The mean wait of a newcomer of now over `RUNS` drawn futures, in minutes."""
    rng = Random(f"{house.town.seed}/{house.now}")  # noqa: S311 - to be played again
    setting, later = _setting(house)
    total = 0.0
    for _ in range(RUNS):
        outcome = run(setting, _path(house, later, rng), inf)
        total += outcome.newcomers.get(0, inf)
    return total / RUNS


def _setting(house: House) -> tuple[Setting, list[Coming]]:
    """The line as it is, and who comes when."""
    queues: list[list[Entry]] = [[], []]
    later: list[Coming] = []
    for visitor in house.people.values():
        found = _known(house, visitor)
        if found is not None and found.callable_at <= 0:
            queues[found.queue].append(found.entry)
        elif found is not None:
            later.append(found)
    local = house.now.astimezone(LOCAL)
    hours = [
        [house.town.mean(service, house.now + timedelta(hours=ahead), house.day.pace) for service in SHARES]
        for ahead in range(HOURS)
    ]
    classes = classes_of(house.rules)
    counters = sum(one.status is not PlaceStatus.CLOSED for one in house.line.counters.values())
    setting = Setting(
        queues=[sorted(queue) for queue in queues], classes=classes, takes=[(0, 1)] * counters,
        newcomers=[[(classes[VisitClass.WALK_IN], frozenset({0}))]] * counters, minutes=hours,
        hour_begins=-(local.minute + local.second / 60), before_case=BETWEEN + WAY,
        in_vain=house.rules.config.calls_in_vain * (BETWEEN + PATIENCE),
    )  # fmt: skip
    return setting, sorted(later)


def _known(house: House, visitor: Visitor) -> Coming | None:
    """When a visitor may be called; None for who has been, who stays away, and walk-ins who come after the newcomer."""
    visit = house.line.visits.get(visitor.name)
    is_here = visit is not None and visit.state is VisitState.PRESENT
    if visitor.comes is None or (not is_here and (visitor.booking is None or visitor.comes <= house.now)):
        return None
    slot = visitor.booking.slot if visitor.booking is not None else visitor.comes
    since = max(
        slot, visit.checked_in if visit is not None and visit.checked_in is not None else visitor.comes
    )
    ready = visitor.comes if visitor.booking is None else max(visitor.comes, slot - house.rules.early)
    if visit is not None and visit.in_vain_at is not None:
        ready = visit.in_vain_at + house.rules.skip
    number = visit.number if visit is not None and visit.number is not None else visitor.name
    entry = Entry(_minutes(house, since), number, list(SHARES).index(visitor.service), 0)
    return Coming(max(0.0, _minutes(house, ready)), int(visitor.booking is None), entry)


def _path(house: House, later: list[Coming], rng: Random) -> Path:
    return Path(
        free_at=list(_free_at(house, rng)),
        coming=iter(later),
        factors=[_drawn(house.town.factors[service], rng) for service in SHARES],
        pace=1.0,
        missing=[rng.random() < GONE_SHARE for _ in range(MOST_STARTS)],
    )


def _drawn(pool: Sequence[float], rng: Random) -> Sequence[float]:
    first = rng.randrange(len(pool) - MOST_STARTS)
    return pool[first : first + MOST_STARTS]


def _free_at(house: House, rng: Random) -> Iterator[float]:
    for counter in house.line.counters.values():
        if counter.status is PlaceStatus.CLOSED or counter.since is None:
            continue
        elapsed = -_minutes(house, counter.since)
        if counter.visit is None:
            yield max(0.0, BETWEEN - elapsed)
            continue
        service = house.people[counter.visit].service
        mean = house.town.mean(service, counter.since, house.day.pace)
        pool = house.town.rising[service]
        if counter.status is PlaceStatus.SERVING:
            longer = bisect_right(pool, elapsed / mean)
            yield BETWEEN + pool[rng.randrange(min(longer, len(pool) - 1), len(pool))] * mean - elapsed
        else:
            yield BETWEEN + max(0.0, WAY - elapsed) + rng.choice(pool) * mean


def _minutes(house: House, moment: datetime) -> float:
    return (moment - house.now) / _MINUTE
