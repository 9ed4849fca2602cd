"""What a form says, and the request that is made of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lobby.contract.requests import (
    AddService,
    AnyRequest,
    CallNext,
    CallOne,
    ClosePlace,
    Finish,
    Flag,
    HandOver,
    NotHere,
    OpenPlace,
    Park,
    PausePlace,
    Recall,
    Start,
    Transfer,
    Undo,
    Unpark,
    Withdraw,
    WithdrawCall,
    WriteNote,
)
from lobby.contract.state import Outcome

LONGEST_WHERE = 80
LONGEST_NOTE = 200
MOST_DONE = 20
LONGEST_PARKED = timedelta(hours=10)

Form = Mapping[str, Sequence[str]]


class OddFormError(ValueError):
    """A form that cannot be carried out; its text is the wording key of what is missing."""


@dataclass(frozen=True)
class Order:
    """What a request is made of: its id, the place, what the form says, and what the place takes."""

    id: str
    place: str
    form: Form
    services: tuple[str, ...]
    now: datetime

    def field(self, name: str) -> str:
        """The first value of a field, without the space around it."""
        return next(iter(self.form.get(name, ())), "").strip()

    def outcome(self) -> Outcome:
        """How the case ended; done where nothing is said."""
        try:
            return Outcome(self.field("outcome") or Outcome.DONE)
        except ValueError as error:
            raise OddFormError("outcome-missing") from error

    def done(self) -> tuple[str, ...]:
        """The services that were done; empty where nothing is said."""
        return tuple(dict.fromkeys(one for one in self.form.get("done", ()) if one))[:MOST_DONE]


def _open(order: Order) -> AnyRequest:
    return OpenPlace(id=order.id, place=order.place, services=order.services)


def _finish_next(order: Order) -> AnyRequest:
    return CallNext(
        id=order.id,
        place=order.place,
        finish_current=True,
        outcome=order.outcome(),
        services_done=order.done(),
    )


def _finish(order: Order) -> AnyRequest:
    return Finish(id=order.id, place=order.place, outcome=order.outcome(), services_done=order.done())


def _park(order: Order) -> AnyRequest:
    where = (order.field("other") or order.field("where"))[:LONGEST_WHERE]
    if not where:
        raise OddFormError("park-where-missing")
    return Park(id=order.id, place=order.place, where=where, until=_until(order))


def _until(order: Order) -> datetime | None:
    minutes = order.field("minutes")
    if not minutes:
        return None
    if not minutes.isdecimal() or not timedelta() < timedelta(minutes=int(minutes[:4])) <= LONGEST_PARKED:
        raise OddFormError("park-time-odd")
    return order.now + timedelta(minutes=int(minutes))


def _transfer(order: Order) -> AnyRequest:
    service, to = order.field("service") or None, order.field("to") or None
    if service is None and to is None:
        raise OddFormError("transfer-missing")
    return Transfer(id=order.id, place=order.place, service=service, to=to)


def _hand_over(order: Order) -> AnyRequest:
    if not order.field("to"):
        raise OddFormError("hand-over-missing")
    return HandOver(id=order.id, place=order.place, to=order.field("to"))


def _add_service(order: Order) -> AnyRequest:
    if not order.field("service"):
        raise OddFormError("service-missing")
    return AddService(id=order.id, place=order.place, service=order.field("service"))


def _note(order: Order) -> AnyRequest:
    text = " ".join(order.field("text").split())[:LONGEST_NOTE]
    return WriteNote(id=order.id, visit=order.field("visit"), text=text)


def _flag(order: Order) -> AnyRequest:
    return Flag(id=order.id, visit=order.field("visit"), in_person=order.field("in_person") == "yes")


REQUESTS: Mapping[str, Callable[[Order], AnyRequest]] = {
    "open": _open,
    "close": lambda order: ClosePlace(id=order.id, place=order.place),
    "pause": lambda order: PausePlace(id=order.id, place=order.place),
    "go-on": lambda order: PausePlace(id=order.id, place=order.place, paused=False),
    "next": lambda order: CallNext(id=order.id, place=order.place),
    "finish-next": _finish_next,
    "call": lambda order: CallOne(id=order.id, place=order.place, visit=order.field("visit")),
    "recall": lambda order: Recall(id=order.id, place=order.place),
    "not-here": lambda order: NotHere(id=order.id, place=order.place),
    "withdraw-call": lambda order: WithdrawCall(id=order.id, place=order.place),
    "start": lambda order: Start(id=order.id, place=order.place),
    "finish": _finish,
    "park": _park,
    "transfer": _transfer,
    "hand-over": _hand_over,
    "add-service": _add_service,
    "undo": lambda order: Undo(id=order.id, place=order.place),
    "take-back": lambda order: Unpark(id=order.id, visit=order.field("visit")),
    "withdraw": lambda order: Withdraw(id=order.id, visit=order.field("visit")),
    "note": _note,
    "flag": _flag,
}
"""Each button's request."""

OF_A_VISIT = frozenset({"note", "flag"})
"""What concerns the visit alone, whatever happens at the place."""
THEN = frozenset({"next", "close"})
"""What may follow in the same press once the case is out of the way."""
