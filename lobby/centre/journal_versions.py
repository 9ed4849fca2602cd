"""Facts of earlier programs, read as today's.

Each fact is kept with the version of its JSON. A field that is added with a default needs no step: the decoder fills
it. What was renamed, split or given another meaning gets a step here, and tests/lobby/centre/samples keeps the facts
of each version as they were written.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from lobby.contract.events import AnyEvent

EVENT_VERSION = 1

Fact = dict[str, Any]
Steps = Mapping[int, Mapping[str, Callable[[Fact], Fact]]]

UPCASTS: Steps = {}
"""By version and tag: what makes the JSON of such a fact into that of the next version."""

_DECODER: "msgspec.json.Decoder[AnyEvent]" = msgspec.json.Decoder(AnyEvent)
_ENCODER = msgspec.json.Encoder()


def upcast(
    body: bytes, kind: str, version: int, steps: Steps = UPCASTS, newest: int = EVENT_VERSION
) -> bytes:
    """The JSON of a fact as the newest version writes it; the same bytes where nothing changed."""
    due = [steps[one][kind] for one in range(version, newest) if kind in steps.get(one, {})]
    if not due:
        return body
    fact: Fact = msgspec.json.decode(body)
    for step in due:
        fact = step(fact)
    return _ENCODER.encode(fact)


def decoded(body: bytes, kind: str, version: int) -> AnyEvent:
    """The fact.

    Raises:
        msgspec.MsgspecError: no fact of any version.
    """
    return _DECODER.decode(upcast(body, kind, version))


def encoded(event: AnyEvent) -> bytes:
    """The JSON of a fact, in this version."""
    return _ENCODER.encode(event)


def tag_of(event: AnyEvent) -> str:
    """What kind of fact it is, as the JSON says it."""
    return str(event.__struct_config__.tag)
