r"""A window seen and touched from outside: frames out, touches and keys in, over a Unix stream socket.

A client sends one JSON object a line and gets one line back, after a frame's line its bytes:

    {"op": "frame", "after": 7, "format": "jpeg" | "png" | "raw", "max_width": 960, "box": [x, y, width, height]}
        {"frame": 8, "width", "height", "format", "bytes", "drawn_at", "drawn_monotonic", "draw_ms"}
        or, when nothing newer than `after` was drawn for ten seconds, {"frame": 7, "unchanged": true}
    {"op": "touch", "x": 0…1, "y": 0…1, "phase": "tap" | "down" | "move" | "up"}    (from the top left corner)
    {"op": "keys", "text": "HK1…\n"}                                                 (as a keyboard would send them)
    {"op": "state"}

`raw` is RGBA, rows from the top; `box` cuts a part out, in pixels from the top left corner. The socket is the owner's
alone (mode 600). Pixels are read back only when somebody asks.
"""

import json
import os
import socket
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from io import BytesIO
from pathlib import Path
from typing import Any

import structlog
from PIL import Image

from lobby.look.inbox import Inbox
from lobby.look.keys import send_text
from lobby.look.loop import Picture, ScreenLoop
from lobby.look.touch import send_touch

Json = dict[str, Any]

WAIT_SECONDS = 10.0
MAX_LINE = 65_536
_FORMATS = frozenset({"jpeg", "png", "raw"})


class Mirror:
    """The socket of one window. `state` tells what is on screen, in words for programs; asked on the main thread."""

    def __init__(self, path: Path, loop: ScreenLoop, state: Callable[[], Json]) -> None:
        self._path, self._loop, self._told = path, loop, state
        self._actions: Inbox[Callable[[], None]] = Inbox(_run, loop.wake)
        loop.before_tick.append(self._actions.drain)
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._log = structlog.get_logger("lobby.look")

    def start(self) -> None:
        """Listen, in threads of its own."""
        self._path.unlink(missing_ok=True)
        before = os.umask(0o177)
        try:
            self._listener.bind(str(self._path))
        finally:
            os.umask(before)
        self._listener.listen()
        threading.Thread(target=self._accept, name="mirror", daemon=True).start()

    def stop(self) -> None:
        """Close and remove the socket."""
        self._listener.close()
        self._path.unlink(missing_ok=True)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return  # stopped
            threading.Thread(target=self._serve, args=(client,), name="mirror-client", daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, client.makefile("rb") as reader:
            try:
                while line := reader.readline(MAX_LINE):
                    client.sendall(self._answer(line))
            except OSError:
                pass  # the client left

    def _answer(self, line: bytes) -> bytes:
        body = b""
        try:
            asked = json.loads(line)
            if not isinstance(asked, dict):
                raise TypeError("not an object")  # noqa: TRY301 - answered below like any other wrong line
            head, body = self._carry_out(asked)
        except Exception as error:  # noqa: BLE001 - whatever it is, the one who asked gets an answer
            head = {"error": f"{type(error).__name__}: {error}"}
        return json.dumps(head).encode() + b"\n" + body

    def _carry_out(self, asked: Json) -> tuple[Json, bytes]:
        match asked.get("op"):
            case "frame":
                return self._frame(asked)
            case "state":
                return self._state(), b""
            case "touch":
                x, y, phase = float(asked["x"]), float(asked["y"]), str(asked.get("phase", "tap"))
                self._actions.put(lambda: send_touch(x, y, phase))
                return {"ok": True}, b""
            case "keys":
                text = str(asked["text"])
                self._actions.put(lambda: send_text(text))
                return {"ok": True}, b""
        raise ValueError(f"no such op: {asked.get('op')!r}")

    def _state(self) -> Json:
        """What is on screen now. Only the main thread may look: it changes the widgets at any other moment."""
        future: Future[Json] = Future()
        self._actions.put(lambda: _settle(future, lambda: self._told() | {"frame": self._loop.frame.number}))
        return future.result(WAIT_SECONDS)

    def _frame(self, asked: Json) -> tuple[Json, bytes]:
        kind = str(asked.get("format", "jpeg"))
        if kind not in _FORMATS:
            raise ValueError(f"no such format: {kind!r}")
        waiting = self._loop.capture(int(asked.get("after", -1)))
        try:
            picture = waiting.result(WAIT_SECONDS)
        except (FutureTimeoutError, CancelledError):
            waiting.cancel()
            return {"frame": self._loop.frame.number, "unchanged": True}, b""
        image = _cut(picture, asked.get("box"), asked.get("max_width"))
        body = _encoded(image, kind)
        frame = picture.frame
        head = {
            "frame": frame.number, "width": image.width, "height": image.height, "format": kind, "bytes": len(body),
            "drawn_at": frame.drawn_at.isoformat(), "drawn_monotonic": frame.drawn_monotonic,
            "draw_ms": round(frame.draw_seconds * 1000, 3),
        }  # fmt: skip
        return head, body


def image_of(picture: Picture) -> Image.Image:
    """The frame as an image, upright."""
    size = (picture.width, picture.height)
    return Image.frombuffer("RGBA", size, picture.pixels, "raw", "RGBA", 0, -1)


def _cut(picture: Picture, box: list[int] | None, max_width: int | None) -> Image.Image:
    image = image_of(picture)
    if box is not None:
        x, y, width, height = (int(part) for part in box)
        image = image.crop((x, y, x + width, y + height))
    if max_width is not None and image.width > max_width:
        factor = max_width / image.width
        image = image.resize((max_width, max(1, round(image.height * factor))), Image.Resampling.BILINEAR)
    return image


def _encoded(image: Image.Image, kind: str) -> bytes:
    if kind == "raw":
        return image.tobytes()
    file = BytesIO()
    if kind == "jpeg":
        image.convert("RGB").save(file, "JPEG", quality=82)
    else:
        image.convert("RGB").save(file, "PNG", compress_level=1)
    return file.getvalue()


def _run(action: Callable[[], None]) -> None:
    action()


def _settle(future: "Future[Json]", look: Callable[[], Json]) -> None:
    try:
        future.set_result(look())
    except Exception as error:  # noqa: BLE001 - goes to the one who asked, not into the window's loop
        future.set_exception(error)
