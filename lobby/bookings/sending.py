"""Hands bookings to the queue service of a centre, in one piece, and waits for its answer."""

import queue
import uuid
from collections.abc import Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError
from datetime import date
from types import TracebackType
from typing import Self

from lobby.contract.answers import AnyAnswer, BookingStates, Imported, Refused
from lobby.contract.bookings import Booking
from lobby.contract.requests import AnyRequest, CompleteDay, ImportBookings, TellBookings
from lobby.link.device import ConfigOffer, Device
from lobby.link.incoming import Incoming, LinkChanged, RequestError
from lobby.link.settings import Settings

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 10.0


class SendError(Exception):
    """The bookings were not taken, none of them; the text says why. `may_help_again`: nobody answered."""

    def __init__(self, text: str, *, may_help_again: bool = True) -> None:
        super().__init__(text)
        self.may_help_again = may_help_again


class Sender:
    """A connection to the queue service, for as long as the block lasts."""

    def __init__(self, settings: Settings) -> None:
        self._links: queue.SimpleQueue[LinkChanged] = queue.SimpleQueue()
        self._broker = f"{settings.broker.host}:{settings.broker.port}"
        self._device = Device(settings, subscriptions=(), deliver=self._deliver)

    def __enter__(self) -> Self:
        """Connect; `connected` waits for it."""
        self._device.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Disconnect."""
        self._device.stop()

    @property
    def is_connected(self) -> bool:
        """Whether the broker is there now."""
        return self._device.connected

    def connected(self) -> Self:
        """Wait until the broker is there.

        Raises:
            SendError: it is not, or does not let us in.
        """
        try:
            link = self._links.get(timeout=CONNECT_SECONDS)
        except queue.Empty as error:
            raise SendError(f"the broker {self._broker} does not answer") from error
        if not link.connected:
            reason = f"the broker {self._broker} refuses the connection: {link.problem}"
            raise SendError(reason, may_help_again=False)
        return self

    def send(
        self, bookings: Sequence[Booking], complete: CompleteDay | None = None, command_id: str | None = None
    ) -> Imported:
        """What the import changed. The same command id again gets the same answer and changes nothing.

        Raises:
            SendError: no answer, or a refusal.
        """
        command = ImportBookings(
            id=command_id or uuid.uuid4().hex, bookings=tuple(bookings), complete=complete
        )
        answer = self.ask(command)
        if isinstance(answer, Imported):
            return answer
        reason = (
            f"{answer.reason} {answer.detail or ''}".strip() if isinstance(answer, Refused) else str(answer)
        )
        text = f"the queue service refuses the bookings, all of them: {reason}"
        raise SendError(text, may_help_again=False)

    def states(self, day: date) -> BookingStates:
        """How the bookings of a day stand.

        Raises:
            SendError: no answer, or a refusal.
        """
        answer = self.ask(TellBookings(id=uuid.uuid4().hex, day=day.isoformat()))
        if isinstance(answer, BookingStates):
            return answer
        reason = answer.reason if isinstance(answer, Refused) else type(answer).__name__
        raise SendError(f"the queue service does not tell its bookings: {reason}", may_help_again=False)

    def ask(self, request: AnyRequest) -> AnyAnswer:
        """The queue service's answer.

        Raises:
            SendError: there is none.
        """
        try:
            return self._device.ask(request).result(ANSWER_SECONDS)
        except RequestError as error:
            raise SendError(f"the queue service does not answer: {error}") from error
        except FutureTimeoutError as error:
            raise SendError(f"the queue service does not answer within {ANSWER_SECONDS:g} s") from error

    def _deliver(self, item: Incoming | LinkChanged | ConfigOffer) -> None:
        if isinstance(item, LinkChanged):
            self._links.put(item)


def send(settings: Settings, bookings: Sequence[Booking], complete: CompleteDay | None = None) -> Imported:
    """What the import changed. `complete`: the bookings are all of a day.

    Raises:
        SendError: no connection, no answer, or a refusal.
    """
    with Sender(settings) as sender:
        return sender.connected().send(bookings, complete)


def states_of(settings: Settings, day: date) -> BookingStates:
    """How the bookings of a day stand.

    Raises:
        SendError: no connection, no answer, or a refusal.
    """
    with Sender(settings) as sender:
        return sender.connected().states(day)
