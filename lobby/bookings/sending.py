"""Hands bookings to the queue service of a centre, in one piece, and waits for its answer."""

import queue
import uuid
from collections.abc import Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError

from lobby.contract.answers import Imported, Refused
from lobby.contract.bookings import Booking
from lobby.contract.requests import CompleteDay, ImportBookings
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


def send(settings: Settings, bookings: Sequence[Booking], complete: CompleteDay | None = None) -> Imported:
    """What the import changed. `complete`: the bookings are all of a day.

    Raises:
        SendError: no connection, no answer, or a refusal.
    """
    links: queue.SimpleQueue[LinkChanged] = queue.SimpleQueue()

    def deliver(item: Incoming | LinkChanged | ConfigOffer) -> None:
        if isinstance(item, LinkChanged):
            links.put(item)

    device = Device(settings, subscriptions=(), deliver=deliver)
    device.start()
    try:
        _connected(links, f"{settings.broker.host}:{settings.broker.port}")
        request = ImportBookings(id=uuid.uuid4().hex, bookings=tuple(bookings), complete=complete)
        answer = device.ask(request).result(ANSWER_SECONDS)
    except RequestError as error:
        raise SendError(f"the queue service does not answer: {error}") from error
    except FutureTimeoutError as error:
        raise SendError(f"the queue service does not answer within {ANSWER_SECONDS:g} s") from error
    finally:
        device.stop()
    if isinstance(answer, Imported):
        return answer
    reason = f"{answer.reason} {answer.detail or ''}".strip() if isinstance(answer, Refused) else str(answer)
    raise SendError(f"the queue service refuses the bookings, all of them: {reason}", may_help_again=False)


def _connected(links: "queue.SimpleQueue[LinkChanged]", broker: str) -> None:
    try:
        link = links.get(timeout=CONNECT_SECONDS)
    except queue.Empty as error:
        raise SendError(f"the broker {broker} does not answer") from error
    if not link.connected:
        raise SendError(f"the broker {broker} refuses the connection: {link.problem}", may_help_again=False)
