"""Server-sent events: regions of a page, drawn anew when something changed and sent when their text did.

A long text that the reader has but for a part is sent as that part (`lobby.web.patches`).

`static/live.js` puts them in place. A reader that comes back gets all regions again; no event ids are needed.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from functools import lru_cache

from litestar.response import Stream

from lobby.web.hub import Hub
from lobby.web.patches import patch

TICK_SECONDS = 1.0
"""Draws at least that often: waiting times grow without a message."""
PULSE_SECONDS = 4.0
"""Says at least that often that the line still stands; the script warns after ten seconds of silence."""
PAUSE_SECONDS = 0.04
"""Changes within that time are sent as one."""

Regions = Mapping[str, str]


def stream(hub: Hub, draw: Callable[[], Regions | None]) -> Stream:
    """An event stream of the regions that `draw` makes: element id to HTML. None ends it (signed out)."""
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return Stream(events(hub, draw), media_type="text/event-stream", headers=headers)


async def events(hub: Hub, draw: Callable[[], Regions | None]) -> AsyncIterator[bytes]:
    """The blocks of such a stream."""
    loop = asyncio.get_running_loop()
    reader = hub.join()
    sent: dict[str, str] = {}
    last = loop.time()
    try:
        yield b"retry: 1000\n\n"
        while not hub.closed:
            reader.clear()
            regions = draw()
            if regions is None:
                yield event("signed-out", "")
                return
            fresh = {name: text for name, text in regions.items() if sent.get(name) != text}
            if fresh:
                last = loop.time()
                told = _object({name: (sent.get(name, ""), text) for name, text in fresh.items()})
                sent |= fresh
                yield event("regions", told, hub.stamp())
            elif loop.time() - last > PULSE_SECONDS:
                last = loop.time()
                yield event("pulse", "")
            await asyncio.sleep(PAUSE_SECONDS)
            await _wait(reader)
    finally:
        hub.leave(reader)


def _object(regions: Mapping[str, tuple[str, str]]) -> str:
    told = (f"{json.dumps(name)}:{_told(old, new)}" for name, (old, new) in regions.items())
    return "{" + ",".join(told) + "}"


@lru_cache(maxsize=400)
def _told(old: str, new: str) -> str:
    """A text, or what is different in it, as JSON; many readers are told the same."""
    return json.dumps(patch(old, new) or new, ensure_ascii=False)


async def _wait(reader: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(reader.wait(), TICK_SECONDS)
    except TimeoutError:
        return


def event(name: str, data: str, stamp: str = "") -> bytes:
    """One event of the stream (HTML standard, section 9.2.6); each line of the data gets its own field.

    The stamp tells the script which of two drawings is the newer one: the answer to a form and the event that follows
    from it come over two connections.
    """
    name = f"{name}\nid: {stamp}" if stamp else name
    lines = "".join(f"data: {line}\n" for line in data.split("\n"))
    return f"event: {name}\n{lines}\n".encode()
