"""Choosing place and services."""

from datetime import UTC, datetime

import pytest

from lobby.contract.state import House, Line, OfferedService, Opening, PlaceState, PlaceStatus
from lobby.counter.choosing import Chosen, choice_to_offer, problem_with, services_of, ticks
from lobby.counter.desks import Choice
from lobby.counter.view import Family

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
HOUSE = House(
    epoch="epoch-one", rev=1, as_of=NOW, name="Altona", area="EG", opening=Opening(is_open=True),
    services=tuple(
        OfferedService(service=id_, name_de=id_, name_en=id_, family=family, minutes=10, walk_in=True)
        for id_, family in (("id-card", "A"), ("passport", "A"), ("dog", "F"))
    ),
)  # fmt: skip
LINE = Line(
    epoch="epoch-one", rev=1, as_of=NOW, waiting=(), missed=(), finished_today=0, booked_to_come=0,
    places=(PlaceState(place="7", status=PlaceStatus.CLOSED),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "problem"),
    [
        (Chosen("", ("dog",)), "place-missing"),
        (Chosen("99", ("dog",)), "place-unknown"),
        (Chosen("7"), "services-missing"),
        (Chosen("7", (), ("X",)), "services-missing"),
        (Chosen("7", ("dog", "cat")), "services-unknown"),
        (Chosen("7", ("dog",)), None),
        (Chosen("7", (), ("A",)), None),
    ],
)
def test_every_mistake_has_its_sentence(chosen: Chosen, problem: str | None) -> None:
    """A missing or unknown place or service is named; a good choice is not."""
    assert problem_with(chosen, HOUSE, LINE) == problem


def test_ticked_family_counts_whole_without_a_script() -> None:
    """Where no script ticked its services, a ticked family stands for all of them."""
    assert services_of(Chosen("7", (), ("A",)), HOUSE) == ("id-card", "passport")


def test_single_services_narrow_their_family() -> None:
    """Where single services of a ticked family are chosen, only those count."""
    assert services_of(Chosen("7", ("passport",), ("A", "F")), HOUSE) == ("passport", "dog")


def test_last_choice_is_offered_again() -> None:
    """The page opens with the clerk's last choice, and with everything for somebody new."""
    assert choice_to_offer(Choice("7", ("dog",)), HOUSE) == Chosen("7", ("dog",))
    assert choice_to_offer(None, HOUSE).services == ("id-card", "passport", "dog")


def test_families_show_whole_and_partly() -> None:
    """A family is ticked when all of it is chosen, and opened when part of it is."""
    families = [Family("A", "", (("id-card", ""), ("passport", ""))), Family("F", "", (("dog", ""),))]
    assert ticks(families, ("passport", "dog")) == (["F"], ["A"])
