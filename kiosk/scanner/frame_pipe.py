"""Frames from a named pipe, for rehearsals and tests without a camera: PGM pictures (P5), one after the other."""

import os
import re
import select
import time

import numpy as np

from kiosk.scanner.v4l2 import SILENT_SECONDS
from lobby.codes.frames import Frame

MOST_BYTES = 4096 * 4096
_HEADER = re.compile(rb"P5\s(\d{1,4})\s(\d{1,4})\s255\s")
_CHUNK = 1 << 20


class PipeFrames:
    """The newest whole picture in the pipe.

    Raises:
        OSError: there is no such pipe.
    """

    def __init__(self, path: str) -> None:
        self._fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        self._read = bytearray()

    def newest(self) -> Frame | None:
        """Wait for a picture, and leave out all but the last that wait.

        Raises:
            OSError: nothing came for three seconds, or something that is no PGM.
        """
        end = time.monotonic() + SILENT_SECONDS
        found: Frame | None = None
        while found is None:
            self._fill(end)
            while (picture := self._taken()) is not None:
                found = picture
        return found

    def close(self) -> None:
        """Give it back."""
        os.close(self._fd)

    def _fill(self, end: float) -> None:
        if time.monotonic() > end:
            raise OSError(f"no frame for {SILENT_SECONDS:.0f} s")
        select.select([self._fd], [], [], 0.1)
        try:
            more = os.read(self._fd, _CHUNK)
        except BlockingIOError:
            more = b""
        if not more:
            time.sleep(0.02)  # a pipe that nobody writes to is always ready
        self._read += more
        if len(self._read) > 2 * MOST_BYTES:
            raise OSError("no picture in the pipe")

    def _taken(self) -> Frame | None:
        header = _HEADER.match(self._read)
        if header is None:
            return None
        width, height = int(header[1]), int(header[2])
        end = header.end() + width * height
        if len(self._read) < end:
            return None
        grey = np.frombuffer(self._read[header.end() : end], dtype=np.uint8).reshape(height, width)
        del self._read[:end]
        return grey
