"""Numbers that were given without connection: the reception sees what is wrong with them, and settles it."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from lobby.contract.elsewhere import TWO_CENTRES
from lobby.contract.requests import LeaseNumbers, ReportArrival
from lobby.contract.state import Dispute, Unheard
from lobby.counter.reception.disputes import dispute_rows, unheard_rows
from tests.lobby.counter.reception.conftest import ReceptionHouse
from tests.lobby.counter.reception.test_attention import READING, reception

pytestmark = pytest.mark.browser


def given(house: ReceptionHouse, number: str, **fields: object) -> None:
    """The terminal tells of a number that it gave five minutes ago."""
    came = datetime.now(UTC) - timedelta(seconds=5)
    house.call(ReportArrival, number=number, came=came, **{"service": "id-card", **fields})


def test_second_number_of_a_visit_is_settled(page: Page, house: ReceptionHouse) -> None:
    """It says which number is called; one press, and it is gone."""
    house.call(LeaseNumbers)
    visit = house.arrive("id-card").ticket
    given(house, "A941", instead_of=visit.visit)
    line = page.locator(".disputes li")
    expect(line).to_contain_text("A\u00a0941: Hat auch A\u00a0101")
    expect(line.get_by_role("button")).to_have_count(1)
    line.get_by_role("button", name="erledigt").click()
    expect(page.locator(".disputes")).to_have_count(0)
    assert house.state(lambda state: not state.disputes).disputes == ()


def test_number_that_the_line_does_not_know_is_let_in(page: Page, house: ReceptionHouse) -> None:
    """A block that the queue service has forgotten: the visitor keeps the number and waits."""
    given(house, "A950")
    line = page.locator(".disputes li")
    expect(line).to_contain_text("Nummer gehört nicht diesem Terminal")
    line.get_by_role("button", name="aufnehmen").click()
    expect(page.locator(".disputes")).to_have_count(0)
    (waiting,) = house.in_line(lambda line: bool(line.waiting)).waiting
    assert (waiting.number, waiting.service) == ("A950", "id-card")


def test_days_that_are_over_are_told_in_one_line() -> None:
    """How many, where and when; nothing can be done about it."""
    first = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    heard = Unheard(device="kiosk-1", count=34, first=first, last=first + timedelta(days=1))
    (row,) = unheard_rows(reception(unheard=(heard,)), READING)
    assert "am 20.11.–21.11. ohne Verbindung 34 Nummern" in row.text


def test_a_booking_used_at_two_centres_is_for_both_to_settle() -> None:
    """Where the other one is; its number is in the line already, so nobody is let in."""
    came = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    known = Dispute(id="elsewhere-1", number="A101", device="wandsbek", came=came, reason=TWO_CENTRES)
    (row,) = dispute_rows(reception(disputes=(known,)), READING)
    assert "Wandsbek" in row.what
    assert not row.may_enter
