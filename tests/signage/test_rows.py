"""Pages of earlier calls: nobody's number is dropped, alone or on displays side by side."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from signage.rows import ALONE, Part, Room, page


@dataclass(frozen=True)
class Call:
    """A call as far as pages know it."""

    name: int
    awaited: bool


def calls(letters: str) -> list[Call]:
    """`w` for a call that is awaited, `a` for an answered one."""
    return [Call(name, letter == "w") for name, letter in enumerate(letters)]


ANY_CALLS = st.text("wa", max_size=30).map(calls)


def test_answered_calls_fill_the_rows_that_are_left() -> None:
    """In the order of the calls; the oldest answered one gives way first."""
    shown = page(calls("wawaa"), Room(4), ALONE, 0)
    assert [call.name for call in shown] == [0, 1, 2, 3]
    shown = page(calls("awaww"), Room(3), ALONE, 0)
    assert [call.name for call in shown] == [1, 3, 4]


def test_pages_change_when_there_are_more_calls_than_rows() -> None:
    """Each page has its turn, and then the first one again."""
    seen = [[call.name for call in page(calls("wwwwwww"), Room(3), ALONE, turn)] for turn in range(4)]
    assert seen == [[0, 1, 2], [3, 4, 5], [6], [0, 1, 2]]


def test_no_rows_show_no_calls() -> None:
    """Where staff want no earlier calls there are none."""
    assert page(calls("ww"), Room(0), ALONE, 5) == ()


@given(ANY_CALLS, st.integers(1, 11), st.integers(1, 12), st.integers(1, 4), st.integers(0, 1000))
def test_every_awaited_call_is_shown_once_in_a_round_of_pages(
    given_calls: list[Call], first: int, others: int, count: int, begin: int
) -> None:
    """However many calls, rows and displays: whoever is not there yet finds the number, on one display at a time."""
    room = Room(first, others)
    total = first + others * (count - 1)
    awaited = [call for call in given_calls if call.awaited]
    pages = max(1, -(-len(awaited) // total))
    seen: list[Call] = []
    for turn in range(begin * pages, (begin + 1) * pages):
        together = [
            call for n in range(1, count + 1) for call in page(given_calls, room, Part(n, count), turn)
        ]
        assert len(together) == len(set(together)) <= total
        assert [call.name for call in together] == sorted(call.name for call in together)
        seen += [call for call in together if call.awaited]
    assert sorted(call.name for call in seen) == [call.name for call in awaited]
