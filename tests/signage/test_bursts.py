"""Many calls at once: each has the large place for its time, in order, once, through a restart too."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.state import ShownCall
from signage.announcing import HOLD_SECONDS, Announcing, offered, stepped
from signage.concerning import spoken_number
from signage.samples import NOW, SCENE, SECONDS, at, shown, with_board
from signage.view import view

TICK = 0.25
HOLD_TICKS = round(HOLD_SECONDS / TICK)
LENGTH = 240


def played(calls: list[ShownCall], restart: int) -> tuple[list[str], list[str | None]]:
    """The numbers announced one after the other, and what stood in the large place at each tick."""
    state = Announcing()
    kept: tuple[str, ...] = ()
    begun: list[str] = []
    large: list[str | None] = []
    for tick in range(LENGTH):
        now, seconds = NOW + (at(tick * TICK).wall - at().wall), SECONDS + tick * TICK
        if tick == restart:
            state = Announcing(done=kept)
        board = tuple(
            sorted((call for call in calls if call.at <= now), key=lambda call: call.at, reverse=True)
        )
        state, call = stepped(offered(state, board, now), seconds)
        if call is not None:
            kept = state.done
            begun.append(spoken_number(call.number))
        picture = view(replace(with_board(SCENE, calls=board), announcing=state), at(tick * TICK))
        large.append(None if picture.hero is None else picture.hero.number)
    return begun, large


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6, unique=True), st.integers(0, LENGTH))
def test_each_call_is_large_for_its_time_once_and_in_order(ticks: list[int], restart: int) -> None:
    """However close together the calls, and whenever the program is started again: none is lost, none comes twice."""
    calls = [shown(tick, f"A{101 + tick}", "7", seconds_ago=-tick * TICK) for tick in ticks]
    numbers = [spoken_number(call.number) for call in sorted(calls, key=lambda call: call.at)]
    begun, large = played(calls, restart)
    assert begun == numbers
    for number in numbers:
        first = large.index(number)
        stood = large[first : first + HOLD_TICKS]
        if not first < restart < first + HOLD_TICKS:
            assert stood == [number] * HOLD_TICKS
    assert large[-1] == numbers[-1]
