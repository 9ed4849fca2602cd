"""Requests of this terminal, answered by the queue service or, while nobody hears it, here; on the main thread."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future

from kiosk.alone.alone import Alone, Told
from kiosk.inputs import Answered, HouseChanged, Input, LinkLost, Slow, StandInChanged, Unanswered
from kiosk.keyboard import after
from kiosk.session import Asked, Terminal, needs_service
from lobby.contract.requests import CallHelp, ExpectedAt
from lobby.link.device import Device
from lobby.link.incoming import NobodyListeningError, RequestError

SLOW_SECONDS = 0.4
RESUME_SECONDS = 5.0
"""How long a program that has come back waits for its connection before it says that there is none."""


class Asking:
    """What becomes of a request is put into the inbox, from whatever thread; that it is slow, handled at once."""

    def __init__(
        self, device: Device, put: Callable[[Input | Told], None], handle: Callable[[Input], None]
    ) -> None:
        self._device, self._put, self._handle = device, put, handle
        settings = device.settings
        self.alone = Alone(settings.state, settings.device, settings.centre)
        self._open: tuple[Asked | CallHelp, ...] = ()

    def ask(self, request: Asked | CallHelp, *, is_alone: bool = False) -> None:
        """Send it, or answer it here."""
        if is_alone and not isinstance(request, CallHelp):
            self._answer(request)
        else:
            self._send(request)

    def _answer(self, request: Asked) -> None:
        if isinstance(request, ExpectedAt) or needs_service(request):
            self._put(Unanswered(request.id))
            return
        answer = self.alone.answer(request)
        if answer is None:
            self._put(StandInChanged(ready=False))
            self._put(Unanswered(request.id))
        else:
            self._put(Answered(answer))

    def _send(self, request: Asked | CallHelp) -> None:
        asked = request.id

        def ended(future: Future) -> None:  # type: ignore[type-arg]
            try:
                self._put(Answered(future.result()))
            except RequestError as error:
                if isinstance(error, NobodyListeningError):
                    self._put(LinkLost())
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

    def tick(self, terminal: Terminal, seconds: float) -> Iterator[Input]:
        """What has changed for a terminal that is alone or may soon be; what it gave alone is told."""
        ready = self.alone.may_stand_in(seconds)
        if ready is not terminal.stands_in:
            yield StandInChanged(ready)
        if terminal.linked:
            self.alone.tell(self._device.ask, self._put, seconds)
        elif ready and (house := self.alone.house()) != terminal.house:
            yield HouseChanged(house)
