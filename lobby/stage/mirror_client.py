"""Asks a screen program's mirror for frames and hands it touches and keys, without blocking the loop.

The protocol is in `lobby.look.mirror`. One connection does one thing at a time, so frames and touches each get theirs.
"""

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

ANSWER_SECONDS = 15.0
"""Longer than the ten seconds that a mirror waits for a new frame."""
LONGEST_LINE = 65_536
LARGEST_FRAME = 32_000_000


class MirrorAwayError(Exception):
    """The program is not there, ended, or does not answer."""


class _Head(msgspec.Struct):
    frame: int = -1
    unchanged: bool = False
    bytes: int = 0
    draw_ms: float = 0.0
    error: str | None = None


@dataclass(frozen=True)
class Frame:
    """What was drawn, as JPEG."""

    number: int
    jpeg: bytes
    draw_ms: float


class MirrorConnection:
    """Connects on entering. Every call raises `MirrorAwayError` when the program goes away."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter

    async def __aenter__(self) -> Self:
        """Connect."""
        try:
            self._reader, self._writer = await asyncio.open_unix_connection(self._path, limit=LONGEST_LINE)
        except OSError as error:
            raise MirrorAwayError(str(error)) from error
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Disconnect."""
        self._writer.close()

    async def frame(self, after: int, max_width: int) -> Frame | None:
        """The newest frame once one newer than `after` is drawn; None when ten seconds passed without one."""
        ask = {"op": "frame", "after": after, "format": "jpeg", "max_width": max_width}
        head, body = await self._ask(ask)
        return None if head.unchanged else Frame(head.frame, body, head.draw_ms)

    async def touch(self, x: float, y: float, phase: str) -> None:
        """Touch at shares of width and height, from the top left corner."""
        await self._ask({"op": "touch", "x": x, "y": y, "phase": phase})

    async def keys(self, text: str) -> None:
        """Press these keys."""
        await self._ask({"op": "keys", "text": text})

    async def _ask(self, request: dict[str, Any]) -> tuple[_Head, bytes]:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                self._writer.write(json.dumps(request).encode() + b"\n")
                await self._writer.drain()
                head = msgspec.json.decode(await self._reader.readline(), type=_Head)
                if head.error is not None or not 0 <= head.bytes <= LARGEST_FRAME:
                    raise MirrorAwayError(head.error or f"a frame of {head.bytes} bytes")
                return head, await self._reader.readexactly(head.bytes)
        except (OSError, EOFError, ValueError, TimeoutError, msgspec.MsgspecError) as error:
            raise MirrorAwayError(str(error)) from error


async def send_keys(path: Path, text: str) -> None:
    """Press keys by a connection of its own.

    Raises:
        MirrorAwayError: the program is not there.
    """
    async with MirrorConnection(path) as mirror:
        await mirror.keys(text)
