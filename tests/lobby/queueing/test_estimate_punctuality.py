"""When booked visitors come, and whether."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.queueing.estimate_punctuality import CLASSES, USUAL, Punctuality, class_of, will_come

SHARES = st.floats(0.0, 1.0)


@pytest.mark.parametrize(
    ("minutes", "found"), [(-200, 0), (-60, 0), (-55.1, 0), (-55, 1), (0, 12), (29.9, 17), (90, 17)]
)
def test_a_check_in_has_one_class_of_five_minutes(minutes: float, found: int) -> None:
    """What is beyond the ends counts in the last."""
    assert class_of(minutes) == found
    assert len(USUAL) == CLASSES


@given(SHARES)
def test_shares_and_minutes_are_each_others_reverse(share: float) -> None:
    """Of what was measured and of what is usual."""
    for today in ({}, {13: 200, 3: 10}):
        found = Punctuality((), today)
        assert found.share_before(found.after(share)) == pytest.approx(share, abs=1e-9)


def test_what_is_measured_moves_it() -> None:
    """Where all come late, half are not here at their slot."""
    late = Punctuality((), {13: 500})
    assert Punctuality((), {}).share_before(0) > 0.7
    assert late.share_before(0) < 0.1
    assert 5 < late.after(0.5) < 10


@given(SHARES, st.floats(0, 500), st.floats(0, 1))
def test_who_is_overdue_is_awaited_less_and_less(has_come: float, due: float, stays_away: float) -> None:
    """Between one and nothing, and never more than before the slot."""
    before = will_come(due * stays_away, due, 0.0)
    assert 0 <= will_come(due * stays_away, due, has_come) <= before + 1e-12 <= 1 + 1e-12
    assert will_come(due * stays_away, due, 1.0) == 0


def test_measured_absence_counts() -> None:
    """With two hundred bookings of which a fifth stayed away, about a fifth stay away."""
    assert will_come(40, 200, 0.0) == pytest.approx(0.8, abs=0.01)
