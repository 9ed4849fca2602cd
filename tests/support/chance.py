"""What hypothesis draws for a `ChanceDay`: steps and the days on which they are tried."""

from itertools import chain

from hypothesis import strategies as st

from tests.support.days import AUTUMN, ORDINARY, SPRING, TRIED, Step

STORIES = (
    ("walk-in", "walk-in", "open", "call-next", "start"),
    ("book", "come", "call-next", "start", "finish"),
    ("open", "call-next", "recall", "not-here", "call-next", "not-here", "call-next", "not-here", "call-one"),
    ("call-next", "start", "park", "call-next", "start", "finish", "unpark", "call-next", "start"),
    ("call-next", "start", "transfer", "call-next", "start", "add-service", "finish"),
    ("call-next", "start", "hand-over", "note", "finish", "undo", "finish"),
    ("call-next", "recall", "withdraw-call", "call-next", "start", "undo", "start"),
    ("call-next", "start", "park", "undo", "transfer", "undo", "finish", "undo"),
    ("device", "open", "device", "walk-in", "device"),
    ("walk-in", "call-next", "undo", "flag", "withdraw", "pause", "close"),
)
"""What belongs together, so that chance gets far into a visit; each with one and the same `who`."""
OPEN: list[Step] = [
    ("device", 4, 0),
    ("device", 1, 0),
    ("open", 2, 0),
    ("open", 5, 0),
    *[("walk-in", who, 7) for who in range(5)],
]
"""Both counters take everything, and somebody waits."""
_SECONDS = st.one_of(st.integers(0, 29), st.integers(0, 2400))
"""Often so little that a step can still be taken back."""


@st.composite
def _story(draw: st.DrawFn) -> list[Step]:
    names, who = draw(st.sampled_from(STORIES)), draw(st.integers(0, 999))
    return [(name, who, draw(_SECONDS)) for name in names[: draw(st.integers(1, len(names)))]]


_anything = st.tuples(st.sampled_from(sorted(TRIED)), st.integers(0, 999), _SECONDS)
_parts = st.lists(
    st.one_of(_story(), _story(), st.lists(_anything, min_size=1, max_size=4)), min_size=3, max_size=16
)
steps = st.tuples(st.sampled_from([OPEN, []]), _parts).map(
    lambda found: [*found[0], *chain.from_iterable(found[1])]
)
"""Steps of a day or two."""
days = st.sampled_from([ORDINARY, SPRING, AUTUMN])
