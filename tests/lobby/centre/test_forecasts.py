"""The forecast in force."""

import uuid
from datetime import timedelta

from lobby.centre.forecasts import FRESH, STILL_FRESH, Forecasts
from lobby.contract.requests import OpenPlace, WalkIn
from tests.support.house import House

SECOND = timedelta(seconds=1)


def _house() -> House:
    house = House()
    house.do(OpenPlace(id=uuid.uuid4().hex, place="1", services=("id-card",)))
    return house


def _come(house: House) -> None:
    house.do(WalkIn(id=uuid.uuid4().hex, service="id-card"))


def test_a_forecast_is_kept_for_a_moment() -> None:
    """Whatever happens in the line: many who ask at once are told the same."""
    house, forecasts = _house(), Forecasts()
    first = forecasts.now(house.line, house.rules, house.now)
    _come(house)
    house.now += FRESH - SECOND
    assert forecasts.now(house.line, house.rules, house.now) is first
    house.now += SECOND
    assert forecasts.now(house.line, house.rules, house.now) is not first


def test_time_goes_on_where_nothing_happens() -> None:
    """And a clock that was put back is no reason to keep anything."""
    house, forecasts = _house(), Forecasts()
    first = forecasts.now(house.line, house.rules, house.now)
    assert forecasts.now(house.line, house.rules, house.now + STILL_FRESH - SECOND) is first
    later = forecasts.now(house.line, house.rules, house.now + STILL_FRESH)
    assert later is not first
    assert forecasts.now(house.line, house.rules, house.now).at == house.now


def test_counters_that_open_are_heard_of_at_once() -> None:
    """A newcomer of the same second profits."""
    house, forecasts = House(), Forecasts()
    assert not forecasts.now(house.line, house.rules, house.now).newcomers
    house.do(OpenPlace(id=uuid.uuid4().hex, place="1", services=("id-card",)))
    assert "id-card" in forecasts.now(house.line, house.rules, house.now).newcomers
