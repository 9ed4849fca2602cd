"""Facts of every version are read as today's."""

import zlib
from typing import Any, get_args

import msgspec
import pytest

from lobby.centre.journal_archive import Block, unpacked
from lobby.centre.journal_versions import EVENT_VERSION, UPCASTS, decoded, encoded, upcast
from lobby.contract.events import AnyEvent, Arrived, Booked, BookingCancelled, Missed
from lobby.contract.state import Standing
from lobby.queueing.evolve import replay
from lobby.queueing.line import VisitState
from tests.support.samples import SAMPLES, bodies, every_kind, kind_of


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


def says(later: Any, earlier: Any) -> bool:
    """Whether everything that was said is still said."""
    if isinstance(earlier, dict):
        return isinstance(later, dict) and all(
            name in later and says(later[name], one) for name, one in earlier.items()
        )
    return bool(later == earlier)


def test_every_kind_of_fact_has_been_recorded() -> None:
    """Whoever adds a kind adds a fact of it, with every field; whoever changes a field sees here what is on disk."""
    recorded = {kind_of(body): msgspec.json.decode(body) for body in every_kind(EVENT_VERSION)}
    kinds = {str(kind.__struct_config__.tag): kind for kind in get_args(AnyEvent)}
    assert set(recorded) == set(kinds)
    for tag, kind in kinds.items():
        filled = {name for name, value in recorded[tag].items() if value is not None}
        assert set(kind.__struct_encode_fields__) <= filled, tag


@pytest.mark.parametrize("version", range(1, EVENT_VERSION + 1))
def test_no_recorded_field_is_lost(version: int) -> None:
    """What was written is read, and written again, as it was: no name is forgotten, no value is another one."""
    for body in (*bodies(version), *every_kind(version)):
        kind = kind_of(body)
        again = msgspec.json.decode(encoded(decoded(body, kind, version)))
        assert says(again, msgspec.json.decode(upcast(body, kind, version))), body


def test_a_settled_day_of_an_earlier_version_is_read_as_todays() -> None:
    """Fact after fact, with its number; what needs no step stays as it is."""
    facts = [(3, b'{"event":"finished","desk":"7"}'), (5, b'{"event":"missed","desk":"7"}')]
    body = zlib.compress(Block.of(facts).text)

    def renamed(fact: dict[str, Any]) -> dict[str, Any]:
        return {("place" if name == "desk" else name): value for name, value in fact.items()}

    found = msgspec.json.decode(unpacked(1, body, {1: {"finished": renamed}}, 2).text)
    assert found == {
        "seq": [3, 5],
        "events": [{"event": "finished", "place": "7"}, {"event": "missed", "desk": "7"}],
    }
    assert unpacked(2, body, {1: {"finished": renamed}}, 2).text == Block.of(facts).text


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
