"""Messages on their way from the threads of the link, the scanner and the mirror to the main thread."""

from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Inbox(Generic[Item]):
    """A queue with many writers and one reader, the window's loop, that handles all of it before it draws once."""

    def __init__(self, handle: Callable[[Item], None], wake: Callable[[], None], limit: int = 10_000) -> None:
        self._items: deque[Item] = deque(maxlen=limit)
        self._handle = handle
        self._wake = wake

    def put(self, item: Item) -> None:
        """Hand over; any thread, returns at once."""
        self._items.append(item)
        self._wake()

    def drain(self) -> None:
        """Handle what has come so far; on the main thread."""
        for _ in range(len(self._items)):
            self._handle(self._items.popleft())
