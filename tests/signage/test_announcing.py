"""Announcements: one after the other, each once, none that came too late."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.state import ShownCall
from signage.announcing import (
    HOLD_SECONDS,
    Announcing,
    is_turned,
    next_change,
    offered,
    order,
    stepped,
)
from signage.samples import NOW, shown

FIRST = shown(1, "A101", "1", seconds_ago=2)
SECOND = shown(2, "J102", "2", seconds_ago=1)
OLD = shown(3, "F103", "3", seconds_ago=31)


def begun(state: Announcing, seconds: Sequence[float]) -> list[tuple[float, str]]:
    """When which announcement began."""
    found = []
    for second in seconds:
        state, call = stepped(state, second)
        if call is not None:
            found.append((second, call.id))
    return found


def test_two_calls_at_once_are_announced_one_after_the_other() -> None:
    """The earlier call has its turn first; the other waits until that has been heard and read."""
    state = offered(Announcing(), (SECOND, FIRST), NOW)
    assert begun(state, range(30)) == [(0, FIRST.id), (HOLD_SECONDS, SECOND.id)]


def test_the_waiting_call_is_on_screen_all_the_same() -> None:
    """While one is announced in the large place, the newer one stands at the top of the others."""
    state, _ = stepped(offered(Announcing(), (SECOND, FIRST, OLD), NOW), 0)
    assert [call.id for call in order(state, (SECOND, FIRST, OLD))] == [FIRST.id, SECOND.id, OLD.id]


def test_the_same_board_again_announces_nothing() -> None:
    """Repeated delivery of a board never sounds a second gong."""
    state, _ = stepped(offered(Announcing(), (FIRST,), NOW), 0)
    state = offered(state, (FIRST,), NOW)
    assert begun(state, range(1, 30)) == []


def test_a_restart_announces_nothing_twice() -> None:
    """What was announced before the program started is not announced again."""
    assert begun(offered(Announcing(done=(FIRST.id,)), (FIRST,), NOW), range(9)) == []


def test_a_recall_is_a_new_announcement() -> None:
    """A recall of the same number has a new id, and its own gong."""
    state, _ = stepped(offered(Announcing(), (FIRST,), NOW), 0)
    again = ShownCall(id="again", number=FIRST.number, place=FIRST.place, at=NOW, attempt=2)
    assert begun(offered(state, (again,), NOW), range(1, 20)) == [(HOLD_SECONDS, "again")]


def test_an_old_call_is_only_shown() -> None:
    """After an outage, calls of more than thirty seconds ago stand on the board without a gong."""
    assert begun(offered(Announcing(), (OLD,), NOW), range(20)) == []
    assert (
        begun(offered(offered(Announcing(), (OLD,), NOW), (OLD,), NOW - timedelta(minutes=1)), range(9)) == []
    )


def test_a_call_that_was_withdrawn_is_not_announced() -> None:
    """A call that has left the board before its turn is silent, and its place is free for the next at once."""
    state, _ = stepped(offered(Announcing(), (SECOND, FIRST), NOW), 0)
    state = offered(state, (), NOW)
    assert state.current is None
    assert begun(state, range(1, 20)) == []


def test_a_number_blinks_three_times_at_half_a_hertz() -> None:
    """One second turned, one not, three times; then it rests."""
    state, _ = stepped(offered(Announcing(), (FIRST,), NOW), 10)
    turned = []
    for tenth in range(100):
        state, _ = stepped(state, 10 + tenth / 10)
        turned.append(is_turned(state, 10 + tenth / 10))
    rises = sum(1 for before, now in zip([False, *turned], turned, strict=False) if now and not before)
    assert rises == 3
    assert sum(turned) == 30
    assert not any(turned[60:])


def test_the_next_change_is_known() -> None:
    """The program can sleep until something changes, and for ever when nothing is announced."""
    state, _ = stepped(offered(Announcing(), (FIRST,), NOW), 10)
    assert next_change(state, 10.25) == 0.75
    assert next_change(Announcing(), 0) is None


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 29)), max_size=12, unique_by=lambda pair: pair[0])
)
def test_no_call_is_lost_doubled_or_overlapped(arrivals: list[tuple[int, int]]) -> None:
    """However calls come in, each is announced exactly once, with at least the holding time between two."""
    state, heard = Announcing(), []
    on_board: tuple[ShownCall, ...] = ()
    for second in range(120):
        new = tuple(shown(number, "A101", "1", seconds_ago=0) for number, at in arrivals if at == second)
        on_board = (*new, *on_board)
        state = offered(state, on_board, NOW)
        state, call = stepped(state, float(second))
        if call is not None:
            heard.append((second, call.id))
    assert sorted(name for _, name in heard) == sorted(f"call-{number}" for number, _ in arrivals)
    assert all(b - a >= HOLD_SECONDS for (a, _), (b, _) in pairwise(heard))
