"""Why this one next: how people stand in the line of one counter, in numbers and in words."""

from datetime import datetime, timedelta

from lobby.contract.answers import Ranked
from lobby.queueing.classes import VisitClass
from lobby.queueing.discipline import class_of, is_for, may_be_called, urgency
from lobby.queueing.documents import waiting
from lobby.queueing.line import Counter, Line, Visit
from lobby.queueing.rules import LOCAL, Rules

SHOWN = 4
"""Who is next, and the three behind."""

Words = tuple[str, str]
"""German, English."""
CLASS_NAMES: dict[VisitClass, Words] = {
    VisitClass.BOOKED: ("Mit Termin", "Booked"),
    VisitClass.WALK_IN: ("Ohne Termin", "No booking"),
    VisitClass.PICK_UP: ("Abholung", "Pick-up"),
}


def explain(line: Line, counter: Counter, rules: Rules, now: datetime) -> tuple[Ranked, ...]:
    """The first of those this counter takes, in the order in which it would call them."""
    mine = [visit for visit in line.present.values() if is_for(visit, counter.services, counter.place)]
    mine.sort(key=lambda visit: (not may_be_called(visit, rules, now), urgency(visit, rules, now)))
    return tuple(_ranked(visit, rules, now) for visit in mine[:SHOWN])


def _ranked(visit: Visit, rules: Rules, now: datetime) -> Ranked:
    waited = now - visit.credit_from
    found = class_of(visit, rules)
    rate = rules.rates[found]
    minutes = max(0, int(waited.total_seconds() // 60))
    if not may_be_called(visit, rules, now):
        rule, (why_de, why_en) = "not-yet", _not_yet(visit, rules, now)
    elif rate.cap is not None and waited > rate.cap:
        rule, (why_de, why_en) = "cap", _beyond(found, minutes, rate.cap)
    elif waited < timedelta():
        rule, (why_de, why_en) = "credit", _early(visit)
    else:
        rule, (why_de, why_en) = "credit", _earning(found, minutes, rate.weight)
    return Ranked(
        visit=waiting(visit),
        waited_minutes=minutes,
        credit=float(minutes * rate.weight),
        rule=rule,
        why_de=why_de,
        why_en=why_en,
    )


def _beyond(found: VisitClass, minutes: int, cap: timedelta) -> Words:
    most = int(cap.total_seconds() // 60)
    kind_de, kind_en = CLASS_NAMES[found]
    return (
        f"{kind_de}: wartet seit {minutes} min, länger als {most} min: geht vor.",
        f"{kind_en}: has waited {minutes} min, longer than {most} min: goes first.",
    )


def _early(visit: Visit) -> Words:
    at = visit.credit_from.astimezone(LOCAL)
    return (
        f"Termin erst um {at:%H:%M} Uhr: vorgezogen, wenn sonst niemand wartet.",
        f"Booked for {at:%H:%M}: taken early when nobody else waits.",
    )


def _earning(found: VisitClass, minutes: int, weight: int) -> Words:
    kind_de, kind_en = CLASS_NAMES[found]
    if weight == 1:
        return f"{kind_de}, wartet seit {minutes} min.", f"{kind_en}, has waited {minutes} min."
    return (
        f"{kind_de}, wartet seit {minutes} min; jede zählt {weight}-fach.",
        f"{kind_en}, has waited {minutes} min; each counts {weight} times.",
    )


def _not_yet(visit: Visit, rules: Rules, now: datetime) -> Words:
    if visit.held:
        return (
            "Gerade mit einer zweiten Nummer an einem anderen Platz.",
            "At another counter now, with a second number.",
        )
    again = visit.callable_from
    if again is None or now >= again:
        assert visit.in_vain_at is not None  # noqa: S101 - the only other reason
        again = visit.in_vain_at + rules.skip
        at = again.astimezone(LOCAL)
        return (
            f"Eben vergeblich aufgerufen: wieder ab {at:%H:%M} Uhr.",
            f"Called in vain just now: again from {at:%H:%M}.",
        )
    at = again.astimezone(LOCAL)
    return f"Zu früh da: aufrufbar ab {at:%H:%M} Uhr.", f"Here early: from {at:%H:%M}."
