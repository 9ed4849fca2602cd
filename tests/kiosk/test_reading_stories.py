"""What is wrong with a code when it is read: the real terminal, with a scanner on a serial line and with a camera."""

import os
import pty
import time
import tty
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from lobby.bench.decode_camera import Camera, Frame, taken
from lobby.bench.decode_scene import HEIGHT, WIDTH, Pose, held, item_of
from lobby.bench.house import wait_until
from lobby.codes.image import Card
from lobby.contract.devices import Health, Reported
from lobby.contract.state import Reception
from tests.kiosk.test_app import Lobby, lobby
from tests.support.cameras import PipeCamera, hall

pytestmark = [pytest.mark.window, pytest.mark.slow]
SHIFTED = str.maketrans("1234567890", '!"§$%&/()=')


@dataclass
class Terminal:
    """A running terminal with a scanner (a pseudo-terminal) and a camera (a pipe) that a test holds codes to."""

    lobby: Lobby
    link: Path
    scanner: int
    port: int
    camera: PipeCamera

    def plug(self) -> None:
        self.scanner, self.port = pty.openpty()
        tty.setraw(self.port)
        self.link.symlink_to(os.ttyname(self.port))

    def unplug(self) -> None:
        self.link.unlink()
        os.close(self.scanner)
        os.close(self.port)

    def scan(self, text: str) -> None:
        data = (text + "\r").encode()
        while data:
            data = data[os.write(self.scanner, data[:1024]) :]
            time.sleep(0.005)

    def show(self, frame: Frame) -> None:
        self.camera.view = frame

    def reasons(self) -> list[str]:
        told = self.lobby.bus.of(Reception)[-1:]
        return [failure.reason for one in told for failure in one.failures]

    def parts(self) -> dict[str, bool]:
        told = self.lobby.bus.of(Health)[-1:]
        return dict(told[0].parts) if told else {}

    def again(self) -> None:
        """Back to the first page, with nothing in view, long enough that a code held there has left it."""
        self.show(hall())
        controls = self.lobby.window.state()["controls"]
        self.lobby.leave("back" if "back" in controls else "done")
        time.sleep(2.2)


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    folder = tmp_path_factory.mktemp("hardware")
    with PipeCamera(folder / "camera") as camera, lobby() as opened:
        one = Terminal(opened, folder / "scanner", -1, -1, camera)
        one.plug()
        fields = {"scanner_device": f"serial:{one.link}", "camera_device": f"pipe:{camera.path}"}
        rev = int(time.time())
        opened.bus.configure(rev, **fields)
        wait_until(lambda: any(told.rev == rev and told.applied for told in opened.bus.of(Reported)))
        wait_until(lambda: one.parts().get("camera") is True and one.parts().get("scanner") is True)
        yield one
        one.unplug()


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code.lower(),
        lambda code: code.translate(SHIFTED),
        lambda code: f"]Q1{code}",
        lambda code: f"\x1d{code[:50]}\x00{code[50:]}\x1d",
    ],
    ids=["caps lock", "other keyboard layout", "with the kind of code before it", "control characters"],
)
def test_what_a_scanner_spoils_is_put_right(terminal: Terminal, typed: Callable[[str], str]) -> None:
    """The booking is found as if nothing were wrong."""
    terminal.scan(typed(terminal.lobby.visitors.code()))
    terminal.lobby.until("confirm")
    terminal.again()


def flipped(code: str) -> str:
    """Another symbol in the middle of the signature."""
    return code[:90] + ("7" if code[90] != "7" else "8") + code[91:]


