"""Summaries of centres, and moments at which they are heard."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from lobby.contract.city import CentreSummary
from lobby.contract.state import Opening, WaitRange
from lobby.feed.picture import CityPicture, Moment, with_summary

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
SUMMARY = CentreSummary(
    epoch="epoch-01", rev=7, as_of=AT, centre="altona", name="Altona", district="Altona",
    opening=Opening(is_open=True), waiting=4, waiting_booked=3, places_open=2, arrived_today=20, called_today=12,
    finished_today=4, missed_today=1, walk_in_wait=WaitRange(low_minutes=10, high_minutes=20), longest_wait_minutes=9,
)  # fmt: skip


def summary(**fields: Any) -> CentreSummary:
    """Altona's summary, with other values for some fields."""
    return msgspec.structs.replace(SUMMARY, **fields)


def after(seconds: float) -> Moment:
    """So long after `AT`, on both clocks."""
    return Moment(AT + timedelta(seconds=seconds), 1000.0 + seconds)


def picture_of(*summaries: CentreSummary, at: float = 0.0) -> CityPicture:
    """The picture after these, all heard `at` seconds after `AT`."""
    picture = CityPicture()
    for one in summaries:
        picture = with_summary(picture, one.centre, one, after(at))
    return picture
