"""Requests that wait for their answer: when to send again, when to give up. Time is an argument."""

from concurrent.futures import Future
from dataclasses import dataclass, field

from lobby.contract.answers import AnyAnswer
from lobby.contract.requests import AnyRequest
from lobby.link.incoming import NoAnswerError, NobodyListeningError

RETRY_SECONDS = 2.0
SENDS = 3


@dataclass
class _Waiting:
    request: AnyRequest
    future: "Future[AnyAnswer]"
    next_at: float
    sends: int = 0
    mids: set[int] = field(default_factory=set)


class Pending:
    """The open requests of one program."""

    def __init__(self) -> None:
        self._open: dict[str, _Waiting] = {}
        self._by_mid: dict[int, str] = {}

    def add(self, request: AnyRequest, now: float) -> "Future[AnyAnswer]":
        """A future for the answer; the same id asked twice at once shares it."""
        known = self._open.get(request.id)
        if known is None:
            known = self._open[request.id] = _Waiting(request, Future(), next_at=now)
        return known.future

    def due(self, now: float, *, service_there: bool = True) -> list[AnyRequest]:
        """The requests to send now; fails those sent often enough, and repeats while the service is away."""
        ready: list[AnyRequest] = []
        for waiting in [one for one in self._open.values() if one.next_at <= now]:
            if waiting.sends and not service_there:
                self.fail(waiting.request.id, "the queue service is away")
                continue
            if waiting.sends >= SENDS:
                self._close(waiting)
                _fail(waiting.future, NoAnswerError(f"no answer after {SENDS} tries"))
                continue
            waiting.sends += 1
            waiting.next_at = now + RETRY_SECONDS
            ready.append(waiting.request)
        return ready

    def sent(self, request_id: str, mid: int) -> None:
        """The packet id a request went out with."""
        waiting = self._open.get(request_id)
        if waiting is not None:
            waiting.mids.add(mid)
            self._by_mid[mid] = request_id

    def nobody(self, mid: int) -> None:
        """The broker had no subscriber for this packet (reason 0x10, MQTT 5 section 3.4.2.1)."""
        waiting = self._open.get(self._by_mid.get(mid, ""))
        if waiting is not None:
            self.fail(waiting.request.id, "no queue service is listening")

    def answered(self, answer: AnyAnswer) -> bool:
        """Resolve the request this answers; False for one that nobody waits for (a repeated delivery)."""
        waiting = self._open.get(answer.id)
        if waiting is None:
            return False
        self._close(waiting)
        if waiting.future.set_running_or_notify_cancel():
            waiting.future.set_result(answer)
        return True

    def next_at(self) -> float | None:
        """When `due` wants to be called next."""
        return min((waiting.next_at for waiting in self._open.values()), default=None)

    def fail(self, request_id: str, why: str) -> None:
        """Give one request up: nobody can hear it."""
        waiting = self._open[request_id]
        self._close(waiting)
        _fail(waiting.future, NobodyListeningError(why))

    def fail_all(self, why: str) -> None:
        """The program ends."""
        for request_id in list(self._open):
            self.fail(request_id, why)

    def _close(self, waiting: _Waiting) -> None:
        del self._open[waiting.request.id]
        for mid in waiting.mids:
            self._by_mid.pop(mid, None)


def _fail(future: "Future[AnyAnswer]", error: Exception) -> None:
    if future.set_running_or_notify_cancel():
        future.set_exception(error)
