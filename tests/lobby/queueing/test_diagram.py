"""The document of a visit's states is made from the table."""

import re
from pathlib import Path

from lobby.queueing.diagram import diagram, document, table
from lobby.queueing.line import VisitState
from lobby.queueing.transitions import TRANSITIONS

ROOT = Path(__file__).parents[3]


def test_the_published_document_is_up_to_date() -> None:
    """`make docs` writes it."""
    assert (ROOT / "docs" / "visit-states.md").read_text(encoding="utf-8") == document()


def test_every_transition_is_an_arrow() -> None:
    """And there is no other, besides how a visit begins."""
    arrows = {
        (before, fact, after)
        for before, after, facts in re.findall(r"^    (\S+) --> (\S+): (.+)$", diagram(), re.MULTILINE)
        for fact in facts.split(", ")
    }
    known = {
        (str(before), str(kind.__struct_config__.tag), str(after))  # type: ignore[attr-defined]
        for (before, kind), after in TRANSITIONS.items()
    }
    assert arrows - known == {("[*]", "booked", "booked"), ("[*]", "arrived", "present")}
    assert known <= arrows


def test_every_state_can_be_reached_and_has_a_column() -> None:
    """No state is left over."""
    assert table().splitlines()[0].split(" | ")[1:] == [*[*map(str, VisitState)][:-1], "unserved |"]
