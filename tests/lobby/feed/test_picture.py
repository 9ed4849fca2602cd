"""What the city knows, and how far to trust it."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.city import CentreSummary
from lobby.feed.picture import (
    STALE_SECONDS,
    CityPicture,
    Freshness,
    Moment,
    with_link,
    with_summary,
    without,
)
from tests.support.summaries import AT, SUMMARY, after, picture_of, summary

seconds = st.floats(0, 3600, allow_nan=False)
summaries = st.builds(
    lambda centre, epoch, rev, old: summary(
        centre=centre, epoch=epoch, rev=rev, as_of=AT + timedelta(seconds=old)
    ),
    st.sampled_from(["altona", "harburg"]),
    st.sampled_from(["epoch-01", "epoch-02"]),
    st.integers(0, 6),
    st.integers(-60, 60),
)


def heard(messages: Sequence[tuple[str, CentreSummary]]) -> CityPicture:
    """The picture after these summaries under these topics, all in one moment."""
    picture = CityPicture()
    for topic, one in messages:
        picture = with_summary(picture, topic, one, after(0))
    return picture


@given(seconds)
def test_a_summary_is_fresh_for_half_a_minute(age: float) -> None:
    """Then it is stale, until the next comes."""
    freshness = picture_of(SUMMARY).centre("altona").freshness(after(age))
    assert freshness is (Freshness.STALE if age > STALE_SECONDS else Freshness.FRESH)


@given(kept=seconds, silence=seconds)
def test_what_a_broker_kept_of_a_centre_long_gone_is_not_taken_for_news(kept: float, silence: float) -> None:
    """A feed that starts hears retained summaries: their age counts from when they were said."""
    picture = with_summary(CityPicture(), "altona", SUMMARY, after(kept))
    heard = picture.centre("altona").heard
    assert heard is not None
    assert heard.age_seconds(after(kept + silence)) == pytest.approx(kept + silence, abs=0.001)


@given(seconds)
def test_a_centre_ahead_of_time_is_aged_by_its_silence(ahead: float) -> None:
    """A summary from the future is as new as its arrival, not newer."""
    picture = with_summary(
        CityPicture(), "altona", summary(as_of=AT + timedelta(seconds=ahead + 1)), after(0)
    )
    assert picture.centre("altona").freshness(after(STALE_SECONDS + 1)) is Freshness.STALE


@given(seconds, st.floats(-3600, 3600, allow_nan=False))
def test_setting_the_citys_clock_ages_nothing(silence: float, jump: float) -> None:
    """Silence is measured on the steady clock."""
    entry = picture_of(SUMMARY).centre("altona")
    now = after(silence)
    assert entry.freshness(Moment(now.wall + timedelta(seconds=jump), now.steady)) is entry.freshness(now)


def test_a_centre_never_heard_of_is_unknown() -> None:
    """Also when its bridge is up."""
    picture = with_link(CityPicture(), "altona", linked=True)
    assert picture.centre("altona").freshness(after(0)) is Freshness.UNKNOWN
    assert picture.centre("nowhere").freshness(after(0)) is Freshness.UNKNOWN


def test_a_bridge_that_is_down_counts_at_once() -> None:
    """And is forgotten when it is up again."""
    picture = with_link(picture_of(SUMMARY), "altona", linked=False)
    assert picture.centre("altona").freshness(after(0)) is Freshness.CUT_OFF
    picture = with_link(picture, "altona", linked=True)
    assert picture.centre("altona").freshness(after(0)) is Freshness.FRESH


@pytest.mark.parametrize(
    ("later", "is_taken"),
    [
        ({"rev": 8}, True),
        ({"rev": 7, "as_of": AT + timedelta(seconds=10)}, True),
        ({"rev": 7}, False),
        ({"rev": 6, "as_of": AT + timedelta(seconds=10)}, False),
        ({"epoch": "epoch-02", "rev": 1, "as_of": AT + timedelta(seconds=1)}, True),
        ({"epoch": "epoch-00", "rev": 99, "as_of": AT - timedelta(seconds=1)}, False),
    ],
)
def test_only_newer_summaries_count(later: dict[str, object], is_taken: bool) -> None:  # noqa: FBT001 - a case
    """By revision inside an epoch, by time between epochs."""
    other = summary(waiting=99, **later)
    entry = with_summary(picture_of(SUMMARY), "altona", other, after(1)).centre("altona")
    assert entry.heard is not None
    assert (entry.heard.summary == other) is is_taken


@given(st.lists(summaries, min_size=1))
def test_nothing_newer_is_ever_replaced_by_something_older(said: list[CentreSummary]) -> None:
    """Whatever the order in which brokers hand on summaries, time never runs back within an epoch."""
    picture = CityPicture()
    for one in said:
        before = picture.centre(one.centre).heard
        picture = with_summary(picture, one.centre, one, after(0))
        now = picture.centre(one.centre).heard
        assert now is not None
        if (
            before is not None
            and before.summary.epoch == now.summary.epoch
            and not before.is_silent(after(0))
        ):
            assert (now.summary.rev, now.summary.as_of) >= (before.summary.rev, before.summary.as_of)


@given(st.lists(st.tuples(st.sampled_from(["altona", "harburg", "wandsbek"]), summaries)))
def test_redelivery_changes_nothing(messages: list[tuple[str, CentreSummary]]) -> None:
    """MQTT may say everything twice."""
    once = heard(messages)
    assert heard([one for one in messages for _ in range(2)]) == once


@given(st.lists(st.tuples(st.sampled_from(["altona", "harburg", "wandsbek"]), summaries)))
def test_a_centre_speaks_only_for_itself(messages: list[tuple[str, CentreSummary]]) -> None:
    """A summary under another centre's topic is not believed."""
    for name, entry in heard(messages).centres.items():
        assert entry.heard is not None
        assert entry.heard.summary.centre == name


def test_a_centre_that_was_ahead_of_time_is_heard_again() -> None:
    """Its clock was an hour fast; once it has fallen silent, what it says now counts although it looks older."""
    fast = summary(rev=3, as_of=AT + timedelta(hours=1))
    right = summary(rev=3, as_of=AT + timedelta(seconds=40), waiting=1)
    picture = picture_of(fast)
    assert with_summary(picture, "altona", right, after(STALE_SECONDS)) == picture
    entry = with_summary(picture, "altona", right, after(STALE_SECONDS + 10)).centre("altona")
    assert entry.freshness(after(STALE_SECONDS + 10)) is Freshness.FRESH
    assert entry.heard is not None
    assert entry.heard.summary.waiting == 1


def test_an_old_summary_does_not_revive_a_silent_centre() -> None:
    """What a broker hands on once more is no sign of life."""
    picture = picture_of(SUMMARY)
    old = summary(rev=6, as_of=AT - timedelta(seconds=10))
    assert with_summary(picture, "altona", old, after(300)) == picture


def test_a_centre_that_closed_for_good_leaves_the_picture() -> None:
    """Its retained summary is cleared at the broker; the others stay."""
    picture = without(picture_of(SUMMARY, summary(centre="harburg")), "altona")
    assert list(picture.centres) == ["harburg"]
    assert without(picture, "altona") == picture
