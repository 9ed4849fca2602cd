"""The less frequent steps of a case, over HTTP: park, finish with details, notes, breaks, undo, conflicts."""

import pytest

from lobby.contract.requests import (
    CallNext,
    CallOne,
    Finish,
    Flag,
    HandOver,
    Park,
    PausePlace,
    Transfer,
    Undo,
    Unpark,
    WithdrawCall,
    WriteNote,
)
from lobby.contract.state import Outcome, PlaceStatus
from tests.lobby.counter.conftest import CounterHouse, press
from tests.support.pages import PageClient, value_of
from tests.support.scripted_queue import waiting

LIVE = {"x-lobby-live": "1"}


def serving(counter: CounterHouse) -> PageClient:
    """A clerk at place 7 who serves A105."""
    clerk = counter.at_place("clerk-1", "7")
    clerk.until("/", "Frei")
    press(clerk, "next")
    press(clerk, "start")
    clerk.until("/", "am Platz seit")
    return clerk


def fill(clerk: PageClient, path: str, op: str, **fields: object) -> int:
    """Open a form, fill it in and send it; the answer's status."""
    text = clerk.get(path).text
    form = text[text.index('id="detail"') :]
    turn = value_of(form[form.index(f"/act/{op}") :], "turn")
    return clerk.submit(f"/act/{op}", {"turn": turn, "from": path, **fields}).status_code


def last(counter: CounterHouse, kind: type) -> object:
    return next(one for one in reversed(counter.queue.requests) if isinstance(one, kind))


def test_finish_says_outcome_and_services(counter: CounterHouse) -> None:
    """How the case ended and what was done goes into the request; what was not ticked does not."""
    clerk = serving(counter)
    done = ["passport", "id-card", ""]
    assert fill(clerk, "/case/finish", "finish", outcome="incomplete", done=done) == 303
    request = last(counter, Finish)
    assert isinstance(request, Finish)
    assert (request.outcome, request.services_done) == (Outcome.INCOMPLETE, ("passport", "id-card"))


def test_parked_with_place_and_time(counter: CounterHouse) -> None:
    """Who waits for papers stands in a list of their own with where and until when, and is taken back from there."""
    clerk = serving(counter)
    assert fill(clerk, "/case/park", "park", where="Fotostation", minutes="15") == 303
    request = last(counter, Park)
    assert isinstance(request, Park)
    assert request.until is not None
    text = clerk.until("/", "Fotostation")
    assert "A\u00a0105 zurück in die Warteschlange" in text
    assert press(clerk, "take-back", visit="visit-A105") == 303
    assert isinstance(counter.queue.requests[-1], Unpark)


def test_park_and_next_is_one_press(counter: CounterHouse) -> None:
    """The case is parked and the next one called; sent twice, it happens once."""
    clerk = serving(counter)
    text = clerk.get("/case/park").text
    turn = value_of(text[text.index("/act/park") :], "turn")
    fields = {"turn": turn, "where": "Kasse", "then": "next"}
    assert [clerk.submit("/act/park", fields).status_code for _ in range(2)] == [303, 303]
    assert len([one for one in counter.queue.requests if isinstance(one, Park)]) == 1
    assert len([one for one in counter.queue.requests if isinstance(one, CallNext)]) == 2
    visit = counter.queue.places["7"].visit
    assert visit is not None
    assert visit.number == "F110"


