"""A program's window, seen and used from outside through its mirror (see `lobby.look.mirror`)."""

import json
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

CONNECT_SECONDS = 15.0
ANSWER_SECONDS = 15.0


@dataclass(frozen=True)
class SeenFrame:
    """A part of a frame: RGBA, rows from the top. `drawn` is `time.monotonic()` when its last pixel stood."""

    number: int
    drawn: float
    width: int
    height: int
    pixels: bytes
    draw_ms: float

    def has_colour(self, colour: str) -> bool:
        """Whether any pixel has exactly this `#RRGGBB`."""
        wanted = bytes.fromhex(colour.removeprefix("#")) + b"\xff"
        return any(self.pixels[at : at + 4] == wanted for at in range(0, len(self.pixels), 4))


class MirrorConnection:
    """One connection to a mirror. Waits until the program has opened its socket."""

    def __init__(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(ANSWER_SECONDS)
        end = time.monotonic() + CONNECT_SECONDS
        while True:
            try:
                self._socket.connect(str(path))
                break
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.02)
        self._reader = self._socket.makefile("rb")

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Disconnect."""
        self._reader.close()
        self._socket.close()

    def send(self, line: bytes) -> tuple[dict[str, Any], bytes]:
        """Send one raw line; the answer's line and the bytes that follow it."""
        self._socket.sendall(line + b"\n")
        head: dict[str, Any] = json.loads(self._reader.readline())
        return head, self._reader.read(head.get("bytes", 0))


class WindowClient(MirrorConnection):
    """A window as somebody in front of it uses it."""

    def ask(self, **asked: Any) -> tuple[dict[str, Any], bytes]:
        """Ask for something.

        Raises:
            RuntimeError: the window says that it cannot.
        """
        head, body = self.send(json.dumps(asked).encode())
        if "error" in head:
            raise RuntimeError(head["error"])
        return head, body

    def keys(self, text: str) -> float:
        """Type; `time.monotonic()` just before it was sent."""
        began = time.monotonic()
        self.ask(op="keys", text=text)
        return began

    def tap(self, control: str) -> float:
        """Touch the middle of a control; `time.monotonic()` just before it was sent."""
        x, y = self.state()["controls"][control]
        began = time.monotonic()
        self.ask(op="touch", x=x, y=y)
        return began

    def state(self) -> dict[str, Any]:
        """What is on screen, in words."""
        return self.ask(op="state")[0]

    def frame(self, after: int, box: tuple[int, int, int, int]) -> SeenFrame | None:
        """A part of the next frame after that number; None when nothing was drawn for ten seconds."""
        head, pixels = self.ask(op="frame", after=after, format="raw", box=list(box))
        if head.get("unchanged"):
            return None
        return SeenFrame(
            head["frame"], head["drawn_monotonic"], head["width"], head["height"], pixels, head["draw_ms"]
        )
