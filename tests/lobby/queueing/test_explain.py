"""Why this one and not the next three, in data and in words."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.answers import Ranked
from lobby.contract.requests import CallNext, NotHere, OpenPlace, WalkIn
from lobby.queueing.explain import SHOWN, explain
from tests.support.house import NOW, House, booking, minutes, rules


def _house(*services: str, **config: int) -> House:
    house = House(rules=rules(**config))
    house.do(OpenPlace(id=uuid.uuid4().hex, place="1", services=services or ("id-card", "pickup")))
    return house


def _walk_in(house: House, service: str = "id-card") -> str:
    name = uuid.uuid4().hex
    house.do(WalkIn(id=name, service=service))
    return name


def _told(house: House) -> tuple[Ranked, ...]:
    return explain(house.line, house.line.counter("1"), house.rules, house.now)


def test_nobody_waits_nothing_is_told() -> None:
    """An empty line."""
    assert _told(_house()) == ()


@pytest.mark.parametrize(
    ("service", "waited", "rule", "german", "english"),
    [
        ("id-card", 7, "credit", "Ohne Termin, wartet seit 7 min.", "No booking, has waited 7 min."),
        (
            "pickup",
            7,
            "credit",
            "Abholung, wartet seit 7 min; jede zählt 2-fach.",
            "Pick-up, has waited 7 min; each counts 2 times.",
        ),
        (
            "id-card",
            91,
            "cap",
            "Ohne Termin: wartet seit 91 min, länger als 90 min: geht vor.",
            "No booking: has waited 91 min, longer than 90 min: goes first.",
        ),
        (
            "pickup",
            61,
            "cap",
            "Abholung: wartet seit 61 min, länger als 60 min: geht vor.",
            "Pick-up: has waited 61 min, longer than 60 min: goes first.",
        ),
    ],
)
def test_without_a_booking(service: str, waited: int, rule: str, german: str, english: str) -> None:
    """The wait, what it counts, or that it is beyond the cap."""
    house = _house()
    _walk_in(house, service)
    house.now += minutes(waited)
    (told,) = _told(house)
    assert (told.rule, told.why_de, told.why_en) == (rule, german, english)
    assert told.waited_minutes == waited


def test_exactly_the_cap_is_not_beyond_it() -> None:
    """As the order of calling has it."""
    house = _house()
    _walk_in(house)
    house.now += minutes(90)
    assert _told(house)[0].rule == "credit"


def test_with_a_booking() -> None:
    """From the slot on, at its own rate; before the slot only when nobody else waits."""
    house = _house()
    house.book(booking(1, NOW + minutes(10)))
    house.present(booking(1, NOW + minutes(10)))
    assert _told(house)[0].why_de == "Termin erst um 10:10 Uhr: vorgezogen, wenn sonst niemand wartet."
    house.now += minutes(14)
    (told,) = _told(house)
    assert (told.waited_minutes, told.credit) == (4, 12.0)
    assert told.why_en == "Booked, has waited 4 min; each counts 3 times."


def test_who_cannot_be_called_yet_comes_last_with_the_time() -> None:
    """Too early, or called in vain just now."""
    house = _house()
    house.book(booking(1, NOW + minutes(40)))
    house.present(booking(1, NOW + minutes(40)))
    gone, patient = _walk_in(house), _walk_in(house)
    house.do(CallNext(id=uuid.uuid4().hex, place="1"))
    house.do(NotHere(id=uuid.uuid4().hex, place="1"))
    told = _told(house)
    assert [one.visit.visit for one in told] == [patient, gone, booking(1).booking]
    assert [one.rule for one in told] == ["credit", "not-yet", "not-yet"]
    assert told[1].why_de == "Eben vergeblich aufgerufen: wieder ab 10:05 Uhr."
    assert told[2].why_de == "Zu früh da: aufrufbar ab 10:25 Uhr."


@given(
    st.lists(st.tuples(st.sampled_from(["id-card", "passport", "pickup"]), st.integers(0, 40)), max_size=9),
    st.sets(st.sampled_from(["id-card", "passport", "pickup"]), min_size=1),
)
def test_the_first_told_is_the_one_called(people: list[tuple[str, int]], offered: set[str]) -> None:
    """And the three behind are those the counter takes, credit falling."""
    house = _house(*sorted(offered))
    for service, ago in sorted(people, key=lambda item: -item[1]):
        house.now = NOW + minutes(40 - ago)
        _walk_in(house, service)
    house.now = NOW + minutes(60)
    told = _told(house)
    assert len(told) == min(SHOWN, sum(service in offered for service, _ in people))
    assert [one.credit for one in told] == sorted((one.credit for one in told), reverse=True)
    house.do(CallNext(id=uuid.uuid4().hex, place="1"))
    assert house.line.counter("1").visit == (told[0].visit.visit if told else None)
