"""What the status page shows: rows of texts and bar lengths. Pure."""

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date

from lobby.contract.state import Closure, Opening, WaitRange
from lobby.feed.picture import Freshness
from lobby.feed.status import CentreStatus, CityStatus, is_over
from lobby.web.moments import TIME_ZONE, hour_minute
from lobby.web.wording import Speaker

FULL_MINUTES = 60
"""A wait bar is full at an hour."""
FULL_WAITING = 20
"""A bar of people is full at the longest line of the city, at least at this."""
NOTHING = "–"
_TONES = {Freshness.FRESH: "success", Freshness.STALE: "warning"}


@dataclass(frozen=True)
class Row:
    """One centre. Bars are in minutes (of sixty) and in hundredths."""

    centre: str
    name: str
    simulated: bool
    opening: str
    is_open: bool
    tone: str
    freshness: str
    is_fresh: bool
    as_of: datetime | None
    wait: str
    bar_from: int
    bar_to: int
    waiting: str
    waiting_bar: int
    places: str
    finished: str


@dataclass(frozen=True)
class CityView:
    """The page: totals on top, centres below. `open_centres` and `waiting` count what is fresh, nothing else."""

    as_of: datetime
    open_centres: int
    centres: int
    waiting: int
    shortest: str
    not_fresh: int
    rows: tuple[Row, ...]


def city_view(status: CityStatus, t: Speaker, sort: str) -> CityView:
    """The view of a status, sorted by name, wait or number waiting; closed centres last."""
    fresh = [one for one in status.centres if one.is_open and not one.stale]
    open_now = [one for one in fresh if not is_over(one.last_walk_in, status.as_of)]
    waits = [one for one in open_now if one.walk_in_wait is not None]
    shortest = min(waits, key=lambda one: _key(one, "wait"), default=None)
    full = max([FULL_WAITING, *(one.waiting or 0 for one in fresh)])
    ordered = sorted(status.centres, key=lambda one: _key(one, sort))
    return CityView(
        as_of=status.as_of,
        open_centres=len(fresh),
        centres=len(status.centres),
        waiting=sum(one.waiting or 0 for one in fresh),
        shortest=NOTHING if shortest is None else _shortest(shortest, t),
        not_fresh=sum(one.stale for one in status.centres),
        rows=tuple(_row(one, t, status.as_of, full) for one in ordered),
    )


def wait_text(wait: WaitRange | None, t: Speaker) -> str:
    """Like "10 bis 20 Minuten"."""
    if wait is None:
        return t("wait-unknown")
    if wait.high_minutes is None:
        return t("wait-over", minutes=wait.low_minutes)
    if wait.low_minutes == 0:
        return t("wait-up-to", minutes=wait.high_minutes)
    return t("wait-range", low=wait.low_minutes, high=wait.high_minutes)


def _shortest(one: CentreStatus, t: Speaker) -> str:
    name = t("shortest-simulated", where=one.name) if one.simulated else one.name
    return f"{name}, {wait_text(one.walk_in_wait, t)}"


def _row(one: CentreStatus, t: Speaker, now: datetime, full_waiting: int) -> Row:
    low, high = _bar(one.walk_in_wait) if one.is_open else (0, 0)
    shows_line = one.is_open or bool(one.waiting)
    return Row(
        centre=one.centre,
        name=one.name,
        simulated=one.simulated,
        opening=_opening(one, t, now),
        is_open=one.is_open,
        tone=_TONES.get(one.freshness, "danger"),
        freshness=t(f"freshness-{one.freshness}"),
        is_fresh=not one.stale,
        as_of=one.as_of,
        wait=_wait(one, t, now) if one.is_open else NOTHING,
        bar_from=low,
        bar_to=high,
        waiting=_number(one.waiting) if shows_line else NOTHING,
        waiting_bar=0 if one.stale else round(100 * (one.waiting or 0) / full_waiting),
        places=_number(one.places_open) if shows_line else NOTHING,
        finished=t("fewer-than-five") if _is_withheld(one) else _number(one.finished_today),
    )


def _wait(one: CentreStatus, t: Speaker, now: datetime) -> str:
    """How long, and when one has to come; once that is over, that it is."""
    if one.last_walk_in is None:
        return wait_text(one.walk_in_wait, t)
    if is_over(one.last_walk_in, now):
        return t("wait-over-today")
    return t("wait-until", wait=wait_text(one.walk_in_wait, t), time=hour_minute(one.last_walk_in))


def _opening(one: CentreStatus, t: Speaker, now: datetime) -> str:
    if one.opening is None:
        return t("opening-unknown")
    text = _open_or_closed(one.opening, t, now)
    return t("last-known", what=text) if one.stale else text


def _open_or_closed(opening: Opening, t: Speaker, now: datetime) -> str:
    if opening.is_open:
        return t("open-until", time=hour_minute(opening.closes)) if opening.closes else t("open")
    reason = opening.closure or Closure.HOURS
    if reason is not Closure.HOURS or opening.opens is None or opening.opens <= now:
        return t(f"closed-{reason}")
    opens = opening.opens.astimezone(TIME_ZONE)
    if opens.date() == now.astimezone(TIME_ZONE).date():
        return t("opens", time=hour_minute(opens))
    return t("opens-day", day=format_date(opens, "EEE", locale=t.language), time=hour_minute(opens))


def _bar(wait: WaitRange | None) -> tuple[int, int]:
    if wait is None:
        return 0, 0
    high = FULL_MINUTES if wait.high_minutes is None else min(wait.high_minutes, FULL_MINUTES)
    return min(wait.low_minutes, high), high


def _number(count: int | None) -> str:
    return NOTHING if count is None else str(count)


def _is_withheld(one: CentreStatus) -> bool:
    """Heard of, and below five."""
    return one.as_of is not None and one.finished_today is None


def _key(one: CentreStatus, sort: str) -> tuple[object, ...]:
    closed = not one.is_open
    if sort == "wait":
        wait = one.walk_in_wait or WaitRange(low_minutes=0)
        return (
            closed,
            one.walk_in_wait is None,
            wait.low_minutes,
            wait.high_minutes or 24 * 60,
            one.simulated,
            one.name,
        )
    if sort == "waiting":
        return closed, -(one.waiting or 0), one.name
    return closed, one.simulated, one.name
