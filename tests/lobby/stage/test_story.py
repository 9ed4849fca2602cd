"""What just happened, from messages to words."""

from datetime import UTC, datetime, timedelta

from lobby.catalogue_files import sample_catalogue
from lobby.contract.city import BatchEvent
from lobby.contract.devices import Avail, Drawn, Presence
from lobby.contract.events import EventBatch, PublicEvent
from lobby.contract.state import Board, Line, Opening, ShownCall, Standing, Waiting
from lobby.contract.topics import AVAIL, BOARD, DRAWN, EVENTS, LINE, Channel
from lobby.link.incoming import Incoming
from lobby.stage.story import REMEMBERED, Story
from lobby.stage.view import fact_view
from lobby.web.pages import Look

AT = datetime(2026, 11, 23, 9, 31, tzinfo=UTC)
WORDING = Look(("lobby.stage",)).wording
CATALOGUE = sample_catalogue()
CALL = ShownCall(id="c1", number="A104", place="7", at=AT, attempt=1)


def heard(*messages: tuple[Channel, object], device: str = "queue", retained: bool = False) -> Story:
    """A story that has heard these."""
    story = Story(lambda: AT)
    for channel, message in messages:
        story.hear(Incoming(channel, {"device": device}, message, retained, 0.0))
    return story


def fact(event: str, **more: str) -> tuple[Channel, object]:
    """A public fact on the bus."""
    batch = EventBatch(epoch="e", events=(PublicEvent(seq=1, at=AT, event=event, **more),))
    return EVENTS, BatchEvent(id="1", source="/", type="de.lobby.events.v1", time=AT, data=batch)


def board(*calls: ShownCall) -> tuple[Channel, object]:
    """The board with these calls."""
    return BOARD, Board(epoch="e", rev=1, as_of=AT, calls=calls, opening=Opening(is_open=True))


def words(story: Story, language: str = "de") -> list[str]:
    """The story as the page tells it, newest first."""
    t = WORDING.speaker(language)
    views = [fact_view(one, t, CATALOGUE) for one in story.facts]
    return [
        f"{view.time} {view.text}".replace("\N{NO-BREAK SPACE}", " ")
        + (f", {view.screen}" if view.screen else "")
        for view in views
    ]


def test_calls_for_help_and_emergencies_are_told() -> None:
    """Also those facts that are not about a number."""
    events = ("help-called", "help-answered", "check-in-failed")
    story = heard(*(fact(one) for one in events), fact("emergency-raised", place="7"))
    assert [line[9:] for line in words(story)] == [
        "Notruf an Platz 7",
        "Eine Anmeldung am Terminal ging nicht",
        "Der Empfang schickt jemanden zum Terminal",
        "Am Terminal ruft jemand um Hilfe",
    ]


def test_an_arrival_gets_its_number_from_the_line() -> None:
    """The public fact names nobody; the line that follows tells the number."""
    waiting = Waiting(
        visit="0" * 16, number="A104", service="id-card", persons=1, standing=Standing.ON_TIME, checked_in=AT
    )
    line = Line(
        epoch="e",
        rev=1,
        as_of=AT,
        waiting=(waiting,),
        missed=(),
        places=(),
        finished_today=0,
        booked_to_come=0,
    )
    assert words(heard(fact("arrived", service="id-card"))) == ["10:31:00 Besuch ist da · Personalausweis"]
    story = heard(fact("arrived", service="id-card"), (LINE, line))
    assert words(story) == ["10:31:00 A 104 ist da · Personalausweis"]


def test_a_call_tells_how_long_the_display_took() -> None:
    """The drawing's moment less the call's, once the display says that the call is on the screen."""
    drawn = Drawn(at=AT + timedelta(milliseconds=31), screen="board", rev=1, call="c1")
    story = heard(fact("called", place="7"), board(CALL), (DRAWN, drawn))
    assert words(story, "en") == ["10:31:00 A 104 called to counter 7, 31 ms to the display"]


def test_a_drawing_before_its_call_or_of_an_unknown_call_tells_nothing() -> None:
    """No negative time and no time of another call."""
    early = Drawn(at=AT - timedelta(seconds=1), screen="board", call="c1")
    other = Drawn(at=AT, screen="board", call="c9")
    story = heard(fact("called", place="7"), board(CALL), (DRAWN, early), (DRAWN, other))
    assert words(story) == ["10:31:00 A 104 an Platz 7 gerufen"]


def test_what_follows_at_a_place_keeps_the_number_called_there() -> None:
    """A finished visit has left the board, and its number is told all the same."""
    story = heard(board(CALL), fact("serving-started", place="7"), board(), fact("finished", place="7"))
    assert words(story) == ["10:31:00 A 104 an Platz 7 fertig", "10:31:00 A 104 ist an Platz 7"]


def test_bookings_are_not_told() -> None:
    """A day's import is hundreds of facts that nobody sees happen."""
    assert heard(fact("booked"), fact("booking-cancelled")).facts == ()


def test_a_program_that_dies_and_returns_is_told_but_not_the_state_found_at_the_start() -> None:
    """Retained presence is old news; a last will and the next start are news, a late will is not."""
    online = AVAIL, Avail(st=Presence.ONLINE, epoch="e1", at=AT)
    assert heard(online, device="display-1", retained=True).facts == ()
    assert words(heard(online, device="display-1")) == ["10:31:00 Aufrufanzeige 1 ist da"]
    story = heard(
        (AVAIL, Avail(st=Presence.OFFLINE, epoch="e1")),
        (AVAIL, Avail(st=Presence.ONLINE, epoch="e2", at=AT)),
        (AVAIL, Avail(st=Presence.OFFLINE, epoch="e1")),
        device="display-1",
    )
    assert words(story) == ["10:31:00 Aufrufanzeige 1 ist wieder da", "10:31:00 Aufrufanzeige 1 ist weg"]


def test_only_the_last_dozen_is_kept() -> None:
    """The page shows what just happened, not the day."""
    story = heard(*(fact("place-opened", place=str(number)) for number in range(1, 31)))
    assert len(story.facts) == REMEMBERED
    assert words(story)[0].endswith("Platz 30 geöffnet")
