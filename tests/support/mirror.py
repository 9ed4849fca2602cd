"""A client of a screen program's mirror, for tests and measurements that look at real frames."""

import json
import time
from collections.abc import Callable
from typing import Any

from PIL import Image

from lobby.bench.window import MirrorConnection


class MirrorClient(MirrorConnection):
    """A window as a test looks at it; also at its complaints."""

    def ask(self, **request: Any) -> tuple[dict[str, Any], bytes]:
        """Send one request; the answer's line and its bytes."""
        return self.send(json.dumps(request).encode())

    def image(self, after: int = -1) -> tuple[int, Image.Image]:
        """The number of a frame newer than `after`, and the frame."""
        head, body = self.ask(op="frame", after=after, format="raw")
        return head["frame"], Image.frombytes("RGBA", (head["width"], head["height"]), body).convert("RGB")

    def until_image(self, wanted: Callable[[Image.Image], bool], seconds: float = 10.0) -> Image.Image:
        """The picture once it is as `wanted`, whatever is drawn before; fails after `seconds`."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            _, image = self.image()
            if wanted(image):
                return image
            time.sleep(0.03)
        raise AssertionError(f"no such picture within {seconds} s")

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
