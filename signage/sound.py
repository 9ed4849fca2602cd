"""Plays the gong through ALSA's `aplay`, one at a time, in a thread of its own.

A player inside the program would keep the sound card open and mix silence all day; a child that lives for three
seconds costs nothing while nobody is called, and a missing card or a hanging driver cannot hold up the picture.
"""

import queue
import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import structlog

from assets import ASSETS
from signage.gong import read_wav, wav

GONG = ASSETS / "sounds" / "gong.wav"
CARDS = Path("/proc/asound/cards")
LONGEST_SECONDS = 8.0


class Sound:
    """`changed` is told, on another thread, when the gong starts or ceases to work."""

    def __init__(self, folder: Path, changed: Callable[[bool], None], player: str = "aplay") -> None:
        self._folder, self._changed, self._player = folder, changed, player
        self._orders: queue.Queue[int | None] = queue.Queue(maxsize=8)
        self._works: bool | None = None
        self._log = structlog.get_logger("signage")
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run, name="gong", daemon=True)

    def start(self) -> None:
        """Begin to wait for orders, and say whether there is a sound card at all."""
        self._thread.start()

    def stop(self) -> None:
        """Break off."""
        self._put(None)
        if self._child is not None:
            self._child.terminate()

    def play(self, volume_percent: int) -> None:
        """Play the gong once; returns at once."""
        self._put(volume_percent)

    def _put(self, order: int | None) -> None:
        try:
            self._orders.put_nowait(order)
        except queue.Full:
            self._log.warning("gong is late, one left out")

    def _run(self) -> None:
        self._tell(works=has_card() and shutil.which(self._player) is not None)
        while (volume := self._orders.get()) is not None:
            try:
                self._tell(works=self._play(self._file(volume)))
            except (OSError, subprocess.TimeoutExpired) as error:
                self._log.warning("gong cannot be played", why=str(error))
                self._tell(works=False)

    def _play(self, file: Path) -> bool:
        self._child = subprocess.Popen(
            [self._player, "-q", str(file)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            return self._child.wait(LONGEST_SECONDS) == 0
        finally:
            self._child.kill()
            self._child.wait()

    def _file(self, volume_percent: int) -> Path:
        file = self._folder / f"gong-{volume_percent}.wav"
        if not file.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            file.write_bytes(wav(read_wav(GONG.read_bytes()), volume_percent))
        return file

    def _tell(self, *, works: bool) -> None:
        if works != self._works:
            self._works = works
            self._changed(works)
            self._log.info("sound", works=works)


def has_card(cards: Path = CARDS) -> bool:
    """Whether the kernel knows a sound card."""
    try:
        text = cards.read_text(encoding="utf-8")
    except OSError:
        return False
    return bool(text.strip()) and "no soundcards" not in text
