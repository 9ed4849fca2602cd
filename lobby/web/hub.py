"""From the MQTT thread to many readers: one wake-up for any number of changes, nothing queued per reader."""

import asyncio
import itertools
import secrets
from collections.abc import Callable, Coroutine

SOON_SECONDS = 0.02


class Hub:
    """Hands messages to `apply` on the event loop and wakes every reader, unless it says False: nothing to draw.

    State is whole, so a slow reader misses nothing: it draws the newest when it comes round.
    """

    def __init__(self, apply: Callable[[object], bool | None]) -> None:
        self._apply = apply
        self._loop: asyncio.AbstractEventLoop | None = None
        self._early: list[object] = []
        self._readers: set[asyncio.Event] = set()
        self._tasks: set[asyncio.Task[object]] = set()
        self._nonce = secrets.token_hex(4)
        self._drawings = itertools.count(1)
        self.closed = False

    def stamp(self) -> str:
        """A name for a drawing made now: later ones have a greater number, those of another start another name."""
        return f"{self._nonce} {next(self._drawings)}"

    def open(self) -> None:
        """Bind to the running loop; what was delivered before is applied now."""
        self._loop = asyncio.get_running_loop()
        early, self._early = self._early, []
        for message in early:
            self._arrived(message)

    def close(self) -> None:
        """End all streams. On the loop."""
        self.closed = True
        self.changed()

    def deliver(self, message: object) -> None:
        """From any thread."""
        loop = self._loop
        if loop is None:
            self._early.append(message)
        elif not loop.is_closed():
            loop.call_soon_threadsafe(self._arrived, message)

    def changed(self) -> None:
        """Wake all readers. On the loop."""
        for reader in self._readers:
            reader.set()

    def soon(self) -> None:
        """Wake all readers once the answer to a form is on its way: that one comes first. On the loop."""
        asyncio.get_running_loop().call_later(SOON_SECONDS, self.changed)

    def run(self, work: Coroutine[object, object, object]) -> None:
        """Let something go on after the answer is sent. On the loop."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def join(self) -> asyncio.Event:
        """A new reader: set whenever something changed. Give it back with `leave`."""
        reader = asyncio.Event()
        self._readers.add(reader)
        return reader

    def leave(self, reader: asyncio.Event) -> None:
        """The reader is gone."""
        self._readers.discard(reader)

    @property
    def readers(self) -> int:
        """How many streams are open."""
        return len(self._readers)

    def _arrived(self, message: object) -> None:
        if self._apply(message) is not False:
            self.changed()
