"""Other ways to say how long a visitor without a booking will wait, each at its best. All answers are in minutes.

- last to enter service: what the last visitor without a booking had waited when called (delay history; Ibrahim and
  Whitt 2009).
- people ahead: everybody present, times the mean of a case, by the open counters.
- ZMS: a slot of the mean by the counters for each one in turn; an appointment of the day's list goes first from two
  minutes before its time, whether its visitor is here or not.

The mean is the true one of this centre and this day, which no office knows.
"""

from datetime import timedelta

from lobby.bench.estimate_days import SHARES
from lobby.bench.estimate_play import BETWEEN, WAY, House
from lobby.contract.state import PlaceStatus
from lobby.queueing.line import VisitState

BEFORE_SLOT_MINUTES = 2.0
_MINUTE = timedelta(minutes=1)


def last_to_enter(house: House) -> float:
    """Nothing is known before the first was called: no wait."""
    called = [
        (at, at - visitor.comes)
        for visit, at in house.called.items()
        if (visitor := house.people[visit]).booking is None and visitor.comes is not None
    ]
    return max(called)[1] / _MINUTE if called else 0.0


def people_ahead(house: House) -> float:
    """None ahead, no wait."""
    return len(house.line.present) * _turn(house)


def zms(house: House) -> float:
    """Who is overdue beyond the grace is taken off the list, as clerks do."""
    turn, now = _turn(house), house.now
    listed = [
        visit.slot
        for visit in house.line.visits.values()
        if visit.state in {VisitState.BOOKED, VisitState.PRESENT} and visit.slot is not None
        and (visit.state is VisitState.PRESENT or visit.slot + house.rules.grace >= now)
    ]  # fmt: skip
    appointments = sorted((slot - now) / _MINUTE for slot in listed)
    ahead = sum(visit.slot is None for visit in house.line.present.values())
    wait = turn
    while ahead >= 0:
        if appointments and wait - turn + BEFORE_SLOT_MINUTES >= appointments[0]:
            appointments.pop(0)
        else:
            ahead -= 1
        if ahead >= 0:
            wait += turn
    return wait


def _turn(house: House) -> float:
    """Minutes between two calls of the whole centre, when all its counters work."""
    opened = sum(one.status is not PlaceStatus.CLOSED for one in house.line.counters.values())
    mean = sum(
        share * house.town.mean(service, house.now, house.day.pace) for service, share in SHARES.items()
    )
    return (mean + BETWEEN + WAY) / max(1, opened)


ALL = {"last-to-enter": last_to_enter, "people-ahead": people_ahead, "zms": zms}
