"""The clerks' page over HTTP, on a real broker."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from lobby.contract.requests import CallNext, CallOne, ClosePlace, Finish, OpenPlace, Recall, Start
from lobby.contract.state import PlaceState, PlaceStatus
from tests.lobby.counter.conftest import ALL_FAMILIES, CounterHouse, press
from tests.support.pages import value_of
from tests.support.scripted_queue import waiting

LIVE = {"x-lobby-live": "1"}


def test_case_from_call_to_finish(counter: CounterHouse) -> None:
    """A clerk opens a place, calls, starts, finishes: each step one command, in order, seen on the page."""
    clerk = counter.at_place("clerk-1", "7")
    clerk.until("/", "Frei")
    assert press(clerk, "next") == 303
    clerk.until("/", "A\u00a0105")
    assert press(clerk, "recall") == 303
    clerk.until("/", "2. Aufruf")
    assert press(clerk, "start") == 303
    clerk.until("/", "am Platz seit")
    assert press(clerk, "finish") == 303
    clerk.until("/", "Heute fertig 1")
    kinds = [type(one) for one in counter.queue.requests]
    assert kinds == [OpenPlace, CallNext, Recall, Start, Finish]


def test_loading_pages_sends_no_command(counter: CounterHouse) -> None:
    """However often pages are loaded, nobody is called and nothing is opened."""
    clerk = counter.page.client("clerk-1")
    for path in ("/", "/place", "/act/next", "/live-not", "/leave"):
        for _ in range(3):
            clerk.get(path)
    assert counter.queue.requests == []


def test_double_click_calls_once(counter: CounterHouse) -> None:
    """Ten presses of the same button at once are one call."""
    clerk = counter.at_place("clerk-1", "7")
    counter.queue.delay_seconds = 0.2
    turn = value_of(clerk.until("/", "Frei"), "turn")
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: clerk.submit("/act/next", {"turn": turn}).status_code, range(10)))
    assert answers == [303] * 10
    assert len(counter.queue.calls()) == 1


def test_second_tab_on_an_old_page_does_nothing(counter: CounterHouse) -> None:
    """A tab that still shows the state before a call can not finish the case it does not show."""
    clerk = counter.at_place("clerk-1", "7")
    old = value_of(clerk.until("/", "Frei"), "turn")
    assert press(clerk, "next") == 303
    response = clerk.submit("/act/finish", {"turn": old})
    assert response.status_code == 409
    assert "Inzwischen hat sich an diesem Platz etwas geändert" in response.text
    assert not any(isinstance(one, Finish) for one in counter.queue.requests)


@pytest.mark.parametrize("op", ["next", "close"])
def test_open_case_is_asked_about(counter: CounterHouse, op: str) -> None:
    """Next and close of a page that does not show the open case lead to the question what to do with it."""
    clerk = counter.at_place("clerk-1", "7")
    old = value_of(clerk.until("/", "Frei"), "turn")
    assert press(clerk, "call", visit="visit-F110") == 303
    response = clerk.submit(f"/act/{op}", {"turn": old})
    assert response.headers["location"] == f"/case/{op}"
    assert clerk.submit(f"/act/{op}", {"turn": old}, headers=LIVE).json() == {"ask": f"/case/{op}"}
    assert "F\u00a0110 ist noch an diesem Platz" in clerk.get(f"/case/{op}").text
    assert len(counter.queue.calls()) == 1
    assert not any(isinstance(one, ClosePlace) for one in counter.queue.requests)


def test_two_clerks_never_have_the_same_visitor(counter: CounterHouse) -> None:
    """Two clerks who call at the same moment get different visitors."""
    clerks = [counter.at_place("clerk-1", "7"), counter.at_place("clerk-2", "8")]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda clerk: press(clerk, "next"), clerks)) == [303, 303]
    visits = [counter.queue.places[place].visit for place in ("7", "8")]
    assert None not in visits
    assert visits[0] != visits[1]


def test_refusal_is_a_sentence_at_the_buttons(counter: CounterHouse) -> None:
    """When nobody is due the page says so, and the next press is a new try."""
    clerk = counter.at_place("clerk-1", "7")
    counter.queue.waiting = []
    counter.queue.publish()
    clerk.until("/", "Für diesen Platz wartet gerade niemand")
    turn = value_of(clerk.get("/").text, "turn")
    response = clerk.submit("/act/next", {"turn": turn}, headers=LIVE)
    assert response.status_code == 409
    assert "niemand an der Reihe" in response.json()["regions"]["notices"]
    counter.queue.waiting = [waiting("A109", "id-card", ago=1)]
    counter.queue.publish()
    clerk.until("/", "A\u00a0109")
    assert press(clerk, "next") == 303


def test_one_visitor_is_called_out_of_turn(counter: CounterHouse) -> None:
    """A clerk can call a certain number from the list."""
    clerk = counter.at_place("clerk-1", "7")
    clerk.until("/", "Frei")
    assert press(clerk, "call", visit="visit-J133") == 303
    assert counter.queue.places["7"].visit is not None
    assert counter.queue.places["7"].visit.number == "J133"


def test_missed_visitor_is_taken_up_again(counter: CounterHouse) -> None:
    """Somebody who was missed stands in a list of their own and can be called from there."""
    counter.queue.missed = [waiting("A100", "id-card", ago=50, attempts=3)]
    clerk = counter.at_place("clerk-1", "7")
    clerk.until("/", "A\u00a0100 wieder aufnehmen und rufen")
    assert press(clerk, "call", visit="visit-A100") == 303
    assert counter.queue.missed == []


def test_call_of_somebody_gone_is_explained(counter: CounterHouse) -> None:
    """Calling a number that another counter just called says so and calls nobody."""
    clerk = counter.at_place("clerk-1", "7")
    turn = value_of(clerk.until("/", "Frei"), "turn")
    response = clerk.submit("/act/call", {"turn": turn, "visit": "visit-X999"})
    assert response.status_code == 409
    assert "wartet nicht mehr" in response.text


def test_taken_place_asks_before_it_changes_hands(counter: CounterHouse) -> None:
    """A second clerk at a taken place is asked; the first one's page ends only after a yes."""
    first = counter.at_place("clerk-1", "7")
    second = counter.page.client("clerk-2")
    second.until("/place", 'value="7"')
    question = second.submit("/place", {"place": "7", "family": ALL_FAMILIES})
    assert question.status_code == 409
    assert "clerk-1" in question.text
    assert "Platz 7 übernehmen?" in question.text
    assert first.get("/").status_code == 200
    answer = second.submit("/place", {"place": "7", "family": ALL_FAMILIES, "take_over": "7"})
    assert answer.status_code == 303
    assert first.get("/").headers["location"] == "/place"


