"""What the feed remembers of wait pages, and for how long it believes it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from lobby.contract.topics import WAIT_PAGES
from lobby.contract.wait_pages import WaitPage, WaitPages, WaitPagesEvent, WaitState, digest_of
from lobby.feed.picture import STALE_SECONDS, Moment
from lobby.feed.wait.memory import Absent, Shown, WaitMemory
from lobby.link.incoming import Incoming

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
DIGEST, GONE = digest_of("a"), digest_of("b")


class City:
    """The feed's clocks and connections."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.reaches = True
        self.memory = WaitMemory(self.now, lambda _centre: self.reaches)

    def now(self) -> Moment:
        return Moment(AT + timedelta(seconds=self.seconds), 1000.0 + self.seconds)

    def hear(self, centre: str = "altona", *, empty: bool = False, **fields: Any) -> None:
        page = WaitPage(digest=DIGEST, number="A104", state=WaitState.WAITING)
        values: dict[str, Any] = {
            "epoch": "epoch-01", "rev": 1, "as_of": self.now().wall, "day": date(2026, 11, 23), "centre": "altona",
            "name": "Altona", "area": "", "pages": (page,), "over": (GONE,),
        }  # fmt: skip
        data = WaitPages(**(values | fields))
        event = WaitPagesEvent(id="1", source="/test", type="de.lobby.wait-pages.v1", time=AT, data=data)
        levels = {"city": "hh", "centre": centre}
        self.memory.apply(
            Incoming(
                channel=WAIT_PAGES,
                levels=levels,
                message=None if empty else event,
                retained=True,
                received=0.0,
            )
        )

    def found(self, digest: str = DIGEST) -> Shown | Absent:
        return self.memory.find("altona", digest)

    def is_fresh(self) -> bool:
        found = self.found()
        assert isinstance(found, Shown)
        return found.fresh


@pytest.fixture
def city() -> City:
    return City()


def test_a_link_is_known_over_or_nothing(city: City) -> None:
    """And before a centre has said anything, nobody knows."""
    assert city.found() is Absent.UNHEARD
    city.hear()
    assert city.is_fresh()
    assert city.found(GONE) is Absent.OVER
    assert city.found(digest_of("c")) is Absent.UNKNOWN
    city.hear(empty=True)
    assert city.found() is Absent.UNHEARD


def test_silence_and_a_lost_connection_make_it_old(city: City) -> None:
    """Half a minute of silence, or at once when its word cannot come here."""
    city.hear()
    city.reaches = False
    assert not city.is_fresh()
    city.reaches = True
    city.seconds = STALE_SECONDS
    assert city.is_fresh()
    city.seconds += 0.1
    assert not city.is_fresh()
    city.hear()
    assert city.is_fresh()


def test_what_a_broker_kept_is_as_old_as_it_is(city: City) -> None:
    """Its own time counts, not that of its coming."""
    city.hear(as_of=AT - timedelta(minutes=5))
    assert not city.is_fresh()


def test_every_link_ends_at_midnight_where_the_centre_is(city: City) -> None:
    """At eleven in the evening UTC in winter, whether the centre says so or not."""
    city.hear()
    city.seconds = 14 * 3600 - 1
    assert isinstance(city.found(), Shown)
    city.seconds = 14 * 3600
    assert city.found() is Absent.OVER


def test_an_older_word_and_another_centre_s_are_not_believed(city: City) -> None:
    """Unless the known has fallen silent: a clock was set right, a backup came back."""
    city.hear()
    city.hear(pages=(), as_of=AT - timedelta(seconds=1))
    city.hear(centre="harburg", pages=())
    assert isinstance(city.found(), Shown)
    assert city.memory.find("harburg", DIGEST) is Absent.UNHEARD
    city.seconds = STALE_SECONDS + 1
    city.hear(pages=(), as_of=AT - timedelta(seconds=1))
    assert city.found() is Absent.UNKNOWN
