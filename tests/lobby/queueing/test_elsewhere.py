"""Bookings used at another centre: marked, given back, and noticed when both have used them."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from lobby.catalogue_files import sample_catalogue
from lobby.contract.answers import Reason
from lobby.contract.bookings import BookingStatus
from lobby.contract.day_list import booking_digest
from lobby.contract.elsewhere import TWO_CENTRES, Elsewhere, UsedAt
from lobby.contract.events import AnyEvent, NumberDisputed, TakenElsewhere
from lobby.contract.requests import SettleDispute, Withdraw
from lobby.queueing.arrivals import Presented
from lobby.queueing.booking_states import booking_states
from lobby.queueing.decision import Declined
from lobby.queueing.elsewhere import heard, uses
from lobby.queueing.evolve import evolve
from lobby.queueing.guests import Outlook
from lobby.queueing.line import VisitState
from tests.support.house import NOW, House, booking, reason

CATALOGUE = sample_catalogue()
TODAY = NOW.date().isoformat()
OWN = booking(1)
DIGEST = booking_digest(OWN.booking)


def house() -> House:
    """A centre that expects one booking today."""
    made = House()
    made.book(OWN)
    return made


def news(*digests: str, centre: str = "wandsbek", day: str = TODAY) -> Elsewhere:
    return Elsewhere(as_of=NOW, used=(UsedAt(centre=centre, day=day, bookings=digests),))


def hear(made: House, told: Elsewhere) -> tuple[AnyEvent, ...]:
    """The news, taken in."""
    facts = heard(made.line, told, made.now)
    for one in facts:
        evolve(made.line, one)
    return facts


def state(made: House) -> VisitState:
    return made.line.visits[OWN.booking].state


def test_a_booking_used_elsewhere_is_not_expected_any_more() -> None:
    """A scan here says so, with the centre; its booking system hears it; the same news again changes nothing."""
    made = house()
    assert hear(made, news(DIGEST)) == (TakenElsewhere(at=NOW, visit=OWN.booking, centre="wandsbek"),)
    assert (state(made), made.line.to_come) == (VisitState.ELSEWHERE, set())
    declined = made.present(OWN)
    assert isinstance(declined, Declined)
    assert (declined.reason, declined.booking and declined.booking.centre) == (
        Reason.USED_ELSEWHERE,
        "wandsbek",
    )
    (told,) = booking_states(made.line, NOW.date(), made.rules, made.now)
    assert told.status is BookingStatus.ELSEWHERE
    assert hear(made, news(DIGEST)) == ()


def test_a_booking_given_back_is_expected_again() -> None:
    """The other centre says of this day that it is not used there; silence, and news of other days, say nothing."""
    made = house()
    hear(made, news(DIGEST))
    for silence in (Elsewhere(as_of=NOW), news(centre="harburg"), news(day="2020-01-01")):
        assert hear(made, silence) == ()
    hear(made, news())
    assert (state(made), made.line.to_come) == (VisitState.BOOKED, {OWN.booking})
    made.present(OWN)
    assert state(made) is VisitState.PRESENT


def test_both_have_used_it_is_something_to_settle_once() -> None:
    """The number stays in the line; the reception sees where the other one is, and settles it for good."""
    made = house()
    made.present(OWN)
    (fact,) = hear(made, news(DIGEST))
    assert isinstance(fact, NumberDisputed)
    assert (fact.reason, fact.device, fact.number) == (TWO_CENTRES, "wandsbek", made.number(OWN))
    assert state(made) is VisitState.PRESENT
    assert hear(made, news(DIGEST)) == ()
    assert (
        reason(made.do(SettleDispute(id=uuid.uuid4().hex, dispute=fact.visit, admit=True)))
        is Reason.CHANGED_SINCE
    )
    made.do(SettleDispute(id=uuid.uuid4().hex, dispute=fact.visit, admit=False))
    assert (made.line.hall.disputes, hear(made, news(DIGEST))) == ({}, ())


def test_what_is_told_names_guests_and_what_is_used_twice() -> None:
    """By digest and centre; own bookings that are used here alone are nobody's business."""
    made = house()
    made.present(OWN)
    guest = booking(2, centre="harburg")
    made.do(Presented(guest, outlook=Outlook()))
    assert [(one.booking, one.to) for one in uses(made.line)] == [(booking_digest(guest.booking), "harburg")]
    hear(made, news(DIGEST))
    assert (DIGEST, "wandsbek") in [(one.booking, one.to) for one in uses(made.line)]


def test_a_guest_who_leaves_gives_the_booking_back() -> None:
    """It is said no more, so that the home centre expects its visitor again."""
    made = House()
    guest = booking(2, centre="harburg")
    made.do(Presented(guest, outlook=Outlook()))
    made.do(Withdraw(id=uuid.uuid4().hex, visit=guest.booking))
    assert uses(made.line) == ()


STEPS = st.lists(
    st.sampled_from(["home scans", "guest scans", "guest leaves", "home hears", "guest hears"]), max_size=14
)


@given(STEPS)
def test_whatever_the_order_both_agree_in_the_end(steps: list[str]) -> None:
    """News in any order, late or twice: no impossible fact, no echo, and afterwards nobody learns anything more."""
    home, guest = house(), House()
    shown = booking(1, centre="altona")
    home_name, guest_name = home.rules.centre, "wandsbek"
    guest.rules = type(guest.rules).of(guest_name, guest.rules.config, CATALOGUE)

    def told(by: House, name: str, to: str) -> Elsewhere:
        own = tuple(one.booking for one in uses(by.line) if one.to == to)
        return news(*own, centre=name)

    def step(what: str) -> int:
        if what == "home scans":
            home.present(shown)
        elif what == "guest scans":
            guest.do(Presented(shown, outlook=Outlook()))
        elif what == "guest leaves":
            guest.do(Withdraw(id=uuid.uuid4().hex, visit=shown.booking))
        elif what == "home hears":
            return len(hear(home, told(guest, guest_name, home_name)))
        else:
            return len(hear(guest, told(home, home_name, guest_name)))
        return 0

    for one in (*steps, *["home hears", "guest hears"] * 3):
        step(one)
    assert [step(one) for one in ("home hears", "guest hears")] == [0, 0]
    visit = guest.line.visits.get(shown.booking)
    is_used_there = visit is not None and visit.state is VisitState.PRESENT
    is_here = state(home) is VisitState.PRESENT
    if is_used_there and is_here:
        assert home.line.hall.disputes
        assert guest.line.hall.disputes
    elif not is_here:
        assert state(home) is (VisitState.ELSEWHERE if is_used_there else VisitState.BOOKED)