@pytest.mark.parametrize(
    ("path", "op", "fields", "text"),
    [
        ("/case/park", "park", {"where": "", "other": " "}, "wo die Person wartet"),
        ("/case/park", "park", {"where": "Kasse", "minutes": "99999"}, "Diese Zeit geht nicht"),
        ("/case/park", "park", {"where": "Kasse", "minutes": "-5"}, "Diese Zeit geht nicht"),
        ("/case/transfer", "transfer", {"service": "", "to": ""}, "eine Leistung oder einen Platz"),
        ("/case/finish", "finish", {"outcome": "lost"}, "Wählen Sie ein Ergebnis"),
        ("/case/add-service", "add-service", {}, "Wählen Sie eine Leistung"),
    ],
)
def test_incomplete_forms_are_told_and_stay_open(
    counter: CounterHouse, path: str, op: str, fields: dict[str, str], text: str
) -> None:
    """Nothing is sent; the sentence stands on the page and the form is still there."""
    clerk = serving(counter)
    sent = len(counter.queue.requests)
    page = clerk.get(path).text
    turn = value_of(page[page.index(f"/act/{op}") :], "turn")
    answer = clerk.submit(f"/act/{op}", {"turn": turn, "from": path, **fields}, headers=LIVE)
    assert answer.status_code == 409
    assert text in answer.json()["regions"]["notices"]
    assert f"/act/{op}" in answer.json()["regions"]["detail"]
    assert len(counter.queue.requests) == sent


def test_transfer_and_hand_over_say_where_to(counter: CounterHouse) -> None:
    """Open places are offered for a transfer, free ones for handing over, with who sits there."""
    other = counter.at_place("clerk-2", "8")
    other.until("/", "Frei")
    clerk = serving(counter)
    assert "Platz 8, clerk-2" in clerk.get("/case/transfer").text
    assert "Platz 8, clerk-2" in clerk.get("/case/hand-over").text
    press(other, "next")
    clerk.until("/case/hand-over", "kein anderer Platz offen und frei")
    assert "Platz 8, clerk-2" in clerk.get("/case/transfer").text
    assert not any(isinstance(one, Transfer | HandOver) for one in counter.queue.requests)


def test_note_and_flag_stand_before_the_call(counter: CounterHouse) -> None:
    """A note and “fetch in person” are seen by whoever is about to call that visitor."""
    clerk = counter.at_place("clerk-1", "7")
    clerk.until("/", "Frei")
    assert fill(clerk, "/visit/visit-A105", "note", visit="visit-A105", text=" Foto\n fehlt ") == 303
    clerk.until("/visit/visit-A105", "Foto fehlt")
    assert fill(clerk, "/visit/visit-A105", "flag", visit="visit-A105", in_person="yes") == 303
    page = clerk.until("/", "wird abgeholt")
    assert "Foto fehlt" in page
    assert "Bitte im Wartebereich abholen" in page
    kinds = [type(one) for one in counter.queue.requests[1:]]
    assert kinds == [WriteNote, Flag]


def test_note_of_another_is_not_overwritten_unseen(counter: CounterHouse) -> None:
    """A note written on an older picture of the visit is refused, and the form shows what stands there now."""
    first, second = counter.at_place("clerk-1", "7"), counter.at_place("clerk-2", "8")
    text = first.until("/visit/visit-F110", "/act/note")
    old = value_of(text[text.index("/act/note") :], "turn")
    assert fill(second, "/visit/visit-F110", "note", visit="visit-F110", text="Original da") == 303
    first.until("/visit/visit-F110", "Original da")
    fields = {"turn": old, "visit": "visit-F110", "text": "Kopie da", "from": "/visit/visit-F110"}
    answer = first.submit("/act/note", fields, headers=LIVE)
    assert answer.status_code == 409
    assert "Original da" in answer.json()["regions"]["detail"]
    assert len([one for one in counter.queue.requests if isinstance(one, WriteNote)]) == 1


def test_break_and_back(counter: CounterHouse) -> None:
    """A break keeps the place open and calls nobody until it ends."""
    clerk = counter.at_place("clerk-1", "7")
    clerk.until("/", "Frei")
    assert press(clerk, "pause") == 303
    page = clerk.until("/", "Weiterarbeiten")
    assert "/act/next" not in page
    assert press(clerk, "go-on") == 303
    clerk.until("/", "Nächste Nummer")
    assert [one.paused for one in counter.queue.requests if isinstance(one, PausePlace)] == [True, False]


