"""Whether a display really shows what is so: judged by its own words, and by its silence. Pure."""

from collections.abc import Iterator

from lobby.contract.devices import Health, Part

SILENT, FROZEN = "silent", "frozen"
SILENT_SECONDS = 12.0
"""Two health messages missed."""
UNDRAWN_SECONDS = 8.0
"""A display sees to its picture every second, and says when it last stood as it should."""


def troubles(health: Health, silent_seconds: float) -> Iterator[str]:
    """What is wrong, the gravest first: `silent`, `frozen`, or the part that fails.

    `silent_seconds` is how long ago the health was heard, by the reader's clock. The two times within it are of the
    display's own.
    """
    if silent_seconds > SILENT_SECONDS:
        yield SILENT
        return
    if undrawn_seconds(health) > UNDRAWN_SECONDS:
        yield FROZEN
    for part in (Part.DRAWING, Part.HEARING):
        if not health.parts.get(part.value, True):
            yield part.value


def undrawn_seconds(health: Health) -> float:
    """How long the picture had not been seen to when this was said; 0 before the first one."""
    return 0.0 if health.drawn_at is None else (health.at - health.drawn_at).total_seconds()
