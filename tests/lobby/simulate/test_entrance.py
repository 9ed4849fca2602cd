"""Who comes into a living lobby, and some who leave it again."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from lobby.contract.answers import CheckedIn, Ticket
from lobby.contract.requests import AnyRequest, WalkIn, Withdraw
from lobby.contract.state import House, Line, Opening, Standing, Waiting
from lobby.simulate.asking import Then
from lobby.simulate.entrance import LEAVES_AFTER, Entrance
from lobby.simulate.visitors import Town

NOBODY: Any = None


class _Desk:
    """Gives a number to everybody, as if they had come so long ago."""

    def __init__(self, ago: timedelta) -> None:
        self._ago = ago
        self.requests: list[AnyRequest] = []

    def ask(self, request: AnyRequest, then: Then) -> None:
        self.requests.append(request)
        if isinstance(request, WalkIn):
            then(CheckedIn(id=request.id, at=datetime.now(UTC), ticket=self.ticket(len(self.requests))))

    def ticket(self, number: int) -> Ticket:
        return Ticket(
            visit=f"visit-{number:05}", number=f"A{100 + number}", service="id-card", persons=1,
            standing=Standing.WALK_IN, checked_in=datetime.now(UTC) - self._ago, area="",
        )  # fmt: skip

    def line(self, count: int) -> Line:
        tickets = [self.ticket(number) for number in range(1, count + 1)]
        waiting = tuple(
            Waiting(
                visit=one.visit, number=one.number, service=one.service, persons=1, standing=one.standing,
                checked_in=one.checked_in,
            )
            for one in tickets
        )  # fmt: skip
        return _line(*waiting)


def _line(*waiting: Waiting) -> Line:
    head: dict[str, Any] = {"epoch": "epoch-of-a-test", "rev": 1, "as_of": datetime.now(UTC)}
    return Line(waiting=waiting, missed=(), places=(), finished_today=0, booked_to_come=0, **head)


def _came(desk: _Desk) -> None:
    """Some hundreds without a booking, within a second."""
    entrance = Entrance(NOBODY, desk, None, Random(1))
    entrance.open(Town((), ["id-card"], walk_ins_an_hour=3_600_000.0))
    house = House(
        name="Altona", area="", opening=Opening(is_open=True), services=(), epoch="epoch-of-a-test", rev=1,
        as_of=datetime.now(UTC),
    )  # fmt: skip
    end = datetime.now(UTC) + timedelta(seconds=10)
    line = desk.line(20_000)  # whoever may come
    while len(desk.requests) < 300 and datetime.now(UTC) < end:
        entrance.serve(house, line, 100_000, 0.0)


def test_some_are_fetched_in_person() -> None:
    """A few of many."""
    desk = _Desk(timedelta())
    _came(desk)
    fetched = [one for one in desk.requests if isinstance(one, WalkIn) and one.in_person]
    assert 0 < len(fetched) < len(desk.requests) / 10


def test_a_few_who_waited_long_go_home_and_say_so() -> None:
    """Once each; nobody who has just come."""
    desk = _Desk(LEAVES_AFTER + timedelta(minutes=1))
    _came(desk)
    gone = [one.visit for one in desk.requests if isinstance(one, Withdraw)]
    assert 0 < len(gone) == len(set(gone)) < len(desk.requests) / 8
    fresh = _Desk(timedelta())
    _came(fresh)
    assert not [one for one in fresh.requests if isinstance(one, Withdraw)]
