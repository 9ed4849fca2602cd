"""What the facts of a day teach about how long things take."""

import uuid
from datetime import timedelta

import pytest

from lobby.contract.events import DayStarted
from lobby.contract.measured import Sums
from lobby.contract.requests import CallNext, Finish, NotHere, OpenPlace, Start, WalkIn
from lobby.queueing.estimate_learning import measured_by
from lobby.queueing.estimate_punctuality import class_of
from lobby.queueing.evolve import replay
from tests.support.house import NOW, House, booking, minutes, plain


def _id() -> str:
    return uuid.uuid4().hex


def _house() -> House:
    house = House()
    house.do(OpenPlace(id=_id(), place="1", services=("id-card",)))
    return house


def _case(house: House, *, way: float = 1, serving: float = 12, pause: float = 0.5) -> None:
    house.do(WalkIn(id=_id(), service="id-card"))
    house.now += minutes(pause)
    house.do(CallNext(id=_id(), place="1"))
    house.now += minutes(way)
    house.do(Start(id=_id(), place="1"))
    house.now += minutes(serving)
    house.do(Finish(id=_id(), place="1"))


def test_a_case_teaches_its_time_its_way_and_the_pause_before() -> None:
    """By service and local hour of its beginning: it is ten in Hamburg."""
    house = _house()
    _case(house)
    durations = house.line.durations
    assert durations.cases == {"id-card": {10: Sums(1, 12, 144)}}
    assert durations.way == Sums(1, 1, 1)
    assert durations.between == Sums(1, 0.5, 0.25)


def test_mistakes_and_forgotten_cases_are_not_counted() -> None:
    """A few seconds, or the whole afternoon; and an outage weighs only four times the mean."""
    house = _house()
    _case(house, serving=0.1)
    _case(house, serving=300)
    assert house.line.durations.cases == {}
    for _ in range(5):
        _case(house, serving=10)
    _case(house, serving=200)
    seen = [sums for hours in house.line.durations.cases.values() for sums in hours.values()]
    assert sum(sums.minutes for sums in seen) == pytest.approx(5 * 10 + 40)


def test_a_break_is_no_pause_between_cases() -> None:
    """A counter that calls nobody for a quarter of an hour rests."""
    house = _house()
    _case(house, pause=15)
    assert house.line.durations.between == Sums()


def test_calls_in_vain_teach_what_they_cost() -> None:
    """From the call until it is given up."""
    house = _house()
    house.do(WalkIn(id=_id(), service="id-card"))
    house.do(CallNext(id=_id(), place="1"))
    house.now += minutes(2)
    house.do(NotHere(id=_id(), place="1"))
    assert house.line.durations.in_vain == Sums(1, 2, 4)
    assert house.line.durations.calls == {}


def test_the_day_says_who_came_when_and_who_did_not() -> None:
    """Each booking once, also when its code is shown twice; cancelled ones are not awaited."""
    house = _house()
    house.book(*(booking(number, NOW + minutes(10)) for number in range(4)))
    house.book(booking(9, NOW + minutes(10), cancelled=True), booking(8, NOW + timedelta(days=1)))
    house.present(booking(0))
    house.present(booking(0))
    house.now += minutes(12)
    house.present(booking(1, NOW + minutes(10)))
    assert house.line.durations.punctuality == {class_of(-10): 1, class_of(2): 1}
    measured = measured_by(house.line)
    assert (measured.due, measured.absent) == (4, 2)


def test_what_was_measured_goes_over_midnight_with_the_fact_of_the_new_day() -> None:
    """A restart that folds only the newest day knows the same; without it the day begins with nothing."""
    house = _house()
    _case(house)
    measured = measured_by(house.line)
    tomorrow = DayStarted(at=NOW + timedelta(hours=15), day="2026-11-24", measured=measured)
    house.take((tomorrow,))
    assert house.line.durations.before == measured
    assert house.line.durations.cases == {}
    assert plain(replay([(len(house.journal), tomorrow)]).durations) == plain(house.line.durations)
    house.take((DayStarted(at=NOW + timedelta(hours=39), day="2026-11-25"),))
    assert house.line.durations.before.cases == ()
