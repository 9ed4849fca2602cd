"""The feed's memory, message by message."""

from lobby.contract.city import BatchEvent, SummaryEvent
from lobby.contract.events import EventBatch, PublicEvent
from lobby.contract.topics import EVENTS, LINK, SUMMARY
from lobby.feed.city import City
from lobby.feed.figures import exposition
from lobby.feed.picture import Moment
from lobby.link.incoming import Incoming, LinkChanged
from tests.support.summaries import AT, after, summary


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> Moment:
        """So long after `AT`."""
        return after(self.seconds)


def said(centre: str = "altona") -> Incoming:
    """Altona's summary under a centre's topic."""
    event = SummaryEvent(id="1", source="/", type="de.lobby.summary.v1", time=AT, data=summary())
    return Incoming(SUMMARY, {"centre": centre}, event, retained=False, received=0.0)


def facts(*seqs: int, epoch: str = "epoch-01") -> Incoming:
    """A batch of facts with these numbers."""
    events = tuple(PublicEvent(seq=seq, at=AT, event="called") for seq in seqs)
    batch = BatchEvent(
        id="1", source="/", type="de.lobby.events.v1", time=AT, data=EventBatch(epoch=epoch, events=events)
    )
    return Incoming(EVENTS, {"centre": "altona"}, batch, retained=False, received=0.0)


def test_the_bridges_word_is_taken_as_it_is() -> None:
    """0 cuts a centre off, 1 brings it back."""
    city = City("hh", Clock())
    city.apply(said())
    for payload, freshness in ((b"0", "cut-off"), (b"1", "fresh")):
        city.apply(Incoming(LINK, {"centre": "altona"}, None, True, 0.0, payload))  # noqa: FBT003 (a message)
        assert city.status().centres[0].freshness == freshness


def test_a_cleared_summary_takes_the_centre_away() -> None:
    """The retained message was deleted: the centre is no more."""
    city = City("hh", Clock())
    city.apply(said())
    city.apply(Incoming(SUMMARY, {"centre": "altona"}, None, retained=False, received=0.0))
    assert city.status().centres == ()


def test_a_lost_fact_is_counted_as_a_gap() -> None:
    """Numbers are contiguous within an epoch; a new epoch starts over, a repeated batch is no gap."""
    city = City("hh", Clock())
    for batch in (facts(1, 2), facts(3), facts(3), facts(7), facts(1, epoch="epoch-02")):
        city.apply(batch)
    assert city.gaps == 1


def test_figures_tell_age_and_what_was_dropped() -> None:
    """Prometheus sees a silent centre by its age and its mark, and counts of what did not fit."""
    clock = Clock()
    city = City("hh", clock)
    city.apply(LinkChanged(connected=True))
    city.apply(said())
    city.apply(said("wandsbek"))
    clock.seconds = 45.0
    text = exposition(city, malformed=3).decode()
    for line in (
        'lobby_summary_age_seconds{centre="altona"} 45.0', 'lobby_stale{centre="altona"} 1.0',
        'lobby_waiting{centre="altona"} 4.0', 'lobby_places_open{centre="altona"} 2.0',
        "lobby_feed_malformed_total 3.0", "lobby_feed_not_believed_total 1.0", "lobby_feed_messages_total 2.0",
        "lobby_feed_connected 1.0",
    ):  # fmt: skip
        assert line in text
    assert "lobby_finished_today{" not in text
