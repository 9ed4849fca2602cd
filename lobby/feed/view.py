"""What the status page shows: rows of texts and bar lengths. Pure."""

from dataclasses import dataclass
from datetime import datetime

from lobby.contract.state import WaitRange
from lobby.feed.picture import Freshness
from lobby.feed.status import CentreStatus, CityStatus
from lobby.web.moments import hour_minute
from lobby.web.wording import Speaker

FULL_MINUTES = 60
"""A wait bar is full at an hour."""
_TONES = {Freshness.FRESH: "success", Freshness.STALE: "warning"}


@dataclass(frozen=True)
class Row:
    """One centre."""

    centre: str
    name: str
    district: str
    opening: str
    is_open: bool
    tone: str
    freshness: str
    as_of: datetime | None
    wait: str
    bar_from: int
    bar_to: int
    waiting: str
    places: str
    finished: str
    simulated: bool


@dataclass(frozen=True)
class CityView:
    """The page: totals on top, centres below."""

    as_of: datetime
    open_centres: int
    centres: int
    waiting: int
    shortest: str
    not_fresh: int
    rows: tuple[Row, ...]


def city_view(status: CityStatus, t: Speaker, sort: str) -> CityView:
    """The view of a status, sorted by name, wait or number waiting; closed centres last."""
    rows = sorted(status.centres, key=lambda one: _key(one, sort))
    fresh = [one for one in status.centres if one.is_open and not one.stale]
    waits = [one for one in fresh if one.walk_in_wait is not None]
    shortest = min(waits, key=lambda one: _key(one, "wait"), default=None)
    return CityView(
        as_of=status.as_of,
        open_centres=sum(one.is_open for one in status.centres),
        centres=len(status.centres),
        waiting=sum(one.waiting or 0 for one in fresh),
        shortest="–" if shortest is None else f"{shortest.name}, {wait_text(shortest.walk_in_wait, t)}",
        not_fresh=sum(one.stale for one in status.centres),
        rows=tuple(_row(one, t) for one in rows),
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


def _row(one: CentreStatus, t: Speaker) -> Row:
    low, high = _bar(one.walk_in_wait)
    return Row(
        centre=one.centre,
        name=one.name,
        district=one.district if one.district != one.name else "",
        opening=_opening(one, t),
        is_open=one.is_open,
        tone=_TONES.get(one.freshness, "danger"),
        freshness=t(f"freshness-{one.freshness}"),
        as_of=one.as_of,
        wait=wait_text(one.walk_in_wait, t) if one.is_open else "–",
        bar_from=low if one.is_open else 0,
        bar_to=high if one.is_open else 0,
        waiting=_number(one.waiting) if one.is_open else "–",
        places=_number(one.places_open) if one.is_open else "–",
        finished=t("fewer-than-five")
        if one.finished_today is None and one.as_of
        else _number(one.finished_today),
        simulated=one.simulated,
    )


def _opening(one: CentreStatus, t: Speaker) -> str:
    if one.opening is None:
        return t("opening-unknown")
    if one.opening.is_open:
        return t("open-until", time=hour_minute(one.opening.closes)) if one.opening.closes else t("open")
    reason = one.opening.closure.value if one.opening.closure else "hours"
    return t(f"closed-{reason}")


def _bar(wait: WaitRange | None) -> tuple[int, int]:
    if wait is None:
        return 0, 0
    high = FULL_MINUTES if wait.high_minutes is None else min(wait.high_minutes, FULL_MINUTES)
    return min(wait.low_minutes, FULL_MINUTES), high


def _number(count: int | None) -> str:
    return "–" if count is None else str(count)


def _key(one: CentreStatus, sort: str) -> tuple[object, ...]:
    closed = not one.is_open
    if sort == "wait":
        wait = one.walk_in_wait
        return (
            closed,
            wait is None,
            wait.low_minutes if wait else 0,
            wait.high_minutes or 999 if wait else 0,
            one.name,
        )
    if sort == "waiting":
        return (closed, -(one.waiting or 0), one.name)
    return (closed, one.simulated, one.name)
