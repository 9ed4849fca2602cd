"""A real window, seen and touched through the mirror: off-screen, software GL."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest

from tests.support.mirror import MirrorClient

HERE = Path(__file__).parent
START = """
import sys; sys.path[:0] = [{here!r}]
from pathlib import Path
from lobby.look.boot import WindowSpec, launch
launch("window_program:run", WindowSpec(400, 200, Path({folder!r}), "toy"), Path({folder!r}) / "mirror")
"""
pytestmark = pytest.mark.window


class Toy(NamedTuple):
    process: subprocess.Popen[str]
    mirror: MirrorClient
    folder: Path


@pytest.fixture
def toy(tmp_path: Path) -> Iterator[Toy]:
    environment = {
        name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}
    }
    with subprocess.Popen(
        [sys.executable, "-c", START.format(here=str(HERE), folder=str(tmp_path))],
        env=environment | {"PYTHONPATH": str(HERE.parents[2])}, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            with MirrorClient(tmp_path / "mirror") as mirror:
                yield Toy(process, mirror, tmp_path)
        finally:
            process.kill()


def test_a_frame_is_what_was_drawn(toy: Toy) -> None:
    """The picture comes upright, in its colours, in each format and size asked for."""
    _, image = toy.mirror.image()
    assert image.size == (400, 200)
    assert (image.getpixel((100, 100)), image.getpixel((300, 100))) == ((255, 0, 0), (0, 255, 0))
    head, body = toy.mirror.ask(op="frame", format="jpeg", max_width=100)
    assert (head["width"], head["height"], body[:2]) == (100, 50, b"\xff\xd8")
    head, body = toy.mirror.ask(op="frame", format="png", box=[190, 0, 20, 10])
    assert (head["width"], head["height"], body[1:4]) == (20, 10, b"PNG")


def test_only_changes_are_drawn(toy: Toy) -> None:
    """A running clock that changes nothing draws nothing, and an unchanged frame can be had again."""
    first, image = toy.mirror.image()
    before = toy.mirror.ask(op="state")[0]["ticks"]
    time.sleep(0.6)
    state, _ = toy.mirror.ask(op="state")
    assert state["ticks"] >= before + 4
    assert state["frame"] == first
    assert toy.mirror.image()[1].tobytes() == image.tobytes()


def test_a_touch_goes_where_it_is_put(toy: Toy) -> None:
    """A tap arrives once, at its place, and its effect is the next frame; the rest of the picture stays."""
    first, _ = toy.mirror.image()
    toy.mirror.ask(op="touch", x=0.75, y=0.25)
    second, image = toy.mirror.image(after=first)
    assert second > first
    assert (image.getpixel((100, 100)), image.getpixel((300, 100))) == ((255, 0, 0), (0, 0, 255))
    assert toy.mirror.ask(op="state")[0]["touches"] == [[0.75, 0.75]]


def test_keys_come_as_a_scanner_sends_them(toy: Toy) -> None:
    """Letters arrive with the scancodes of a US keyboard, and what they draw appears."""
    first, _ = toy.mirror.image()
    toy.mirror.ask(op="keys", text="HK1\n")
    toy.mirror.until(typed="H11 K14 130 \n40 ")
    toy.mirror.ask(op="keys", text="x")
    _, image = toy.mirror.image(after=first)
    assert image.crop((10, 30, 110, 62)).getcolors(4096) != [(100 * 32, (255, 0, 0))]


WRONG = [
    b"", b"{", b"[]", b'"x"', b'{"op":"fly"}', b'{"op":"touch"}', b'{"op":"frame","format":"bmp"}', b"\xff\xfe",
    b'{"op":"frame","box":[1]}',
]  # fmt: skip


def test_a_wrong_line_gets_an_answer(toy: Toy) -> None:
    """Nonsense is answered with an error, and the connection goes on."""
    for line in WRONG:
        assert "error" in toy.mirror.send(line)[0], line
    assert toy.mirror.ask(op="state")[0]["touches"] == []


def test_the_window_is_looked_at_between_two_changes(toy: Toy) -> None:
    """Its state is read on the thread that changes it; a state that cannot be told is an answer, not a lost line."""
    assert toy.mirror.ask(op="state")[0]["on_main_thread"]
    toy.mirror.ask(op="keys", text="!")
    assert "no words for this" in toy.mirror.ask(op="state")[0]["error"]
    assert toy.mirror.ask(op="frame")[0]["frame"] >= 1


def test_the_socket_is_private_and_the_program_ends_at_once(toy: Toy) -> None:
    """Nobody else may connect; SIGTERM ends the program within a second and removes the socket."""
    assert stat.S_IMODE((toy.folder / "mirror").stat().st_mode) == 0o600
    began = time.monotonic()
    toy.process.send_signal(signal.SIGTERM)
    assert toy.process.wait(5) == 0
    assert time.monotonic() - began < 1
    assert not (toy.folder / "mirror").exists()
    assert toy.process.stdout is not None
    assert toy.process.stdout.read() == "ended well\n"


def test_a_still_picture_costs_next_to_nothing(toy: Toy) -> None:
    """Over two seconds without change the program uses less than 5 % of a core."""
    toy.mirror.image()
    process = psutil.Process(toy.process.pid)
    before = sum(process.cpu_times()[:2])
    time.sleep(2)
    assert sum(process.cpu_times()[:2]) - before < 0.1
