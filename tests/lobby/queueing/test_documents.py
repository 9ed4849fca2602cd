"""The line as others see it."""

import uuid

from lobby.contract.requests import CallNext, Finish, OpenPlace, Start, WalkIn
from lobby.contract.state import Closure, Notice, PlaceStatus, Standing
from lobby.queueing.documents import Stamp, board, house, line_state, summary, ticket, waits
from lobby.queueing.estimate_forecast import forecast
from tests.support.house import NOW, House, booking, minutes, rules

SERVICE = "id-card"


def _id() -> str:
    return uuid.uuid4().hex


def _stamp(centre: House) -> Stamp:
    return Stamp("epoch-of-the-test", centre.now)


def _busy(visits: int) -> House:
    """As many visits called, one a minute, each to a counter of its own."""
    centre = House()
    for place in range(1, visits + 1):
        centre.do(OpenPlace(id=_id(), place=str(place), services=(SERVICE,)))
        centre.do(WalkIn(id=_id(), service=SERVICE))
        centre.now += minutes(1)
        centre.do(CallNext(id=_id(), place=str(place)))
    return centre


def test_the_board_shows_the_newest_calls_first() -> None:
    """Only of visits that are called or served, with the journal's position."""
    centre = _busy(10)
    shown = board(centre.line, centre.rules, _stamp(centre), {})
    assert [call.place for call in shown.calls] == [str(place) for place in range(10, 0, -1)]
    assert (shown.rev, shown.name) == (len(centre.journal), centre.rules.config.name)
    centre.do(Start(id=_id(), place="10"))
    centre.do(Finish(id=_id(), place="9"))
    shown = board(centre.line, centre.rules, _stamp(centre), {})
    assert [call.place for call in shown.calls][:2] == ["10", "8"]


def test_notice_and_closure_reach_displays_and_terminals() -> None:
    """From the configuration, at once."""
    centre = House(rules=rules(closure=Closure.STAFF_MEETING, notice=Notice(text="Heute bis 12 Uhr")))
    for shown in (
        board(centre.line, centre.rules, _stamp(centre), {}),
        house(centre.line, centre.rules, _stamp(centre), {}),
    ):
        assert (shown.opening.is_open, shown.opening.closure) == (False, Closure.STAFF_MEETING)
        assert shown.notice is not None
        assert shown.notice.text == "Heute bis 12 Uhr"


def test_the_line_lists_people_in_calling_order_and_every_counter() -> None:
    """Whoever is not callable yet comes last; closed counters are listed too."""
    centre = House()
    early, due = booking(1, NOW + minutes(60)), booking(2, NOW)
    centre.book(early, due, booking(3, NOW + minutes(30)))
    centre.present(early)
    centre.present(due)
    seen = line_state(centre.line, centre.rules, _stamp(centre))
    assert [(one.visit, one.standing) for one in seen.waiting] == [
        (due.booking, Standing.ON_TIME),
        (early.booking, Standing.EARLY),
    ]
    assert [place.place for place in seen.places] == list(centre.rules.places)
    assert seen.booked_to_come == 1


def test_a_counter_taken_out_of_the_configuration_stays_until_it_closes() -> None:
    """Its case must end somewhere: nobody is lost by a change of settings."""
    centre = _busy(1)
    centre.rules = rules(places=("2",))
    seen = line_state(centre.line, centre.rules, _stamp(centre))
    assert [(place.place, place.status) for place in seen.places] == [
        ("2", PlaceStatus.CLOSED),
        ("1", PlaceStatus.CALLED),
    ]


def test_terminals_offer_what_the_centre_does() -> None:
    """Each service with its wait where a counter takes it, without walk-in where the centre takes none."""
    centre = _busy(1)
    offered = house(
        centre.line, centre.rules, _stamp(centre), waits(forecast(centre.line, centre.rules, centre.now))
    )
    by_id = {one.service: one for one in offered.services}
    assert by_id[SERVICE].wait is not None
    assert (by_id["passport"].wait, by_id["passport"].walk_in) == (None, True)
    none = rules(walk_in=False, services=(SERVICE,))
    only = house(centre.line, none, _stamp(centre), waits(forecast(centre.line, none, centre.now)))
    assert [(one.service, one.walk_in) for one in only.services] == [(SERVICE, False)]
    assert only.walk_in_wait is None


def test_the_summary_counts() -> None:
    """People, counters, and what happened today; nothing that concerns a person."""
    centre = _busy(2)
    centre.do(Finish(id=_id(), place="1"))
    centre.book(booking(1))
    centre.present(booking(1))
    centre.do(WalkIn(id=_id(), service=SERVICE))
    centre.now += minutes(7)
    told = summary(centre.line, centre.rules, _stamp(centre), {})
    assert (told.waiting, told.waiting_booked, told.places_open) == (2, 1, 2)
    assert (told.arrived_today, told.called_today, told.finished_today, told.missed_today) == (4, 2, 1, 0)
    assert told.longest_wait_minutes == 7


def test_the_ticket_says_where_to_go_once_called() -> None:
    """Before that where to wait."""
    centre = _busy(1)
    visit = next(iter(centre.line.visits.values()))
    told = ticket(visit, centre.rules, None)
    assert (told.place, told.area, told.number) == ("1", centre.rules.config.area, "A101")
