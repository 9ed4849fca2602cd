"""Visitors of whom nothing is planned."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from statistics import fmean, pstdev

import pytest
from msgspec import structs

from lobby.contract.state import Line, PlaceState, PlaceStatus, Standing, Waiting
from lobby.simulate.clerks import Ending
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


def test_some_cases_do_not_just_end() -> None:
    """Papers, another service, a second one, each now and then; the same visit always the same."""
    visits = [_waiting(f"visit-{number:05}") for number in range(3000)]
    endings = Counter(STRANGERS.guest(one).ends for one in visits)
    assert endings[Ending.FINISH] > 2500
    for ending in (Ending.PAPERS, Ending.TRANSFER, Ending.SECOND):
        assert 50 < endings[ending] < 180
    for one in visits:
        guest = STRANGERS.guest(one)
        assert (guest.to == "pickup") is (guest.ends in {Ending.TRANSFER, Ending.SECOND})
        assert (guest.stays < STRANGERS.stays(one)) is (guest.ends in {Ending.PAPERS, Ending.TRANSFER})


def test_what_has_happened_once_does_not_happen_again() -> None:
    """It is seen from the visit: a note, its services; the second one is counted from the beginning of the first."""
    visits = [_waiting(f"visit-{number:05}") for number in range(300)]
    for one in visits:
        again = structs.replace(one, note="Unterlagen liegen vor")
        assert STRANGERS.guest(again).ends is Ending.FINISH
        moved = structs.replace(one, service="pickup", services=("id-card", "pickup"))
        guest, first = STRANGERS.guest(moved), STRANGERS.guest(one)
        assert guest.ends is Ending.FINISH
        if first.ends is Ending.SECOND:
            assert guest.stays == first.stays + STRANGERS.stays(_waiting(one.visit, "pickup"))
        else:
            assert guest.stays == STRANGERS.stays(_waiting(one.visit, "pickup"))


def test_who_was_sent_for_papers_is_waited_for() -> None:
    """A clerk looks again when they are to be back, not for ever; who was sent to another counter is not ours."""
    place = PlaceState(place="7", status=PlaceStatus.FREE, services=("id-card",), since=NOW)

    def seen(until: timedelta | None, only_place: str | None = None) -> datetime | None:
        back = None if until is None else NOW + until
        away = structs.replace(_waiting(), parked_where="x", parked_until=back, only_place=only_place)
        line = Line(
            epoch="epoch-of-a-test", rev=1, as_of=NOW, waiting=(), missed=(), places=(), finished_today=0,
            booked_to_come=0, parked=(away,),
        )  # fmt: skip
        return SeenRoom(line, is_open=False, now=NOW).somebody_for(place)

    minute = timedelta(minutes=1)
    assert seen(5 * minute) == NOW + 5 * minute
    assert seen(-5 * minute) == NOW + minute
    assert seen(-40 * minute) is None
    assert seen(None) is None
    assert seen(5 * minute, only_place="8") is None


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
