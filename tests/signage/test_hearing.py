"""A display that plays but is deaf finds out, and helps itself step by step."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from signage.hearing import DEAF_SECONDS, Hearing, Remedy, confirmed, is_deaf, linked, remedy, silence

CONNECTED = linked(Hearing(), 100.0, connected=True)
HEARD = confirmed(CONNECTED, 100.0)


def tried(hearing: Hearing, seconds: Sequence[float], *, there: bool = True) -> list[tuple[float, Remedy]]:
    """What is tried when, looking at these moments; a new connection stands a second after the old one fell."""
    found = []
    for second in seconds:
        hearing, due = remedy(hearing, second, queue_there=there)
        if due is not None:
            found.append((second, due))
        if due is Remedy.RECONNECT:
            hearing = linked(linked(hearing, second, connected=False), second + 1, connected=True)
    return found


def test_three_things_are_tried_one_after_the_other() -> None:
    """Asking again, a new connection, a new program; then nothing more until something is heard."""
    found = tried(HEARD, range(100, 200))
    assert found == [(105, Remedy.ASK), (109, Remedy.RECONNECT), (120, Remedy.RESTART)]


def test_without_a_queue_service_nothing_is_worth_a_new_connection() -> None:
    """Where it went, or was never heard of, silence is no deafness; asking costs nothing."""
    assert tried(HEARD, range(100, 200), there=False) == [(105, Remedy.ASK)]


def test_a_restart_that_helped_nothing_is_not_repeated() -> None:
    """The program would otherwise start again and again; once something is heard it may."""
    again = Hearing(since=100.0, may_restart=False)
    assert Remedy.RESTART not in dict(map(reversed, tried(again, range(100, 200))))  # type: ignore[arg-type]
    assert confirmed(again, 150.0).may_restart


def test_deafness_is_known_after_four_beats() -> None:
    """And goes on while a new connection has still to prove itself."""
    assert not is_deaf(HEARD, 107.9)
    assert is_deaf(HEARD, 100 + DEAF_SECONDS)
    reconnected = linked(
        Hearing(confirmed=100.0, tried=(Remedy.ASK, Remedy.RECONNECT)), 110.0, connected=True
    )
    assert is_deaf(reconnected, 110.5)
    assert not is_deaf(confirmed(reconnected, 111.0), 111.5)


def test_without_a_connection_nobody_is_deaf() -> None:
    """The display says itself that it is not connected; a new connection has its full time."""
    away = linked(HEARD, 101.0, connected=False)
    assert silence(away, 500.0) is None
    assert not is_deaf(away, 500.0)
    back = linked(away, 500.0, connected=True)
    assert not is_deaf(back, 503.0)


@given(st.lists(st.floats(0, 7.9), max_size=60))
def test_a_display_that_hears_is_left_alone(pauses: list[float]) -> None:
    """However unevenly the beats come: with less than four missed it is never called deaf."""
    hearing, now = HEARD, 100.0
    for pause in pauses:
        now += pause
        assert not is_deaf(hearing, now)
        hearing, due = remedy(hearing, now, queue_there=True)
        assert due in {None, Remedy.ASK}
        hearing = confirmed(hearing, now)
