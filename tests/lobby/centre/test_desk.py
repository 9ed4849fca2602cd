"""What the desk adds to what the rules decide."""

import uuid
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lobby.catalogue_files import sample_catalogue
from lobby.centre.desk import Desk, Handled
from lobby.contract.answers import CheckedIn, Identified
from lobby.contract.codes import BookingClaim, signed
from lobby.contract.config import PublicKey
from lobby.contract.events import Arrived
from lobby.contract.requests import AnyRequest, CallNext, CheckIn, CheckInByHand, Identify, OpenPlace, WalkIn
from lobby.queueing.estimate_forecast import forecast, mean_of
from tests.support.house import House, booking, rules

SERVICE = "id-card"


class _Lobby:
    """A desk and its clock."""

    def __init__(self) -> None:
        self.house = House()
        self.now = self.house.now
        self.desk = Desk(self.house.line, self.house.rules, sample_catalogue())

    def do(self, request: AnyRequest) -> Handled:
        self.now += timedelta(seconds=10)
        return self.desk.handle(request, self.now)

    def come(self) -> tuple[Arrived, CheckedIn]:
        handled = self.do(WalkIn(id=uuid.uuid4().hex, service=SERVICE))
        (event,) = handled.events
        assert isinstance(event, Arrived)
        assert isinstance(handled.answer, CheckedIn)
        return event, handled.answer


def _open(places: int) -> _Lobby:
    lobby = _Lobby()
    for place in range(1, places + 1):
        lobby.do(OpenPlace(id=uuid.uuid4().hex, place=str(place), services=(SERVICE,)))
    return lobby


def test_the_journal_has_what_a_visitor_without_a_booking_was_told() -> None:
    """The same as the ticket says, and the expected wait of which it was made: the day is scored by them."""
    lobby = _open(2)
    for _ in range(9):
        lobby.come()
    now = lobby.now + timedelta(seconds=10)
    expected = mean_of(forecast(lobby.desk.line, lobby.desk.rules, now).newcomers[SERVICE])
    event, answer = lobby.come()
    assert event.expected_minutes == round(expected, 2)
    assert event.wait == answer.ticket.wait
    assert event.wait is not None
    assert event.wait.high_minutes is not None
    assert event.wait.low_minutes <= expected <= event.wait.high_minutes


def test_nothing_is_told_while_nobody_serves() -> None:
    """A number all the same."""
    event, answer = _Lobby().come()
    assert (event.wait, event.expected_minutes, answer.ticket.wait) == (None, None, None)


def test_a_guest_is_told_how_long_it_takes_here_and_where_the_booking_is() -> None:
    """Held to the terminal, the code of another centre; once checked in the ticket says the wait."""
    key, catalogue = Ed25519PrivateKey.generate(), sample_catalogue()
    lobby = _open(2)
    public = PublicKey(
        key_id=1,
        public=key.public_key().public_bytes_raw().hex(),
        not_before=lobby.now.date(),
        not_after=lobby.now.date(),
    )
    lobby.desk.use(rules(keys=(public,)))
    claim = BookingClaim(
        booking="00000000000000aa", revision=0, key_id=1, site=catalogue.centre["wandsbek"].number,
        slot=lobby.house.now, length=timedelta(minutes=15), service=catalogue.service[SERVICE].number, persons=1,
    )  # fmt: skip
    found = lobby.do(Identify(id=uuid.uuid4().hex, code=signed(claim, key))).answer
    assert isinstance(found, Identified)
    assert (found.guest, found.booking.centre_name) == (True, "Wandsbek")
    assert found.booking.centre_address == catalogue.centre["wandsbek"].address
    assert found.wait is not None
    taken = lobby.do(CheckIn(id=uuid.uuid4().hex, code=signed(claim, key))).answer
    assert isinstance(taken, CheckedIn)
    assert (taken.ticket.wait, taken.ticket.slot) == (found.wait, None)
    again = lobby.do(Identify(id=uuid.uuid4().hex, code=signed(claim, key))).answer
    assert isinstance(again, Identified)
    assert again.ticket is not None


def test_a_booked_visitor_is_told_the_slot() -> None:
    """No wait, on the ticket and in the fact."""
    lobby = _open(1)
    lobby.house.book(booking(1, lobby.now))
    handled = lobby.do(CheckInByHand(id=uuid.uuid4().hex, visit=booking(1).booking))
    (event,) = handled.events
    assert isinstance(event, Arrived)
    assert isinstance(handled.answer, CheckedIn)
    assert (event.wait, handled.answer.ticket.wait) == (None, None)
    assert handled.answer.ticket.slot == event.slot


def test_the_wait_of_a_shown_ticket_is_that_of_now() -> None:
    """Of those ahead; once called, none."""
    lobby = _open(1)
    visit = lobby.come()[0].visit
    last = [lobby.come()[0].visit for _ in range(9)][-1]
    tickets = [lobby.desk.ticket_of(lobby.desk.line.visits[one], lobby.now) for one in (visit, last)]
    first, behind = (one.wait for one in tickets)
    assert first is not None
    assert behind is not None
    assert first.low_minutes < behind.low_minutes
    lobby.do(CallNext(id=uuid.uuid4().hex, place="1"))
    assert lobby.desk.ticket_of(lobby.desk.line.visits[visit], lobby.now).wait is None


def test_a_ticket_has_the_link_to_the_wait_page() -> None:
    """Where the centre has one: the same each time it is asked for, and of this visit alone."""
    house = House(rules(phone_page="https://lobby.example.org"))
    desk = Desk(house.line, house.rules, sample_catalogue())
    desk.token = "token-of-{}".format
    links = set()
    for _ in range(2):
        desk.handle(WalkIn(id=uuid.uuid4().hex, service=SERVICE), house.now)
    for visit in desk.line.visits.values():
        link = f"https://lobby.example.org/w/altona/token-of-{visit.id}"
        assert desk.ticket_of(visit, house.now).phone == link
        links.add(link)
    assert len(links) == 2
    desk.use(rules())
    assert all(desk.ticket_of(visit, house.now).phone is None for visit in desk.line.visits.values())