@pytest.mark.parametrize(
    ("held_up", "reason"),
    [
        (lambda code: code[:60], "cut"),
        (lambda code: code + code, "doubled"),
        (lambda code: code[:-9] + "?" + code[-8:], "malformed"),
        (lambda code: code * 40, "too-long"),
        (flipped, "forged"),
        (lambda _: "https://example.org/termin", "foreign-url"),
        (lambda _: "SPC", "foreign-payment"),
        (lambda _: "WIFI:T:WPA;S:Gast;P:geheim;;", "foreign-wifi"),
        (lambda _: "MECARD:N:Muster;;", "foreign-contact"),
        (lambda _: "openid4vp://?client_id=example.org", "foreign-wallet"),
        (lambda _: "M1MUSTER/ERIKA        EABC123 HAMMUCLH 2075", "foreign-wallet"),
        (lambda _: "4006381333931", "foreign"),
    ],
    ids=["cut", "doubled", "malformed", "over 4 KB", "bit flip", "web address", "payment", "Wi-Fi", "contact",
         "credential", "boarding pass", "barcode of a product"],
)  # fmt: skip
def test_what_cannot_be_read_is_explained_and_told(
    terminal: Terminal, held_up: Callable[[str], str], reason: str
) -> None:
    """A page of its own; the reception hears the reason, of what a second try may put right from the second on."""
    text = held_up(terminal.lobby.visitors.code())
    for _ in range(2):
        terminal.scan(text)
        terminal.lobby.until("problem")
        time.sleep(0.3)
    wait_until(lambda: reason in terminal.reasons())
    terminal.again()


@pytest.mark.parametrize(
    ("pose", "camera", "inverted"),
    [
        (Pose(4), Camera(), False),
        (Pose(4), Camera(), True),
        (Pose(4, turned=170, tilt=30), Camera(exposure=2.2), False),
        (Pose(4, bend=40), Camera(), False),
    ],
    ids=["plain", "inverted", "bright and upside down", "bent"],
)
def test_a_code_before_the_camera_is_read(
    terminal: Terminal, pose: Pose, camera: Camera, *, inverted: bool
) -> None:
    """The booking is found; nothing of a frame is on disk."""
    code = terminal.lobby.visitors.code()
    card = Card(code, "AAAA-BBBB", "Ihr Termin", ("Altona",), "Bitte scannen.")
    item = item_of(code, card, "phone" if inverted else "paper", 8, inverted=inverted)
    scene, _ = held(np.full((HEIGHT, WIDTH), 0.2, dtype=np.float32), item, pose)
    terminal.show(taken(scene, camera, np.random.default_rng(1)))
    terminal.lobby.until("confirm")
    log = (terminal.lobby.house.folder / "log").read_text()
    assert code not in log
    terminal.again()


def test_two_codes_before_the_camera_are_asked_to_be_shown_one_by_one(terminal: Terminal) -> None:
    """Neither is taken; with one of them put away the other is read."""
    one, other = terminal.lobby.visitors.code(), terminal.lobby.visitors.code()
    terminal.show(hall(one, other))
    terminal.lobby.until("problem")
    terminal.show(hall(one))
    terminal.lobby.until("confirm")
    terminal.again()


def test_covered_camera_is_told_to_reception_and_clears_itself(terminal: Terminal) -> None:
    """Within some seconds; health says so to facility staff."""
    terminal.show(np.full((720, 1280), 100, dtype=np.uint8))
    wait_until(lambda: "camera-covered" in terminal.reasons(), 12)
    wait_until(lambda: terminal.parts().get("camera") is False)
    terminal.show(hall())
    wait_until(lambda: terminal.parts().get("camera") is True)


def test_unplugged_scanner_is_told_and_the_camera_goes_on(terminal: Terminal) -> None:
    """And the scanner reads again when it is back."""
    terminal.unplug()
    wait_until(lambda: terminal.parts().get("scanner") is False)
    terminal.show(hall(terminal.lobby.visitors.code()))
    terminal.lobby.until("confirm")
    terminal.again()
    terminal.plug()
    wait_until(lambda: terminal.parts().get("scanner") is True)
    terminal.scan(terminal.lobby.visitors.code())
    terminal.lobby.until("confirm")
    terminal.again()
