"""The real terminal under guard: hung and killed, it comes back."""

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lobby.bench.house import BenchHouse, bench_house, wait_until
from lobby.bench.scan_to_number import Visitors
from lobby.bench.window import WindowClient

if TYPE_CHECKING:
    import subprocess

pytestmark = [pytest.mark.window, pytest.mark.slow]
BACK_SECONDS = 40.0
"""How long a test waits for it; the limits themselves are the guard's."""


@dataclass
class Guarded:
    house: BenchHouse
    visitors: Visitors
    guard: "subprocess.Popen[bytes]"

    def pid(self) -> int:
        """The terminal's process; 0 while there is none."""
        children = psutil.Process(self.guard.pid).children()
        return children[0].pid if children else 0

    def stop(self, number: signal.Signals) -> None:
        """Hang or kill the terminal, and wait until another one has begun."""
        before = self.pid()
        os.kill(before, number)
        wait_until(lambda: self.pid() not in (0, before), BACK_SECONDS)

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


@pytest.fixture(scope="module")
def guarded() -> Iterator[Guarded]:
    visitors = Visitors(Ed25519PrivateKey.generate())
    with bench_house() as house, house.queue_service(keys=[visitors.public()]):
        terminal = ("lobby", "kiosk", "--settings", str(house.settings_file("kiosk-1")))
        shown = ("--mirror", str(house.folder / "kiosk.sock"), "--windowed", "--size", "540x960")
        words = ("lobby", "guard", "--", sys.executable, "-m", *terminal, *shown)
        with house.program(*words) as guard:
            yield Guarded(house, visitors, guard)


@pytest.mark.parametrize("number", [signal.SIGSTOP, signal.SIGKILL])
def test_terminal_comes_back(guarded: Guarded, number: signal.Signals) -> None:
    """Hung or killed, it stands on its first page again, and the log says why it was started."""
    guarded.until("welcome")
    guarded.stop(number)
    guarded.until("welcome")
    log = (guarded.house.folder / "log").read_text()
    assert ('"why": "hangs"' if number is signal.SIGSTOP else '"exit_code": -9') in log
