import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from kiosk.scanner.camera_source import CameraSource, camera_for
from kiosk.scanner.sight import CameraTrouble
from kiosk.scanner.v4l2 import GREY, MJPEG, YUYV, V4l2Frames, grey_of
from lobby.codes.frames import Frame
from tests.support.cameras import PipeCamera, hall
from tests.support.codes import code

SECONDS = 12


@dataclass
class Watched:
    """A camera source on a pipe, and what it has told."""

    path: Path
    texts: "queue.Queue[str]" = field(default_factory=queue.Queue)
    troubles: "queue.Queue[CameraTrouble | None]" = field(default_factory=queue.Queue)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    one = Watched(tmp_path / "camera")
    source = camera_for(f"pipe:{one.path}", one.texts.put, one.troubles.put)
    assert isinstance(source, CameraSource)
    source.start()
    yield one
    source.stop()
    assert threading.active_count() < 20


def test_a_code_that_is_held_to_the_camera_is_delivered_once(watched: Watched) -> None:
    """However many frames show it."""
    with PipeCamera(watched.path) as camera:
        camera.view = hall(code())
        assert watched.texts.get(timeout=SECONDS) == code()
        with pytest.raises(queue.Empty):
            watched.texts.get(timeout=1)


def test_a_camera_is_away_until_it_is_plugged_in_and_after_it_was_pulled_out(watched: Watched) -> None:
    """Told each time, and it reads again afterwards."""
    assert watched.troubles.get(timeout=SECONDS) is CameraTrouble.AWAY
    with PipeCamera(watched.path):
        assert watched.troubles.get(timeout=SECONDS) is None
    assert watched.troubles.get(timeout=SECONDS) is CameraTrouble.AWAY
    with PipeCamera(watched.path) as camera:
        assert watched.troubles.get(timeout=SECONDS) is None
        camera.view = hall(code())
        assert watched.texts.get(timeout=SECONDS) == code()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("view", "has_grain", "trouble"),
    [
        (np.full((720, 1280), 2, dtype=np.uint8), True, CameraTrouble.DARK),
        (np.full((720, 1280), 100, dtype=np.uint8), True, CameraTrouble.COVERED),
        (hall(), False, CameraTrouble.FROZEN),
    ],
    ids=["dark", "covered", "frozen"],
)
def test_a_blind_camera_says_so_and_takes_it_back(
    watched: Watched, *, view: Frame, has_grain: bool, trouble: CameraTrouble
) -> None:
    """Within some seconds, by itself."""
    with PipeCamera(watched.path) as camera:
        while watched.troubles.get(timeout=SECONDS) is not None:
            pass
        camera.view, camera.has_grain = view, has_grain
        assert watched.troubles.get(timeout=SECONDS) is trouble
        camera.view, camera.has_grain = hall(), True
        assert watched.troubles.get(timeout=SECONDS) is None


@pytest.mark.parametrize("fmt", [GREY, YUYV, MJPEG])
def test_each_format_of_a_camera_gives_the_same_grey(fmt: bytes, tmp_path: Path) -> None:
    """With rows that are longer than the picture is wide; JPEG within its losses."""
    frame, line = hall(code()), 3000
    if fmt == MJPEG:
        file = tmp_path / "frame.jpg"
        Image.fromarray(frame).convert("RGB").save(file, quality=90)
        data = file.read_bytes()
    else:
        rows = np.zeros((720, line), dtype=np.uint8)
        rows[:, : 1280 * (2 if fmt == YUYV else 1) : 2 if fmt == YUYV else 1] = frame
        data = rows.tobytes()
    grey = grey_of(fmt, data, 1280, 720, line)
    assert grey is not None
    assert grey.shape == frame.shape
    assert np.abs(grey.astype(int) - frame).mean() < 3
    assert grey_of(fmt, data[: len(data) // 2], 1280, 720, line) is None


def test_what_is_no_camera_is_refused_as_an_input_error(tmp_path: Path) -> None:
    """So that it is tried again later, as a camera that is not plugged in."""
    file = tmp_path / "video0"
    file.write_bytes(b"")
    for path in (file, tmp_path / "missing"):
        with pytest.raises(OSError, match=r"."):
            V4l2Frames(str(path))


@pytest.mark.parametrize("named", ["", "v4l2:", "ftp:/dev/video0"])
def test_no_camera_is_opened_for_what_names_none(named: str) -> None:
    """Nothing, a kind without a path, an unknown kind."""
    assert camera_for(named, lambda _: None, lambda _: None) is None
