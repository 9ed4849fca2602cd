"""Emergencies as one reader sees them: a counter, or the reception."""

from dataclasses import dataclass

from lobby.contract.state import Emergency, Line
from lobby.counter.rows import Reading, Since, since
from lobby.web.wording import Speaker


@dataclass(frozen=True)
class EmergencyRow:
    """One emergency: where, since when, who goes, and what this reader may do."""

    place: str
    what: str
    is_own: bool
    since: Since
    who: str
    is_heard: bool
    """Sounds here: help is wanted from this reader and nobody goes yet."""
    may_go: bool
    may_end: bool


def emergencies_of(line: Line | None, me: str | None, reading: Reading) -> tuple[EmergencyRow, ...]:
    """All emergencies, the oldest first; `me` is the reader's counter, None the reception."""
    open_now = sorted(line.emergencies, key=lambda one: one.at) if line else []
    return tuple(_row(one, me, reading) for one in open_now)


def _row(one: Emergency, me: str | None, reading: Reading) -> EmergencyRow:
    is_own = one.place == me
    i_go = one.answered and one.by == me
    return EmergencyRow(
        place=one.place,
        what=reading.say(f"emergency-{one.kind}"),
        is_own=is_own,
        since=since(one.at, reading.now),
        who=_who(one, me, reading.say),
        is_heard=not is_own and not one.answered,
        may_go=not is_own and not i_go,
        may_end=is_own or i_go,
    )


def _who(one: Emergency, me: str | None, say: Speaker) -> str:
    if not one.answered:
        return say("emergency-nobody")
    if one.by == me:
        return say("emergency-i-go")
    name = say("emergency-who-reception") if one.by is None else say("emergency-who-place", place=one.by)
    return say("emergency-goes", who=name)
