"""What becomes of a delivery: believed, read, checked, handed over, answered. No HTTP."""

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus
from typing import Protocol

import msgspec

from lobby.bookings.checking import Checked, check
from lobby.bookings.findings import Finding
from lobby.bookings.formats.json_files import JsonFormat
from lobby.bookings.formats.told import Account, Told
from lobby.bookings.push.deliveries import Deliveries
from lobby.bookings.push.signing import Secret, SigningFault, verified
from lobby.bookings.records import Setting
from lobby.bookings.reporting import counts_of, remarks_of
from lobby.bookings.sending import SendError
from lobby.contract.answers import BookingStates, Imported
from lobby.contract.bookings import Booking, BookingState
from lobby.contract.requests import CompleteDay

_STATUS: Mapping[SigningFault, HTTPStatus] = {
    SigningFault.HEADERS: HTTPStatus.BAD_REQUEST,
    SigningFault.TIME: HTTPStatus.UNAUTHORIZED,
    SigningFault.SIGNATURE: HTTPStatus.UNAUTHORIZED,
}


class Queue(Protocol):
    """The queue service."""

    def send(
        self, bookings: Sequence[Booking], complete: CompleteDay | None = None, command_id: str | None = None
    ) -> Imported:
        """What the import changed; SendError when it did not happen."""
        ...

    def states(self, day: date) -> BookingStates:
        """How the bookings of a day stand; SendError when nobody says."""
        ...


class _Asked(msgspec.Struct, frozen=True):
    """Which states somebody wants: of these references, or of all bookings of the day under our ids."""

    day: date
    references: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Reply:
    """What is answered. `again`: it was before, word for word."""

    status: HTTPStatus
    body: bytes
    again: bool = False


@dataclass(frozen=True)
class Receiver:
    """Takes deliveries, one at a time."""

    setting: Setting
    secrets: Sequence[Secret]
    deliveries: Deliveries
    queue: Queue
    now: Callable[[], datetime]
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def receive(self, headers: Mapping[str, str], body: bytes) -> Reply:
        """The answer to a delivery. Any thread."""
        delivery = verified(headers, body, self.secrets, self.now())
        if isinstance(delivery, SigningFault):
            return _error(_STATUS[delivery], f"push-{delivery}")
        with self._one_at_a_time:
            known = self.deliveries.begin(delivery, body, self.now())
            if known is not None and not known.is_same:
                return _error(HTTPStatus.CONFLICT, "push-other-body")
            if known is not None and known.answer is not None:
                return Reply(HTTPStatus.OK, known.answer, again=True)
            return self._take(delivery, body)

    def states(self, headers: Mapping[str, str], body: bytes) -> Reply:
        """How bookings stand, to somebody who has signed the question. Any thread; changes nothing."""
        question = verified(headers, body, self.secrets, self.now())
        if isinstance(question, SigningFault):
            return _error(_STATUS[question], f"push-{question}")
        try:
            asked = msgspec.json.decode(body, type=_Asked)
        except (msgspec.DecodeError, RecursionError):
            return _error(HTTPStatus.UNPROCESSABLE_ENTITY, "push-question")
        try:
            answer = self.queue.states(asked.day)
        except SendError:
            return _error(HTTPStatus.SERVICE_UNAVAILABLE, "push-no-answer")
        told = self._named(answer.states, asked.references)
        return Reply(HTTPStatus.OK, JsonFormat().write(Account(answer.centre, answer.at, told)))

    def _named(self, states: Sequence[BookingState], references: Sequence[str] | None) -> tuple[Told, ...]:
        if references is None:
            return tuple(Told(one) for one in states)
        names = {self.setting.numbers.booking(one): one for one in references}
        return tuple(Told(one, names[one.booking]) for one in states if one.booking in names)

    def _take(self, delivery: str, body: bytes) -> Reply:
        checked = check(JsonFormat().read(body, self.setting), self.setting)
        complete = _complete(body, self.setting.numbers.system)
        if not checked.is_good or isinstance(complete, Finding):
            self.deliveries.forget(delivery)
            wrong = (complete,) if isinstance(complete, Finding) else ()
            return _refused(checked, (*checked.findings, *wrong))
        command_id = hashlib.sha256(f"push {delivery} ".encode() + body).hexdigest()
        try:
            done = self.queue.send(checked.bookings, complete, command_id)
        except SendError as error:
            if error.may_help_again:
                return _error(HTTPStatus.SERVICE_UNAVAILABLE, "push-no-answer")
            self.deliveries.forget(delivery)
            return _error(HTTPStatus.UNPROCESSABLE_ENTITY, "push-refused", reason=str(error))
        findings = (*checked.findings, *remarks_of(done, checked.rows))
        answer = _document(checked, findings, imported=counts_of(done))
        self.deliveries.finish(delivery, answer)
        return Reply(HTTPStatus.OK, answer)


def _complete(body: bytes, source: str) -> CompleteDay | Finding | None:
    """The day that the document says it has all bookings of."""
    try:
        document = msgspec.json.decode(body.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError):
        return None
    day = document.get("complete") if isinstance(document, dict) else None
    if day is None:
        return None
    try:
        return CompleteDay(source=source, day=date.fromisoformat(day).isoformat())
    except (TypeError, ValueError):
        return Finding("push-complete", field="complete")


def _refused(checked: Checked, findings: Sequence[Finding]) -> Reply:
    return Reply(HTTPStatus.UNPROCESSABLE_ENTITY, _document(checked, findings, imported=None))


def _document(checked: Checked, findings: Sequence[Finding], imported: dict[str, int] | None) -> bytes:
    return msgspec.json.encode(
        {
            "records": checked.records,
            "bookings": len(checked.rows),
            "errors": sum(one.is_error for one in findings),
            "findings": [one.document() for one in findings],
            "imported": imported,
        }
    )


def _error(status: HTTPStatus, kind: str, **values: object) -> Reply:
    found = Finding(kind, values=values)
    body = {"findings": [found.document()], "imported": None}
    return Reply(status, msgspec.json.encode(body))
