"""A program's mirror as the stage meets it: the protocol over a real Unix socket, drawing when the test says so."""

import asyncio
import json
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from PIL import Image

WAIT_SECONDS = 0.3
"""A real mirror waits ten seconds for a new frame."""


class MirrorServer:
    """Listens within an `async with` block; entering again opens it anew, as a restarted program does."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.frame = 0
        self.asked: list[dict[str, Any]] = []
        self.done: list[dict[str, Any]] = []
        self._drawn = asyncio.Condition()
        self._serving: dict[asyncio.Task[object], asyncio.StreamWriter] = {}
        self._server: asyncio.Server

    async def __aenter__(self) -> Self:
        """Listen."""
        self._server = await asyncio.start_unix_server(self._serve, self.path)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End as a killed program does: all connections break."""
        self._server.close()
        for task, writer in list(self._serving.items()):
            writer.transport.abort()
            task.cancel()
        await asyncio.gather(*list(self._serving), return_exceptions=True)
        self.path.unlink(missing_ok=True)

    async def draw(self) -> None:
        """A new frame."""
        async with self._drawn:
            self.frame += 1
            self._drawn.notify_all()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving[task] = writer
        try:
            while line := await reader.readline():
                head, body = await self._answer(json.loads(line))
                writer.write(json.dumps(head).encode() + b"\n" + body)
                await writer.drain()
        except (OSError, asyncio.CancelledError):
            pass  # the client left, or the program ends
        finally:
            del self._serving[task]
            writer.close()

    async def _answer(self, ask: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        if ask["op"] != "frame":
            self.done.append(ask)
            return {"ok": True}, b""
        self.asked.append(ask)
        async with self._drawn:
            try:
                await asyncio.wait_for(self._drawn.wait_for(lambda: self.frame > ask["after"]), WAIT_SECONDS)
            except TimeoutError:
                return {"frame": self.frame, "unchanged": True}, b""
        body = jpeg(ask["max_width"])
        return {"frame": self.frame, "format": "jpeg", "bytes": len(body), "draw_ms": 2.5}, body


def jpeg(width: int) -> bytes:
    """A small picture of that width."""
    file = BytesIO()
    Image.new("RGB", (width, width * 16 // 9), "#2044aa").save(file, "JPEG")
    return file.getvalue()
