"""The line as others see it: what goes into retained state, and what a visitor is told."""

from dataclasses import dataclass
from datetime import datetime

from lobby.contract.answers import Ticket
from lobby.contract.catalogue import Service
from lobby.contract.city import CentreSummary
from lobby.contract.fields import Epoch, Place, ServiceId
from lobby.contract.state import (
    Beat,
    Board,
    Expected,
    House,
    LastStep,
    OfferedService,
    PlaceState,
    PlaceStatus,
    Reception,
    Standing,
    Waiting,
    WaitRange,
)
from lobby.contract.state import Line as LineState
from lobby.queueing.contingents import again_from, contingents, is_used_up
from lobby.queueing.discipline import calling_order
from lobby.queueing.estimate import longest_of, wait_for
from lobby.queueing.estimate_forecast import Forecast
from lobby.queueing.last_walk_in import UNKNOWN, LastWalkIns, is_over, latest
from lobby.queueing.line import Counter, Line, Visit, VisitState
from lobby.queueing.opening import opening
from lobby.queueing.rules import Rules, half_day
from lobby.queueing.shown_calls import areas, missed_numbers, shown_calls
from lobby.queueing.undo import UNDO, step_to_undo


@dataclass(frozen=True)
class Stamp:
    """Which journal, and when it was so."""

    epoch: Epoch
    now: datetime


Waits = dict[ServiceId, WaitRange]


def waits(found: Forecast) -> Waits:
    """The range for each service somebody serves now."""
    ranges = {service: wait_for(found, service) for service in found.newcomers}
    return {service: wait for service, wait in ranges.items() if wait is not None}


def beat(line: Line, stamp: Stamp) -> Beat:
    """The journal's position."""
    return Beat(epoch=stamp.epoch, rev=line.seq, as_of=stamp.now)


def board(line: Line, rules: Rules, stamp: Stamp, waits: Waits, last: LastWalkIns = UNKNOWN) -> Board:
    """What call displays draw."""
    return Board(
        epoch=stamp.epoch,
        rev=line.seq,
        as_of=stamp.now,
        name=rules.config.name,
        calls=shown_calls(line, rules.config.ways),
        opening=opening(rules.config, stamp.now),
        notice=rules.config.notice,
        walk_in_wait=longest_of(waits.values()) if rules.config.walk_in else None,
        last_walk_in=_last(rules, stamp, last),
        areas=areas(rules.config.ways),
        missed=missed_numbers(line),
    )


def line_state(line: Line, rules: Rules, stamp: Stamp, last: LastWalkIns = UNKNOWN) -> LineState:
    """What counters see."""
    ordered = calling_order(line, rules, stamp.now)
    return LineState(
        epoch=stamp.epoch,
        rev=line.seq,
        as_of=stamp.now,
        waiting=tuple(waiting(visit) for visit in ordered),
        missed=tuple(waiting(visit) for visit in line.missed.values()),
        parked=tuple(waiting(visit) for visit in line.parked.values()),
        emergencies=tuple(line.hall.emergencies.values()),
        places=tuple(place_state(line, line.counter(place), stamp.now) for place in _places(line, rules)),
        finished_today=line.totals.finished,
        booked_to_come=len(line.to_come),
        last_walk_in=_last(rules, stamp, last),
    )


def _places(line: Line, rules: Rules) -> tuple[Place, ...]:
    """The configured ones, and any that was taken out of the configuration while open: its case must end somewhere."""
    left_open = (
        counter.place for counter in line.counters.values() if counter.status is not PlaceStatus.CLOSED
    )
    return tuple(dict.fromkeys((*rules.places, *left_open)))


def waiting(visit: Visit) -> Waiting:
    """One visit in a list."""
    assert visit.number is not None  # noqa: S101 - only visits with a number are listed
    assert visit.checked_in is not None  # noqa: S101
    is_away = visit.state in {VisitState.PARKED, VisitState.MISSED}
    return Waiting(
        visit=visit.id,
        number=visit.number,
        service=visit.service,
        persons=visit.persons,
        standing=visit.standing,
        checked_in=visit.checked_in,
        slot=visit.slot,
        callable_from=visit.callable_from,
        language=visit.language,
        more_persons=visit.more_persons,
        to_come=visit.to_come,
        attempts=visit.attempts,
        in_person=visit.in_person,
        note=visit.note,
        only_place=visit.only_place,
        held=visit.held,
        announced=visit.announced,
        services=visit.services,
        parked_where=visit.parked_where,
        parked_until=visit.parked_until,
        away_since=visit.since if is_away else None,
    )


def place_state(line: Line, counter: Counter, now: datetime) -> PlaceState:
    """One counter."""
    visit = None if counter.visit is None else waiting(line.visits[counter.visit])
    return PlaceState(
        place=counter.place,
        status=counter.status,
        services=counter.services,
        since=counter.since,
        visit=visit,
        paused=counter.paused,
        undo=_last_step(line, counter.place, now),
    )


