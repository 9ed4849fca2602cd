"""A counter as its clerk sees it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from lobby.contract.answers import Ranked
from lobby.contract.state import LastStep, Line, PlaceState, PlaceStatus, Standing, Waiting
from lobby.counter.place_view import place_view
from lobby.counter.rows import Names, Reading
from lobby.counter.view import lists_of
from lobby.web.wording import load

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
"""10:30 in Hamburg."""
SAY = load(["lobby.web", "lobby.counter"]).speaker("de")
READING = Reading(Names({"id-card": "Personalausweis", "passport": "Reisepass"}, {}), SAY, NOW)
FREE = PlaceState(place="7", status=PlaceStatus.FREE, services=("id-card",), since=NOW - timedelta(minutes=4))


def visitor(number: str, *, ago: int = 10, **more: Any) -> Waiting:
    fields: dict[str, Any] = {
        "visit": f"visit-{number}", "number": number, "service": "id-card", "persons": 1,
        "standing": Standing.WALK_IN, "checked_in": NOW - timedelta(minutes=ago),
    }  # fmt: skip
    return Waiting(**(fields | more))


def line(*waiting: Waiting) -> Line:
    return Line(
        epoch="epoch-one", rev=1, as_of=NOW, waiting=waiting, missed=(), places=(FREE,), finished_today=0,
        booked_to_come=0,
    )  # fmt: skip


def ranked(one: Waiting, rule: str = "credit") -> Ranked:
    return Ranked(
        visit=one, waited_minutes=10, credit=10.0, rule=rule, why_de=f"Weil {one.number}.", why_en="Because."
    )


def test_order_of_the_line_counts_until_the_rules_have_answered() -> None:
    """Before the answer the first of the line is shown, without a reason; then what the rules say, with it."""
    first, second = visitor("A101"), visitor("A102")
    view = place_view(line(first, second), FREE, READING, "turn")
    assert view.next is not None
    assert (view.next.row.number, view.next.why) == ("A\u00a0101", "")
    view = place_view(line(first, second), FREE, READING, "turn", ((ranked(second), ranked(first)), True))
    assert view.next is not None
    assert (view.next.row.number, view.next.why) == ("A\u00a0102", "Weil A102.")


def test_answer_about_an_older_line_gives_only_its_reason() -> None:
    """Whom it names may be gone; the order of the newer line counts."""
    gone, there = visitor("A101"), visitor("A102")
    view = place_view(line(there), FREE, READING, "turn", ((ranked(gone), ranked(there)), False))
    assert view.next is not None
    assert (view.next.row.number, view.next.why) == ("A\u00a0102", "Weil A102.")


def test_nobody_is_next_who_may_not_be_called_yet() -> None:
    """Somebody called in vain a minute ago stands first in the line and is not announced; early guests are told."""
    early = visitor("A103", callable_from=NOW + timedelta(minutes=5))
    view = place_view(line(early), FREE, READING, "turn", ((ranked(early, "not-yet"),), True))
    assert view.next is None
    assert "A\u00a0103 ist früh da, ab 10:35" in view.later


def test_who_was_sent_to_one_place_is_next_there_alone() -> None:
    """Whatever services the place has; at others they stand among those of other counters."""
    sent = visitor("A104", service="passport", only_place="7")
    assert place_view(line(sent), FREE, READING, "turn").next is not None
    other = PlaceState(place="8", status=PlaceStatus.FREE, services=("id-card", "passport"))
    assert place_view(line(sent), other, READING, "turn").next is None
    assert [row.number for row in lists_of(line(sent), other, READING).others] == ["A\u00a0104"]


def test_who_says_to_be_expected_is_shown_at_that_counter_beside_the_next() -> None:
    """With since when; nobody is shown twice, and other counters see it in their lists only."""
    first, says = visitor("A101"), visitor("A104", only_place="7", announced=True)
    view = place_view(line(first, says), FREE, READING, "turn")
    assert [(row.number, row.here_since) for row in view.expected] == [("A\u00a0104", "10:20")]
    assert "sagt: zu Platz 7" in view.expected[0].notes
    assert place_view(line(says), FREE, READING, "turn").expected == ()
    other = PlaceState(place="8", status=PlaceStatus.FREE, services=("id-card",))
    assert place_view(line(first, says), other, READING, "turn").expected == ()


@pytest.mark.parametrize(
    ("step", "text"),
    [("called", "Aufruf A\u00a0101 zurücknehmen"), ("finished", "„Fertig“ A\u00a0101 zurücknehmen")],
)
def test_last_step_can_be_taken_back_until_its_time_is_over(step: str, text: str) -> None:
    """The button says what it takes back, and goes when it would be refused."""
    undo = LastStep(step=step, number="A101", until=NOW + timedelta(seconds=12))
    view = place_view(line(), msgspec.structs.replace(FREE, undo=undo), READING, "turn")
    assert view.undo is not None
    assert (view.undo.what, view.undo.until) == (text, int(NOW.timestamp()) + 12)
    over = msgspec.structs.replace(undo, until=NOW)
    assert place_view(line(), msgspec.structs.replace(FREE, undo=over), READING, "turn").undo is None


def test_second_service_and_a_break_are_shown() -> None:
    """All services of a visit stand together; a paused place is no free one."""
    both = visitor("A101", service="passport", services=("id-card", "passport"), attempts=1)
    serving = msgspec.structs.replace(FREE, status=PlaceStatus.SERVING, visit=both, since=NOW)
    view = place_view(line(), serving, READING, "turn")
    assert view.case is not None
    assert (view.case.service, view.waited) == ("Personalausweis + Reisepass", "10\u00a0min")
    assert place_view(line(), msgspec.structs.replace(FREE, paused=True), READING, "turn").status == "paused"
    assert place_view(None, None, READING, "turn").status == "unknown"
