"""The clerks of a living lobby."""

from datetime import UTC, datetime, timedelta
from typing import Any

from lobby.contract.answers import AnyAnswer, VisitChanged
from lobby.contract.requests import AnyRequest, Unpark, WriteNote
from lobby.contract.state import (
    House,
    Line,
    OfferedService,
    Opening,
    PlaceState,
    PlaceStatus,
    Standing,
    Waiting,
)
from lobby.simulate.asking import Then
from lobby.simulate.clerks import PAPERS
from lobby.simulate.counters import Counters
from lobby.simulate.staffing import Staff

EPOCH: dict[str, Any] = {"epoch": "epoch-of-a-test", "rev": 1, "as_of": datetime.now(UTC)}


class _Asked:
    """Keeps what is asked, and who is to hear the answer."""

    def __init__(self) -> None:
        self.requests: list[tuple[AnyRequest, Then]] = []

    def ask(self, request: AnyRequest, then: Then) -> None:
        self.requests.append((request, then))


def _house() -> House:
    service = OfferedService(
        service="id-card",
        name_de="Ausweis",
        name_en="Card",
        family="A",
        minutes=10,
        walk_in=True,
        online=True,
    )
    return House(name="Altona", area="", opening=Opening(is_open=True), services=(service,), **EPOCH)


def _line(*parked: Waiting) -> Line:
    places = tuple(PlaceState(place=str(number), status=PlaceStatus.CLOSED) for number in (1, 2))
    return Line(
        waiting=(), missed=(), places=places, finished_today=0, booked_to_come=0, parked=parked, **EPOCH
    )


def _parked(visit: str, since: timedelta, where: str = PAPERS) -> Waiting:
    now = datetime.now(UTC)
    return Waiting(
        visit=visit, number="A101", service="id-card", persons=1, standing=Standing.WALK_IN, checked_in=now,
        parked_where=where, parked_until=now - since,
    )  # fmt: skip


def test_who_has_the_papers_comes_back_with_a_note() -> None:
    """When they were to be there, once, and only who was sent for papers."""
    asked, minute = _Asked(), timedelta(minutes=1)
    counters = Counters(Staff(1), asked)
    line = _line(
        _parked("visit-back", minute), _parked("visit-away", -minute), _parked("visit-photo", minute, "photo")
    )
    for _ in range(3):
        counters.work(_house(), line, 0.0)
    (note, then), *others = asked.requests
    assert not others
    assert isinstance(note, WriteNote)
    assert note.visit == "visit-back"
    answer: AnyAnswer = VisitChanged(id=note.id, at=datetime.now(UTC), visit=_parked("visit-back", minute))
    then(answer)
    assert isinstance(asked.requests[-1][0], Unpark)
    assert asked.requests[-1][0].visit == "visit-back"
