"""The plan of the day."""

from datetime import timedelta

import pytest

from tests.lobby_day.clock import CLOSES, OPENS
from tests.lobby_day.visitors import FIXED, Case, Visitor, day, expected

PLAN = day(1)


def test_five_hundred_visitors_of_every_case() -> None:
    """In order, and the same ones for the same seed."""
    assert len(PLAN.visitors) == 500
    assert {one.case for one in PLAN.visitors} == set(Case)
    moments = [one.at for one in PLAN.visitors]
    assert moments == sorted(moments)
    assert day(1) == PLAN
    assert day(2) != PLAN


def _one(case: Case) -> Visitor:
    return next(one for one in PLAN.visitors if one.case is case)


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(-120, "early"), (-16, "early"), (-14, "on-time"), (0.9, "on-time"), (1, "late"), (15, "late"), (16, "too-late")],
)  # fmt: skip
def test_what_a_booked_visitor_must_be_told(minutes: float, told: str) -> None:
    """By the slot alone, while the house is open."""
    visitor = next(one for one in PLAN.visitors if one.case is Case.AT_TERMINAL)
    assert visitor.booking is not None
    assert expected(visitor, visitor.booking.slot + timedelta(minutes=minutes)) == told


def test_what_others_must_be_told() -> None:
    """Some always the same; who comes before or after hours that it is closed."""
    for case, told in FIXED.items():
        assert expected(_one(case), OPENS + timedelta(hours=5)) == told
    for case in (Case.WALK_IN, Case.ORDINARY):
        assert expected(_one(case), OPENS - timedelta(minutes=1)) == "closed"
        assert expected(_one(case), CLOSES) == "closed"


def test_every_foreign_code_has_its_own_answer() -> None:
    """Links, payments, networks, business cards."""
    told = {one.code: one.told for one in PLAN.visitors if one.case is Case.FOREIGN}
    assert len(set(told.values())) == len(told) >= 3
