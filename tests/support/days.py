"""Days made by chance: whatever happens to be allowed happens, on ordinary days and when the clocks change."""

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall_time
from pathlib import Path

import msgspec

from lobby.centre.journal import Journal
from lobby.contract.events import AnyEvent, Arrived, Booked, BookingCancelled, DayStarted, DeviceChanged
from lobby.contract.requests import (
    AddService,
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
    WalkIn,
    Withdraw,
    WithdrawCall,
    WriteNote,
)
from lobby.contract.state import WaitRange
from lobby.queueing.day_end import unserved
from lobby.queueing.decide import Command
from lobby.queueing.line import VisitState
from lobby.queueing.rules import LOCAL
from tests.support.house import House, booking

ORDINARY, SPRING, AUTUMN = date(2026, 11, 23), date(2026, 3, 29), date(2026, 10, 25)
SERVICES = ("id-card", "passport", "residence-register")
PLACES = ("1", "2")

Step = tuple[str, int, int]
"""What is tried, with whom, how many seconds after the last."""


@dataclass
class ChanceDay:
    """A house in which steps are tried; what is refused does not happen."""

    day: date
    house: House = field(init=False)
    made: int = 0

    def __post_init__(self) -> None:
        """It begins at local midnight."""
        midnight = datetime.combine(self.day, wall_time(), LOCAL).astimezone(UTC)
        self.house = House(now=midnight)
        self.house.journal[:] = [DayStarted(at=midnight, day=self.day.isoformat())]

    def play(self, steps: Sequence[Step]) -> "ChanceDay":
        """Try all of them, one after another."""
        for name, who, seconds in steps:
            self._pass(timedelta(seconds=seconds))
            TRIED[name](self, who)
        return self

    def end(self) -> "ChanceDay":
        """Midnight comes."""
        tomorrow = datetime.combine(self._today() + timedelta(days=1), wall_time(), LOCAL)
        self._pass(max(timedelta(), tomorrow.astimezone(UTC) - self.house.now))
        return self

    def journal(self, path: Path) -> Journal:
        """What happened, on disk."""
        journal = Journal(path)
        journal.append(1, [_told(seq, event) for seq, event in enumerate(self.house.journal)], [])
        return journal

    def _today(self) -> date:
        return self.house.now.astimezone(LOCAL).date()

    def _pass(self, duration: timedelta) -> None:
        before = self._today()
        self.house.now += duration
        if self._today() != before:
            if self.made % 2:  # journals of services that were off at midnight know nothing of it
                self.house.take(unserved(self.house.line))
            self.house.take((DayStarted(at=self.house.now, day=self._today().isoformat()),))

    def new(self) -> str:
        """An id."""
        self.made += 1
        return f"chance-{self.made:08d}"

    def place(self, who: int) -> str:
        """One of the counters."""
        return PLACES[who % len(PLACES)]

    def visit(self, who: int) -> str | None:
        """One of the visits of which there is a number."""
        known = [visit.id for visit in self.house.line.visits.values() if visit.number]
        return known[who % len(known)] if known else None


def _told(seq: int, event: AnyEvent) -> AnyEvent:
    """Some who come without a booking are told a range, some an expected wait with it, some nothing."""
    if not isinstance(event, Arrived) or event.slot is not None:
        return event
    wait = (None, WaitRange(low_minutes=5, high_minutes=20), WaitRange(low_minutes=60))[seq % 3]
    expected = seq % 50 + 0.25 if wait is not None and seq % 2 else None
    return msgspec.structs.replace(event, wait=wait, expected_minutes=expected)


def _book(day: ChanceDay, who: int) -> None:
    slot = day.house.now + timedelta(minutes=15 * (who % 200))
    day.made += 1
    day.house.book(booking(day.made, slot.replace(second=0), service=SERVICES[who % 3]))


def _change(day: ChanceDay, who: int) -> None:
    for visit in list(day.house.line.visits.values()):
        if (
            visit.state is VisitState.BOOKED
            and visit.booking is not None
            and int(visit.id, 16) % 5 == who % 5
        ):
            slot = visit.booking.slot + timedelta(minutes=30 * (who % 60))
            fresh = booking(int(visit.id, 16), slot, revision=min(15, visit.booking.revision + 1))
            day.house.take((Booked(at=day.house.now, booking=fresh),))


