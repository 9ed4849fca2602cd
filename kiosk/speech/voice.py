"""The voice: a thread that lets espeak-ng speak into ALSA's `aplay`, broken off as soon as there is something newer."""

import contextlib
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from kiosk.speech import synthesis
from kiosk.speech.words import Phrase
from lobby.contract.config import Language

LOOK_AGAIN_SECONDS = 30.0
PROBE_SECONDS = 5.0
LONGEST_SECONDS = 120.0
"""No page takes longer; a driver that hangs is given up then."""


@dataclass(frozen=True)
class _Run:
    language: Language
    text: str
    volume: int


class Voice:
    """`changed` is told, on the voice's thread, what can be spoken: nothing where program or card is missing."""

    def __init__(
        self,
        changed: Callable[[frozenset[Language]], None],
        program: str = synthesis.PROGRAM,
        player: str = "aplay",
    ) -> None:
        self._changed, self._program, self._player = changed, program, [player, "-q", "-"]
        self._condition = threading.Condition()
        self._waiting: deque[_Run] = deque()
        self._children: list[subprocess.Popen[bytes]] = []
        self._is_busy = self._is_stopping = False
        self._broken_off = self._begun = 0
        self._voices: frozenset[Language] | None = None
        self._log = structlog.get_logger("kiosk")
        self._thread = threading.Thread(target=self._run, name="voice", daemon=True)

    @property
    def is_speaking(self) -> bool:
        """Whether something is being said or about to be."""
        with self._condition:
            return self._is_busy or bool(self._waiting)

    def start(self) -> None:
        """Look what there is, then wait for something to say."""
        self._thread.start()

    def stop(self) -> None:
        """Silent at once, and for good."""
        with self._condition:
            self._is_stopping = True
        self.hush()
        self._thread.join(1.0)

    def say(self, phrases: Sequence[Phrase], language: Language, volume: int, *, at_once: bool) -> None:
        """Say this, instead of what is being said or after it; returns at once."""
        if at_once:
            self.hush()
        with self._condition:
            self._waiting += [
                _Run(spoken, text, volume) for spoken, text in synthesis.runs(phrases, language)
            ]
            self._condition.notify()

    def hush(self) -> None:
        """Break off, and forget what was to be said."""
        with self._condition:
            self._waiting.clear()
            self._broken_off += 1
            for child in self._children:
                child.kill()
            self._condition.notify()

    def _run(self) -> None:
        self._look()
        while (run := self._next()) is not None:
            if run.language in (self._voices or ()) and not self._speak(run):
                self._tell(frozenset())

    def _next(self) -> _Run | None:
        while True:
            with self._condition:
                self._is_busy = False
                works = bool(self._voices)
                if not self._waiting and not self._is_stopping:
                    self._condition.wait(None if works else LOOK_AGAIN_SECONDS)
                if self._is_stopping:
                    return None
                if self._waiting:
                    self._is_busy = True
                    self._begun = self._broken_off
                    return self._waiting.popleft()
            if not works:
                self._look()

    def _look(self) -> None:
        found = synthesis.voices(self._program)
        self._tell(found if found and self._takes_sound() else frozenset())

    def _takes_sound(self) -> bool:
        try:
            done = subprocess.run(
                self._player, input=synthesis.silence(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                timeout=PROBE_SECONDS, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0

    def _speak(self, run: _Run) -> bool:
        """False when it failed; being broken off is no failure."""
        try:
            worked = self._pipe(run)
        except (OSError, subprocess.TimeoutExpired) as error:
            self._log.warning("nothing can be read aloud", why=type(error).__name__)
            worked = False
        with self._condition:
            return worked or self._broken_off != self._begun

    def _pipe(self, run: _Run) -> bool:
        quiet = subprocess.DEVNULL
        call = synthesis.command(run.language, run.volume, self._program)
        children: list[subprocess.Popen[bytes]] = []
        try:
            children.append(
                subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=quiet)
            )
            children.append(
                subprocess.Popen(self._player, stdin=children[0].stdout, stdout=quiet, stderr=quiet)
            )
            speaker, player = children
            with self._condition:
                self._children = children
                if self._broken_off != self._begun:
                    return True
            _hand_over(speaker, run.text)
            return player.wait(LONGEST_SECONDS) == 0
        finally:
            with self._condition:
                self._children = []
            _end(children)

    def _tell(self, voices: frozenset[Language]) -> None:
        if voices != self._voices:
            self._voices = voices
            self._changed(voices)
            self._log.info("voices", works=bool(voices))


def _hand_over(speaker: "subprocess.Popen[bytes]", text: str) -> None:
    """The text to the voice; its output belongs to the player alone, which thereby sees when one of them ends."""
    if speaker.stdout is not None:
        speaker.stdout.close()
    if speaker.stdin is not None:
        try:
            speaker.stdin.write(text.encode())
            speaker.stdin.close()
        except BrokenPipeError:
            return  # broken off meanwhile, or failed: the player's end tells which


def _end(children: "Sequence[subprocess.Popen[bytes]]") -> None:
    for child in children:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
