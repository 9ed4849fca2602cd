"""What a decision is: facts, or a refusal."""

from dataclasses import dataclass

from lobby.contract.answers import BookingView, Reason
from lobby.contract.events import AnyEvent
from lobby.contract.fields import VisitId


@dataclass(frozen=True)
class Decided:
    """These facts follow; none when what is asked for holds already. `visit` is whom it is about."""

    events: tuple[AnyEvent, ...] = ()
    visit: VisitId | None = None


@dataclass(frozen=True)
class Declined:
    """Nothing changes. `visit` names the one who has a number already, where that helps."""

    reason: Reason
    detail: str | None = None
    booking: BookingView | None = None
    visit: VisitId | None = None


Decision = Decided | Declined
