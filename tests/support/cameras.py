"""A camera for tests: a pipe into which somebody draws frames, as a real one would deliver them."""

import os
import threading
import time
from pathlib import Path
from typing import Self

import numpy as np
from PIL import Image

from lobby.codes.frames import Frame
from lobby.codes.image import qr_image

PERIOD_SECONDS = 0.1
GRAIN = 3.0


def hall(*codes: str, module_px: int = 4) -> Frame:
    """A frame of a grey hall with these codes side by side."""
    picture = Image.fromarray(np.tile(np.linspace(60, 160, 1280).astype(np.uint8), (720, 1)))
    for number, code in enumerate(codes):
        picture.paste(qr_image(code, module_px).convert("L"), (60 + number * 400, 200))
    return np.asarray(picture)


class PipeCamera:
    """Delivers `view`, with the grain of a sensor, ten times a second, while it is plugged in."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.view = hall()
        self.has_grain = True
        self._ending = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        """Plug it in."""
        os.mkfifo(self.path)
        self._ending.clear()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Pull it out."""
        self._ending.set()
        if self._thread is not None:
            self._thread.join(5)
        self.path.unlink()

    def _run(self) -> None:
        random = np.random.default_rng(1)
        fd = os.open(self.path, os.O_RDWR)
        os.set_blocking(fd, False)
        try:
            while not self._ending.wait(PERIOD_SECONDS):
                self._write(fd, random)
        finally:
            os.close(fd)

    def _write(self, fd: int, random: np.random.Generator) -> None:
        grain = random.normal(0, GRAIN if self.has_grain else 0, self.view.shape)
        frame = np.clip(self.view + grain, 0, 255).astype(np.uint8)
        left = b"P5\n%d %d\n255\n" % frame.shape[::-1] + frame.tobytes()
        while left and not self._ending.is_set():
            try:
                left = left[os.write(fd, left) :]
            except BlockingIOError:
                time.sleep(0.002)
