"""The real terminal under guard: hung and killed, it comes back."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lobby.bench.house import BenchHouse, bench_house, wait_until
from lobby.bench.scan_to_number import Visitors
from lobby.bench.window import WindowClient
from lobby.contract.service_pin import stored

if TYPE_CHECKING:
    import subprocess

pytestmark = [pytest.mark.window, pytest.mark.slow]
BACK_SECONDS = 80.0
"""How long a test waits for it; the limits themselves are the guard's."""


@dataclass
class Guarded:
    house: BenchHouse
    visitors: Visitors
    guard: "subprocess.Popen[bytes]"
    queue: "subprocess.Popen[bytes]"

    def pid(self) -> int:
        """The terminal's process; 0 while there is none."""
        children = psutil.Process(self.guard.pid).children()
        return children[0].pid if children else 0

    def stop(self, number: signal.Signals) -> None:
        """Hang or kill the terminal, and wait until another one has begun."""
        before = self.pid()
        os.kill(before, number)
        wait_until(lambda: self.pid() not in (0, before), BACK_SECONDS)

    def kept(self) -> list[Path]:
        """Files that hold a step of this terminal."""
        folder = psutil.Process(self.pid()).environ()["RUNTIME_DIRECTORY"]
        return list(Path(folder).glob("step*"))

    def window(self) -> WindowClient:
        return WindowClient(self.house.folder / "kiosk.sock")

    def until(self, screen: str) -> dict[str, Any]:
        """What is on screen once this page is."""
        found: dict[str, Any] = {}

        def is_there() -> bool:
            found.clear()
            try:
                with self.window() as window:
                    found.update(window.state())
            except (OSError, ValueError):  # ended while it was asked
                return False
            return bool(found["screen"] == screen)

        wait_until(is_there, BACK_SECONDS)
        return found

    def is_touched(self, control: str, screen: str) -> bool:
        """Whether this page is there; else touch the control."""
        with self.window() as window:
            state = window.state()
            if control in state["controls"]:
                window.tap(control)
        return bool(state["screen"] == screen)


@pytest.fixture(scope="module")
def guarded() -> Iterator[Guarded]:
    visitors = Visitors(Ed25519PrivateKey.generate())
    with bench_house() as house, house.queue_service(keys=[visitors.public()]) as queue:
        terminal = ("lobby", "kiosk", "--settings", str(house.settings_file("kiosk-1")))
        shown = ("--mirror", str(house.folder / "kiosk.sock"), "--windowed", "--size", "540x960")
        words = ("lobby", "guard", "--start", "60", "--", sys.executable, "-m", *terminal, *shown)
        with house.program(*words) as guard:
            yield Guarded(house, visitors, guard, queue)


def test_hung_terminal_comes_back(guarded: Guarded) -> None:
    """It stands on its first page again, and the log says why it was started."""
    guarded.until("welcome")
    guarded.stop(signal.SIGSTOP)
    guarded.until("welcome")
    assert '"why": "hangs"' in (guarded.house.folder / "log").read_text()


def test_visitor_comes_back_to_the_same_step_and_gets_one_number(guarded: Guarded) -> None:
    """Killed while it asks, and with the number on the screen; then nothing of it is left."""
    guarded.until("welcome")
    guarded.house.configure("kiosk-1", {"idle_seconds": 600, "result_seconds": 300})  # machines may be slow
    with guarded.window() as window:
        window.keys(guarded.visitors.code() + "\n")
    guarded.until("confirm")
    guarded.queue.send_signal(signal.SIGSTOP)
    with guarded.window() as window:
        window.tap("yes")
    guarded.until("waiting")
    guarded.stop(signal.SIGKILL)
    guarded.until("waiting")
    guarded.queue.send_signal(signal.SIGCONT)
    number = guarded.until("number")["number"]
    guarded.stop(signal.SIGKILL)
    assert guarded.until("number")["number"] == number
    wait_until(lambda: guarded.is_touched("done", "welcome"), BACK_SECONDS)
    assert guarded.kept() == []


def test_finger_in_the_corner_leads_to_the_service_page_and_out(guarded: Guarded) -> None:
    """Held for five seconds; behind the PIN the program can be ended, and then nobody starts it again."""
    guarded.until("welcome")
    guarded.house.configure("kiosk-1", {"service_pin": stored("246810", bytes(16))})
    with guarded.window() as window:
        window.ask(op="touch", x=0.01, y=0.01, phase="down")
        guarded.until("service-pin")
        window.ask(op="touch", x=0.01, y=0.01, phase="up")
        for digits in ("246", "810"):
            window.keys(digits)
            wait_until(lambda: "erase" in window.state()["controls"])
            time.sleep(0.2)  # keys that come without a pause are a scan
        window.keys("\n")
        assert set(guarded.until("service")["controls"]) == {"back", "restart", "end"}
        window.tap("end")
    assert guarded.guard.wait(15) == 0
