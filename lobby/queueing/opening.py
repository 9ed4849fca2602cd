"""Whether a centre takes visitors at a moment, by its configuration. Hours are local wall time."""

from datetime import datetime, timedelta

from lobby.contract.config import CentreConfig
from lobby.contract.state import Closure, Opening, OpeningHours
from lobby.queueing.rules import LOCAL

DAYS_AHEAD = 8


def opening(config: CentreConfig, now: datetime) -> Opening:
    """Open or why not, with today's or the next hours."""
    spans = _spans(config.hours, now)
    current = next((span for span in spans if span[0] <= now < span[1]), None)
    coming = current or next((span for span in spans if span[0] > now), None)
    opens, closes = coming or (None, None)
    if config.closure is not None:
        return Opening(is_open=False, closure=config.closure, opens=opens, closes=closes)
    if current is None:
        return Opening(is_open=False, closure=Closure.HOURS, opens=opens, closes=closes)
    return Opening(is_open=True, opens=opens, closes=closes)


def _spans(hours: tuple[OpeningHours, ...], now: datetime) -> list[tuple[datetime, datetime]]:
    today = now.astimezone(LOCAL).date()
    days = [today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD)]
    return sorted(
        (datetime.combine(day, one.opens, LOCAL), datetime.combine(day, one.closes, LOCAL))
        for day in days
        for one in hours
        if one.weekday == day.weekday()
    )
