import shutil
import subprocess

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lobby.bench.house import bench_house, wait_until
from lobby.bench.scan_to_number import Visitors
from lobby.bench.window import WindowClient
from tests.support.x_windows import ask_to_close, display, place, windows

pytestmark = [
    pytest.mark.window,
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool (apt)"
    ),
]


@pytest.mark.parametrize("layout", ["us", "de"])
def test_keyboard_scanner_reads_whatever_layout_the_machine_has(
    layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Real keys of a real X server, in a real window: the code arrives on an American and on a German machine."""
    visitors = Visitors(Ed25519PrivateKey.generate())
    with display() as name, bench_house() as house, house.queue_service(keys=[visitors.public()]):
        monkeypatch.setenv("DISPLAY", name)
        monkeypatch.delenv("SDL_VIDEODRIVER", raising=False)
        subprocess.run(["setxkbmap", layout], check=True)
        mirror, settings = house.folder / "kiosk.sock", house.settings_file("kiosk-1")
        words = ("lobby", "kiosk", "--settings", str(settings), "--mirror", str(mirror), "--windowed")
        with house.program(*words, "--size", "540x960"), WindowClient(mirror) as window:
            wait_until(lambda: window.state()["screen"] == "welcome")
            subprocess.run(["xdotool", "search", "--name", "lobby kiosk-1", "windowfocus"], check=False)
            code = visitors.code()
            subprocess.run(["xdotool", "type", "--delay", "2", code], check=True)
            subprocess.run(["xdotool", "key", "Return"], check=True)
            wait_until(lambda: window.state()["screen"] == "confirm")


WAYS_OUT = (
    "alt+F4",
    "Escape",
    "F1",
    "F11",
    "F12",
    "ctrl+q",
    "ctrl+w",
    "ctrl+c",
    "ctrl+alt+s",
    "super",
    "alt+Tab",
)


def test_no_key_and_no_window_manager_ends_a_terminal_on_the_whole_screen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It fills the screen and goes on, also when its window is asked to close; with no PIN there is no way out."""
    with display() as name, bench_house() as house, house.queue_service():
        monkeypatch.setenv("DISPLAY", name)
        monkeypatch.delenv("SDL_VIDEODRIVER", raising=False)
        mirror, settings = house.folder / "kiosk.sock", house.settings_file("kiosk-1")
        words = ("lobby", "kiosk", "--settings", str(settings), "--mirror", str(mirror))
        with house.program(*words) as terminal, WindowClient(mirror) as window:
            wait_until(lambda: window.state()["screen"] == "welcome")
            frame, _ = window.ask(op="frame", format="png")
            assert (frame["width"], frame["height"]) == (540, 960)
            (found,) = windows("python")
            assert place(found) == (0, 0, 540, 960)
            subprocess.run(["xdotool", "windowfocus", str(found)], check=True)
            for keys in WAYS_OUT:
                subprocess.run(["xdotool", "key", keys], check=True)
            ask_to_close(found, name)
            window.keys(Visitors(Ed25519PrivateKey.generate()).code() + "\n")
            wait_until(lambda: window.state()["screen"] == "problem")
            assert terminal.poll() is None
