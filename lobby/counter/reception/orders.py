"""What a form of the reception says, and the request that is made of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lobby.contract.requests import (
    AnswerHelp,
    AnyRequest,
    CheckInByHand,
    Flag,
    LockWalkIn,
    SetContingent,
    SettleDispute,
    Unpark,
    WalkInByHand,
    Withdraw,
    WriteNote,
)
from lobby.contract.state import HalfDay
from lobby.counter.orders import LONGEST_NOTE, Form, OddFormError
from lobby.counter.rows import AUTONYMS

LONGEST_REASON = 80
MOST_PERSONS = 20
MOST_CONTINGENT = 999
LANGUAGES = ("de", *AUTONYMS)


@dataclass(frozen=True)
class Order:
    """What a request is made of: its id, and what the form says."""

    id: str
    form: Form

    def field(self, name: str) -> str:
        """The first value of a field, without the space around it."""
        return next(iter(self.form.get(name, ())), "").strip()

    def persons(self) -> int:
        """How many came."""
        text = self.field("persons")
        if not text.isdecimal() or not 1 <= int(text[:4]) <= MOST_PERSONS:
            raise OddFormError("persons-odd")
        return int(text)

    def language(self) -> str | None:
        """In which language the visitor is called and served; None where nothing is said."""
        chosen = self.field("language")
        return chosen if chosen in LANGUAGES else None

    def count(self) -> int | None:
        """A contingent; None for an empty field: as configured."""
        text = self.field("count")
        if not text:
            return None
        if not text.isdecimal() or int(text[:6]) > MOST_CONTINGENT:
            raise OddFormError("contingent-odd")
        return int(text)


def _check_in(order: Order) -> AnyRequest:
    return CheckInByHand(
        id=order.id, visit=order.field("visit"), persons=order.persons(), language=order.language(),
        in_person=order.field("in_person") == "yes",
    )  # fmt: skip


def _walk_in(order: Order) -> AnyRequest:
    if not order.field("service"):
        raise OddFormError("service-missing")
    return WalkInByHand(
        id=order.id, service=order.field("service"), persons=order.persons(), language=order.language(),
        in_person=order.field("in_person") == "yes",
    )  # fmt: skip


def _lock(order: Order) -> AnyRequest:
    reason = " ".join(order.field("reason").split())[:LONGEST_REASON]
    if not reason:
        raise OddFormError("lock-reason-missing")
    return LockWalkIn(id=order.id, locked=True, reason=reason)


def _contingent(order: Order) -> AnyRequest:
    if not order.field("service"):
        raise OddFormError("service-missing")
    half = HalfDay.AFTERNOON if order.field("half") == HalfDay.AFTERNOON else HalfDay.MORNING
    return SetContingent(id=order.id, service=order.field("service"), half=half, count=order.count())


def _note(order: Order) -> AnyRequest:
    text = " ".join(order.field("text").split())[:LONGEST_NOTE]
    return WriteNote(id=order.id, visit=order.field("visit"), text=text)


REQUESTS: Mapping[str, Callable[[Order], AnyRequest]] = {
    "check-in": _check_in,
    "walk-in": _walk_in,
    "help": lambda order: AnswerHelp(id=order.id, device=order.field("device")),
    "settle": lambda order: SettleDispute(
        id=order.id, dispute=order.field("dispute"), admit=order.field("admit") == "yes"
    ),
    "lock": _lock,
    "unlock": lambda order: LockWalkIn(id=order.id, locked=False),
    "contingent": _contingent,
    "take-back": lambda order: Unpark(id=order.id, visit=order.field("visit")),
    "withdraw": lambda order: Withdraw(id=order.id, visit=order.field("visit")),
    "note": _note,
    "flag": lambda order: Flag(
        id=order.id, visit=order.field("visit"), in_person=order.field("in_person") == "yes"
    ),
}
"""Each button's request."""
