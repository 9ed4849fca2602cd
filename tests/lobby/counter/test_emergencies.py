"""Emergencies over HTTP: raised at one counter, seen at the others, answered, ended."""

from lobby.contract.requests import AnswerEmergency, RaiseEmergency
from lobby.contract.state import EmergencyKind
from tests.lobby.counter.conftest import CounterHouse


def test_raised_answered_ended(counter: CounterHouse) -> None:
    """Every counter sees where help is wanted and who goes; who goes and who called can end it."""
    called, helper = counter.at_place("clerk-1", "7"), counter.at_place("clerk-2", "8")
    assert called.submit("/emergency/raise", {"kind": "medical"}).status_code == 303
    page = helper.until("/", "Notruf an Platz 7")
    assert "Medizinischer Notfall" in page
    assert "Noch geht niemand hin" in page
    assert "data-alarm=" in page
    assert helper.submit("/emergency/go", {"place": "7"}).status_code == 303
    page = called.until("/", "Platz 8 geht hin")
    assert "data-alarm=" not in page
    assert helper.submit("/emergency/end", {"place": "7"}).status_code == 303
    helper.until(
        "/", 'id="emergencies" role="alert" aria-atomic="false" data-alarms data-pushes="page"></div>'
    )
    requests = counter.queue.requests
    assert [one.kind for one in requests if isinstance(one, RaiseEmergency)] == [EmergencyKind.MEDICAL]
    assert [one.by for one in requests if isinstance(one, AnswerEmergency)] == ["8"]


def test_own_counter_shows_it_silently(counter: CounterHouse) -> None:
    """Where it was raised it is shown and does not sound: the button may have been pressed under the table."""
    clerk = counter.at_place("clerk-1", "7")
    clerk.submit("/emergency/raise", {"kind": "threat"})
    page = clerk.until("/", "Ihr Notruf an Platz 7")
    assert "data-alarm=" not in page
    assert "Ich gehe hin" not in page


def test_emergency_needs_no_turn_and_no_known_kind(counter: CounterHouse) -> None:
    """It goes out from the oldest page, and with whatever the form says."""
    clerk = counter.at_place("clerk-1", "7")
    assert clerk.submit("/emergency/raise", {"kind": "<x>"}).status_code == 303
    clerk.until("/", "Hilfe gebraucht")
    assert clerk.get("/emergency/raise").status_code in {404, 405}
    assert clerk.submit("/emergency/evacuate").status_code == 404


def test_emergency_that_reached_nobody_says_so(counter: CounterHouse) -> None:
    """Without the queue service the page says at once that nobody heard it, and what to do instead."""
    clerk = counter.at_place("clerk-1", "7")
    clerk.until("/", "Frei")
    counter.queue.device.stop()
    clerk.until("/", "Warteschlange antwortet nicht")
    clerk.submit("/emergency/raise", {})
    assert "110 oder 112" in clerk.get("/").text