def _cancel(day: ChanceDay, who: int) -> None:
    for visit in list(day.house.line.visits.values()):
        if visit.state is VisitState.BOOKED and int(visit.id, 16) % 7 == who % 7:
            day.house.take((BookingCancelled(at=day.house.now, visit=visit.id),))


def _come(day: ChanceDay, who: int) -> None:
    listed = [visit.booking for visit in day.house.line.visits.values() if visit.booking is not None]
    if listed:
        day.house.present(listed[who % len(listed)], language="tr")


def _provisional(day: ChanceDay, who: int) -> None:
    day.made += 1
    day.house.present(booking(0xABC000 + day.made, day.house.now, service=SERVICES[who % 3]))


def _with_visit(make: Callable[[ChanceDay, str, int], Command]) -> Callable[[ChanceDay, int], object]:
    """A command about one of the visits; nothing while there is none."""

    def tried(day: ChanceDay, who: int) -> object:
        visit = day.visit(who)
        return None if visit is None else day.house.do(make(day, visit, who))

    return tried


def _device(day: ChanceDay, who: int) -> None:
    """One of two terminals or two displays changes, or says how it stands."""
    kind = ("kiosk", "display")[who % 2]
    name = f"{kind}-{who // 2 % 2 + 1}"
    day.house.take((DeviceChanged(at=day.house.now, device=name, kind=kind, works=who % 3 > 0),))


TRIED: Mapping[str, Callable[[ChanceDay, int], object]] = {
    "book": _book,
    "change": _change,
    "cancel": _cancel,
    "come": _come,
    "provisional": _provisional,
    "walk-in": lambda day, who: day.house.do(WalkIn(id=day.new(), service=SERVICES[who % 3], language="uk")),
    "device": _device,
    "open": lambda day, who: day.house.do(
        OpenPlace(id=day.new(), place=day.place(who), services=SERVICES[: 1 + who % 3])
    ),
    "close": lambda day, who: day.house.do(ClosePlace(id=day.new(), place=day.place(who))),
    "call-next": lambda day, who: day.house.do(
        CallNext(id=day.new(), place=day.place(who), finish_current=who % 2 > 0)
    ),
    "call-one": _with_visit(
        lambda day, visit, who: CallOne(id=day.new(), place=day.place(who // 2), visit=visit)
    ),
    "recall": lambda day, who: day.house.do(Recall(id=day.new(), place=day.place(who))),
    "not-here": lambda day, who: day.house.do(NotHere(id=day.new(), place=day.place(who))),
    "start": lambda day, who: day.house.do(Start(id=day.new(), place=day.place(who))),
    "finish": lambda day, who: day.house.do(Finish(id=day.new(), place=day.place(who))),
    "park": lambda day, who: day.house.do(Park(id=day.new(), place=day.place(who), where="photo station")),
    "unpark": _with_visit(lambda day, visit, _who: Unpark(id=day.new(), visit=visit)),
    "transfer": lambda day, who: day.house.do(
        Transfer(
            id=day.new(),
            place=day.place(who),
            service=SERVICES[who % 3],
            to=PLACES[who % 2] if who % 5 == 0 else None,
        )
    ),
    "hand-over": lambda day, who: day.house.do(
        HandOver(id=day.new(), place=day.place(who), to=day.place(who + 1))
    ),
    "add-service": lambda day, who: day.house.do(
        AddService(id=day.new(), place=day.place(who), service=SERVICES[who % 3])
    ),
    "withdraw-call": lambda day, who: day.house.do(WithdrawCall(id=day.new(), place=day.place(who))),
    "undo": lambda day, who: day.house.do(Undo(id=day.new(), place=day.place(who))),
    "pause": lambda day, who: day.house.do(
        PausePlace(id=day.new(), place=day.place(who), paused=who % 3 > 0)
    ),
    "withdraw": _with_visit(lambda day, visit, _who: Withdraw(id=day.new(), visit=visit)),
    "note": _with_visit(
        lambda day, visit, _who: WriteNote(id=day.new(), visit=visit, text="asks for a ramp")
    ),
    "flag": _with_visit(lambda day, visit, who: Flag(id=day.new(), visit=visit, in_person=who % 2 > 0)),
}
"""What may be tried, by name."""


@contextmanager
def in_hamburg() -> Iterator[None]:
    """The process's own time zone, which SQLite's `localtime` takes."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Europe/Berlin"
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ")
        if before is not None:
            os.environ["TZ"] = before
        time.tzset()
