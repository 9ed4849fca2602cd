"""Whether a centre takes visitors at a moment, by its configuration. Hours are local wall time."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache

from holidays.countries.germany import Germany

from lobby.contract.config import CentreConfig
from lobby.contract.days import Land, SpecialDay
from lobby.contract.state import Closure, Opening
from lobby.queueing.rules import LOCAL

DAYS_AHEAD = 60
"""So far is looked for the next opening."""

Times = tuple[time, time]
Span = tuple[datetime, datetime]


def opening(config: CentreConfig, now: datetime) -> Opening:
    """Open or why not, with today's or the next hours."""
    coming = next((span for span in _spans(config, now) if now < span[1]), None)
    opens, closes = coming or (None, None)
    is_in_hours = opens is not None and opens <= now
    if config.closure is not None:
        return Opening(is_open=False, closure=config.closure, opens=opens, closes=closes)
    if not is_in_hours:
        return Opening(is_open=False, closure=_why_closed(config, now), opens=opens, closes=closes)
    return Opening(is_open=True, opens=opens, closes=closes)


def hours_of(config: CentreConfig, day: date) -> tuple[Times, ...]:
    """When the centre is open on a day: the usual hours, without holidays, as special days change them."""
    special = [one for one in config.special_days if one.covers(day)]
    hours = _whole_day(config, day, special)
    for one in special:
        if one.closed:
            for span in one.spans:
                hours = _without(hours, (span.opens, span.closes))
    return hours


def holiday(land: Land | None, day: date) -> str | None:
    """The German name of the public holiday that a day is in a Land."""
    return None if land is None else _holidays(land, day.year).get(day)


def _whole_day(config: CentreConfig, day: date, special: Sequence[SpecialDay]) -> tuple[Times, ...]:
    """The hours before parts of the day are closed; of several special days the last holds."""
    usual = tuple(sorted((one.opens, one.closes) for one in config.hours if one.weekday == day.weekday()))
    whole = [one for one in special if not (one.closed and one.spans)]
    if not whole:
        return () if holiday(config.land, day) else usual
    if whole[-1].closed:
        return ()
    return tuple(sorted((one.opens, one.closes) for one in whole[-1].spans)) or usual


def _without(hours: tuple[Times, ...], closed: Times) -> tuple[Times, ...]:
    begins, ends = closed
    parts = (
        part for opens, closes in hours for part in ((opens, min(closes, begins)), (max(opens, ends), closes))
    )
    return tuple((opens, closes) for opens, closes in parts if opens < closes)


def _why_closed(config: CentreConfig, now: datetime) -> Closure:
    here = now.astimezone(LOCAL)
    special = [one for one in config.special_days if one.closed and one.covers(here.date())]
    for one in reversed(special):
        if not one.spans or any(span.opens <= here.time() < span.closes for span in one.spans):
            return one.closure
    would_open = any(one.weekday == here.weekday() for one in config.hours)
    is_special = any(one.covers(here.date()) for one in config.special_days if not one.closed)
    is_holiday = holiday(config.land, here.date()) is not None
    return Closure.HOLIDAY if is_holiday and would_open and not is_special else Closure.HOURS


def _spans(config: CentreConfig, now: datetime) -> Iterator[Span]:
    today = now.astimezone(LOCAL).date()
    for ahead in range(DAYS_AHEAD):
        day = today + timedelta(days=ahead)
        for opens, closes in hours_of(config, day):
            yield datetime.combine(day, opens, LOCAL), datetime.combine(day, closes, LOCAL)


@cache
def _holidays(land: Land, year: int) -> dict[date, str]:
    return dict(Germany(subdiv=land.value, years=[year], expand=False, language="de"))
