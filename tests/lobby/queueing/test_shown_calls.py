"""Which calls displays are told."""

import uuid

from lobby.catalogue_files import sample_catalogue
from lobby.contract.config import CentreConfig
from lobby.contract.requests import CallNext, NotHere, OpenPlace, Start, Undo, WalkIn
from lobby.contract.state import Board
from lobby.contract.ways import Direction, PlaceWay, Way
from lobby.queueing.documents import Stamp, board
from lobby.queueing.rules import unusable
from lobby.queueing.shown_calls import MOST_CALLS
from tests.support.house import House, minutes, rules

SERVICE = "id-card"
WAYS = (
    PlaceWay(places=("1", "2"), area="Wartebereich 1", floor=2, direction=Direction.LEFT),
    PlaceWay(places=("3",), area="Wartebereich 2"),
)


def _id() -> str:
    return uuid.uuid4().hex


def _board(centre: House) -> Board:
    return board(centre.line, centre.rules, Stamp("epoch-of-the-test", centre.now), {})


def _call(centre: House, *places: str) -> None:
    """A visit called to each of these counters, one a minute."""
    for place in places:
        centre.do(OpenPlace(id=_id(), place=place, services=(SERVICE,)))
        centre.do(WalkIn(id=_id(), service=SERVICE))
        centre.now += minutes(1)
        centre.do(CallNext(id=_id(), place=place))


def _numbered(first: int, last: int) -> tuple[str, ...]:
    return tuple(str(place) for place in range(first, last + 1))


def test_no_call_that_is_not_answered_is_left_out() -> None:
    """When all counters of a large house call at once every number is told; answered ones give way first."""
    centre = House()
    _call(centre, *_numbered(1, 20))
    assert len(_board(centre).calls) == 20
    for place in _numbered(1, 15):
        centre.do(Start(id=_id(), place=place))
    shown = _board(centre).calls
    assert [call.place for call in shown if not call.answered] == ["20", "19", "18", "17", "16"]
    assert [call.place for call in shown if call.answered] == ["15", "14", "13", "12", "11", "10", "9"]
    assert len(shown) == MOST_CALLS


def test_each_waiting_area_has_room_of_its_own() -> None:
    """Many calls of one area push none of another off the board."""
    busy = PlaceWay(places=_numbered(1, 18), area="A")
    centre = House(rules=rules(ways=(PlaceWay(places=("20",), area="B"), busy)))
    _call(centre, "20", *_numbered(1, 18))
    for place in ("20", *_numbered(1, 18)):
        centre.do(Start(id=_id(), place=place))
    shown = _board(centre)
    assert [call.place for call in shown.calls if call.area == "B"] == ["20"]
    assert len(shown.calls) == MOST_CALLS + 1
    assert shown.areas == ("B", "A")


def test_a_call_says_where_its_counter_lies() -> None:
    """Waiting area, floor and direction as configured now; nothing of a counter that nobody described."""
    centre = House(rules=rules(ways=WAYS))
    _call(centre, "1", "3", "4")
    fourth, third, first = _board(centre).calls
    assert (first.area, first.way) == ("Wartebereich 1", Way(floor=2, direction=Direction.LEFT))
    assert (third.area, third.way) == ("Wartebereich 2", None)
    assert (fourth.area, fourth.way) == ("", None)
    centre.rules = rules()
    assert _board(centre).calls[-1].area == ""


def test_an_answered_call_is_called_again_when_that_is_taken_back() -> None:
    """Taking back the start of a case takes back the answer too."""
    centre = House()
    _call(centre, "1")
    centre.do(Start(id=_id(), place="1"))
    assert _board(centre).calls[0].answered
    centre.do(Undo(id=_id(), place="1"))
    assert not _board(centre).calls[0].answered


def test_missed_numbers_are_told_newest_first() -> None:
    """Called in vain for the last time: such a number is off the calls and on its own list."""
    centre = House(rules=rules(calls_in_vain=1))
    _call(centre, "1", "2")
    numbers = {call.place: call.number for call in _board(centre).calls}
    centre.do(NotHere(id=_id(), place="1"))
    centre.now += minutes(1)
    centre.do(NotHere(id=_id(), place="2"))
    assert _board(centre).calls == ()
    assert _board(centre).missed == (numbers["2"], numbers["1"])


def test_a_counter_lies_in_one_place_only() -> None:
    """A configuration that names a counter twice is refused, with the counter's name."""
    config = CentreConfig(ways=(*WAYS, PlaceWay(places=("2",))))
    assert unusable(config, sample_catalogue()) == {"ways": "named twice: 2"}
