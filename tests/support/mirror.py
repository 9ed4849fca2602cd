"""A client of a screen program's mirror, for tests and measurements that look at real frames."""

import json
import socket
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from PIL import Image


class MirrorClient:
    """One connection. Waits until the program has opened its socket."""

    def __init__(self, path: Path, seconds: float = 15.0) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(seconds)
        end = time.monotonic() + seconds
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
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Disconnect."""
        self._reader.close()
        self._socket.close()

    def ask(self, **request: Any) -> tuple[dict[str, Any], bytes]:
        """Send one request; the answer's line and its bytes."""
        return self.send(json.dumps(request).encode())

    def send(self, line: bytes) -> tuple[dict[str, Any], bytes]:
        """Send one raw line."""
        self._socket.sendall(line + b"\n")
        head: dict[str, Any] = json.loads(self._reader.readline())
        return head, self._reader.read(head.get("bytes", 0))

    def image(self, after: int = -1) -> tuple[int, Image.Image]:
        """The number of a frame newer than `after`, and the frame."""
        head, body = self.ask(op="frame", after=after, format="raw")
        return head["frame"], Image.frombytes("RGBA", (head["width"], head["height"]), body).convert("RGB")

    def until(self, seconds: float = 10.0, **wanted: Any) -> dict[str, Any]:
        """The program's state once it says `wanted`; fails after `seconds`."""
        end = time.monotonic() + seconds
        state: dict[str, Any] = {}
        while time.monotonic() < end:
            state, _ = self.ask(op="state")
            if all(state.get(name) == value for name, value in wanted.items()):
                return state
            time.sleep(0.03)
        raise AssertionError(f"wanted {wanted}, is {state}")
