"""Facts of every version are read as today's."""

from typing import Any

import msgspec
import pytest

from lobby.centre.journal_versions import EVENT_VERSION, UPCASTS, decoded, upcast
from lobby.contract.events import Arrived, Booked, BookingCancelled, Missed
from lobby.contract.state import Standing
from lobby.queueing.evolve import replay
from lobby.queueing.line import VisitState
from tests.support.samples import SAMPLES, bodies, kind_of


def test_each_version_has_recorded_facts() -> None:
    """A new version comes with its samples, and no version is skipped."""
    there = sorted(path.name for path in SAMPLES.glob("events-*.jsonl"))
    assert there == [f"events-{version}.jsonl" for version in range(1, EVENT_VERSION + 1)]
    assert set(UPCASTS) <= set(range(1, EVENT_VERSION))


@pytest.mark.parametrize("version", range(1, EVENT_VERSION + 1))
def test_recorded_facts_are_played(version: int) -> None:
    """Every fact of the version is decoded, and the rules play them to the end of their day."""
    facts = [decoded(body, kind_of(body), version) for body in bodies(version)]
    line = replay(enumerate(facts, 1))
    assert line.seq == len(facts)
    assert line.totals.finished > 0


def test_the_first_versions_facts_say_what_they_said() -> None:
    """Who came how, who left how."""
    facts = [decoded(body, kind_of(body), 1) for body in bodies(1)]
    arrived = [fact for fact in facts if isinstance(fact, Arrived)]
    assert [(one.number, one.standing, one.language) for one in arrived] == [
        ("A101", Standing.EARLY, "tr"),
        ("A102", Standing.WALK_IN, None),
    ]
    assert sum(isinstance(fact, Booked | BookingCancelled | Missed) for fact in facts) == 4
    line = replay(enumerate(facts, 1))
    assert [visit.state for visit in line.visits.values()] == [
        VisitState.FINISHED,
        VisitState.CANCELLED,
        VisitState.MISSED,
    ]


def test_steps_are_taken_one_after_another() -> None:
    """From the fact's version to today's; later facts and other kinds are left as they are, byte for byte."""

    def renamed(fact: dict[str, Any]) -> dict[str, Any]:
        return {("place" if name == "desk" else name): value for name, value in fact.items()}

    def padded(fact: dict[str, Any]) -> dict[str, Any]:
        return fact | {"place": fact["place"].zfill(2)}

    steps = {1: {"finished": renamed}, 3: {"finished": padded, "called": padded}}
    assert msgspec.json.decode(upcast(b'{"desk":"7"}', "finished", 1, steps, 4)) == {"place": "07"}
    assert msgspec.json.decode(upcast(b'{"place":"7"}', "finished", 2, steps, 4)) == {"place": "07"}
    assert upcast(b'{ "place": "7"}', "finished", 4, steps, 4) == b'{ "place": "7"}'
    assert upcast(b'{ "desk": "7"}', "missed", 1, steps, 4) == b'{ "desk": "7"}'
