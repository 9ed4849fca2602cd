"""What can be told from frames alone: whether the camera sees anything, what moves, what is new in view.

Pure: the time is an argument, in seconds of any clock that does not jump.
"""

import zlib
from enum import StrEnum

import numpy as np
from PIL import Image

from kiosk.reading import Shaped, scanned
from lobby.codes.frames import Frame, Seen

BLIND_SECONDS = 5.0
"""A hand before the camera for a moment is nobody's business."""
GONE_SECONDS = 1.5
"""A code that is not seen for so long has left the view; hands shake, and single frames are missed."""
REST_SECONDS = 2.0
_BLACK, _EVEN, _MOVED = 14, 3.0, 2.0
_PART_MOVED, _PARTS_MOVED = 10, 4
"""Grey levels of a part of 16 × 16 px, and how many such parts: a code at arm's length moves more of them."""


class CameraTrouble(StrEnum):
    """Why a camera reads nothing, as reception and facility staff are told."""

    AWAY = "camera-away"
    DARK = "camera-dark"
    COVERED = "camera-covered"
    FROZEN = "camera-frozen"


class Sight:
    """Follows the frames of one camera."""

    def __init__(self) -> None:
        self._suspected: CameraTrouble | None = None
        self._since = 0.0
        self._print: int | None = None
        self._small: Frame | None = None
        self._moved_at: float | None = None

    def trouble(self, frame: Frame, now: float) -> CameraTrouble | None:
        """What has been wrong for five seconds; None at once when a frame is good."""
        small = _reduced(frame)
        self._follow(small, now)
        suspected = self._suspicion(frame, small)
        if suspected is not self._suspected:
            self._suspected, self._since = suspected, now
        return suspected if now - self._since >= BLIND_SECONDS else None

    def is_moving(self, now: float) -> bool:
        """Whether anything has moved lately: where nothing does, nobody is there."""
        return self._moved_at is None or now - self._moved_at < REST_SECONDS

    def _follow(self, small: Frame, now: float) -> None:
        before, self._small = self._small, small
        if before is None or before.shape != small.shape or _differs(small, before):
            self._moved_at = now

    def _suspicion(self, frame: Frame, small: Frame) -> CameraTrouble | None:
        before, self._print = self._print, zlib.crc32(frame.data)
        if int(small.max()) < _BLACK:
            return CameraTrouble.DARK
        if float(small.std()) < _EVEN:
            return CameraTrouble.COVERED
        return CameraTrouble.FROZEN if before == self._print else None  # a real sensor has some noise


class InView:
    """Tells a code once, however long it is held there."""

    def __init__(self) -> None:
        self._seen_at: dict[str, float] = {}
        self._told: set[str] = set()
        self._pair: set[str] = set()

    @property
    def is_empty(self) -> bool:
        """Whether no code was in view when it was last looked at."""
        return not self._seen_at

    def new(self, seen: tuple[Seen, ...], now: float) -> str | None:
        """The text to pass on: one that has just come into view.

        One of ours goes before whatever else is on the paper. Two of ours that come at once are passed on together,
        which the reading of texts refuses with the request to show one; then one of them counts when the other is gone.
        """
        self._seen_at = {text: at for text, at in self._seen_at.items() if now - at <= GONE_SECONDS}
        self._seen_at |= {one.text: now for one in seen}
        self._told &= self._seen_at.keys()
        self._pair &= self._seen_at.keys()
        fresh = [text for text in self._candidates(seen) if text not in self._told]
        if len(self._pair) > 1 or not fresh:
            return None
        if len(fresh) > 1:
            self._pair = set(fresh)
        else:
            self._pair = set()
            self._told.add(fresh[0])
        return "\n".join(fresh)

    def _candidates(self, seen: tuple[Seen, ...]) -> list[str]:
        if not any(map(_is_ours, self._seen_at)):
            return [one.text for one in seen[:1]]
        return sorted(one.text for one in seen if _is_ours(one.text))


def _reduced(frame: Frame) -> Frame:
    """A sixteenth of it each way. The frame is only looked at, not copied: this runs for every one."""
    height, width = frame.shape
    return np.asarray(Image.frombuffer("L", (width, height), frame, "raw", "L", 0, 1).reduce(16))


def _differs(small: Frame, before: Frame) -> bool:
    """By more than grain, as a whole or in some parts."""
    change = np.abs(small.astype(np.int16) - before)
    return float(change.mean()) > _MOVED or int((change > _PART_MOVED).sum()) >= _PARTS_MOVED


def _is_ours(text: str) -> bool:
    return isinstance(scanned(text), Shaped)
