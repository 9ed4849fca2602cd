"""Who is next: accumulating priority, each class at its own rate.

Waiting earns credit (Stanford, Taylor, Ziedins 2014, doi 10.1007/s11134-013-9382-6): with a booking from the slot or
the check-in, whichever is later; without one from the check-in; times the weight of the class. The highest credit is
called. Who waited without a booking for longer than the cap of the class goes first. Booked visitors are thereby
ordered by slot, never by how early they came, and one who is before the slot is called only when nobody has waited.
"""

from collections.abc import Collection
from datetime import datetime

from lobby.contract.fields import Place, ServiceId
from lobby.contract.state import Standing
from lobby.queueing.classes import VisitClass
from lobby.queueing.line import Line, Visit
from lobby.queueing.rules import Rules

_NO_BOOKING = Standing.WALK_IN
_BOOKED, _WALK_IN, _PICK_UP = VisitClass  # looked up once: members of an enum are found slowly

Urgency = tuple[float, float, float, str]


def class_of(visit: Visit, rules: Rules) -> VisitClass:
    """What somebody is in this line; a transfer to another service may change it."""
    if visit.standing is not _NO_BOOKING:
        return _BOOKED
    return _PICK_UP if visit.service in rules.pick_ups else _WALK_IN


def urgency(visit: Visit, rules: Rules, now: datetime) -> Urgency:
    """Smallest first: credit earned (negated), then since when, then the slot, then the number: the order is total."""
    since = visit.credit_from
    credit = rules.rates[class_of(visit, rules)].credit(now - since)
    return -credit, since.timestamp(), *_tie(visit)


def may_be_called(visit: Visit, rules: Rules, now: datetime) -> bool:
    """Not before the slot's early window, not right after a call in vain, nobody to two counters at once."""
    if visit.held:
        return False
    if visit.callable_from is not None and now < visit.callable_from:
        return False
    return visit.in_vain_at is None or now >= visit.in_vain_at + rules.skip


def is_for(visit: Visit, services: Collection[ServiceId], place: Place | None) -> bool:
    """Whether a counter with these services takes this visit."""
    return visit.service in services if visit.only_place is None else visit.only_place == place


def calling_order(line: Line, rules: Rules, now: datetime) -> list[Visit]:
    """Everybody present, as a counter that does everything would call them; those not callable yet come last."""
    return sorted(
        line.present.values(),
        key=lambda visit: (not may_be_called(visit, rules, now), urgency(visit, rules, now)),
    )


def next_visit(
    line: Line, services: Collection[ServiceId], rules: Rules, now: datetime, place: Place | None = None
) -> Visit | None:
    """Who is next for a counter with these services; None when nobody may be called.

    Who was transferred to one counter is called there alone, whatever it offers.
    """
    wanted = frozenset(services)
    first: list[tuple[datetime, Visit] | None] = [None] * len(VisitClass)  # of each, who has waited longest
    for visit in line.present.values():
        if not is_for(visit, wanted, place):
            continue
        since, kind = visit.credit_from, class_of(visit, rules)
        known = first[kind]
        if known is not None and since > known[0]:
            continue
        is_first = known is None or since < known[0] or _tie(visit) < _tie(known[1])
        if is_first and may_be_called(visit, rules, now):
            first[kind] = since, visit
    heads = (found[1] for found in first if found is not None)
    return min(heads, key=lambda visit: urgency(visit, rules, now), default=None)


def _tie(visit: Visit) -> tuple[float, str]:
    """Of two who wait equally long: the earlier slot, then the smaller number."""
    return (visit.slot or visit.credit_from).timestamp(), visit.number or ""
