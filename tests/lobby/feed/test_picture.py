"""What the city knows, and how far to trust it."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from lobby.contract.city import CentreSummary
from lobby.contract.state import Opening, WaitRange
from lobby.feed.picture import STALE_SECONDS, CityPicture, Freshness, with_link, with_summary
from lobby.feed.status import centre_status, city_status, overview

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SUMMARY = CentreSummary(
    epoch="epoch-01", rev=7, as_of=NOW, centre="altona", name="Altona", district="Altona",
    opening=Opening(is_open=True), waiting=4, waiting_booked=3, places_open=2, arrived_today=20, called_today=12,
    finished_today=4, missed_today=1, walk_in_wait=WaitRange(low_minutes=10, high_minutes=20), longest_wait_minutes=9,
)  # fmt: skip


def _summary(**fields: object) -> CentreSummary:
    return msgspec.structs.replace(SUMMARY, **fields)


def _picture(*summaries: CentreSummary) -> CityPicture:
    picture = CityPicture()
    for one in summaries:
        picture = with_summary(picture, one.centre, one, 100.0)
    return picture


def test_a_summary_is_fresh_for_half_a_minute() -> None:
    """Then it is stale, and says so."""
    picture = _picture(SUMMARY)
    assert picture.centre("altona").freshness(100.0 + STALE_SECONDS) is Freshness.FRESH
    assert picture.centre("altona").freshness(100.1 + STALE_SECONDS) is Freshness.STALE
    assert picture.centre("nowhere").freshness(0) is Freshness.UNKNOWN


def test_a_bridge_that_is_down_counts_at_once() -> None:
    """And is forgotten when it is up again."""
    picture = with_link(_picture(SUMMARY), "altona", linked=False)
    assert picture.centre("altona").freshness(100.0) is Freshness.CUT_OFF
    picture = with_link(picture, "altona", linked=True)
    assert picture.centre("altona").freshness(100.0) is Freshness.FRESH


@pytest.mark.parametrize(
    ("later", "is_taken"),
    [
        ({"rev": 8}, True),
        ({"rev": 7, "as_of": NOW + timedelta(seconds=10)}, True),
        ({"rev": 7}, False),
        ({"rev": 6, "as_of": NOW + timedelta(seconds=10)}, False),
        ({"epoch": "epoch-02", "rev": 1, "as_of": NOW + timedelta(seconds=1)}, True),
        ({"epoch": "epoch-00", "rev": 99, "as_of": NOW - timedelta(seconds=1)}, False),
    ],
)
def test_only_newer_summaries_count(later: dict[str, object], is_taken: bool) -> None:  # noqa: FBT001 - a case
    """By revision inside an epoch, by time between epochs."""
    summary = _summary(waiting=99, **later)
    picture = with_summary(_picture(SUMMARY), "altona", summary, 101.0)
    assert (picture.centre("altona").summary == summary) is is_taken


def test_a_centre_speaks_only_for_itself() -> None:
    """A summary under another centre's topic is not believed."""
    picture = with_summary(CityPicture(), "wandsbek", SUMMARY, 100.0)
    assert picture.centres == {}


def test_small_counts_of_visits_are_withheld() -> None:
    """Below five they are not public; the number waiting now is operational."""
    status = centre_status("altona", _picture(SUMMARY).centre("altona"), 100.0)
    assert (status.finished_today, status.arrived_today, status.waiting) == (None, 20, 4)


def test_a_stale_centre_promises_no_wait() -> None:
    """Nothing is estimated from old figures, and the whole status is marked."""
    status = city_status("hh", _picture(SUMMARY), NOW, 200.0)
    assert status.stale
    assert status.centres[0].walk_in_wait is None
    assert status.centres[0].as_of == NOW


def test_the_overview_recommends_open_fresh_centres_shortest_first() -> None:
    """Closed, stale and unknown ones are left out."""
    picture = _picture(
        SUMMARY,
        _summary(centre="b", name="B", walk_in_wait=WaitRange(low_minutes=0, high_minutes=10)),
        _summary(centre="c", name="C", walk_in_wait=WaitRange(low_minutes=60)),
        _summary(centre="d", name="D", opening=Opening(is_open=False)),
        _summary(centre="e", name="E", walk_in_wait=None),
    )
    picture = with_link(picture, "c", linked=True)
    assert [one.centre for one in overview(picture, NOW, 100.0).centres] == ["b", "altona", "c"]
    assert overview(picture, NOW, 100.0 + STALE_SECONDS + 1).centres == ()
