"""What is told to the public and to the other lobbies."""

from hypothesis import example, given
from hypothesis import strategies as st

from lobby.contract.city import CentreSummary
from lobby.contract.state import Opening, WaitRange
from lobby.feed.picture import STALE_SECONDS, Freshness, with_link
from lobby.feed.status import LONGEST_OVERVIEW, SMALL_CELL, centre_status, city_status, overview
from tests.support.summaries import AT, SUMMARY, after, picture_of, summary

waits = st.none() | st.builds(
    lambda low, more: WaitRange(low_minutes=low, high_minutes=more and low + more),
    st.integers(0, 12).map(lambda fives: fives * 5),
    st.none() | st.integers(1, 6).map(lambda fives: fives * 5),
)
cities = st.lists(
    st.tuples(waits, st.booleans(), st.booleans()).map(
        lambda drawn: {
            "walk_in_wait": drawn[0],
            "opening": Opening(is_open=drawn[1]),
            "simulated": drawn[2],
        }
    ),
    max_size=12,
).map(lambda many: [summary(centre=f"centre-{n}", name=f"C{n}", **one) for n, one in enumerate(many)])


@given(st.integers(0, 600), st.integers(0, 600))
@example(SMALL_CELL, SMALL_CELL - 1)
def test_small_counts_of_visits_are_withheld(arrived: int, finished: int) -> None:
    """Below five they are not public; the number waiting now is operational and shown."""
    picture = picture_of(summary(arrived_today=arrived, finished_today=finished, waiting=1))
    status = centre_status("altona", picture.centre("altona"), after(0))
    assert status.arrived_today == (arrived if arrived >= SMALL_CELL else None)
    assert status.finished_today == (finished if finished >= SMALL_CELL else None)
    assert status.waiting == 1


def test_a_stale_centre_promises_no_wait() -> None:
    """Nothing is estimated from old figures; the counts stay with their time, and the whole status is marked."""
    status = city_status("hh", picture_of(SUMMARY), after(100))
    assert status.stale
    assert status.centres[0].freshness is Freshness.STALE
    assert (status.centres[0].walk_in_wait, status.centres[0].longest_wait_minutes) == (None, None)
    assert (status.centres[0].waiting, status.centres[0].as_of) == (4, AT)


def test_a_centre_known_by_its_bridge_alone_is_listed_as_unknown() -> None:
    """It has no figures, no time and no name but its own id."""
    status = city_status("hh", with_link(picture_of(), "harburg", linked=True), after(0))
    (centre,) = status.centres
    assert (centre.name, centre.freshness, centre.as_of, centre.waiting) == (
        "harburg",
        Freshness.UNKNOWN,
        None,
        None,
    )
    assert status.stale


@given(cities)
def test_every_centre_is_listed_once_open_and_real_ones_first(city: list[CentreSummary]) -> None:
    """Nobody is left out, however it stands."""
    found = city_status("hh", picture_of(*city), after(0)).centres
    assert sorted(one.centre for one in found) == sorted(one.centre for one in city)
    order = [(not one.is_open, one.simulated) for one in found]
    assert order == sorted(order)


@given(cities, st.floats(0, 60, allow_nan=False))
def test_lobbies_are_only_sent_where_it_is_open_known_and_fresh(
    city: list[CentreSummary], age: float
) -> None:
    """The shortest first; the lower end decides, then the upper one, and no upper end is the longest."""
    found = overview(picture_of(*city), after(age)).centres
    fitting = {one.centre for one in city if one.opening.is_open and one.walk_in_wait is not None}
    assert {one.centre for one in found} == (fitting if age <= STALE_SECONDS else set())
    ranges = [one.walk_in_wait for one in found if one.walk_in_wait is not None]
    order = [
        (one.low_minutes, float("inf") if one.high_minutes is None else one.high_minutes) for one in ranges
    ]
    assert order == sorted(order)


def test_a_centre_that_is_cut_off_is_not_recommended() -> None:
    """However fresh its last summary is."""
    assert overview(with_link(picture_of(SUMMARY), "altona", linked=False), after(0)).centres == ()


def test_a_very_large_city_fits_into_the_message() -> None:
    """The shortest waits are told, the rest is not."""
    many = [summary(centre=f"centre-{n}") for n in range(LONGEST_OVERVIEW + 5)]
    assert len(overview(picture_of(*many), after(0)).centres) == LONGEST_OVERVIEW