def test_yes_for_one_place_is_no_yes_for_another(counter: CounterHouse) -> None:
    """Whoever agreed to take over one place and then chooses another taken one is asked again."""
    counter.at_place("clerk-1", "7")
    second = counter.page.client("clerk-2")
    second.until("/place", 'value="7"')
    fields = {"place": "7", "family": ALL_FAMILIES, "take_over": "8"}
    assert second.submit("/place", fields).status_code == 409


def test_choice_is_remembered(counter: CounterHouse) -> None:
    """Place and services are ticked again the next time, also after signing out."""
    clerk = counter.at_place("clerk-1", "7", family=[], service=["passport", "id-card"])
    clerk.submit("/leave")
    clerk.submit("/sign-out")
    page = counter.page.client("clerk-1").until("/place", 'value="7"')
    assert '<option value="7" selected>' in page
    assert page.count("checked") == 2


def test_signing_out_frees_and_closes_the_place(counter: CounterHouse) -> None:
    """A free place closes when its clerk signs out, and others can take it without a question."""
    clerk = counter.at_place("clerk-1", "7")
    clerk.until("/", "Frei")
    clerk.submit("/sign-out")
    until(lambda: counter.queue.places["7"].status is PlaceStatus.CLOSED)
    counter.at_place("clerk-2", "7")


def test_place_with_a_case_stays_open_when_its_clerk_signs_out(counter: CounterHouse) -> None:
    """An open case is not lost by signing out: whoever takes the place next has it."""
    clerk = counter.at_place("clerk-1", "7")
    clerk.until("/", "Frei")
    press(clerk, "next")
    clerk.submit("/sign-out")
    other = counter.at_place("clerk-2", "7")
    other.until("/", "A\u00a0105")


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"family": ["A"]}, "Wählen Sie einen Platz"),
        ({"place": "77", "family": ["A"]}, "Diesen Platz gibt es hier nicht"),
        ({"place": "7" * 5000, "family": ["A"]}, "Diesen Platz gibt es hier nicht"),
        ({"place": "7"}, "mindestens eine Leistung"),
        ({"place": "7", "service": ["id-card", "no-such"]}, "gibt es hier nicht mehr"),
        ({"place": "7", "service": ["id-card"] * 5000}, None),
    ],
)
def test_odd_choices_are_answered(counter: CounterHouse, fields: dict[str, object], text: str | None) -> None:
    """A wrong or excessive choice is answered with what to do, and opens nothing."""
    clerk = counter.page.client("clerk-1")
    clerk.until("/place", 'value="7"')
    response = clerk.submit("/place", fields)
    if text is None:
        assert response.status_code in {303, 400, 413}
        return
    assert response.status_code == 400
    assert text in response.text
    assert counter.queue.requests == []


