"""How often codes may be tried that prove nothing: typed codes, and booking numbers of other systems.

A terminal slows its own visitors down, and forgets that when it starts again. What counts is therefore decided here,
from facts: for one device and for the centre as a whole, in a window that slides. Trying at full speed leaves one
device 40 wrong codes an hour and the whole centre 160, whatever is restarted.
"""

from datetime import datetime, timedelta

from lobby.contract.events import AnyEvent, CheckInFailed, CodeUnknown
from lobby.contract.fields import Name
from lobby.queueing.line import Line

WINDOW = timedelta(minutes=15)
MOST_AT_DEVICE = 10
MOST_IN_CENTRE = 40
GUESSING, GUESSING_EVERYWHERE = "guessing", "guessing-everywhere"
"""Reasons of the failed check-in that the reception is told once a limit is reached."""


def typing_rests_until(line: Line, device: Name, now: datetime) -> datetime | None:
    """When this device may try again; None when it may now."""
    recent = _recent(line, now)
    here = [at for at, name in recent if name == device]
    ends = [
        moments[-most] + WINDOW
        for moments, most in ((here, MOST_AT_DEVICE), ([at for at, _ in recent], MOST_IN_CENTRE))
        if len(moments) >= most
    ]
    return max(ends, default=None)


def unknown_code(line: Line, device: Name, now: datetime) -> tuple[AnyEvent, ...]:
    """One more that no booking has; with it, when it reaches a limit, what the reception is told."""
    recent = _recent(line, now)
    here = sum(name == device for _, name in recent) + 1
    facts: list[AnyEvent] = [CodeUnknown(at=now, device=device)]
    if here == MOST_AT_DEVICE:
        facts.append(CheckInFailed(at=now, device=device, reason=GUESSING))
    if len(recent) + 1 == MOST_IN_CENTRE:
        facts.append(CheckInFailed(at=now, device=device, reason=GUESSING_EVERYWHERE))
    return tuple(facts)


def count_unknown(line: Line, event: CodeUnknown) -> None:
    """What the fact changes; what has left the window is forgotten."""
    line.hall.unknown_codes = [*_recent(line, event.at), (event.at, event.device)]


def _recent(line: Line, now: datetime) -> list[tuple[datetime, Name]]:
    return [one for one in line.hall.unknown_codes if now - one[0] < WINDOW]
