"""Server-sent events of the status as JSON, for programs."""

import asyncio
from collections.abc import AsyncIterator, Callable

import msgspec
from litestar.response import Stream

from lobby.feed.status import CityStatus
from lobby.web.hub import Hub
from lobby.web.live import event

APART_SECONDS = 0.5
PULSE_SECONDS = 10.0


def json_stream(hub: Hub, status: Callable[[], CityStatus]) -> Stream:
    """`event: status` with the whole status after each change, at most twice a second, at least every ten."""
    headers = {"cache-control": "no-store", "access-control-allow-origin": "*", "x-accel-buffering": "no"}
    return Stream(_events(hub, status), media_type="text/event-stream", headers=headers)


async def _events(hub: Hub, status: Callable[[], CityStatus]) -> AsyncIterator[bytes]:
    reader = hub.join()
    try:
        yield b"retry: 2000\n\n"
        while not hub.closed:
            reader.clear()
            yield event("status", msgspec.json.encode(status()).decode())
            await asyncio.sleep(APART_SECONDS)
            await _changed(reader)
    finally:
        hub.leave(reader)


async def _changed(reader: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(reader.wait(), PULSE_SECONDS - APART_SECONDS)
    except TimeoutError:
        return