def test_last_step_is_taken_back(counter: CounterHouse) -> None:
    """For thirty seconds a button names the last step and takes it back."""
    clerk = counter.at_place("clerk-1", "7")
    clerk.until("/", "Frei")
    press(clerk, "next")
    clerk.until("/", "Aufruf A\u00a0105 zurücknehmen")
    assert press(clerk, "undo") == 303
    assert isinstance(counter.queue.requests[-1], Undo)
    clerk.until("/", "Frei")


def test_question_offers_what_to_do_and_then_calls(counter: CounterHouse) -> None:
    """Taking the call back and going on with the next is one press; nothing happens by asking."""
    clerk = counter.at_place("clerk-1", "7")
    clerk.until("/", "Frei")
    press(clerk, "call", visit="visit-F110")
    sent = len(counter.queue.requests)
    assert "Was soll geschehen?" in clerk.get("/case/next").text
    assert len(counter.queue.requests) == sent
    assert fill(clerk, "/case/next", "withdraw-call", then="next") == 303
    assert [type(one) for one in counter.queue.requests[sent:]] == [WithdrawCall, CallNext]
    assert fill(clerk, "/case/close", "finish", then="close") == 303
    assert counter.queue.places["7"].status is PlaceStatus.CLOSED


def test_calling_out_of_turn_is_a_right(counter: CounterHouse) -> None:
    """Without the right there is no such button, and the address refuses; who was missed may be taken up by all."""
    counter.queue.missed = [waiting("A100", "id-card", ago=50, attempts=3)]
    clerk = counter.at_place("clerk-3", "7")
    page = clerk.until("/", "A\u00a0100 wieder aufnehmen und rufen")
    assert "F\u00a0110 rufen" not in page
    assert press(clerk, "call", visit="visit-F110") == 409
    assert "nicht außer der Reihe" in clerk.get("/").text
    assert counter.queue.calls() == []
    assert press(clerk, "call", visit="visit-A100") == 303
    assert isinstance(counter.queue.calls()[0], CallOne)


def test_what_did_not_work_stays_until_it_is_put_away(counter: CounterHouse) -> None:
    """A refusal survives reloading and later success; twice the same is counted; it goes when it is put away."""
    clerk = counter.at_place("clerk-1", "7")
    clerk.until("/", "Frei")
    for _ in range(2):
        assert press(clerk, "call", visit="visit-X999") == 409
    assert press(clerk, "next") == 303
    page = clerk.get("/").text
    assert "2-mal" in page
    notice = page[page.index('id="notices"') :]
    assert clerk.submit("/dismiss", {"notice": value_of_button(notice, "notice")}).status_code == 303
    assert "wartet nicht mehr" not in clerk.get("/").text


def test_place_with_a_case_is_not_left_behind(counter: CounterHouse) -> None:
    """Whoever moves to another place is asked to settle the open case first; a free place closes behind them."""
    clerk = serving(counter)
    answer = clerk.submit("/place", {"place": "8", "family": ["A"]})
    assert answer.status_code == 409
    assert "An Platz 7 ist noch jemand" in answer.text
    press(clerk, "finish")
    clerk.until("/", "Frei")
    assert clerk.submit("/place", {"place": "8", "family": ["A"]}).status_code == 303
    clerk.until("/", "Platz 8")
    assert counter.queue.places["7"].status is PlaceStatus.CLOSED


@pytest.mark.parametrize("path", ["/case/evacuate", "/case/finish", "/visit/visit-X999", "/keys"])
def test_opening_forms_sends_nothing(counter: CounterHouse, path: str) -> None:
    """A form, also one of a case that is gone or was never there, only shows something."""
    clerk = counter.at_place("clerk-1", "7")
    clerk.until("/", "Frei")
    sent = len(counter.queue.requests)
    assert clerk.get(path).status_code == (404 if path == "/case/evacuate" else 200)
    assert len(counter.queue.requests) == sent


def value_of_button(text: str, name: str) -> str:
    start = text.index(f'name="{name}" value="') + len(f'name="{name}" value="')
    return text[start : text.index('"', start)]
