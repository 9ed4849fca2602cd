"""Finding somebody by what they show or say."""

from datetime import UTC, datetime, timedelta

import pytest

from lobby.contract.codes import typed_code
from lobby.contract.state import Expected, Line, PlaceState, PlaceStatus, Standing, Waiting
from lobby.counter.reception.finding import MOST_FOUND, Found, find
from lobby.counter.reception.lists import Where, lists_of
from lobby.counter.reception.program import LOOK
from lobby.counter.rows import Names, Reading
from tests.support.codes import CLAIM, code

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
NAMES = Names({"passport": "Reisepass", "id-card": "Personalausweis"}, {"passport": "A", "id-card": "A"})
READING = Reading(NAMES, LOOK.wording.speaker("de"), NOW)
BOOKED, OTHER = CLAIM.booking, "ffeeddccbbaa9988"


def expected(visit: str, minutes: int, service: str = "passport") -> Expected:
    return Expected(visit=visit, slot=NOW + timedelta(minutes=minutes), service=service, persons=1)


def waiting(number: str, visit: str, service: str = "id-card") -> Waiting:
    return Waiting(
        visit=visit, number=number, service=service, persons=1, standing=Standing.WALK_IN, checked_in=NOW
    )


def line(*here: Waiting, **more: object) -> Line:
    fields: dict[str, object] = {"missed": (), "places": (), "finished_today": 0, "booked_to_come": 0}
    return Line(epoch="epoch-0001", rev=1, as_of=NOW, waiting=here, **(fields | more))  # type: ignore[arg-type]


COMING = (expected(BOOKED, 30), expected(OTHER, 5, "id-card"))
HERE = line(waiting("A104", "visit-0104"), waiting("A105", "visit-0105"))


def visits(found: Found) -> list[str]:
    return [one.visit for one in found.expected] + [one.row.visit for one in found.here]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (code(), [BOOKED]),
        (BOOKED, [BOOKED]),
        (BOOKED[:6], [BOOKED]),
        (str(typed_code(OTHER)), [OTHER]),
        (str(typed_code(OTHER)).lower().replace("-", " "), [OTHER]),
        (typed_code(OTHER).symbols[:4], [OTHER]),
        ("A 104", ["visit-0104"]),
        ("105", ["visit-0105"]),
        ("11:00", [BOOKED]),
        ("10.35", [OTHER]),
        ("reise", [BOOKED]),
        ("personal", [OTHER, "visit-0104", "visit-0105"]),
        ("A1", []),
        ("https://example.org", []),
        ("  ", []),
    ],
)
def test_what_is_shown_or_said_finds_whom_it_means(text: str, who: list[str]) -> None:
    """Whole code, booking, typed code or its beginning, number, local time, service; too little finds nobody."""
    assert visits(find(text, HERE, COMING, READING)) == who


def test_code_of_another_booking_finds_nobody() -> None:
    """A whole code means that booking alone, whatever else looks like it."""
    assert find(code(booking="0123456789abcdef"), HERE, COMING, READING).is_empty


def test_people_at_counters_parked_and_missed_are_found_with_where_they_are() -> None:
    """The reception can say where to go."""
    at_counter = PlaceState(place="7", status=PlaceStatus.CALLED, visit=waiting("A106", "visit-0106"))
    house = line(
        places=(at_counter,),
        parked=(waiting("A107", "visit-0107"),),
        missed=(waiting("A108", "visit-0108"),),
    )
    found = find("personal", house, (), READING)
    assert {one.waiting.number: (one.where, one.place) for one in found.here} == {
        "A106": (Where.CALLED, "7"), "A107": (Where.PARKED, ""), "A108": (Where.MISSED, ""),
    }  # fmt: skip


def test_many_are_cut_and_counted() -> None:
    """Nobody reads a hundred rows."""
    many = tuple(expected(f"{index:016x}", index) for index in range(MOST_FOUND + 7))
    found = find("reisepass", None, many, READING)
    assert (len(found.expected), found.more) == (MOST_FOUND, 7)


def test_list_shows_who_is_expected_about_now_and_counts_the_rest() -> None:
    """An hour before and after; overdue from the minute after the slot on."""
    coming = (expected("1" * 16, -61), expected("2" * 16, -10), expected("3" * 16, 0), expected("4" * 16, 90))
    lists = lists_of(HERE, coming, READING)
    assert [row.visit[0] for row in lists.expected] == ["2", "3"]
    assert [row.overdue.minutes if row.overdue else None for row in lists.expected] == [10, None]
    assert lists.expected_in_all == 4
