"""The last walk-in as the queue service keeps and enforces it."""

import uuid
from datetime import time, timedelta
from typing import Any

from lobby.catalogue_files import sample_catalogue
from lobby.centre.desk import Desk
from lobby.contract.answers import AnyAnswer, CheckedIn, Reason, Refused
from lobby.contract.requests import OpenPlace, WalkIn, WalkInByHand
from lobby.contract.state import OpeningHours
from tests.support.house import NOW, House, minutes, rules

CLOSES = NOW + timedelta(hours=1)


def desk() -> Desk:
    """A desk with one counter, that closes at eleven, local time."""
    hours = (OpeningHours(weekday=0, opens=time(7), closes=time(11)),)
    found = Desk(House().line, rules(hours=hours), sample_catalogue())
    ask(found, OpenPlace, place="1", services=("id-card",))
    return found


def ask(found: Desk, kind: Any, after: float = 0, **fields: Any) -> AnyAnswer:
    return found.handle(kind(id=uuid.uuid4().hex, **fields), NOW + minutes(after)).answer


def test_numbers_are_given_until_the_line_fills_the_time_to_closing() -> None:
    """Then the terminal refuses and the reception does not."""
    found, given = desk(), 0
    while isinstance(answer := ask(found, WalkIn, given * 0.1, service="id-card"), CheckedIn):
        given += 1
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.AFTER_LAST_WALK_IN
    assert 1 <= given <= 8
    assert isinstance(ask(found, WalkInByHand, given * 0.1, service="id-card"), CheckedIn)


def test_the_closing_of_another_day_is_another_one() -> None:
    """After closing nothing is said, and what was said yesterday does not bind today."""
    found = desk()
    first = found.forecasts.last_walk_ins(found.line, found.rules, NOW)
    assert NOW < first["id-card"] < CLOSES
    assert found.forecasts.last_walk_ins(found.line, found.rules, CLOSES) == {}
    assert found.forecasts.said == {}
