"""What the clerk sees."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

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
from lobby.counter.rows import Reading, names_of, row_of, wait_of
from lobby.counter.view import families_of, lists_of, next_of, spoken, taken_summary
from lobby.web.wording import load

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
"""10:30 in Hamburg."""
SAY = load(["lobby.web", "lobby.counter"]).speaker("de")
HOUSE = House(
    epoch="epoch-one", rev=1, as_of=NOW, name="Altona", area="EG", opening=Opening(is_open=True),
    services=tuple(
        OfferedService(service=id_, name_de=de, name_en=en, family=family, minutes=10, walk_in=True)
        for id_, de, en, family in (
            ("id-card", "Personalausweis", "Identity card", "A"),
            ("dog", "Hund anmelden", "Dog registration", "F"),
            ("passport", "Reisepass", "Passport", "A"),
        )
    ),
)  # fmt: skip
PLACE = PlaceState(place="7", status=PlaceStatus.FREE, services=("id-card", "passport"))
READING = Reading(names_of(HOUSE, "de"), SAY, NOW)


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def visitor(
    number: str, service: str = "id-card", *, ago: int = 10, slot: int | None = None, **more: Any
) -> Waiting:
    fields: dict[str, Any] = {
        "visit": f"visit-{number}", "number": number, "service": service, "persons": 1,
        "standing": Standing.WALK_IN if slot is None else Standing.ON_TIME, "checked_in": NOW - minutes(ago),
        "slot": None if slot is None else NOW + minutes(slot),
    }  # fmt: skip
    return Waiting(**(fields | more))


def line(*waiting: Waiting, missed: tuple[Waiting, ...] = ()) -> Line:
    return Line(
        epoch="epoch-one", rev=1, as_of=NOW, waiting=waiting, missed=missed, places=(PLACE,), finished_today=4,
        booked_to_come=18,
    )  # fmt: skip


def test_lists_keep_the_calling_order_and_part_by_services() -> None:
    """What this place takes stands apart from what others take, both in the order of the queue service."""
    lists = lists_of(
        line(visitor("A105"), visitor("F110", "dog"), visitor("A101", "passport"), missed=(visitor("A100"),)),
        PLACE, READING,
    )  # fmt: skip
    assert [row.number for row in lists.mine] == ["A\u00a0105", "A\u00a0101"]
    assert [row.number for row in lists.others] == ["F\u00a0110"]
    assert [row.number for row in lists.missed] == ["A\u00a0100"]


def test_next_is_the_first_who_may_be_called() -> None:
    """Early guests before their time are not announced as next."""
    early = visitor("A106", slot=40, standing=Standing.EARLY, callable_from=NOW + minutes(25))
    first = next_of(line(visitor("F110", "dog"), early, visitor("A107"), visitor("A108")), PLACE, READING)
    assert first is not None
    assert first.number == "A107"


@pytest.mark.parametrize(
    ("ago", "slot", "waited"),
    [(33, None, 33), (10, -4, 4), (2, -20, 2), (10, 5, None), (10, 0, 0)],
    ids=["walk-in", "booked since the slot", "late since check-in", "before the slot", "at the slot"],
)
def test_wait_counts_as_in_the_figures(ago: int, slot: int | None, waited: int | None) -> None:
    """Booked visitors wait from their slot on, or from check-in when they were late."""
    found = wait_of(visitor("A101", ago=ago, slot=slot), NOW)
    assert (found.minutes if found else None) == waited


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({"slot": 20, "standing": Standing.EARLY, "callable_from": NOW + minutes(5)}, "früh da, ab 10:35"),
        ({"slot": 10, "standing": Standing.EARLY, "callable_from": NOW - minutes(5)}, "früh da"),
        ({"slot": -20, "standing": Standing.LATE}, "verspätet"),
        ({"standing": Standing.PROVISIONAL}, "vorläufig"),
        ({"more_persons": True}, "mehr Personen"),
        ({"attempts": 2}, "2× gerufen"),
        ({"language": "tr"}, "Türkçe"),
    ],
)
def test_what_matters_is_marked_in_words(more: dict[str, Any], text: str) -> None:
    """Early, late, provisional, more people, called before and language each have their word."""
    assert [mark.text for mark in row_of(visitor("A101", **more), READING).marks] == [text]


def test_german_needs_no_mark() -> None:
    """A visitor who reads German is not marked."""
    assert row_of(visitor("A101", language="de"), READING).marks == ()


def test_row_reads_as_on_the_mockup() -> None:
    """Service with persons, slot, check-in and wait in the centre's local time."""
    row = row_of(visitor("A101", ago=11, slot=-1, persons=3), READING)
    assert (row.service, row.slot, row.here_since) == ("Personalausweis, 3\u00a0Personen", "10:29", "10:19")
    assert row.waited is not None
    assert row.waited.minutes == 1


def test_service_that_is_gone_shows_its_id() -> None:
    """A visitor for a service the house no longer has is still listed."""
    assert row_of(visitor("A101", "gone-service"), READING).service == "gone-service"


def test_families_group_all_services() -> None:
    """Every service can be chosen, once, below its family, in the order of the house."""
    families = families_of(HOUSE, SAY)
    assert [(one.letter, [id_ for id_, _ in one.services]) for one in families] == [
        ("A", ["id-card", "passport"]), ("F", ["dog"]),
    ]  # fmt: skip


def test_screen_reader_hears_number_and_call() -> None:
    """The spoken line names the number and which call it is."""
    place = PlaceState(place="7", status=PlaceStatus.CALLED, visit=visitor("A104", attempts=2))
    assert spoken(place, SAY) == "Gerufen: A\u00a0104, Aufruf 2."


@pytest.mark.parametrize(
    ("services", "text"),
    [
        (("passport", "id-card", "dog"), "alle Leistungen"),
        (("passport",), "Ausweise und Pässe"),
        ((), ""),
        (("gone-service",), ""),
    ],
)
def test_services_of_a_place_in_a_few_words(services: tuple[str, ...], text: str) -> None:
    """All services, or the families they belong to."""
    assert taken_summary(services, READING.names, SAY) == text
