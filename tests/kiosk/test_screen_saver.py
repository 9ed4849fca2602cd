"""The call display as a screen saver: over the terminal while nobody is there, gone as soon as somebody is."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.idle import may_be_covered
from kiosk.samples import closed
from kiosk.session import Screen, Terminal
from lobby.bench.house import bench_house, wait_until
from lobby.bench.scan_to_number import Visitors
from lobby.bench.window import WindowClient
from lobby.contract.state import Closure
from tests.kiosk.stories import visit
from tests.support.x_windows import display, windows

USUAL: Terminal = visit(screen_saver_seconds=60).terminal
UNUSUAL: dict[str, Callable[[], Terminal]] = {
    "never wanted": lambda: visit().terminal,
    "somebody reads a question": lambda: visit(screen_saver_seconds=60).scan().identified().terminal,
    "somebody chose a language": lambda: visit(screen_saver_seconds=60).touch("language-tr").terminal,
    "no link: people are sent to the reception": lambda: replace(USUAL, screen=Screen.AWAY, linked=False),
    "evacuation": lambda: replace(closed(Closure.EVACUATION), config=USUAL.config),
}


def test_the_display_comes_when_nobody_has_been_there_for_a_while() -> None:
    """In an open house and in a closed one."""
    assert may_be_covered(USUAL, 60)
    assert not may_be_covered(USUAL, 59)
    assert may_be_covered(replace(closed(Closure.HOURS), config=USUAL.config), 60)


@pytest.mark.parametrize("why", UNUSUAL)
def test_it_never_covers_what_people_must_see(why: str) -> None:
    """However long nobody touches anything."""
    assert not may_be_covered(UNUSUAL[why](), 3600)


@dataclass
class Covered:
    """A terminal on an X server of its own, with a display that may lie over it."""

    window: WindowClient
    visitors: Visitors
    pid: int
    log: Path
    times: int = 0

    def until_shown(self) -> None:
        """The display has come once more, and draws."""
        self.times += 1
        sign = '"device": "display-1", "event": "connected"'
        wait_until(lambda: self.log.read_text().count(sign) >= self.times)

    def until_gone(self) -> None:
        """The terminal's window is the only one again."""
        wait_until(lambda: len(windows("python")) == 1, 40)


@pytest.fixture
def covered(monkeypatch: pytest.MonkeyPatch) -> Iterator[Covered]:
    visitors = Visitors(Ed25519PrivateKey.generate())
    with display() as name, bench_house() as house, house.queue_service(keys=[visitors.public()]):
        monkeypatch.setenv("DISPLAY", name)
        monkeypatch.delenv("SDL_VIDEODRIVER", raising=False)
        own, other = house.settings_file("kiosk-1"), house.settings_file("display-1")
        own.write_text(f"screen_saver = {str(other)!r}\n{own.read_text()}")
        mirror = house.folder / "kiosk.sock"
        words = ("lobby", "kiosk", "--settings", str(own), "--mirror", str(mirror))
        with house.program(*words) as terminal, WindowClient(mirror) as client:
            wait_until(lambda: client.state()["screen"] == "welcome")
            house.configure("kiosk-1", {"screen_saver_seconds": 1})
            yield Covered(client, visitors, terminal.pid, house.folder / "log")


@pytest.mark.window
@pytest.mark.slow
@pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool (apt)"
)
def test_a_touch_a_scan_and_a_hang_bring_the_terminal_back(covered: Covered) -> None:
    """A touch only wakes it; a display that hangs is ended; a scanner that types is read to its end."""
    covered.until_shown()
    subprocess.run(["xdotool", "mousemove", "270", "600", "click", "1"], check=True)
    covered.until_gone()
    assert covered.window.state()["screen"] == "welcome"
    covered.until_shown()
    (saver,) = psutil.Process(covered.pid).children()
    os.kill(saver.pid, signal.SIGSTOP)
    covered.until_gone()
    covered.until_shown()
    subprocess.run(["xdotool", "type", "--delay", "2", covered.visitors.code()], check=True)
    subprocess.run(["xdotool", "key", "Return"], check=True)
    wait_until(lambda: covered.window.state()["screen"] == "confirm")
    covered.until_gone()
