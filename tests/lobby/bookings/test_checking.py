"""A feed is good when every record is a booking, none twice and none against another."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lobby.bookings.checking import MOST_BOOKINGS, Checked
from lobby.bookings.formats.known import FormatName
from tests.support.booking_feeds import checked, found

ROW: dict[str, Any] = {"booking": "00112233445566ff", "service": "passport", "slot": "2026-11-23 10:15"}


def read(*rows: dict[str, Any]) -> Checked:
    """The verdict on these records."""
    return checked(json.dumps(rows), FormatName.JSON)


def test_the_same_record_twice_is_taken_once() -> None:
    """A duplicate is noted and does no harm."""
    verdict = read(ROW, ROW)
    assert (len(verdict.rows), verdict.is_good, found(verdict)) == (1, True, [("same-again", 2, None)])


def test_of_two_versions_the_newer_is_taken() -> None:
    """Whichever comes first: revision before version, version before the order in the file."""
    first, second = ROW | {"version": 7}, ROW | {"revision": 1, "version": 3, "slot": "2026-11-23 11:00"}
    for rows, older in (((first, second), 1), ((second, first), 2)):
        verdict = read(*rows)
        assert [booking.revision for booking in verdict.bookings] == [1]
        assert found(verdict) == [("older-version", older, None)]
        assert verdict.is_good


def test_two_that_contradict_each_other_are_both_left_out() -> None:
    """Nobody guesses which one is right."""
    verdict = read(ROW, ROW | {"persons": 2}, ROW | {"booking": "00112233445566fe"})
    assert [booking.booking for booking in verdict.bookings] == ["00112233445566fe"]
    assert found(verdict) == [("contradiction", 2, None)]


@given(st.permutations([*range(5)]), st.lists(st.integers(0, 2), min_size=5, max_size=5))
def test_order_does_not_matter(order: list[int], versions: list[int]) -> None:
    """The same records in any order are the same bookings."""
    rows = [ROW | {"version": version, "persons": index % 2 + 1} for index, version in enumerate(versions)]
    assert set(read(*rows).bookings) == set(read(*(rows[at] for at in order)).bookings)


def test_two_bookings_with_one_typed_code_are_refused() -> None:
    """The rare pair of ids with the same typed code is noticed before a visitor types it."""
    verdict = read(ROW | {"booking": "00000000000092b6"}, ROW | {"booking": "00000000000486d2"})
    assert found(verdict) == [("same-typed-code", 2, None)]


def test_more_than_one_delivery_is_refused() -> None:
    """A file that one import cannot take in whole is refused before anything is sent."""
    verdict = read(*(ROW | {"booking": f"{number:016x}"} for number in range(MOST_BOOKINGS + 1)))
    assert (found(verdict), verdict.is_usable) == ([("too-many", None, None)], False)
