"""Scanners with a device file: opened, watched, and opened again when they were pulled out."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator

import structlog

MOST_CHARACTERS = 4096
REOPEN_SECONDS = 1.0


class Source(ABC):
    """One scanner. Delivers whole texts, and whether it works, on its own thread."""

    kind = "scanner"
    """What it is called in logs."""

    def __init__(self, path: str, deliver: Callable[[str], None], works: Callable[[bool], None]) -> None:
        self.path = path
        self._deliver, self._works = deliver, works
        self._stopping = threading.Event()
        self._known: bool | None = None
        self._thread = threading.Thread(target=self._run, name=self.kind, daemon=True)
        self._log = structlog.get_logger("kiosk").bind(device=path)

    def start(self) -> None:
        """Open it as soon as it is there."""
        self._thread.start()

    def stop(self) -> None:
        """Give it back, within a second."""
        self._stopping.set()
        self._thread.join(1.0)

    @property
    def is_stopping(self) -> bool:
        """Whether `texts` is to end; it looks several times a second."""
        return self._stopping.is_set()

    @abstractmethod
    def texts(self) -> Iterator[str]:
        """Open the device, yield each text it reads, close it. The first, empty text says that it is open.

        Raises:
            OSError: it is not there, or was pulled out.
        """

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                for text in self.texts():
                    self._tell(works=True)
                    if text:
                        self._deliver(text)
            except OSError as error:
                if self._known is not False and not self._stopping.is_set():
                    self._log.warning(f"{self.kind} is away", why=str(error))
            if not self._stopping.is_set():
                self._tell(works=False)
            self._stopping.wait(REOPEN_SECONDS)

    def _tell(self, *, works: bool) -> None:
        if works is not self._known:
            self._known = works
            self._works(works)


class Buffer:
    """Characters until a terminator, at most 4,096: what is longer is cut there, and the rest of it is dropped."""

    def __init__(self) -> None:
        self._characters: list[str] = []

    def __len__(self) -> int:
        return len(self._characters)

    def begins(self, prefix: str) -> bool:
        """Whether it begins with these capitals, in whatever case."""
        return "".join(self._characters[: len(prefix)]).upper() == prefix

    def add(self, character: str) -> None:
        """One more; beyond the bound nothing is kept but the fact that it was too long."""
        if len(self._characters) <= MOST_CHARACTERS:
            self._characters.append(character)

    def take(self) -> str:
        """All of them, and empty again."""
        text = "".join(self._characters)
        self._characters.clear()
        return text
