"""Fan-out to open pages."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from lobby.web.hub import Hub
from lobby.web.live import event, events


async def next_regions(blocks: AsyncIterator[Any]) -> dict[str, str]:
    async for block in blocks:
        text = block.decode() if isinstance(block, bytes) else str(block)
        if text.startswith("event: regions"):
            regions: dict[str, str] = json.loads(text.partition("data: ")[2])
            return regions
    raise AssertionError("the stream ended")


async def test_reader_gets_everything_then_only_changes() -> None:
    """The first event carries all regions; later ones only those whose text changed."""
    state = {"a": "1", "b": "2"}
    hub = Hub(state.update)  # type: ignore[arg-type]
    hub.open()
    blocks = events(hub, lambda: dict(state))
    assert await next_regions(blocks) == {"a": "1", "b": "2"}
    hub.deliver({"b": "3"})
    assert await next_regions(blocks) == {"b": "3"}


async def test_burst_is_one_event() -> None:
    """A hundred changes in a row reach a reader as one event with the newest state."""
    state = {"a": "0"}
    hub = Hub(state.update)  # type: ignore[arg-type]
    hub.open()
    blocks = events(hub, lambda: dict(state))
    await next_regions(blocks)
    for number in range(1, 101):
        hub.deliver({"a": str(number)})
    assert await next_regions(blocks) == {"a": "100"}


async def test_every_reader_hears_it_from_any_thread() -> None:
    """A message from another thread reaches all open pages."""
    state = {"a": "0"}
    hub = Hub(state.update)  # type: ignore[arg-type]
    hub.open()
    readers = [events(hub, lambda: dict(state)) for _ in range(20)]
    for reader in readers:
        await next_regions(reader)
    await asyncio.to_thread(hub.deliver, {"a": "new"})
    assert [await next_regions(reader) for reader in readers] == [{"a": "new"}] * 20


async def test_closing_ends_all_streams_and_forgets_them() -> None:
    """When the program ends every stream ends by itself."""
    hub = Hub(lambda _message: None)
    hub.open()
    blocks = events(hub, lambda: {"a": "1"})
    await next_regions(blocks)
    hub.close()
    assert [block async for block in blocks] == []
    assert hub.readers == 0


async def test_signed_out_reader_is_told_and_let_go() -> None:
    """A drawing of None ends the stream with an event that makes the page reload."""
    hub = Hub(lambda _message: None)
    hub.open()
    blocks = [block async for block in events(hub, lambda: None)]
    assert blocks[-1] == event("signed-out", "")


def test_lines_of_an_event_stay_together() -> None:
    """Text with line breaks can not end an event early or start another."""
    assert event("x", "a\nevent: evil\n\nb") == b"event: x\ndata: a\ndata: event: evil\ndata: \ndata: b\n\n"


async def test_later_drawings_have_greater_stamps() -> None:
    """The script tells the newer of two drawings by its stamp, also when they come over two connections."""
    state = {"a": "1"}
    hub = Hub(state.update)  # type: ignore[arg-type]
    hub.open()
    blocks = events(hub, lambda: dict(state))
    stamps = [hub.stamp()]
    async for block in blocks:
        if b"event: regions" not in block:
            continue
        stamps.append(block.decode().partition("id: ")[2].partition("\n")[0])
        if len(stamps) == 3:
            break
        hub.deliver({"a": "2"})
    assert len({stamp.split()[0] for stamp in stamps}) == 1
    numbers = [int(stamp.split()[1]) for stamp in stamps]
    assert numbers == sorted(set(numbers))
