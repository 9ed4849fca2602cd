"""A screen over a websocket: what a browser gets, and how it is spared."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import pytest

from lobby.stage.screens import APART_SECONDS, Viewer
from tests.support.mirror_server import MirrorServer

pytestmark = pytest.mark.asyncio


class Browser:
    """The browser's end: says `seen` to each frame unless it is slow."""

    def __init__(self, *, slow: bool = False) -> None:
        self.frames: list[float] = []
        self.words: list[object] = []
        self.slow = slow
        self._said: asyncio.Queue[str] = asyncio.Queue()

    def say(self, told: dict[str, Any] | str) -> None:
        """Send a message to the program."""
        self._said.put_nowait(told if isinstance(told, str) else json.dumps(told))

    async def send_bytes(self, data: bytes) -> None:
        """A frame arrives."""
        assert data.startswith(b"\xff\xd8")
        self.frames.append(time.monotonic())
        if not self.slow:
            self.say({"seen": True})

    async def send_json(self, data: object) -> None:
        """A word arrives."""
        self.words.append(data)

    async def iter_data(self, mode: Literal["text"]) -> AsyncIterator[str]:  # noqa: ARG002 - as a websocket's
        """What was said."""
        while True:
            yield await self._said.get()


@asynccontextmanager
async def looking(path: Path, browser: Browser) -> AsyncIterator[None]:
    """A viewer for the time of a block."""
    task = asyncio.create_task(Viewer(path, browser).show())
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def until(true: Callable[[], bool]) -> None:
    """Wait for something, three seconds at most."""
    async with asyncio.timeout(3):
        while not true():  # noqa: ASYNC110 - waits for a program, not for this loop
            await asyncio.sleep(0.005)


async def test_each_change_is_shown_and_a_still_screen_costs_nothing(tmp_path: Path) -> None:
    """One frame for the first look, one for a change, none in between."""
    browser = Browser()
    async with MirrorServer(tmp_path / "m.sock") as server, looking(server.path, browser):
        await until(lambda: len(browser.frames) == 1)
        await asyncio.sleep(0.4)
        assert len(browser.frames) == 1
        await server.draw()
        await until(lambda: len(browser.frames) == 2)
    assert browser.words == [{"state": "here"}]


async def test_a_fast_screen_is_shown_fifteen_times_a_second_at_most(tmp_path: Path) -> None:
    """Frames keep their distance, however fast the program draws."""
    browser = Browser()
    async with MirrorServer(tmp_path / "m.sock") as server, looking(server.path, browser):
        while len(browser.frames) < 5:
            await server.draw()
            await asyncio.sleep(0.002)
    apart = [later - sooner for sooner, later in zip(browser.frames, browser.frames[1:], strict=False)]
    assert min(apart) >= APART_SECONDS * 0.9


async def test_a_slow_browser_has_no_queue(tmp_path: Path) -> None:
    """The next frame waits until the last one was seen, and is then the newest."""
    browser = Browser(slow=True)
    async with MirrorServer(tmp_path / "m.sock") as server, looking(server.path, browser):
        await until(lambda: len(browser.frames) == 1)
        for _ in range(9):
            await server.draw()
        await asyncio.sleep(0.2)
        assert len(browser.frames) == 1
        browser.say({"seen": True})
        await until(lambda: len(browser.frames) == 2)
        browser.say({"seen": True})
        await until(lambda: server.asked[-1]["after"] == 9)


async def test_a_program_that_ends_is_said_to_be_away_and_comes_back_by_itself(tmp_path: Path) -> None:
    """The browser hears of it once, and gets frames again without asking."""
    browser = Browser()
    server = MirrorServer(tmp_path / "m.sock")
    async with looking(server.path, browser):
        async with server:
            await until(lambda: len(browser.frames) == 1)
        await until(lambda: browser.words[-1:] == [{"state": "away"}])
        async with server:
            await until(lambda: len(browser.frames) == 2)
    assert browser.words == [{"state": "here"}, {"state": "away"}, {"state": "here"}]


async def test_a_new_width_is_drawn_at_once(tmp_path: Path) -> None:
    """A part that is enlarged gets its sharper picture although the screen stands still; absurd widths are bounded."""
    browser = Browser()
    async with MirrorServer(tmp_path / "m.sock") as server, looking(server.path, browser):
        await until(lambda: len(browser.frames) == 1)
        browser.say({"width": 333})
        await until(lambda: server.asked[-1]["max_width"] == 333)
        browser.say({"width": 10**9})
        await until(lambda: server.asked[-1]["max_width"] == 3840)


async def test_touches_and_keys_go_to_the_program_in_order(tmp_path: Path) -> None:
    """Down, move and up keep their order, also while a frame is awaited; what is no touch is dropped."""
    browser = Browser()
    async with MirrorServer(tmp_path / "m.sock") as server, looking(server.path, browser):
        for nonsense in ("{", '{"touch": [2, 0, "down"]}', '{"touch": [0.5]}', '{"keys": 7}', "[]"):
            browser.say(nonsense)
        browser.say({"touch": [0.1, 0.2, "down"]})
        browser.say({"touch": [0.1, 0.3, "move"]})
        browser.say({"touch": [0.1, 0.3, "up"]})
        browser.say({"keys": "7"})
        await until(lambda: len(server.done) == 4)
    assert [one.get("phase", one.get("text")) for one in server.done] == ["down", "move", "up", "7"]
