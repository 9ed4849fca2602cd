"""The window's loop: it sleeps until there is something to do, and draws only what changed something.

Kivy's own loop ticks sixty times a second for nothing and adds up to a frame of waiting to every message. This one
blocks on an event: a message wakes it at once, Kivy's clock is asked when it next wants to run, and a real window is
asked for input at `POLL_SECONDS`. Drawing and its cost are seen here and nowhere else.

Software GL paints every pixel of a window in about 20 ms, and Kivy always paints all. A program that knows which boxes
it changed says so (`damage`); where the window's buffer keeps its content, only those are painted then.
"""

import signal
import threading
import time
from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kivy.base import EventLoop, runTouchApp, stopTouchApp
from kivy.clock import Clock
from kivy.config import Config
from kivy.core.window import Window
from kivy.graphics.opengl import (
    GL_RENDERER,
    GL_RGBA,
    GL_SCISSOR_TEST,
    GL_UNSIGNED_BYTE,
    glDisable,
    glEnable,
    glFinish,
    glGetString,
    glReadPixels,
    glScissor,
)
from kivy.lang import Builder
from kivy.uix.widget import Widget

from lobby.look.boot import is_offscreen
from lobby.look.primitives import Box, merged
from lobby.look.watchdog import Watchdog

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

POLL_SECONDS = 1 / 60
OFFSCREEN_POLL_SECONDS = 1.0
SOFTWARE_RENDERERS = ("llvmpipe", "softpipe", "swrast")
TICK_SECONDS = 1 / 60
"""Animations and intervals of zero run no oftener."""


@dataclass(frozen=True)
class Frame:
    """One picture that was drawn; `drawn_monotonic` is `time.monotonic()` when its last pixel stood."""

    number: int
    drawn_at: datetime
    drawn_monotonic: float
    draw_seconds: float


@dataclass(frozen=True)
class Picture:
    """A frame read back: RGBA, rows from bottom to top."""

    frame: Frame
    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True)
class _Wanted:
    after: int
    future: "Future[Picture]"


class ScreenLoop:
    """Runs one window. `before_tick` functions run on the main thread each time the loop wakes: inboxes drain there."""

    def __init__(self, poll_seconds: float | None = None) -> None:
        self.before_tick: list[Callable[[], None]] = []
        self.on_drawn: list[Callable[[Frame], None]] = []
        self.frame = Frame(0, datetime.now(UTC), time.monotonic(), 0.0)
        self._poll_seconds = poll_seconds or (OFFSCREEN_POLL_SECONDS if is_offscreen() else POLL_SECONDS)
        self._event = threading.Event()
        self._asked: deque[_Wanted] = deque()
        self._wanted: list[_Wanted] = []
        self._keeps_buffer = False
        self._damage: list[Box] = []
        self._stopping = False
        self._watchdog = Watchdog.of_environment()

    def wake(self) -> None:
        """Something came in; any thread."""
        self._event.set()

    def stop(self) -> None:
        """End the loop after this round; any thread."""
        self._stopping = True
        self._event.set()

    def capture(self, after: int = -1) -> "Future[Picture]":
        """The newest frame, or the next one when the newest is `after` or older; any thread. Cancel it to give up."""
        future: Future[Picture] = Future()
        self._asked.append(_Wanted(after, future))
        self.wake()
        return future

    def damage(self, boxes: list[Box]) -> None:
        """What the canvas changes made since the last frame may touch: all of them, or paint whole. Main thread."""
        self._damage += boxes

    def run(self, root: Widget | None = None) -> None:
        """Show `root` (unless `open` did) and run until `stop`, SIGTERM, SIGINT or the window is closed."""
        if root is not None:
            self.open(root)
        try:
            while not self._stopping and not EventLoop.quit:
                self.step()
                self._event.wait(self._pause(time.monotonic()))
        finally:
            self._watchdog.ending()
            stopTouchApp()

    def step(self) -> None:
        """One round: messages, clock, input, and a drawing if anything on the canvas changed."""
        self._event.clear()
        for run in self.before_tick:
            run()
        Clock.tick()
        EventLoop.dispatch_input()
        Builder.sync()
        Clock.tick_draw()
        Builder.sync()
        if Window.canvas.needs_redraw:
            self._draw()
        elif self._due():
            self._draw_again()
        Window.mainloop()
        if self.frame.number:
            self._watchdog.alive(time.monotonic())

    def open(self, root: Widget) -> None:
        """Open the window with `root` in it; on the main thread, as `step` and `run`."""
        for name in [name for name in Config.options("input") if name != "mouse"]:
            Config.remove_option("input", name)  # a scanner must not be taken for a touch device
        Clock._max_fps = 0  # noqa: SLF001 - Kivy reads its setting before ours can be known
        runTouchApp(root, embedded=True)
        self._keeps_buffer = keeps_buffer()
        Window.bind(on_request_close=_stays)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)

    def _on_signal(self, _number: int, _frame: "FrameType | None") -> None:
        self.stop()

    def _pause(self, now: float) -> float:
        due = Clock.get_min_timeout()
        last = Clock._last_tick  # noqa: SLF001 - the clock's own time of the last tick
        wait = self._poll_seconds
        if due is not None:
            wait = min(wait, max(due - Clock.time(), last + TICK_SECONDS - Clock.time()))
        return max(0.0, wait) if now else 0.0

    def _draw(self) -> None:
        began = time.monotonic()
        self._paint()
        ended = time.monotonic()
        self.frame = Frame(self.frame.number + 1, datetime.now(UTC), ended, ended - began)
        self._hand_out()
        Window.dispatch("on_flip")
        for told in self.on_drawn:
            told(self.frame)

    def _paint(self) -> None:
        boxes = merged(self._damage) if self._keeps_buffer and self.frame.number else []
        self._damage = []
        if boxes:
            glEnable(GL_SCISSOR_TEST)
            for x, y, width, height in boxes:
                glScissor(int(x), int(Window.height - y - height) - 1, int(width) + 2, int(height) + 2)
                Window.dispatch("on_draw")
            glDisable(GL_SCISSOR_TEST)
        else:
            Window.dispatch("on_draw")
        glFinish()

    def _draw_again(self) -> None:
        if self._keeps_buffer:
            self._hand_out()
            return
        Window.dispatch("on_draw")  # after a flip the buffer's content is not defined
        glFinish()
        self._hand_out()
        Window.dispatch("on_flip")

    def _due(self) -> list[_Wanted]:
        while self._asked:
            self._wanted.append(self._asked.popleft())
        self._wanted = [one for one in self._wanted if not one.future.cancelled()]
        return [one for one in self._wanted if one.after < self.frame.number]

    def _hand_out(self) -> None:
        due = self._due()
        if not due:
            return
        width, height = Window.system_size
        pixels = glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE)
        picture = Picture(self.frame, width, height, pixels)
        for one in due:
            self._wanted.remove(one)
            if one.future.set_running_or_notify_cancel():
                one.future.set_result(picture)


def _stays(*_: object, **__: object) -> bool:
    """A whole screen has nobody in front of it who may close it: Alt-F4 and the like ask in vain."""
    return bool(Window.fullscreen)


def keeps_buffer() -> bool:
    """Whether the window's buffer still holds the last frame after it was shown.

    Swapping an off-screen surface changes nothing (EGL 1.5, 3.10.1.1); Mesa's software renderers copy to the window
    and keep their one buffer. A graphics card may exchange buffers at any time.
    """
    renderer = glGetString(GL_RENDERER).decode(errors="replace").lower()
    return is_offscreen() or any(name in renderer for name in SOFTWARE_RENDERERS)