def _last_step(line: Line, place: Place, now: datetime) -> LastStep | None:
    step = step_to_undo(line, place, now)
    if step is None or step.visit.number is None:
        return None
    return LastStep(step=step.tag, number=step.visit.number, until=step.at + UNDO)


def reception(line: Line, rules: Rules, stamp: Stamp, last: LastWalkIns = UNKNOWN) -> Reception:
    """What the reception sees beside the line."""
    expected = sorted(
        (visit for visit in (line.visits[one] for one in line.to_come) if visit.slot is not None),
        key=lambda visit: (visit.slot, visit.id),
    )
    return Reception(
        epoch=stamp.epoch,
        rev=line.seq,
        as_of=stamp.now,
        failures=tuple(line.hall.failures),
        help_calls=tuple(line.hall.help_calls.values()),
        emergencies=tuple(line.hall.emergencies.values()),
        expected=tuple(
            Expected(visit=one.id, slot=one.slot, service=one.service, persons=one.persons)
            for one in expected
            if one.slot is not None
        ),
        walk_in_locked=line.hall.walk_in_locked,
        lock_reason=line.hall.lock_reason,
        contingents=contingents(line, rules),
        last_walk_in=_last(rules, stamp, last),
        disputes=tuple(line.hall.disputes.values()),
        unheard=tuple(line.hall.unheard.values()),
    )


def house(line: Line, rules: Rules, stamp: Stamp, waits: Waits, last: LastWalkIns = UNKNOWN) -> House:
    """What a terminal needs to know."""
    services = tuple(
        _offered(_Seen(line, rules, stamp), one, waits.get(one.id), last.get(one.id))
        for one in rules.services.values()
    )
    return House(
        epoch=stamp.epoch,
        rev=line.seq,
        as_of=stamp.now,
        name=rules.config.name,
        area=rules.config.area,
        opening=opening(rules.config, stamp.now),
        services=services,
        walk_in_wait=longest_of(waits.values()) if rules.config.walk_in else None,
        last_walk_in=_last(rules, stamp, last),
        notice=rules.config.notice,
        walk_in_locked=line.hall.walk_in_locked,
        places=tuple(rules.places),
        helped=tuple(call.device for call in line.hall.help_calls.values() if call.answered),
    )


@dataclass(frozen=True)
class _Seen:
    line: Line
    rules: Rules
    stamp: Stamp


def _offered(seen: _Seen, one: Service, wait: WaitRange | None, last: datetime | None) -> OfferedService:
    line, rules, now = seen.line, seen.rules, seen.stamp.now
    used_up = is_used_up(line, rules, one.id, half_day(now))
    return OfferedService(
        service=one.id,
        name_de=one.name_de,
        name_en=one.name_en,
        names=dict(one.names),
        family=one.family,
        minutes=int(one.length.total_seconds() // 60),
        walk_in=rules.config.walk_in,
        online=one.online,
        online_url=one.online_url,
        wait=wait,
        used_up=used_up,
        again_from=again_from(line, rules, one.id, now) if used_up else None,
        last_walk_in=None if last is None else latest((last,), now),
        too_late=is_over(last, now),
    )


def _last(rules: Rules, stamp: Stamp, last: LastWalkIns) -> datetime | None:
    """For the house as a whole: the last of all its services."""
    if not rules.config.walk_in or not last:
        return None
    return latest(last.values(), stamp.now)


def summary(
    line: Line, rules: Rules, stamp: Stamp, waits: Waits, last: LastWalkIns = UNKNOWN
) -> CentreSummary:
    """The centre in one glance, for the city."""
    present = line.present.values()
    longest = max(((stamp.now - visit.credit_from).total_seconds() for visit in present), default=None)
    counters = line.counters.values()
    return CentreSummary(
        epoch=stamp.epoch,
        rev=line.seq,
        as_of=stamp.now,
        centre=rules.centre,
        name=rules.config.name,
        district=rules.config.district,
        opening=opening(rules.config, stamp.now),
        waiting=len(present),
        waiting_booked=sum(visit.standing is not Standing.WALK_IN for visit in present),
        places_open=sum(counter.status is not PlaceStatus.CLOSED for counter in counters),
        arrived_today=line.totals.arrived,
        called_today=line.totals.called,
        finished_today=line.totals.finished,
        missed_today=line.totals.missed,
        walk_in_wait=longest_of(waits.values()) if rules.config.walk_in else None,
        last_walk_in=_last(rules, stamp, last),
        longest_wait_minutes=None if longest is None else max(0, int(longest // 60)),
    )


def ticket(visit: Visit, rules: Rules, wait: WaitRange | None, delay: WaitRange | None = None) -> Ticket:
    """What the visitor is told: the `wait`, or with a booking the slot and any `delay`."""
    shown = waiting(visit)
    return Ticket(
        visit=visit.id,
        number=shown.number,
        service=visit.service,
        persons=visit.persons,
        standing=visit.standing,
        checked_in=shown.checked_in,
        area=rules.config.area,
        slot=visit.slot,
        callable_from=visit.callable_from,
        wait=wait,
        delay=delay,
        to_come=visit.to_come,
        only_place=visit.only_place if visit.announced else None,
        place=visit.place,
    )
