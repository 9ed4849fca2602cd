"""What a simulated clerk does next."""

from datetime import UTC, datetime, timedelta
from typing import Any

from lobby.contract.requests import CallNext, ClosePlace, Finish, NotHere, OpenPlace, Recall, Start
from lobby.contract.state import Line, PlaceState, PlaceStatus, Standing, Waiting
from lobby.simulate.clerks import Clerk, Guest, intend
from lobby.simulate.strangers import SeenRoom

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CLERK = Clerk("7", ("id-card", "pickup"))
CASE = timedelta(minutes=12)
COMES = Guest(hears=True, way=timedelta(seconds=20), stays=CASE)
STAYS_AWAY = Guest(hears=False, way=timedelta(seconds=20), stays=CASE)
MORNING = (NOW - timedelta(hours=2), NOW + timedelta(minutes=30))
AFTERNOON = (NOW + timedelta(hours=1), NOW + timedelta(hours=4))
HEAD: dict[str, Any] = {"epoch": "epoch-of-a-test", "rev": 1, "as_of": NOW}


def _waiting(visit: str = "visit-0001", **more: Any) -> Waiting:
    fields: dict[str, Any] = {
        "number": "A101",
        "service": "id-card",
        "persons": 1,
        "standing": Standing.WALK_IN,
    } | more
    return Waiting(visit=visit, checked_in=NOW, **fields)


def _place(status: PlaceStatus, since: timedelta = timedelta(0), visit: Waiting | None = None) -> PlaceState:
    return PlaceState(place="7", status=status, services=CLERK.services, since=NOW - since, visit=visit)


def _line(*waiting: Waiting) -> Line:
    return Line(waiting=waiting, missed=(), places=(), finished_today=0, booked_to_come=0, **HEAD)


def _act(
    place: PlaceState,
    *waiting: Waiting,
    is_open: bool = True,
    clerk: Clerk = CLERK,
    guest: Guest | None = None,
) -> object:
    room = SeenRoom(_line(*waiting), is_open, NOW)
    intent = intend(clerk, place, guest, room, NOW)
    return None if intent is None or intent.at > NOW else intent.request("command-0001")


def test_a_closed_counter_is_opened_while_the_house_is_open() -> None:
    """With the clerk's services; not outside of opening hours."""
    closed = PlaceState(place="7", status=PlaceStatus.CLOSED)
    assert _act(closed) == OpenPlace(id="command-0001", place="7", services=CLERK.services)
    assert _act(closed, is_open=False) is None


def test_the_next_visitor_is_called_after_a_short_pause() -> None:
    """And only when somebody is there whom this counter may call now."""
    rested = _place(PlaceStatus.FREE, timedelta(minutes=1))
    assert isinstance(_act(rested, _waiting()), CallNext)
    assert _act(_place(PlaceStatus.FREE, timedelta(seconds=5)), _waiting()) is None
    assert _act(rested) is None
    assert _act(rested, _waiting(service="dog")) is None
    assert _act(rested, _waiting(callable_from=NOW + timedelta(minutes=1))) is None


def test_a_visitor_who_comes_is_served_for_their_time_and_no_longer() -> None:
    """Started when at the counter, finished when the drawn time has passed."""
    visit = _waiting()
    assert _act(_place(PlaceStatus.CALLED, timedelta(seconds=1), visit), guest=COMES) is None
    assert isinstance(_act(_place(PlaceStatus.CALLED, COMES.way, visit), guest=COMES), Start)
    assert _act(_place(PlaceStatus.SERVING, CASE - timedelta(seconds=1), visit), guest=COMES) is None
    assert isinstance(_act(_place(PlaceStatus.SERVING, CASE, visit), guest=COMES), Finish)


def test_a_visitor_who_does_not_come_is_called_again_and_given_up() -> None:
    """Recalled once, then noted as not here; each after the clerk's patience."""
    first, again = _waiting(attempts=1), _waiting(attempts=2)
    minute = timedelta(minutes=1)
    assert _act(_place(PlaceStatus.CALLED, minute / 2, first), guest=STAYS_AWAY) is None
    assert isinstance(_act(_place(PlaceStatus.CALLED, minute, first), guest=STAYS_AWAY), Recall)
    assert isinstance(_act(_place(PlaceStatus.CALLED, minute, again), guest=STAYS_AWAY), NotHere)


