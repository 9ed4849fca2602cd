"""Visitors of whom nothing is planned."""

from datetime import UTC, datetime, timedelta
from statistics import fmean, pstdev

import pytest

from lobby.contract.state import Line, PlaceState, PlaceStatus, Standing, Waiting
from lobby.simulate.strangers import SeenRoom, Strangers

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
STRANGERS = Strangers({"id-card": 15.0, "pickup": 5.0})


def _waiting(
    visit: str = "visit-0001", service: str = "id-card", callable_from: datetime | None = None
) -> Waiting:
    return Waiting(
        visit=visit, number="A101", service=service, persons=1, standing=Standing.WALK_IN, checked_in=NOW,
        callable_from=callable_from,
    )  # fmt: skip


def test_service_times_scatter_about_the_catalogue_s_minutes() -> None:
    """Mean and coefficient of variation of many visits; the same visit always takes the same time."""
    minutes = [
        STRANGERS.stays(_waiting(f"visit-{number:05}")) / timedelta(minutes=1) for number in range(20_000)
    ]
    assert fmean(minutes) == pytest.approx(15, rel=0.02)
    assert pstdev(minutes) / fmean(minutes) == pytest.approx(0.6, rel=0.05)
    assert STRANGERS.guest(_waiting()) == STRANGERS.guest(_waiting())


def test_one_in_ten_does_not_come() -> None:
    """And another seed draws others."""
    visits = [_waiting(f"visit-{number:05}") for number in range(2000)]
    absent = {one.visit for one in visits if not STRANGERS.comes(one)}
    assert 150 < len(absent) < 250
    others = Strangers(STRANGERS.minutes, seed=2)
    assert {one.visit for one in visits if not others.comes(one)} != absent


def test_only_who_may_be_called_at_this_counter_is_seen_waiting() -> None:
    """The soonest of them counts."""
    place = PlaceState(place="7", status=PlaceStatus.FREE, services=("id-card",), since=NOW)
    soon, later = NOW + timedelta(minutes=3), NOW + timedelta(minutes=9)

    def room(*waiting: Waiting) -> SeenRoom:
        line = Line(
            epoch="epoch-of-a-test", rev=1, as_of=NOW, waiting=waiting, missed=(), places=(), finished_today=0,
            booked_to_come=0,
        )  # fmt: skip
        return SeenRoom(line, is_open=True, now=NOW)

    assert room().somebody_for(place) is None
    assert room(_waiting(service="pickup")).somebody_for(place) is None
    assert room(_waiting(callable_from=later), _waiting(callable_from=soon)).somebody_for(place) == soon
    assert room(_waiting(callable_from=later), _waiting()).somebody_for(place) == NOW
