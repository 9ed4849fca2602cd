"""Why this one next: how people stand in the line of one counter, in numbers and in words."""

from datetime import datetime

from lobby.contract.answers import Ranked
from lobby.contract.state import Standing
from lobby.queueing.discipline import is_for, may_be_called, urgency
from lobby.queueing.documents import waiting
from lobby.queueing.line import Counter, Line, Visit
from lobby.queueing.rules import LOCAL, Rules

SHOWN = 4
"""Who is next, and the three behind."""


def explain(line: Line, counter: Counter, rules: Rules, now: datetime) -> tuple[Ranked, ...]:
    """The first of those this counter takes, in the order in which it would call them."""
    mine = [visit for visit in line.present.values() if is_for(visit, counter.services, counter.place)]
    mine.sort(key=lambda visit: (not may_be_called(visit, rules, now), urgency(visit, rules, now)))
    return tuple(_ranked(visit, rules, now) for visit in mine[:SHOWN])


def _ranked(visit: Visit, rules: Rules, now: datetime) -> Ranked:
    waited = max(0, int((now - visit.credit_from).total_seconds() // 60))
    rate = 1 if visit.standing is Standing.WALK_IN else rules.config.booked_weight
    rule, why_de, why_en = _why(visit, rules, now, waited, rate)
    return Ranked(
        visit=waiting(visit),
        waited_minutes=waited,
        credit=float(waited * rate),
        rule=rule,
        why_de=why_de,
        why_en=why_en,
    )


def _why(visit: Visit, rules: Rules, now: datetime, waited: int, rate: int) -> tuple[str, str, str]:
    if not may_be_called(visit, rules, now):
        return _not_yet(visit, rules, now)
    if visit.standing is Standing.WALK_IN:
        cap = rules.config.walk_in_cap_minutes
        if waited >= cap:
            return (
                "cap",
                f"Wartet ohne Termin seit {waited} min, länger als {cap} min: geht vor.",
                f"Has waited {waited} min without a booking, longer than {cap} min: goes first.",
            )
        return "credit", f"Ohne Termin, wartet seit {waited} min.", f"No booking, has waited {waited} min."
    if now < visit.credit_from:
        at = visit.credit_from.astimezone(LOCAL)
        return (
            "credit",
            f"Termin erst um {at:%H:%M} Uhr: vorgezogen, wenn sonst niemand wartet.",
            f"Booked for {at:%H:%M}: taken early when nobody else waits.",
        )
    return (
        "credit",
        f"Mit Termin, wartet seit {waited} min; jede zählt {rate}-fach.",
        f"Booked, has waited {waited} min; each counts {rate} times.",
    )


def _not_yet(visit: Visit, rules: Rules, now: datetime) -> tuple[str, str, str]:
    again = visit.callable_from
    if again is None or now >= again:
        assert visit.in_vain_at is not None  # noqa: S101 - the only other reason
        again = visit.in_vain_at + rules.skip
        at = again.astimezone(LOCAL)
        return (
            "not-yet",
            f"Eben vergeblich aufgerufen: wieder ab {at:%H:%M} Uhr.",
            f"Called in vain just now: again from {at:%H:%M}.",
        )
    at = again.astimezone(LOCAL)
    return "not-yet", f"Zu früh da: aufrufbar ab {at:%H:%M} Uhr.", f"Here early: from {at:%H:%M}."