def test_a_visitor_of_somebody_else_is_left_to_them() -> None:
    """Nothing is known of who was called by another program."""
    assert _act(_place(PlaceStatus.SERVING, timedelta(hours=1), _waiting())) is None


def test_speed_divides_every_duration() -> None:
    """Sixty times as fast, a minute's case is done in a second."""
    fast = Clerk(CLERK.place, CLERK.services, speed=60)
    serving = _place(PlaceStatus.SERVING, CASE / 60, _waiting())
    assert isinstance(_act(serving, clerk=fast, guest=COMES), Finish)
    assert _act(serving, guest=COMES) is None


def test_a_slow_counter_takes_longer() -> None:
    """Its pace multiplies the time of a case, not the way to it."""
    slow = Clerk(CLERK.place, CLERK.services, pace=1.5)
    assert _act(_place(PlaceStatus.SERVING, CASE, _waiting()), clerk=slow, guest=COMES) is None
    assert isinstance(
        _act(_place(PlaceStatus.SERVING, CASE * 1.5, _waiting()), clerk=slow, guest=COMES), Finish
    )
    assert isinstance(_act(_place(PlaceStatus.CALLED, COMES.way, _waiting()), clerk=slow, guest=COMES), Start)


def test_a_counter_that_somebody_else_opened_is_left_alone() -> None:
    """Its services are not the clerk's."""
    place = PlaceState(place="7", status=PlaceStatus.FREE, services=("dog",), since=NOW - timedelta(hours=1))
    assert _act(place, _waiting(service="dog")) is None


def test_after_closing_time_the_line_is_served_and_the_counter_closed() -> None:
    """Nobody who has a number is sent home."""
    rested = _place(PlaceStatus.FREE, timedelta(minutes=1))
    assert isinstance(_act(rested, _waiting(), is_open=False), CallNext)
    assert isinstance(_act(rested, _waiting(service="dog"), is_open=False), ClosePlace)


def test_a_timetable_opens_breaks_and_closes() -> None:
    """Nobody is called in a break or after the last hour; an open case is finished first."""
    clerk = Clerk(CLERK.place, CLERK.services, (MORNING, AFTERNOON), serves_out=False)
    closed = PlaceState(place="7", status=PlaceStatus.CLOSED)
    free = _place(PlaceStatus.FREE, timedelta(minutes=10))
    room = SeenRoom(_line(_waiting()), is_open=True, now=NOW)

    def kind(place: PlaceState, now: datetime) -> tuple[object, datetime] | None:
        intent = intend(clerk, place, COMES, SeenRoom(room.line, room.is_open, now), now)
        return None if intent is None else (intent.kind, intent.at)

    in_break, after = MORNING[1] + timedelta(minutes=1), AFTERNOON[1] + timedelta(minutes=1)
    assert kind(closed, NOW) == (OpenPlace, NOW)
    assert kind(free, NOW) == (CallNext, NOW)
    assert kind(free, in_break) == (ClosePlace, in_break)
    assert kind(closed, in_break) == (OpenPlace, AFTERNOON[0])
    assert kind(_place(PlaceStatus.SERVING, CASE, _waiting()), in_break) == (Finish, NOW)
    assert kind(free, after) == (ClosePlace, after)
    assert kind(closed, after) is None


def test_who_serves_out_stays_until_nobody_waits() -> None:
    """After the last hour, not in a break."""
    clerk = Clerk(CLERK.place, CLERK.services, (MORNING, AFTERNOON), serves_out=True)
    free = _place(PlaceStatus.FREE, timedelta(minutes=10))

    def kind(now: datetime, *waiting: Waiting) -> object:
        intent = intend(clerk, free, None, SeenRoom(_line(*waiting), is_open=False, now=now), now)
        return None if intent is None else intent.kind

    assert kind(AFTERNOON[1] + timedelta(minutes=1), _waiting()) is CallNext
    assert kind(AFTERNOON[1] + timedelta(minutes=1)) is ClosePlace
    assert kind(MORNING[1] + timedelta(minutes=1), _waiting()) is ClosePlace
