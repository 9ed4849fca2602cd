"""Until when somebody without a booking may come: who takes a number then is through by closing, as far as is known.

A newcomer needs the wait that is not exceeded on 85 % of the runs, and the mean of a case. What is needed now, taken
from the closing time, is the last moment to come; a longer line never makes it later. Rounded down to five minutes.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from math import ceil
from types import MappingProxyType

from lobby.contract.fields import ServiceId
from lobby.contract.state import Opening
from lobby.queueing.estimate import HIGH_SHARE
from lobby.queueing.estimate_forecast import Forecast
from lobby.queueing.estimate_situation import HORIZON_MINUTES
from lobby.queueing.rules import LOCAL

STEP = timedelta(minutes=5)
MARGIN = timedelta(minutes=10)
"""A later moment is said only when it is so much later: a line that sways leaves what was said."""
SAID_AHEAD = timedelta(hours=2)
"""It is said when it is so near; before, the line of now says little about the evening."""
_MINUTE = timedelta(minutes=1)
_NEVER_CLOSES = time(23, 59)

LastWalkIns = Mapping[ServiceId, datetime]
UNKNOWN: LastWalkIns = MappingProxyType({})


def last_walk_ins(found: Forecast, closes: datetime) -> LastWalkIns:
    """The last moment for each service; nothing for those of which nothing is known."""
    return {
        service: _floored(closes - timedelta(minutes=_needed(minutes) + found.cases[service]))
        for service, minutes in found.newcomers.items()
    }


def settled(said: LastWalkIns, fresh: LastWalkIns, now: datetime) -> LastWalkIns:
    """What to say after what was said: earlier at once, later only by a margin."""
    return {service: _settled(said.get(service), one, now) for service, one in fresh.items()}


def is_over(last: datetime | None, now: datetime) -> bool:
    """Whether it is too late; in the minute itself, which clocks on walls show, it is not."""
    return last is not None and now >= last + _MINUTE


def latest(last: Iterable[datetime | None], now: datetime) -> datetime | None:
    """After which nobody without a booking is served at all; None while it is far, or for some service unknown."""
    moments = list(last)
    known = [one for one in moments if one is not None]
    if not known or len(known) < len(moments) or max(known) - now > SAID_AHEAD:
        return None
    return max(known)


def closing(opening: Opening) -> datetime | None:
    """When those who are in have to be through; None while closed, and where it is open into the night."""
    if not opening.is_open or opening.closes is None:
        return None
    return None if opening.closes.astimezone(LOCAL).time() >= _NEVER_CLOSES else opening.closes


def _needed(minutes: Sequence[float]) -> float:
    return min(minutes[ceil(HIGH_SHARE * (len(minutes) - 1))], HORIZON_MINUTES)


def _settled(said: datetime | None, fresh: datetime, now: datetime) -> datetime:
    if said is None or fresh <= said:
        return fresh
    least = max(said, now) if is_over(said, now) else said
    return fresh if fresh >= least + MARGIN else said


def _floored(moment: datetime) -> datetime:
    return moment - (moment - moment.replace(minute=0, second=0, microsecond=0)) % STEP
