"""The public status, as JSON and as the page draws it."""

from datetime import datetime, timedelta

import msgspec

from lobby.contract.city import CentreSummary, CentreWait, Overview
from lobby.contract.fields import Count, Epoch, Instant, Name, Rev
from lobby.contract.state import Opening, WaitRange
from lobby.feed.picture import CentrePicture, CityPicture, Freshness, Moment

SMALL_CELL = 5
"""Counts of visits below this are withheld from public figures."""
LONGEST_OVERVIEW = 200
"""The contract takes no more."""


class CentreStatus(msgspec.Struct, frozen=True, kw_only=True):
    """One centre as the public sees it. Counts of visits below five are withheld (null); `waiting` is operational."""

    centre: Name
    name: str
    district: str
    freshness: Freshness
    stale: bool
    as_of: Instant | None
    simulated: bool = False
    epoch: Epoch | None = None
    rev: Rev | None = None
    opening: Opening | None = None
    waiting: Count | None = None
    places_open: Count | None = None
    walk_in_wait: WaitRange | None = None
    last_walk_in: Instant | None = None
    longest_wait_minutes: Count | None = None
    arrived_today: Count | None = None
    finished_today: Count | None = None

    @property
    def is_open(self) -> bool:
        """Open, as far as is known."""
        return self.opening is not None and self.opening.is_open


class CityStatus(msgspec.Struct, frozen=True, kw_only=True):
    """All centres. `stale` says that at least one centre's figures are not fresh."""

    city: Name
    as_of: Instant
    stale: bool
    centres: tuple[CentreStatus, ...]


def city_status(city: Name, picture: CityPicture, now: Moment) -> CityStatus:
    """The status now; open centres first, real ones before simulated ones."""
    centres = [centre_status(name, entry, now) for name, entry in sorted(picture.centres.items())]
    ordered = tuple(sorted(centres, key=lambda one: (not one.is_open, one.simulated, one.name)))
    return CityStatus(city=city, as_of=now.wall, stale=any(one.stale for one in ordered), centres=ordered)


def centre_status(centre: Name, entry: CentrePicture, now: Moment) -> CentreStatus:
    """One centre. What is not fresh keeps its last figures, and says so."""
    freshness = entry.freshness(now)
    stale = freshness is not Freshness.FRESH
    if entry.heard is None:
        return CentreStatus(
            centre=centre, name=centre, district="", freshness=freshness, stale=stale, as_of=None
        )
    summary = entry.heard.summary
    return CentreStatus(
        centre=centre,
        name=summary.name,
        district=summary.district,
        freshness=freshness,
        stale=stale,
        as_of=summary.as_of,
        simulated=summary.simulated,
        epoch=summary.epoch,
        rev=summary.rev,
        opening=summary.opening,
        waiting=summary.waiting,
        places_open=summary.places_open,
        walk_in_wait=None if stale else summary.walk_in_wait,
        last_walk_in=None if stale else summary.last_walk_in,
        longest_wait_minutes=None if stale else summary.longest_wait_minutes,
        arrived_today=_public(summary.arrived_today),
        finished_today=_public(summary.finished_today),
    )


def is_over(last_walk_in: datetime | None, now: datetime) -> bool:
    """Whether it is too late to come without a booking; in the minute itself it is not."""
    return last_walk_in is not None and now >= last_walk_in + timedelta(minutes=1)


def overview(picture: CityPicture, now: Moment) -> Overview:
    """Centres that still give numbers, with fresh figures and a known wait, shortest first: what lobbies recommend."""
    fresh = [
        entry.heard.summary
        for entry in picture.centres.values()
        if entry.heard is not None and entry.freshness(now) is Freshness.FRESH
    ]
    open_now = [one for one in fresh if one.opening.is_open and not is_over(one.last_walk_in, now.wall)]
    known = [one for one in open_now if one.walk_in_wait is not None]
    shortest = sorted(known, key=_shortness)[:LONGEST_OVERVIEW]
    return Overview(as_of=now.wall, centres=tuple(_wait(one) for one in shortest))


def _wait(summary: CentreSummary) -> CentreWait:
    return CentreWait(
        centre=summary.centre,
        name=summary.name,
        is_open=summary.opening.is_open,
        as_of=summary.as_of,
        walk_in_wait=summary.walk_in_wait,
    )


def _shortness(summary: CentreSummary) -> tuple[int, int, str]:
    wait = summary.walk_in_wait
    assert wait is not None  # noqa: S101 - only those with a known wait are sorted
    return wait.low_minutes, wait.high_minutes or 24 * 60, summary.name


def _public(count: int) -> int | None:
    return count if count >= SMALL_CELL else None
