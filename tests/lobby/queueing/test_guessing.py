"""Typed codes and numbers are tried only so often, whatever is restarted."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.events import AnyEvent, CheckInFailed, CodeUnknown
from lobby.queueing.evolve import evolve
from lobby.queueing.guessing import (
    MOST_AT_DEVICE,
    MOST_IN_CENTRE,
    WINDOW,
    typing_rests_until,
    unknown_code,
)
from lobby.queueing.line import Line
from tests.support.house import NOW, minutes


def tried(line: Line, device: str, at: datetime = NOW, times: int = 1) -> list[AnyEvent]:
    """So many wrong codes at once; the facts."""
    facts: list[AnyEvent] = []
    for _ in range(times):
        new = unknown_code(line, device, at)
        facts += new
        for fact in new:
            evolve(line, fact)
    return facts


def test_errors_of_visitors_cost_nothing() -> None:
    """Nine wrong codes in a quarter of an hour are people who mistype."""
    line = Line()
    assert tried(line, "kiosk-1", times=MOST_AT_DEVICE - 1) == [CodeUnknown(at=NOW, device="kiosk-1")] * 9
    assert typing_rests_until(line, "kiosk-1", NOW) is None


def test_the_tenth_makes_the_device_rest_and_tells_the_reception_once() -> None:
    """Another terminal goes on; the rest ends when the first of the ten is a quarter of an hour ago."""
    line = Line()
    tried(line, "kiosk-1", NOW)
    last = tried(line, "kiosk-1", NOW + minutes(5), MOST_AT_DEVICE - 1)[-1]
    assert last == CheckInFailed(at=NOW + minutes(5), device="kiosk-1", reason="guessing")
    assert typing_rests_until(line, "kiosk-1", NOW + minutes(6)) == NOW + WINDOW
    assert typing_rests_until(line, "kiosk-2", NOW + minutes(6)) is None
    assert typing_rests_until(line, "kiosk-1", NOW + WINDOW) is None


def test_many_terminals_together_make_the_whole_centre_rest() -> None:
    """Who goes from one to the next is slowed down as well; the reception is told."""
    line = Line()
    for device in range(3):
        tried(line, f"kiosk-{device}", times=MOST_IN_CENTRE // 4)
    facts = tried(line, "kiosk-3", times=MOST_IN_CENTRE // 4)
    assert [one.reason for one in facts if isinstance(one, CheckInFailed)] == [
        "guessing",
        "guessing-everywhere",
    ]
    assert typing_rests_until(line, "kiosk-9", NOW) == NOW + WINDOW


def test_what_was_tried_is_known_again_after_a_restart() -> None:
    """It is a fold over facts, as everything."""
    facts = tried(Line(), "kiosk-1", times=1)
    line = Line()
    for fact in facts * MOST_AT_DEVICE:
        evolve(line, fact)
    assert typing_rests_until(line, "kiosk-1", NOW) == NOW + WINDOW


@given(
    st.lists(st.tuples(st.integers(1, 6), st.integers(0, 400)), max_size=150),
    st.sampled_from([MOST_AT_DEVICE, MOST_IN_CENTRE]),
)
def test_nobody_tries_more_than_the_rule_allows(tries: list[tuple[int, int]], most: int) -> None:
    """Whoever tries whenever it is possible: in no window more than ten at a device and forty in the centre."""
    line, now, taken = Line(), NOW, []
    for device, seconds in tries:
        now += timedelta(seconds=seconds)
        name = f"kiosk-{device}"
        if typing_rests_until(line, name, now) is None:
            tried(line, name, now)
            taken.append((now, name))
    for at, name in taken:
        window = [one for when, one in taken if at <= when < at + WINDOW]
        counted = window if most == MOST_IN_CENTRE else [one for one in window if one == name]
        assert len(counted) <= most
    assert len(line.hall.unknown_codes) <= MOST_IN_CENTRE


@pytest.mark.parametrize("later", [0, 899])
def test_a_rest_always_ends(later: int) -> None:
    """Never later than a window from now."""
    line = Line()
    tried(line, "kiosk-1", times=MOST_AT_DEVICE)
    now = NOW + timedelta(seconds=later)
    until = typing_rests_until(line, "kiosk-1", now)
    assert until is not None
    assert now < until <= now + WINDOW
