"""A camera before which nothing happens: a pipe with frames of an empty hall, with the grain of a sensor."""

import itertools
import os
import select
import threading
from pathlib import Path
from typing import Self

import numpy as np

WIDTH, HEIGHT = 1280, 720
GRAIN = 2.5
"""Standard deviation of a pixel, in grey levels of 255."""
FRAMES = 8
"""Different ones, in turn: frames that are alike would be those of a camera that hangs."""
PERIOD_SECONDS = 1 / 15


class StillCamera:
    """Fifteen frames a second at `device`, as a configuration names it."""

    def __init__(self, path: Path) -> None:
        self.device = f"pipe:{path}"
        self._path, self._ending = path, threading.Event()
        self._frames = itertools.cycle(_frames())
        self._thread = threading.Thread(target=self._run, name="still-camera", daemon=True)

    def __enter__(self) -> Self:
        """Begin."""
        os.mkfifo(self._path)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        self._ending.set()
        self._thread.join(2)

    def _run(self) -> None:
        pipe = os.open(self._path, os.O_RDWR | os.O_NONBLOCK)  # open also while nobody reads
        try:
            while not self._ending.wait(PERIOD_SECONDS):
                self._write(pipe, next(self._frames))
        finally:
            os.close(pipe)

    def _write(self, pipe: int, frame: bytes) -> None:
        """Whole, however slowly it is read."""
        rest = memoryview(frame)
        while rest and not self._ending.is_set():
            if select.select([], [pipe], [], PERIOD_SECONDS)[1]:
                rest = rest[os.write(pipe, rest) :]


def _frames() -> list[bytes]:
    random = np.random.default_rng(1)
    hall = np.tile(np.linspace(60, 160, WIDTH), (HEIGHT, 1))
    head = f"P5 {WIDTH} {HEIGHT} 255\n".encode()
    return [
        head + np.clip(hall + random.normal(0, GRAIN, hall.shape), 0, 255).astype(np.uint8).tobytes()
        for _ in range(FRAMES)
    ]
