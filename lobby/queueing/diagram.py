"""The table of a visit's states as a document: a diagram and a matrix, both made from `TRANSITIONS`."""

from collections.abc import Iterable, Iterator

from lobby.contract.events import Arrived, Booked
from lobby.queueing.line import VisitState
from lobby.queueing.transitions import TRANSITIONS
from lobby.queueing.undo import STEPS, UNDO

_HEAD = """# The states of a visit

Made from the table of transitions by `lobby journal states` (`make docs`); a test compares. Rows and columns are
states, cells the facts that lead from the one to the other. A fact that stands nowhere here cannot happen: a command
that would need it is refused with a reason. New is a booking that is delivered, or somebody who comes without one."""

_BEGINS = (("[*]", Booked, VisitState.BOOKED), ("[*]", Arrived, VisitState.PRESENT))


def document() -> str:
    """Markdown with a Mermaid state diagram (syntax `stateDiagram-v2`)."""
    undone = ", ".join(f"`{_tag(kind)}`" for kind in STEPS)
    undo = (
        f"For {UNDO.seconds} s the last step of a counter can be taken back by a fact of its own (`undone`), which\n"
        f"leads to where the visit was: {undone}."
    )
    return "\n\n".join((_HEAD, _fenced(diagram()), table(), undo)) + "\n"


def diagram() -> str:
    """Mermaid: one arrow for all facts that lead from one state to another."""
    arrows = (f"    {before} --> {after}: {', '.join(facts)}" for before, after, facts in _arrows())
    return "\n".join(("stateDiagram-v2", *arrows))


def table() -> str:
    """Markdown: from each state (rows) to each other (columns)."""
    facts = {(before, after): names for before, after, names in _arrows()}
    reached = [state for state in VisitState if any(after == state for _, after in facts)]
    rows: list[list[str]] = [
        [before, *(", ".join(facts.get((before, state), ())) for state in reached)]
        for before in ("[*]", *map(str, VisitState))
        if any(one == before for one, _ in facts)
    ]
    lines = [["from \\ to", *reached], ["---"] * (len(reached) + 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines).replace("[*]", "new")


def _arrows() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    found: dict[tuple[str, str], list[str]] = {}
    for before, kind, after in (*_BEGINS, *_steps()):
        found.setdefault((before, after), []).append(_tag(kind))
    yield from ((before, after, tuple(names)) for (before, after), names in found.items())


def _steps() -> Iterable[tuple[str, type, VisitState]]:
    return ((before, kind, after) for (before, kind), after in TRANSITIONS.items())


def _tag(kind: type) -> str:
    return str(getattr(kind, "__struct_config__").tag)  # noqa: B009 - of msgspec, unknown to `type`


def _fenced(text: str) -> str:
    return f"```mermaid\n{text}\n```"
