"""Requests of this terminal on their way to the queue service and back; on the main thread."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from kiosk.inputs import Answered, Input, Slow, Unanswered
from kiosk.keyboard import after
from kiosk.session import Asked
from lobby.contract.requests import CallHelp
from lobby.link.device import Device
from lobby.link.incoming import RequestError

SLOW_SECONDS = 0.4
RESUME_SECONDS = 5.0
"""How long a program that has come back waits for its connection before it says that there is none."""


class Asking:
    """What becomes of a request is put into the inbox, from whatever thread; that it is slow, handled at once."""

    def __init__(self, device: Device, put: Callable[[Input], None], handle: Callable[[Input], None]) -> None:
        self._device, self._put, self._handle = device, put, handle
        self._open: tuple[Asked | CallHelp, ...] = ()

    def ask(self, request: Asked | CallHelp) -> None:
        """Send it."""
        asked = request.id

        def ended(future: Future) -> None:  # type: ignore[type-arg]
            try:
                self._put(Answered(future.result()))
            except RequestError:
                self._put(Unanswered(asked))

        after(SLOW_SECONDS, lambda: self._handle(Slow(asked)))
        self._device.ask(request).add_done_callback(ended)

    def resume(self, asked: Sequence[Asked | CallHelp]) -> None:
        """These were open when the program ended: they are sent again, under their ids, once there is a connection."""
        self._open = tuple(asked)
        if asked:
            after(RESUME_SECONDS, self.connected)

    def connected(self) -> None:
        """There is a connection, or there has been time enough for one."""
        waiting, self._open = self._open, ()
        for request in waiting:
            self.ask(request)
