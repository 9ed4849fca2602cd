"""A camera as a scanner: the newest frame, looked at on a thread of its own; what it shows is passed on as text.

Reading a frame holds no lock of Python's for long, so that pages stay smooth; frames are dropped while one is read.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from kiosk.scanner.frame_pipe import PipeFrames
from kiosk.scanner.sight import CameraTrouble, InView, Sight
from kiosk.scanner.source import Source
from kiosk.scanner.v4l2 import V4l2Frames
from lobby.codes.frames import Frame, codes_in

BUSY_SECONDS, CALM_SECONDS = 0.08, 0.35
"""Between two looks: while something moves before the camera, and while nothing does."""
READ_ANYWAY_SECONDS = 5.0
"""Where nothing moves and no code was in view, frames are only compared, and read this often."""


class Frames(Protocol):
    """The edge to the hardware."""

    def newest(self) -> Frame | None:
        """The newest frame, grey; None for a broken one; OSError when nothing comes."""
        ...

    def close(self) -> None:
        """Let go."""


KINDS: Mapping[str, Callable[[str], Frames]] = {"v4l2": V4l2Frames, "pipe": PipeFrames}


class CameraSource(Source):
    """Delivers what comes into view, and tells its trouble; None: it sees."""

    def __init__(
        self,
        path: str,
        deliver: Callable[[str], None],
        tell: Callable[[CameraTrouble | None], None],
        opens: Callable[[str], Frames] = V4l2Frames,
    ) -> None:
        super().__init__(path, deliver, self._opened)
        self._tell_trouble, self._opens = tell, opens
        self._trouble: CameraTrouble | None = None
        self._is_told = False

    def texts(self) -> Iterator[str]:
        """Open, then look at one frame after the other."""
        frames = self._opens(self.path)
        try:
            sight, view, read_at = Sight(), InView(), 0.0
            while not self.is_stopping:
                frame = frames.newest()
                now = time.monotonic()
                if frame is None:
                    continue
                self._know(sight.trouble(frame, now))
                moves = sight.is_moving(now)
                if moves or not view.is_empty or now - read_at >= READ_ANYWAY_SECONDS:
                    read_at = now
                    yield view.new(codes_in(frame), now) or ""
                else:
                    yield ""
                self._stopping.wait(
                    max(0.0, (BUSY_SECONDS if moves else CALM_SECONDS) - (time.monotonic() - now))
                )
        finally:
            frames.close()

    def _opened(self, works: bool) -> None:  # noqa: FBT001 - a callback
        if not works:
            self._know(CameraTrouble.AWAY)

    def _know(self, trouble: CameraTrouble | None) -> None:
        if trouble is not self._trouble or not self._is_told:
            self._trouble, self._is_told = trouble, True
            if trouble is not None:
                self._log.warning("camera sees nothing", why=trouble.value)
            self._tell_trouble(trouble)


def camera_for(
    named: str, deliver: Callable[[str], None], tell: Callable[[CameraTrouble | None], None]
) -> CameraSource | None:
    """The source for `v4l2:/dev/video0` or `pipe:/…`; None: no camera."""
    kind, _, path = named.partition(":")
    opens = KINDS.get(kind)
    return CameraSource(path, deliver, tell, opens) if opens is not None and path else None
