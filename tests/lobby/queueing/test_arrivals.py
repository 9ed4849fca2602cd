"""Visitors who come."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.answers import Reason
from lobby.contract.config import CentreConfig
from lobby.contract.events import PersonsChanged
from lobby.contract.requests import (
    CallNext,
    CallOne,
    Finish,
    LockWalkIn,
    NotHere,
    OpenPlace,
    Undo,
    WalkIn,
    WalkInByHand,
)
from lobby.contract.state import Closure, Standing
from lobby.queueing.arrivals import Presented, Recognised, recognise
from lobby.queueing.blocks import LAST_NUMBER
from lobby.queueing.decision import Decided, Declined
from lobby.queueing.documents import waiting
from lobby.queueing.line import VisitState
from lobby.queueing.rules import LOCAL
from tests.support.house import NOW, House, booking, minutes, reason, rules


def _id() -> str:
    return uuid.uuid4().hex


def _standing(slot: datetime) -> Standing | Reason:
    house = House()
    house.book(booking(1, slot))
    found = recognise(house.line, Presented(booking(1, slot)), house.rules, NOW)
    return found.standing if isinstance(found, Recognised) else found.reason


@pytest.mark.parametrize(
    ("slot", "expected"),
    [
        (NOW, Standing.ON_TIME),
        (NOW + minutes(15), Standing.ON_TIME),
        (NOW + minutes(16), Standing.EARLY),
        (NOW - timedelta(seconds=59), Standing.ON_TIME),
        (NOW - minutes(1), Standing.LATE),
        (NOW - minutes(15), Standing.LATE),
        (NOW - minutes(16), Reason.TOO_LATE),
        (NOW + timedelta(days=1), Reason.OTHER_DAY),
        (NOW - timedelta(days=1), Reason.OTHER_DAY),
    ],
)
def test_a_booking_stands_to_its_slot(slot: datetime, expected: Standing | Reason) -> None:
    """Early is accepted, late within the grace too, later and other days are refused with their reason."""
    assert _standing(slot) == expected


def test_an_early_visitor_is_present_and_told_from_when() -> None:
    """A number at once, callable from the early window on."""
    house = House()
    slot = NOW + minutes(60)
    house.book(booking(1, slot))
    house.present(booking(1, slot))
    visit = house.line.visits[booking(1).booking]
    assert (visit.number, visit.standing, visit.callable_from) == ("A101", Standing.EARLY, slot - minutes(15))
    house.do(OpenPlace(id=_id(), place="7", services=("id-card",)))
    assert reason(house.do(CallNext(id=_id(), place="7"))) is Reason.NOBODY_WAITING
    house.now = slot - minutes(15)
    assert isinstance(house.do(CallNext(id=_id(), place="7")), Decided)


def test_the_same_code_again_gives_the_same_number() -> None:
    """Waiting, called or served at the moment: no second visit, no error, no new fact."""
    house = House()
    house.book(booking(1))
    house.present(booking(1))
    facts = len(house.journal)
    assert house.present(booking(1)) == Decided(visit=booking(1).booking)
    house.do(OpenPlace(id=_id(), place="7", services=("id-card",)))
    house.do(CallNext(id=_id(), place="7"))
    assert house.present(booking(1)) == Decided(visit=booking(1).booking)
    assert len(house.journal) == facts + 2
    assert house.number(booking(1)) == "A101"


def test_a_served_visitor_is_told_so() -> None:
    """After finishing, the code is spent."""
    house = House()
    house.book(booking(1))
    house.present(booking(1))
    house.do(OpenPlace(id=_id(), place="7", services=("id-card",)))
    house.do(CallNext(id=_id(), place="7"))
    house.do(Finish(id=_id(), place="7"))
    assert reason(house.present(booking(1))) is Reason.ALREADY_SERVED


def test_a_missed_visitor_who_comes_back_keeps_the_number() -> None:
    """Present again with the same number, also when the grace is over."""
    house = House(rules=rules(calls_in_vain=1))
    house.book(booking(1))
    house.present(booking(1))
    house.do(OpenPlace(id=_id(), place="7", services=("id-card",)))
    house.do(CallNext(id=_id(), place="7"))
    house.do(NotHere(id=_id(), place="7"))
    assert house.line.missed
    house.now += minutes(40)
    house.present(booking(1))
    assert (house.number(booking(1)), list(house.line.missed)) == ("A101", [])


def test_codes_of_cancelled_and_rebooked_appointments_are_refused() -> None:
    """Each has its own reason, and the booking that holds now is shown."""
    house = House()
    house.book(booking(1, cancelled=True), booking(2, NOW + minutes(5), revision=2))
    assert reason(house.present(booking(1))) is Reason.CANCELLED
    declined = house.present(booking(2, NOW, revision=1))
    assert isinstance(declined, Declined)
    assert (declined.reason, declined.booking and declined.booking.slot) == (
        Reason.REBOOKED,
        NOW + minutes(5),
    )


def test_a_valid_code_that_no_list_has_yet_is_provisional() -> None:
    """Booked after the last delivery, or rebooked since: accepted and marked."""
    house = House()
    house.book(booking(2, NOW - timedelta(days=2), revision=0))
    house.present(booking(1))
    house.present(booking(2, NOW, revision=1))
    standings = [visit.standing for visit in house.line.present.values()]
    assert standings == [Standing.PROVISIONAL, Standing.PROVISIONAL]


def test_any_centre_serves_residents() -> None:
    """A booking of another centre is helped here, as without a booking: this house kept no slot for it."""
    house = House()
    house.present(booking(1, centre="wandsbek"))
    (visit,) = house.line.present.values()
    assert (visit.standing, visit.slot, visit.callable_from) == (Standing.WALK_IN, None, None)


def test_foreigners_affairs_are_refused_with_their_centre() -> None:
    """They are tied to the home district; the terminal can say where that is."""
    house = House()
    declined = house.present(booking(1, centre="wandsbek", service="settlement-permit"))
    assert isinstance(declined, Declined)
    assert (declined.reason, declined.booking and declined.booking.centre) == (Reason.OTHER_SITE, "wandsbek")


def test_more_people_than_booked_are_taken_and_flagged() -> None:
    """The clerk sees it."""
    house = House()
    house.book(booking(1, persons=1), booking(2, persons=3))
    house.present(booking(1), persons=4)
    house.present(booking(2), persons=2)
    assert [(one.persons, one.more_persons) for one in house.line.present.values()] == [(4, True), (2, False)]


def test_a_group_comes_in_parts_under_one_number() -> None:
    """Two of four, then the others: number and credit stay, the clerk knows how many are still to come."""
    house = House()
    house.book(booking(1, persons=4))
    house.present(booking(1), persons=2)
    (visit,) = house.line.present.values()
    number, since = visit.number, visit.credit_from
    assert (visit.persons, waiting(visit).to_come) == (2, 2)
    house.now += minutes(10)
    assert house.present(booking(1), persons=4) == Decided(
        (PersonsChanged(at=house.now, visit=visit.id, persons=4),), visit.id
    )
    assert (visit.number, visit.credit_from) == (number, since)
    assert (visit.persons, visit.more_persons, waiting(visit).to_come) == (4, False, 0)


def test_a_group_whose_booking_is_not_in_the_list_comes_in_parts_too() -> None:
    """Its code says how many they are."""
    house = House()
    house.present(booking(1, persons=4), persons=2)
    (visit,) = house.line.present.values()
    assert (visit.booking, visit.persons, visit.to_come) == (None, 2, 2)
    house.present(booking(1, persons=4), persons=4)
    assert (visit.persons, visit.to_come, visit.more_persons) == (4, 0, False)


@pytest.mark.parametrize("persons", [None, 1, 2, 3])
def test_of_those_who_are_here_there_are_never_fewer(persons: int | None) -> None:
    """Scanned again, by whoever of them, nothing changes."""
    house = House()
    house.book(booking(1, persons=4))
    house.present(booking(1), persons=3)
    (visit,) = house.line.present.values()
    assert house.present(booking(1), persons=persons) == Decided((), visit.id)
    assert visit.persons == 3


def test_more_may_come_while_the_first_are_at_the_counter() -> None:
    """More than were booked, too: the counter sees it; undoing its step does not send them away."""
    house = House()
    house.book(booking(1, persons=2))
    house.present(booking(1), persons=1)
    house.do(OpenPlace(id="open-001", place="7", services=("id-card",)))
    house.do(CallNext(id="call-001", place="7"))
    house.present(booking(1), persons=5)
    visit = house.line.visit_at("7")
    assert visit is not None
    assert (visit.state, visit.persons, visit.more_persons) == (VisitState.CALLED, 5, True)
    house.do(Undo(id="undo-001", place="7"))
    assert (visit.state, visit.persons) == (VisitState.PRESENT, 5)


@given(st.lists(st.none() | st.integers(1, 20), min_size=1, max_size=12), st.integers(1, 20))
def test_a_group_has_one_ticket_whatever_is_scanned(shown: list[int | None], booked: int) -> None:
    """As many as the highest number that was said after the first."""
    house = House()
    house.book(booking(1, persons=booked))
    for persons in shown:
        house.present(booking(1), persons=persons)
    (visit,) = house.line.present.values()
    assert house.line.totals.arrived == 1
    assert visit.persons == max([shown[0] or booked, *(one for one in shown[1:] if one)])
    assert visit.persons + visit.to_come >= booked


def test_walk_ins_get_numbers_of_their_services_family() -> None:
    """One letter per family, counted from 101 each."""
    house = House()
    for service in ("id-card", "residence-register", "passport"):
        house.do(WalkIn(id=_id(), service=service))
    assert [visit.number for visit in house.line.present.values()] == ["A101", "J101", "A102"]


@pytest.mark.parametrize(
    ("config", "service", "expected"),
    [
        ({"closure": Closure.STAFF_MEETING}, "id-card", Reason.CLOSED),
        ({"hours": ()}, "id-card", Reason.CLOSED),
        ({"walk_in": False}, "id-card", Reason.NO_WALK_IN),
        ({"services": ("passport",)}, "id-card", Reason.NOT_OFFERED),
        ({}, "no-such-service", Reason.NOT_OFFERED),
    ],
)
def test_walk_ins_are_refused_with_a_reason(
    config: dict[str, object], service: str, expected: Reason
) -> None:
    """Closed, switched off, not done here."""
    house = House(rules=rules(**config))
    assert reason(house.do(WalkIn(id=_id(), service=service))) is expected
    assert len(house.journal) == 1


def test_reception_gives_numbers_while_the_terminal_is_locked() -> None:
    """The lock is the terminal's: who is sent to the reception gets a number there."""
    house = House()
    house.do(LockWalkIn(id=_id(), locked=True, reason="voll"))
    refused = house.do(WalkIn(id=_id(), service="id-card"))
    assert reason(refused) is Reason.WALK_IN_LOCKED
    assert not isinstance(house.do(WalkInByHand(id=_id(), service="id-card")), Declined)


