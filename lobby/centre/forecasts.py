"""The forecast in force: what displays, terminals and tickets say of waiting times, kept for a moment."""

from datetime import datetime, timedelta

from lobby.contract.fields import Place, ServiceId
from lobby.contract.state import PlaceStatus
from lobby.queueing.estimate_forecast import Forecast, forecast
from lobby.queueing.last_walk_in import UNKNOWN, LastWalkIns, closing, last_walk_ins, settled
from lobby.queueing.line import Line
from lobby.queueing.opening import opening
from lobby.queueing.rules import Rules

FRESH = timedelta(seconds=2)
"""A line that has changed is looked at again after so long, whatever happens: tens of commands a second share it."""
STILL_FRESH = timedelta(seconds=5)
"""So is one that has not: time goes on. Less than between two regular publications."""

_Staff = tuple[tuple[Place, tuple[ServiceId, ...]], ...]


class Forecasts:
    """Runs the queue forward when it has to: a counter that opens, closes or pauses is heard of at once."""

    def __init__(self) -> None:
        self._kept: Forecast | None = None
        self._of: tuple[Rules, _Staff] | None = None
        self._seq = -1
        self.said: LastWalkIns = UNKNOWN
        """What was last said of who may come without a booking."""
        self._closes: datetime | None = None

    def now(self, line: Line, rules: Rules, now: datetime) -> Forecast:
        """The forecast to go by."""
        of = rules, _staff(line)
        kept = self._kept
        if kept is not None and self._of == of:
            fresh = STILL_FRESH if self._seq == line.seq else FRESH
            if timedelta() <= now - kept.at < fresh:
                return kept
        self._kept, self._of, self._seq = forecast(line, rules, now), of, line.seq
        return self._kept

    def last_walk_ins(self, line: Line, rules: Rules, now: datetime) -> LastWalkIns:
        """Until when visitors without a booking may come today, steady while the line sways."""
        closes = closing(opening(rules.config, now))
        if closes is None or closes != self._closes:
            self._closes, self.said = closes, UNKNOWN
        if closes is not None:
            fresh = last_walk_ins(self.now(line, rules, now), closes)
            self.said = settled(self.said, fresh, now)
        return self.said


def _staff(line: Line) -> _Staff:
    return tuple(
        (one.place, one.services)
        for one in line.counters.values()
        if one.status is not PlaceStatus.CLOSED and not one.paused
    )
