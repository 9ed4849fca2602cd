"""How good the waiting times were that visitors were told."""

import numpy as np
import pytest

from lobby.figures.estimates import is_inside, middle, score

LOW, HIGH = np.array([0.0, 10.0, 20.0, 60.0]), np.array([5.0, 20.0, 40.0, np.inf])
WAIT = np.array([5.0, 21.0, 30.0, 75.0])


def test_both_ends_belong_to_a_range_and_over_has_no_upper_one() -> None:
    """A minute more than said is a minute too much."""
    assert is_inside(LOW, HIGH, WAIT).tolist() == [True, False, True, True]


def test_a_score_is_rmse_bias_share_and_width() -> None:
    """An error is positive when less was waited than expected."""
    found = score(LOW, HIGH, WAIT + np.array([1.0, -1.0, 3.0, -3.0]), WAIT)
    assert (found.count, found.bias, found.in_range) == (4, 0.0, 0.75)
    assert found.rmse == pytest.approx(5**0.5)
    assert found.width == 15.0
    assert middle(LOW, HIGH)[:3].tolist() == [2.5, 15.0, 30.0]
    assert np.isnan(middle(LOW, HIGH)[3])
