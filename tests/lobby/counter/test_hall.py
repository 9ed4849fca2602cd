"""What this program knows of the centre."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from lobby.contract.answers import PlaceChanged
from lobby.contract.devices import Avail, Presence
from lobby.contract.state import Beat, Line, PlaceState, PlaceStatus
from lobby.contract.topics import AVAIL, BEAT, LINE
from lobby.counter.hall import Connection, Hall
from lobby.link.incoming import Incoming, LinkChanged
from tests.support.scripted_queue import waiting

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FREE = PlaceState(place="7", status=PlaceStatus.FREE)
CALLED = PlaceState(place="7", status=PlaceStatus.CALLED)


def line(rev: int, epoch: str = "epoch-one", place: PlaceState = FREE) -> Line:
    return Line(
        epoch=epoch,
        rev=rev,
        as_of=NOW,
        waiting=(),
        missed=(),
        places=(place,),
        finished_today=rev,
        booked_to_come=0,
    )


def heard(message: object, *, received: float = 100.0, retained: bool = False) -> Incoming:
    channel = next(one for one in (LINE, BEAT, AVAIL) if one.kind is type(message))
    return Incoming(channel, {"device": "queue"}, message, retained, received)


@pytest.fixture
def hall() -> Hall:
    made = Hall()
    made.apply(LinkChanged(connected=True))
    return made


def test_older_line_of_the_same_journal_is_dropped(hall: Hall) -> None:
    """A retained line that comes late does not set the page back."""
    for rev in (5, 4):
        hall.apply(heard(line(rev)))
    assert hall.line is not None
    assert hall.line.rev == 5


def test_line_of_another_journal_counts(hall: Hall) -> None:
    """A new journal starts over, whatever its number."""
    hall.apply(heard(line(500)))
    hall.apply(heard(line(1, "epoch-two")))
    assert hall.line is not None
    assert hall.line.rev == 1


def test_connection_is_told_apart(hall: Hall) -> None:
    """No broker, no service, silence and all well are different things."""
    assert hall.connection(100.0) is Connection.STARTING
    hall.apply(heard(line(1)))
    assert hall.connection(109.0) is Connection.CONNECTED
    assert hall.connection(111.0) is Connection.SILENT
    hall.apply(heard(Avail(st=Presence.ONLINE, epoch="epoch-of-start")))
    hall.apply(heard(Avail(st=Presence.OFFLINE, epoch="epoch-of-start")))
    assert hall.connection(109.0) is Connection.NO_SERVICE
    hall.apply(LinkChanged(connected=False))
    assert hall.connection(109.0) is Connection.NO_BROKER


def test_retained_state_alone_is_no_sign_of_life(hall: Hall) -> None:
    """What the broker kept may be old: only a live message makes the page say “connected”."""
    hall.apply(heard(line(1), retained=True))
    assert hall.connection(100.0) is Connection.STARTING


def test_answer_shows_before_the_line_does(hall: Hall) -> None:
    """The place is drawn as its command left it, without waiting for the next line."""
    hall.apply(heard(line(1)))
    hall.settle(PlaceChanged(id="command-1", at=NOW + timedelta(seconds=1), place=CALLED))
    assert hall.place("7") == CALLED


def test_called_visitor_leaves_the_list_with_the_answer(hall: Hall) -> None:
    """Nobody stands in the waiting list and at the place at the same time, not even for a moment."""
    visitor = waiting("A105", "passport", ago=4)
    hall.apply(heard(msgspec.structs.replace(line(1), waiting=(visitor,))))
    called = msgspec.structs.replace(CALLED, visit=visitor)
    hall.settle(PlaceChanged(id="command-1", at=NOW + timedelta(seconds=1), place=called))
    assert hall.line is not None
    assert hall.line.waiting == ()


def test_late_answer_does_not_undo_the_line(hall: Hall) -> None:
    """An answer that is older than the line changes nothing."""
    hall.apply(heard(line(1)))
    hall.settle(PlaceChanged(id="command-1", at=NOW - timedelta(seconds=1), place=CALLED))
    assert hall.place("7") == FREE


def test_time_is_the_queue_services(hall: Hall) -> None:
    """Waiting times are counted by the clock of the queue service."""
    hall.apply(heard(Beat(epoch="epoch-one", rev=1, as_of=NOW), received=50.0))
    assert hall.now(53.0, NOW - timedelta(days=1)) == NOW + timedelta(seconds=3)


def test_only_what_changes_the_picture_wakes_the_pages(hall: Hall) -> None:
    """A line does, a beat does not, unless there was silence before: fifty pages are not drawn for nothing."""
    assert hall.apply(heard(line(5), received=100.0))
    version = hall.version
    beat = Beat(epoch="epoch-one", rev=5, as_of=NOW + timedelta(seconds=2))
    assert not hall.apply(heard(beat, received=102.0))
    assert hall.version == version
    assert hall.apply(heard(beat, received=130.0))
    assert hall.apply(heard(line(6), received=131.0))
    assert hall.version > version
