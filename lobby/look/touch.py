"""Touches that no finger made: from the mirror, on the main thread, through the way that real ones go."""

import itertools
from typing import Any

from kivy.base import EventLoop
from kivy.input.motionevent import MotionEvent

_IDS = itertools.count(1)
_held: list["MirrorTouch"] = []


class MirrorTouch(MotionEvent):
    """One finger at a place, both parts 0 to 1 from the lower left corner."""

    def __init__(self, x: float, y: float) -> None:
        super().__init__("mirror", next(_IDS), {"x": x, "y": y}, is_touch=True, type_id="touch")
        self.profile = ["pos"]

    def depack(self, args: dict[str, Any]) -> None:
        """Take over a new place."""
        self.sx, self.sy = args["x"], args["y"]
        super().depack(args)


def send_touch(x: float, y: float, phase: str = "tap") -> None:
    """Touch at this place, both parts 0 to 1 from the upper left corner; phase: tap, down, move or up."""
    where = {"x": min(max(x, 0.0), 1.0), "y": 1.0 - min(max(y, 0.0), 1.0)}
    if phase in {"tap", "down"}:
        _release(where)
        touch = MirrorTouch(**where)
        _held.append(touch)
        EventLoop.post_dispatch_input("begin", touch)
    if phase == "move" and _held:
        _held[0].move(where)
        EventLoop.post_dispatch_input("update", _held[0])
    if phase in {"tap", "up"}:
        _release(where)


def _release(where: dict[str, float]) -> None:
    while _held:
        touch = _held.pop()
        touch.move(where)
        touch.update_time_end()
        EventLoop.post_dispatch_input("end", touch)
