"""What a simulated clerk does next."""

from datetime import UTC, datetime, timedelta
from statistics import fmean, pstdev
from typing import Any

import pytest

from lobby.contract.requests import CallNext, ClosePlace, Finish, NotHere, OpenPlace, Recall, Start
from lobby.contract.state import (
    House,
    Line,
    OfferedService,
    Opening,
    PlaceState,
    PlaceStatus,
    Standing,
    Waiting,
)
from lobby.simulate.clerks import Clerk, Moment, Staff, act, comes, service_time, staff

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CLERK = Clerk("7", ("id-card", "pickup"), {"id-card": 15.0, "pickup": 5.0})
HEAD: dict[str, Any] = {"epoch": "epoch-of-a-test", "rev": 1, "as_of": NOW}
SERVICES = (("id-card", "A"), ("pickup", "L"), ("residence-register", "J"), ("dog", "F"))


def _waiting(visit: str = "visit-0001", **more: Any) -> Waiting:
    fields: dict[str, Any] = {
        "number": "A101",
        "service": "id-card",
        "persons": 1,
        "standing": Standing.WALK_IN,
    } | more
    return Waiting(visit=visit, checked_in=NOW, **fields)


def _place(status: PlaceStatus, since: timedelta = timedelta(0), visit: Waiting | None = None) -> PlaceState:
    return PlaceState(place="7", status=status, services=CLERK.services, since=NOW - since, visit=visit)


def _line(*waiting: Waiting) -> Line:
    return Line(waiting=waiting, missed=(), places=(), finished_today=0, booked_to_come=0, **HEAD)


def _act(place: PlaceState, *waiting: Waiting, is_open: bool = True, clerk: Clerk = CLERK) -> object:
    return act(clerk, place, _line(*waiting), Moment(NOW, is_open, "command-0001"))


def _visit_that(*, answers: bool) -> Waiting:
    visits = (_waiting(f"visit-{number:04}") for number in range(1000))
    return next(visit for visit in visits if comes(CLERK, visit) is answers)


def test_a_closed_counter_is_opened_while_the_house_is_open() -> None:
    """With the clerk's services; not outside of opening hours."""
    closed = PlaceState(place="7", status=PlaceStatus.CLOSED)
    assert _act(closed) == OpenPlace(id="command-0001", place="7", services=CLERK.services)
    assert _act(closed, is_open=False) is None


def test_the_next_visitor_is_called_after_a_short_pause() -> None:
    """And only when somebody is there whom this counter may call now."""
    rested = _place(PlaceStatus.FREE, timedelta(minutes=1))
    assert isinstance(_act(rested, _waiting()), CallNext)
    assert _act(_place(PlaceStatus.FREE, timedelta(seconds=5)), _waiting()) is None
    assert _act(rested) is None
    assert _act(rested, _waiting(service="dog")) is None
    assert _act(rested, _waiting(callable_from=NOW + timedelta(minutes=1))) is None


def test_a_visitor_who_comes_is_served_for_their_time_and_no_longer() -> None:
    """Started when at the counter, finished when the drawn time has passed."""
    visit = _visit_that(answers=True)
    assert _act(_place(PlaceStatus.CALLED, timedelta(seconds=1), visit)) is None
    assert isinstance(_act(_place(PlaceStatus.CALLED, timedelta(minutes=5), visit)), Start)
    length = service_time(CLERK, visit)
    assert _act(_place(PlaceStatus.SERVING, length - timedelta(seconds=1), visit)) is None
    assert isinstance(_act(_place(PlaceStatus.SERVING, length, visit)), Finish)


def test_a_visitor_who_does_not_come_is_called_again_and_given_up() -> None:
    """Recalled once, then noted as not here; each after the clerk's patience."""
    visit = _visit_that(answers=False)
    first = _waiting(visit.visit, attempts=1)
    again = _waiting(visit.visit, attempts=2)
    assert _act(_place(PlaceStatus.CALLED, timedelta(seconds=30), first)) is None
    assert isinstance(_act(_place(PlaceStatus.CALLED, timedelta(minutes=1), first)), Recall)
    assert isinstance(_act(_place(PlaceStatus.CALLED, timedelta(minutes=1), again)), NotHere)


def test_speed_divides_every_duration() -> None:
    """Sixty times as fast, a minute's case is done in a second."""
    fast = Clerk(CLERK.place, CLERK.services, CLERK.minutes, speed=60)
    visit = _visit_that(answers=True)
    passed = service_time(CLERK, visit) / 60 + timedelta(milliseconds=1)
    assert isinstance(_act(_place(PlaceStatus.SERVING, passed, visit), clerk=fast), Finish)
    assert _act(_place(PlaceStatus.SERVING, passed, visit)) is None


def test_a_counter_that_somebody_else_opened_is_left_alone() -> None:
    """Its services are not the clerk's."""
    place = PlaceState(place="7", status=PlaceStatus.FREE, services=("dog",), since=NOW - timedelta(hours=1))
    assert _act(place, _waiting(service="dog")) is None


def test_after_closing_time_the_line_is_served_and_the_counter_closed() -> None:
    """Nobody who has a number is sent home."""
    rested = _place(PlaceStatus.FREE, timedelta(minutes=1))
    assert isinstance(_act(rested, _waiting(), is_open=False), CallNext)
    assert isinstance(_act(rested, _waiting(service="dog"), is_open=False), ClosePlace)


def test_service_times_scatter_about_the_catalogue_s_minutes() -> None:
    """Mean and coefficient of variation of many visits; the same visit always takes the same time."""
    minutes = [
        service_time(CLERK, _waiting(f"visit-{number:05}")) / timedelta(minutes=1) for number in range(20_000)
    ]
    assert fmean(minutes) == pytest.approx(15, rel=0.02)
    assert pstdev(minutes) / fmean(minutes) == pytest.approx(0.6, rel=0.05)
    assert service_time(CLERK, _waiting()) == service_time(CLERK, _waiting())


def test_the_first_counters_are_left_to_people() -> None:
    """The last ones are staffed, never more than half, each with services the house offers, all of them together."""
    house = House(
        name="Altona", area="", opening=Opening(is_open=True), **HEAD,
        services=tuple(
            OfferedService(service=id_, name_de=id_, name_en=id_, family=family, minutes=10, walk_in=True)
            for id_, family in SERVICES
        ),
    )  # fmt: skip
    places = [str(number) for number in range(1, 25)]
    clerks = staff(house, places, Staff(10))
    assert [clerk.place for clerk in clerks] == places[14:]
    assert {service for clerk in clerks for service in clerk.services} == {id_ for id_, _ in SERVICES}
    assert [clerk.place for clerk in staff(house, ["1", "2", "3"], Staff(10))] == ["3"]