@pytest.mark.parametrize("fields", [{}, {"turn": "x" * 9000}, {"turn": "0", "visit": "<script>"}])
def test_odd_presses_change_nothing(counter: CounterHouse, fields: dict[str, str]) -> None:
    """A press without a turn, or with a made-up one, is refused with a sentence."""
    clerk = counter.at_place("clerk-1", "7")
    assert clerk.submit("/act/next", fields).status_code == 409
    assert clerk.submit("/act/evacuate-everybody", fields).status_code == 404
    assert counter.queue.calls() == []


def test_press_without_a_place_leads_to_choosing(counter: CounterHouse) -> None:
    """Somebody who lost the place meanwhile is told, and led to choose one."""
    clerk = counter.page.client("clerk-1")
    assert clerk.submit("/act/next", {"turn": "0"}).headers["location"] == "/place"
    assert "keinen Platz mehr" in clerk.submit("/act/next", {"turn": "0"}, headers=LIVE).json()["message"]


def test_texts_of_others_are_only_text(counter: CounterHouse) -> None:
    """What comes over the bus is shown, never run."""
    evil = '"><script>alert(1)</script>'
    counter.queue.places["7"] = PlaceState(place="7", status=PlaceStatus.CLOSED)
    counter.queue.waiting = [waiting("A105", "id-card", ago=3, visit="visit-A105", language="tr")]
    counter.queue.house_name = evil
    counter.queue.publish()
    page = counter.page.client("clerk-1").until("/place", "alert(1)")
    assert "<script>alert" not in page


def test_service_away_is_told_at_once(counter: CounterHouse) -> None:
    """Without the queue service a press is answered quickly with what to do, and nothing is done later."""
    clerk = counter.at_place("clerk-1", "7")
    turn = value_of(clerk.until("/", "Frei"), "turn")
    counter.queue.device.stop()
    clerk.until("/", "Warteschlange antwortet nicht")
    began = time.monotonic()
    response = clerk.submit("/act/next", {"turn": turn})
    assert time.monotonic() - began < 3
    assert response.status_code == 409
    assert "nicht erreichbar" in response.text
    assert counter.queue.calls() == []


@pytest.mark.slow
def test_lost_answer_is_asked_again_with_the_same_command(counter: CounterHouse) -> None:
    """When no answer came, pressing again repeats the same command, so that nobody is called twice."""
    clerk = counter.at_place("clerk-1", "7")
    turn = value_of(clerk.until("/", "Frei"), "turn")
    counter.queue.deaf = True
    response = clerk.submit("/act/next", {"turn": turn})
    assert "Drücken Sie ruhig noch einmal" in response.text
    counter.queue.deaf = False
    assert clerk.submit("/act/next", {"turn": turn}).status_code == 303
    assert len(counter.queue.calls()) == 1


def test_broker_gone_and_back(counter: CounterHouse) -> None:
    """The page says when it is cut off, and comes back by itself with the present state."""
    broker = counter.broker
    clerk = counter.at_place("clerk-1", "7")
    clerk.until("/", "Frei")
    broker.kill()
    page = clerk.until("/", "Keine Verbindung im Haus")
    assert "mündlich" in page
    broker.start()
    clerk.until("/", "verbunden, Stand", seconds=15)
    counter.queue.waiting = [waiting("A777", "id-card", ago=1)]
    counter.queue.publish()
    clerk.until("/", "A\u00a0777")


def test_english_reader_gets_english(counter: CounterHouse) -> None:
    """The language switch holds for the whole page, services included."""
    clerk = counter.at_place("clerk-1", "7")
    clerk.submit("/language", {"language": "en", "to": "/"})
    page = clerk.until("/", "Next number")
    assert "Certificate of good conduct" in page
    assert "Nächste" not in page


def until(condition: Callable[[], bool], seconds: float = 4.0) -> None:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    assert condition()


def test_whom_a_counter_expects_it_may_call_without_a_right_of_its_own(counter: CounterHouse) -> None:
    """The line and the list offer it; somebody else out of turn is refused as ever."""
    says = msgspec.structs.replace(waiting("A140", "passport", ago=2), only_place="7", announced=True)
    counter.queue.waiting.append(says)
    clerk = counter.at_place("clerk-3", "7")
    page = clerk.until("/", "A\u00a0140 sagt: wird hier erwartet")
    assert f'form="call" name="visit" value="{says.visit}"' in page
    other = counter.queue.waiting[-2]
    turn = value_of(page, "turn")
    clerk.submit("/act/call", {"turn": turn, "visit": other.visit})
    clerk.until("/", "Frei")
    assert counter.queue.calls() == []
    turn = value_of(clerk.until("/", "Frei"), "turn")
    clerk.submit("/act/call", {"turn": turn, "visit": says.visit})
    assert [type(one) for one in counter.queue.requests if isinstance(one, CallOne)] == [CallOne]
