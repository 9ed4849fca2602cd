"""Until when somebody without a booking may come."""

import uuid
from datetime import datetime, timedelta
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lobby.contract.answers import Reason
from lobby.contract.requests import OpenPlace, WalkIn, WalkInByHand
from lobby.contract.state import Opening
from lobby.queueing.arrivals import AtTerminal
from lobby.queueing.decision import Decided
from lobby.queueing.documents import Stamp, board, house, reception
from lobby.queueing.estimate_forecast import Forecast, forecast
from lobby.queueing.last_walk_in import MARGIN, STEP, closing, last_walk_ins, latest, settled
from lobby.queueing.rules import LOCAL
from tests.support.house import NOW, House, booking, minutes, reason

CLOSES = NOW + timedelta(hours=2)
WAITS = st.lists(st.floats(0, 300) | st.just(inf), min_size=1, max_size=48).map(sorted)
SERVICE = "id-card"


def _id() -> str:
    return uuid.uuid4().hex


def last_of(waits: list[float], case: float = 15) -> datetime:
    """The last moment with these waits on the paths."""
    return last_walk_ins(Forecast(NOW, {SERVICE: waits}, cases={SERVICE: case}), CLOSES)[SERVICE]


def of_line(people: int, counters: int = 2) -> datetime:
    """The last moment in a line of so many."""
    here = House()
    for place in range(counters):
        here.do(OpenPlace(id=_id(), place=str(place + 1), services=(SERVICE,)))
    for _ in range(people):
        here.do(WalkInByHand(id=_id(), service=SERVICE))
    return last_walk_ins(forecast(here.line, here.rules, here.now), CLOSES)[SERVICE]


@given(waits=WAITS, longer=st.floats(0, 60), case=st.floats(1, 60))
def test_longer_waits_are_never_later(waits: list[float], longer: float, case: float) -> None:
    """Nor longer cases; the moment is a round one, and a case before closing at the latest."""
    last = last_of(waits, case)
    assert last_of([one + longer for one in waits], case) <= last
    assert last_of(waits, case + longer) <= last
    assert last <= CLOSES - timedelta(minutes=case)
    assert last.minute % 5 == last.second == last.microsecond == 0


@settings(max_examples=15, deadline=None)
@given(people=st.integers(0, 60), more=st.integers(1, 30))
def test_a_longer_line_is_never_later(people: int, more: int) -> None:
    """By the forecast itself."""
    assert of_line(people + more) <= of_line(people)


def test_the_forecast_knows_how_long_a_case_lasts() -> None:
    """With nobody there, a newcomer needs hardly more than the case: about a quarter of an hour."""
    assert CLOSES - minutes(40) <= of_line(0) <= CLOSES - minutes(10)


@given(steps=st.lists(st.integers(-4, 4), max_size=30), start=st.integers(0, 20))
def test_a_line_that_sways_leaves_what_was_said(steps: list[int], start: int) -> None:
    """It never gets later by less than the margin, and never stays later than what the line allows."""
    said = {SERVICE: NOW + start * STEP}
    fresh = said[SERVICE]
    for step in steps:
        fresh += step * STEP
        before, said = said[SERVICE], dict(settled(said, {SERVICE: fresh}, NOW))
        assert said[SERVICE] <= fresh
        assert said[SERVICE] <= before or said[SERVICE] - before >= MARGIN


def test_once_over_it_opens_again_only_for_a_while() -> None:
    """Not for one minute that nobody could use."""
    said = {SERVICE: NOW - minutes(20)}
    assert settled(said, {SERVICE: NOW + minutes(5)}, NOW) == said
    assert settled(said, {SERVICE: NOW + minutes(10)}, NOW) == {SERVICE: NOW + minutes(10)}


def test_of_the_house_the_latest_is_said_and_only_when_near() -> None:
    """In the morning the line of now says nothing about the evening."""
    near, nearer = NOW + minutes(90), NOW + minutes(10)
    assert latest((near, nearer), NOW) == near
    assert latest((near + minutes(60), nearer), NOW) is None
    assert latest((), NOW) is None


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        (Opening(is_open=True, closes=CLOSES), CLOSES),
        (Opening(is_open=False, closes=CLOSES), None),
        (Opening(is_open=True), None),
        (Opening(is_open=True, closes=NOW.astimezone(LOCAL).replace(hour=23, minute=59, second=59)), None),
    ],
)
def test_when_everybody_has_to_be_through(opening: Opening, expected: datetime | None) -> None:
    """Where it is open into the night, nobody has to."""
    assert closing(opening) == expected


def test_who_comes_later_is_refused_at_the_terminal_only() -> None:
    """In the minute itself not yet; the reception and booked visitors are not bound, other services neither."""
    here = House()
    last = {SERVICE: here.now - timedelta(seconds=59)}
    assert isinstance(here.do(AtTerminal(WalkIn(id=_id(), service=SERVICE), last)), Decided)
    here.now += timedelta(seconds=1)
    assert reason(here.do(AtTerminal(WalkIn(id=_id(), service=SERVICE), last))) is Reason.AFTER_LAST_WALK_IN
    assert isinstance(here.do(AtTerminal(WalkIn(id=_id(), service="passport"), last)), Decided)
    assert isinstance(here.do(WalkInByHand(id=_id(), service=SERVICE)), Decided)
    here.book(booking(1, here.now))
    assert isinstance(here.present(booking(1, here.now)), Decided)


def test_all_are_told_the_same() -> None:
    """Terminal, display and reception; a service says its own, and that it is over."""
    here, stamp = House(), Stamp("journal-1", NOW)
    last = {SERVICE: NOW - minutes(5), "passport": NOW + minutes(20)}
    told = house(here.line, here.rules, stamp, {}, last)
    moments = {
        told.last_walk_in,
        board(here.line, here.rules, stamp, {}, last).last_walk_in,
        reception(here.line, here.rules, stamp, last).last_walk_in,
    }
    assert moments == {NOW + minutes(20)}
    over = {one.service: (one.last_walk_in, one.too_late) for one in told.services if one.service in last}
    assert over == {SERVICE: (NOW - minutes(5), True), "passport": (NOW + minutes(20), False)}
