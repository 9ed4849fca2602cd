"""A camera of the kernel (Video4Linux 2), read through its own calls: a stream of frames needs six of them.

Numbers and places of fields are those of linux/videodev2.h on 64-bit machines. Frames stay in memory.
"""

import fcntl
import io
import mmap
import os
import select
import struct
from collections.abc import Iterator

import numpy as np
from PIL import Image

from lobby.codes.frames import Frame

WIDTH, HEIGHT = 1280, 720
BUFFERS = 4
SILENT_SECONDS = 3.0
MJPEG, GREY, YUYV = b"MJPG", b"GREY", b"YUYV"

_SET_FORMAT, _REQUEST, _QUERY = 0xC0D05605, 0xC0145608, 0xC0585609
_QUEUE, _DEQUEUE, _STREAM_ON = 0xC058560F, 0xC0585611, 0x40045612
_CAPTURE, _MAPPED, _NO_FIELDS, _SPOILT = 1, 1, 1, 0x40
_FORMAT_BYTES, _BUFFER_BYTES = 208, 88
_AT_FORMAT, _AT_MEMORY, _AT_OFFSET, _AT_LENGTH = 8, 60, 64, 72
_POINTER_BYTES = 8


class V4l2Frames:
    """The newest frame of a camera, whenever asked.

    Raises:
        OSError: no such camera, or it delivers nothing that is known here.
    """

    def __init__(self, path: str) -> None:
        if struct.calcsize("P") != _POINTER_BYTES:
            raise OSError("cameras are read on 64-bit machines only")
        self._fd = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        self._maps: list[mmap.mmap] = []
        try:
            self._format, self._size = self._agreed()
            self._start()
        except BaseException:
            self.close()
            raise

    def newest(self) -> Frame | None:
        """Wait for one, and leave out all but the last that wait; None for one that is broken.

        Raises:
            OSError: pulled out, or nothing came for three seconds.
        """
        if not select.select([self._fd], [], [], SILENT_SECONDS)[0]:
            raise OSError(f"no frame for {SILENT_SECONDS:.0f} s")
        last: bytes | None = None
        for last in self._waiting():  # noqa: B007 - the last one counts
            pass
        return None if last is None else grey_of(self._format, last, *self._size)

    def close(self) -> None:
        """Give it back; closing ends the stream."""
        for one in self._maps:
            one.close()
        os.close(self._fd)

    def _agreed(self) -> tuple[bytes, tuple[int, int, int]]:
        """The first format that the camera takes: plain grey, then JPEG (most do that at this size), then YUYV."""
        for wanted in (GREY, MJPEG, YUYV):
            asked = bytearray(_FORMAT_BYTES)
            struct.pack_into("<I", asked, 0, _CAPTURE)
            struct.pack_into("<II4sI", asked, _AT_FORMAT, WIDTH, HEIGHT, wanted, _NO_FIELDS)
            fcntl.ioctl(self._fd, _SET_FORMAT, asked)
            width, height, given, _, line = struct.unpack_from("<II4sII", asked, _AT_FORMAT)
            if given == wanted:
                return given, (width, height, line)
        raise OSError("the camera delivers neither grey nor JPEG nor YUYV pictures")

    def _start(self) -> None:
        asked = bytearray(struct.pack("<5I", BUFFERS, _CAPTURE, _MAPPED, 0, 0))
        fcntl.ioctl(self._fd, _REQUEST, asked)
        for index in range(struct.unpack_from("<I", asked)[0]):
            buffer = _buffer(index)
            fcntl.ioctl(self._fd, _QUERY, buffer)
            (offset,), (length,) = (struct.unpack_from("<I", buffer, at) for at in (_AT_OFFSET, _AT_LENGTH))
            self._maps.append(mmap.mmap(self._fd, length, offset=offset))
            fcntl.ioctl(self._fd, _QUEUE, buffer)
        fcntl.ioctl(self._fd, _STREAM_ON, struct.pack("<i", _CAPTURE))

    def _waiting(self) -> Iterator[bytes]:
        for _ in range(BUFFERS):
            buffer = _buffer(0)
            try:
                fcntl.ioctl(self._fd, _DEQUEUE, buffer)
            except BlockingIOError:
                return
            index, _, used, flags = struct.unpack_from("<4I", buffer)
            if not flags & _SPOILT:
                yield self._maps[index][:used]
            fcntl.ioctl(self._fd, _QUEUE, _buffer(index))


def _buffer(index: int) -> bytearray:
    buffer = bytearray(_BUFFER_BYTES)
    struct.pack_into("<II", buffer, 0, index, _CAPTURE)
    struct.pack_into("<I", buffer, _AT_MEMORY, _MAPPED)
    return buffer


def grey_of(fmt: bytes, data: bytes, width: int, height: int, line: int) -> Frame | None:
    """The grey levels of what a camera delivered, `line` bytes a row; None for half a frame or a broken JPEG."""
    if fmt == MJPEG:
        return _from_jpeg(data)
    if len(data) < line * height:
        return None
    rows = np.frombuffer(data, dtype=np.uint8, count=line * height).reshape(height, line)
    step = 2 if fmt == YUYV else 1
    return np.ascontiguousarray(rows[:, : width * step : step])


def _from_jpeg(data: bytes) -> Frame | None:
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as picture:
            picture.draft("L", picture.size)
            return np.asarray(picture.convert("L"))
    except (OSError, SyntaxError):
        return None
