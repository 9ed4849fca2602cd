"""A screen over a websocket: frames out when drawn and wanted, touches and keys in.

To the browser: a JPEG for each frame, or `{"state": "here" | "away"}`. From it, one JSON object each: `{"width": 520}`
(how wide the picture is shown, in device pixels), `{"seen": true}` (the last frame is on the page: the next may come),
`{"touch": [x, y, "down" | "move" | "up"]}`, `{"keys": "A"}`. A frame waits for the one before to be seen, so a slow
browser never has a queue; without a viewer nothing is asked of the program.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, Protocol

import msgspec

from lobby.stage.mirror_client import MirrorAwayError, MirrorConnection

APART_SECONDS = 1 / 15
AGAIN_SECONDS = 0.5
WIDTHS = range(120, 3841)
USUAL_WIDTH = 640

_Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Told(msgspec.Struct):
    """One message of the browser."""

    width: int | None = None
    seen: bool = False
    touch: tuple[_Share, _Share, str] | None = None
    keys: Annotated[str, msgspec.Meta(max_length=64)] | None = None


class Socket(Protocol):
    """What is needed of a websocket."""

    async def send_bytes(self, data: bytes) -> None:
        """Send a frame."""

    async def send_json(self, data: object) -> None:
        """Send a word."""

    def iter_data(self, mode: Literal["text"]) -> AsyncIterator[str]:
        """What the browser says."""


@dataclass
class Viewer:
    """One browser looking at one screen."""

    path: Path
    socket: Socket
    width: int = USUAL_WIDTH
    _here: bool | None = None
    _resized: asyncio.Event = field(default_factory=asyncio.Event)
    _seen: asyncio.Event = field(default_factory=asyncio.Event)
    _acts: asyncio.Queue[Told] = field(default_factory=lambda: asyncio.Queue(64))

    async def show(self) -> None:
        """Until the browser leaves, or the task is cancelled."""
        tasks = [asyncio.create_task(work()) for work in (self._listen, self._send, self._act)]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _listen(self) -> None:
        async for data in self.socket.iter_data("text"):
            try:
                told = msgspec.json.decode(data, type=Told)
            except msgspec.MsgspecError:
                continue
            if told.width is not None:
                self.width = min(max(told.width, WIDTHS.start), WIDTHS.stop - 1)
                self._resized.set()
            if told.seen:
                self._seen.set()
            if told.touch is not None or told.keys is not None:
                with contextlib.suppress(asyncio.QueueFull):
                    self._acts.put_nowait(told)

    async def _send(self) -> None:
        """Frames; from the start again after a change of width, or when the program is back."""
        while True:
            try:
                async with MirrorConnection(self.path) as mirror:
                    await self._send_until_resized(mirror)
            except MirrorAwayError:
                await self._tell(here=False)
                await asyncio.sleep(AGAIN_SECONDS)

    async def _send_until_resized(self, mirror: MirrorConnection) -> None:
        self._resized.clear()
        frames = asyncio.create_task(self._send_frames(mirror))
        resized = asyncio.create_task(self._resized.wait())
        try:
            await asyncio.wait((frames, resized), return_when=asyncio.FIRST_COMPLETED)
            if frames.done():
                frames.result()
        finally:
            frames.cancel()
            resized.cancel()
            await asyncio.gather(frames, resized, return_exceptions=True)

    async def _send_frames(self, mirror: MirrorConnection) -> None:
        after = -1
        while True:
            began = time.monotonic()
            frame = await mirror.frame(after, self.width)
            if frame is None:
                continue
            after = frame.number
            await self._tell(here=True)
            self._seen.clear()
            await self.socket.send_bytes(frame.jpeg)
            await self._seen.wait()
            await asyncio.sleep(max(0.0, APART_SECONDS - (time.monotonic() - began)))

    async def _act(self) -> None:
        """Touches and keys, in their order; those for a program that is away are lost, as on a dark screen."""
        while True:
            told = await self._acts.get()
            try:
                async with MirrorConnection(self.path) as mirror:
                    await _do(mirror, told)
                    while True:
                        await _do(mirror, await self._acts.get())
            except MirrorAwayError:
                continue

    async def _tell(self, *, here: bool) -> None:
        if here is not self._here:
            self._here = here
            await self.socket.send_json({"state": "here" if here else "away"})


async def _do(mirror: MirrorConnection, told: Told) -> None:
    if told.touch is not None:
        await mirror.touch(*told.touch)
    if told.keys is not None:
        await mirror.keys(told.keys)