def test_when_all_numbers_are_given_it_is_said() -> None:
    """No number is ever given twice a day."""
    house = House()
    house.line.last_number["A"] = LAST_NUMBER - 1
    house.do(WalkIn(id=_id(), service="id-card"))
    assert [visit.number for visit in house.line.present.values()] == ["A999"]
    assert reason(house.do(WalkIn(id=_id(), service="id-card"))) is Reason.NUMBERS_USED_UP


def test_a_known_visitor_is_recognised_while_closed() -> None:
    """Who is inside keeps the number when the doors close; who comes now is told."""
    house = House()
    house.book(booking(1), booking(2))
    house.present(booking(1))
    house.rules = rules(closure=Closure.EVACUATION)
    assert house.present(booking(1)) == Decided(visit=booking(1).booking)
    assert reason(house.present(booking(2))) is Reason.CLOSED


def test_unknown_visits_cannot_be_called() -> None:
    """Nobody is called who is not present."""
    house = House()
    house.book(booking(1))
    house.do(OpenPlace(id=_id(), place="7", services=("id-card",)))
    for visit in (booking(1).booking, "nobody-knows-me"):
        assert reason(house.do(CallOne(id=_id(), place="7", visit=visit))) is Reason.NOT_PRESENT


def test_defaults_open_on_weekdays() -> None:
    """The product's default hours are Monday to Friday, 7 to 19."""
    assert {hours.weekday for hours in CentreConfig().hours} == set(range(5))


def test_a_number_is_not_drawn_under_another_visits_id() -> None:
    """Whoever sends the id of a known booking or visit changes nothing about it."""
    house = House()
    house.book(booking(1), booking(2))
    house.present(booking(1))
    for known in (booking(1), booking(2)):
        assert reason(house.do(WalkIn(id=known.booking, service="id-card"))) is Reason.MALFORMED


def test_the_hour_that_comes_twice() -> None:
    """Half past two in summer time and again in winter time: two slots, an hour apart, each on time at its own."""
    first, second = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert first.astimezone(LOCAL).time() == second.astimezone(LOCAL).time()
    house = House(now=first)
    house.book(booking(1, first), booking(2, second))
    for slot, name, other in ((first, 1, Standing.EARLY), (second, 2, Reason.TOO_LATE)):
        stands = [
            found.standing if isinstance(found, Recognised) else found.reason
            for one in ((1, first), (2, second))
            for found in (recognise(house.line, Presented(booking(*one)), house.rules, slot),)
        ]
        assert stands[name - 1] is Standing.ON_TIME
        assert stands[2 - name] is other
